import ArgumentParser
import Glibc
import NewsAnswers
import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

struct Metrics: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell a monitor what the desk counts: for Prometheus and what reads its forms.",
    discussion: helpText(
      """
      For the textfile collector of node_exporter, once a minute by cron or a timer:

        wiredesk metrics --output /var/lib/prometheus/node-exporter/wiredesk.prom

      The manual lists what is told. Works with the daemon up or down; exit 69 when the database cannot
      be read, and what can be said without it is told all the same.
      """))

  enum Format: String, ExpressibleByArgument, CaseIterable { case openmetrics, prometheus }

  @Option(
    help: "openmetrics: OpenMetrics 1.0. prometheus: the text form 0.0.4, as textfiles have it.")
  var format: Format = .prometheus

  @Option(help: "Write to this file, which is replaced whole, in place of standard output.")
  var output: String?

  @OptionGroup var options: StateOptions

  func run() throws {
    let measures: DeskStatus.Measures
    do {
      measures = try DeskStatus.Measures(
        state: options.folder, version: programVersion, now: .now())
    } catch let failure as StoreFailure {
      throw CommandError(failure)
    } catch let error as SystemError {
      throw CommandError(.unavailable, "cannot examine the lock: \(error)")
    }
    let text = self.text(DeskStatus.Metrics(measures))
    if let output {
      try Self.replace(absolute(output), by: text)
    } else {
      var out = LineOutput()
      try out.write(String(text.dropLast()))
      try out.flush()
    }
    if let problem = measures.problem { throw CommandError(problem) }
  }

  private func text(_ metrics: DeskStatus.Metrics) -> String {
    if options.json { return metrics.json.map { $0.text + "\n" }.joined() }
    switch format {
    case .openmetrics: return metrics.text(.openmetrics)
    case .prometheus: return metrics.text(.prometheus)
    }
  }

  /// A collector that looks meanwhile sees the old file or the new one, and never a part. Not synced: after a
  /// power cut the next run writes it anew.
  private static func replace(_ path: String, by text: String) throws {
    let file = FileName(path)
    // No collector takes a name that ends so.
    let newer = file.last.bytes + Array(".\(getpid())".utf8)
    do throws(SystemError) {
      let folder = try Folder.open(file.folder.bytes)
      do throws(SystemError) {
        try folder.createFile(newer, permissions: 0o644).write(Array(text.utf8))
        try folder.replace(file.last.bytes, by: newer)
      } catch {
        // Perhaps it was never made; the error that counts is thrown.
        try? folder.unlink(newer)
        throw error
      }
    } catch {
      throw CommandError(.failure, "cannot write \(quoted(path)): \(error.description)")
    }
  }
}
