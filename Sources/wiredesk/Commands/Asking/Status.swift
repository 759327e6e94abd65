import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsLinux
import NewsStore

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether the daemon is running, what it has stored, and what is waiting and why.",
    discussion: helpText(
      """
      For a monitor: exit 0 while all is well, 3 when a daemon should be running and is not, 4 when
      the desk works and something in an inbox cannot be taken, 69 while the daemon is degraded or
      the state cannot be used.
      """))

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
    switch status.health {
    case .well: return
    case .stopped: throw ExitStatus.someFailed
    case .notTaken: throw ExitStatus.someLeft
    case .unavailable: throw ExitStatus.unavailable
    }
  }
}
