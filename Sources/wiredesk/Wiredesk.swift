import ArgumentParser
import Glibc
import NewsAnswers
import NewsModel

/// The program: one binary, its commands, and the one place that turns errors into exit codes.
@main
struct Wiredesk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wiredesk",
    abstract: "Drop news copy into an inbox; get each story once, and see why.",
    discussion: helpText(
      """
      Take what lies in a folder, once, and look at the stories:

        wiredesk run --inbox ~/news --state ~/desk --once
        wiredesk stories --state ~/desk
        wiredesk explain 2 --state ~/desk

      Without --state the commands read WIREDESK_STATE, then \(Configuration().state).

      Exit codes: 0 done · 1 failed · 2 wrong usage or configuration · 3 some files failed ·
      4 some files remain · 5 not found · 6 events are gone · 69 storage unavailable ·
      75 another daemon holds the state.
      """),
    version: programVersion,
    subcommands: [
      Run.self, Ingest.self, Check.self, Status.self, AccountCommand.self, Stories.self, Show.self,
      Explain.self, Diff.self, Merge.self, Unmerge.self, Split.self, Forget.self, Watch.self,
      Search.self,
      Export.self, Stats.self, Trace.self, RetryCommand.self, Verify.self, Rebuild.self,
      Backup.self, Doctor.self, Metrics.self, Measure.self, Decide.self,
    ])

  static func main() {
    do {
      try refuseUnknownCommand(CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") })
      var command = try parseAsRoot()
      try Screen.$current.withValue(.ofStandardOutput) { try command.run() }
    } catch let status as ExitStatus {
      Glibc.exit(status.rawValue)
    } catch let error as LastRun.Damaged {
      fail(error.message, .unavailable)
    } catch let error as CommandError {
      fail(error.message, error.status)
    } catch let error as ConfigurationError {
      fail("\(error)", .usage)
    } catch let error as any Failure {
      // What the state has on record cannot be used: in words, and not by the name of a Swift case.
      fail(CommandError.sentence(of: error), .unavailable)
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        print(text)
        Glibc.exit(0)
      }
      if !text.isEmpty { printError(text) }
      Glibc.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
    }
  }
}

extension Wiredesk {
  /// The parser's own words for a mistyped command name none.
  ///
  /// - Parameter words: The first of the command line, up to the first option.
  /// - Throws: `CommandError` of wrong usage.
  private static func refuseUnknownCommand(_ words: some Collection<String>) throws {
    let words = Array(words)
    guard let word = words.first == "help" ? words.dropFirst().first : words.first else { return }
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !names.contains(word) else { return }
    let meant = NearestName.of(word, among: names).map { "did you mean \(quoted($0))?" }
    throw CommandError(
      .usage,
      "there is no command \(quoted(word)): \(meant ?? "`wiredesk --help` lists them all")")
  }
}

private func fail(_ message: String, _ status: ExitStatus) -> Never {
  printError("wiredesk: \(message)")
  Glibc.exit(status.rawValue)
}

let programVersion = "0.1.0"

/// Why a command could not do its work, with its exit code.
struct CommandError: Error {
  var status: ExitStatus
  var message: String
  /// The failure's constant, when it may pass by itself or by somebody's help, and the same works then:
  /// a daemon waits for that. Nil else.
  var passingCode: String?
  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// What any error says to people.
  static func sentence(of error: any Error) -> String {
    if let error = error as? CommandError { return error.message }
    return (error as? any Failure).map { "\($0.code): \($0.message)" } ?? "\(error)"
  }
}

func printError(_ line: String) {
  var bytes = Array(line.utf8)
  bytes.append(0x0A)
  var offset = 0
  while offset < bytes.count {
    let count = bytes[offset...].withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    // Nowhere is left to say that stderr cannot be written.
    if count <= 0 { return }
    offset += count
  }
}
