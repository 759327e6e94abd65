import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract:
      "Count what became of every file: seen = stored + unchanged + partial + failed + waiting.")

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    let account = try asking { try Account(state: options.folder, store: store) }
    let forgotten = try asking { try store.forgottenCounts() }
    tellDamagedRecord()
    let removed: RemovedFiles
    do throws(SystemError) {
      removed = try RemovedFiles(state: options.folder)
    } catch {
      throw CommandError(.unavailable, "cannot read what retention removed: \(error.description)")
    }
    let json = account.json.with("removed", removed.json).with("forgotten", .init(forgotten.all))
    print(options.json ? json.text : account.text)
    if !options.json, forgotten.all > 0 {
      print("of these forgotten: \(counted(forgotten.all, "article"))")
    }
    if !options.json { for line in removed.lines { print(line) } }
    if !account.balances { throw ExitStatus.failure }
  }

  private func tellDamagedRecord() {
    do throws(LastRun.Damaged) {
      _ = try LastRun.read(in: options.folder)
    } catch {
      printError("wiredesk: \(error.message); what waits in the inboxes is not counted")
    }
  }
}
