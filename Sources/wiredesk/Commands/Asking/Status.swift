import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsLinux
import NewsStore

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether the daemon is running, what it has stored, and what is waiting and why.",
    discussion: "Exit 69 while the running daemon is degraded.")

  @OptionGroup var options: StateOptions

  func run() throws {
    let status: DeskStatus
    do {
      status = try DeskStatus(state: options.folder)
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot examine the lock: \(error)")
    }
    if options.json {
      print(status.json.text)
    } else {
      for line in status.lines { print(line) }
    }
    if status.isUnavailable { throw ExitStatus.unavailable }
  }
}
