import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsLinux

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract:
      "Count what became of every file: seen = stored + unchanged + partial + failed + waiting.")

  @OptionGroup var options: StateOptions

  func run() throws {
    let account = try asking { try Account(state: options.folder, store: options.store()) }
    let removed: RemovedFiles
    do {
      removed = try RemovedFiles(state: options.folder)
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot read what retention removed: \(error.description)")
    }
    print(options.json ? account.json.with("removed", removed.json).text : account.text)
    if !options.json { for line in removed.lines { print(line) } }
    if !account.balances { throw ExitStatus.failure }
  }
}
