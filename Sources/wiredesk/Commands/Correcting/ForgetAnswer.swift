import NewsAnswers
import NewsBytes
import NewsDesk
import NewsModel

/// What came of articles that were to be forgotten, in words and in JSON.
struct ForgetAnswer {
  let json: JSONValue

  init(_ report: Forgetting.Report, _ traces: ForgottenTraces.Report) {
    json = .object([
      ("forgotten", Self.numbers(report.articles)), ("already", Self.numbers(report.already)),
      ("copies", Self.numbers(report.copies)), ("files_removed", .init(traces.removedFiles)),
      ("files_left", .array(traces.left.map { .string($0.text) })),
      ("dropped", .array(traces.dropped.map { .string($0.text) })),
      ("waiting", .init(traces.waiting)),
      ("text", .string(Self.lines(report, traces).joined(separator: "\n"))),
    ])
  }

  private static func lines(
    _ report: Forgetting.Report, _ traces: ForgottenTraces.Report
  ) -> [String] {
    var lines: [String] = []
    if !report.articles.isEmpty {
      lines.append("forgotten: \(list(report.articles))")
    }
    if !report.already.isEmpty {
      lines.append("forgotten before: \(list(report.already))")
    }
    lines += files(traces)
    if !report.copies.isEmpty {
      lines.append("copies of the text are still there: \(list(report.copies))")
    }
    if let waiting = traces.waiting {
      lines.append("not yet gone everywhere, and done later: \(waiting)")
    }
    return lines
  }

  private static func files(_ traces: ForgottenTraces.Report) -> [String] {
    var lines: [String] = []
    if traces.removedFiles > 0 {
      lines.append("removed from the spool: \(counted(traces.removedFiles, "file"))")
    }
    for path in traces.dropped {
      lines.append("dropped from failed/, where a part of it lay: \(quoted(path.text))")
    }
    for name in traces.left {
      lines.append("\(quoted(name.text)) was only read, and stays where it lies")
    }
    return lines
  }

  private static func numbers(_ articles: [ArticleID]) -> JSONValue {
    .array(articles.map { .init($0.rawValue) })
  }

  private static func list(_ articles: [ArticleID]) -> String {
    let shown = articles.prefix(20).map { "\($0.rawValue)" }.joined(separator: ", ")
    return articles.count > 20 ? shown + " and \(articles.count - 20) more" : shown
  }
}
