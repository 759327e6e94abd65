import ArgumentParser
import Foundation
import NewsBytes
import NewsInbox

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check everything that the daemon needs, and say how to put right what is wrong.",
    discussion: helpText(
      """
      Folders and their rights, file systems, the sandbox of the unit, inotify's limits, the journal,
      the clock, the database and the disks. Changes nothing. As root it sees everything.

      Exit 1 when there is a problem; a warning is none.
      """))

  @Option(help: "The configuration file.")
  var config: String?

  @Option(help: "Check this inbox instead of the configured ones.")
  var inbox: String?

  @OptionGroup var options: StateOptions

  func run() throws {
    var findings: [Finding] = []
    let desk = DeskFolders(
      configuration(&findings), inbox: inbox, state: options.given)
    findings += FolderChecks(desk).findings
    findings += UnitChecks(desk).findings
    findings += SystemChecks(desk).findings
    findings += DatabaseChecks(desk).findings
    findings += DaemonChecks(desk).findings
    for finding in findings { print(options.json ? finding.json.text : finding.lines) }
    if findings.contains(where: { $0.level == .problem }) { throw ExitStatus.failure }
  }

  /// A further desk has a file of its own.
  private var desksOwn: String? {
    let unit = options.given.flatMap { DeskFolders.unit(of: $0) } ?? ""
    return unit.split(separator: "@").dropFirst().first.map { "/etc/wiredesk/\($0).toml" }
  }

  /// What cannot be read is a finding; the rest is then looked at as by default.
  private func configuration(_ findings: inout [Finding]) -> Configuration {
    do {
      let file = config ?? desksOwn
      let configuration = try Configuration.load(file)
      let path = file ?? Configuration.defaultPath
      let isThere = FileManager.default.fileExists(atPath: path)
      findings.append(
        Finding(
          "configuration", .ok,
          isThere ? "\(path) has no mistakes" : "there is no \(path): everything is as by default"))
      return configuration
    } catch {
      findings.append(
        Finding(
          "configuration", .problem, "\(error)",
          remedy: "correct it, then run `systemctl reload wiredesk`"))
      return Configuration()
    }
  }
}
