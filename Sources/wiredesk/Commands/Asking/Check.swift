import ArgumentParser
import Foundation
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsModel

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode files, print what would be stored, and touch nothing.",
    discussion: "  wiredesk check today.jsonl      exit 3 when something in it would be rejected")

  @Argument(help: "Files, or folders with all that is in them.")
  var paths: [String]

  @Flag(
    name: .long, help: "Answer in JSON: one object for each article or rejection, each on its line."
  )
  var json = false

  @Option(
    help: "A state folder: fields have the names that its desk knows (default: WIREDESK_STATE).")
  var state: String?

  @Flag(name: .shortAndLong, help: "Show only what would be rejected, and how much would not.")
  var quiet = false

  func run() throws {
    var rejected = 0
    var articles = 0
    var output = LineOutput()
    let inspection = Inspection(try settings())
    for path in paths {
      let files: [GivenFile]
      do { files = try GivenFile.all(at: Array(absolute(path).utf8)) } catch {
        throw CommandError(.notFound, "\(error)")
      }
      try inspection.inspect(files) { file, finding in
        switch finding {
        case .article: articles += 1
        case .rejected(let rejection): rejected += rejection.isTold ? 0 : 1
        }
        if case .article = finding, quiet { return }
        try show(finding, file, &output)
      }
    }
    try output.flush()
    if quiet, !json { print("\(counted(articles, "article")), \(rejected) rejected") }
    if rejected > 0 { throw ExitStatus.someFailed }
  }

  /// As configured for a desk that has not run yet.
  private func settings() throws -> DeskSettings {
    let configuration = try Configuration.load(nil)
    let folder = state ?? ProcessInfo.processInfo.environment["WIREDESK_STATE"]
    return try configuration.desk.readingAlike(in: folder.map(absolute) ?? configuration.state)
  }

  private func show(
    _ finding: Inspection.Finding, _ file: GivenFile, _ output: inout LineOutput
  ) throws {
    switch finding {
    case .article(let article):
      let source = article.source ?? Inbox.commandLine.source.source(of: file.name)
      if json {
        try output.write(ArticleJSON.value(article, source: source, name: file.name))
      } else {
        let derived = article.headlineIsDerived ? " (its first sentence)" : ""
        print("\(quoted(file.name.text)) \(article.locator): \(article.format) article")
        print("  \(shown(article.headline, cells: 120))\(derived)")
        print("  \(article.body.utf8.count) bytes, source \(quoted(source))")
      }
    case .rejected(let rejection):
      if json {
        try output.write(rejection.json(of: file.name))
      } else {
        let place = quoted(rejection.locator.isEmpty ? file.name.text : rejection.locator)
        let verb = rejection.isTold ? "told" : "rejected"
        print("\(place): \(verb), \(rejection.code): \(rejection.message)")
      }
    }
  }
}

extension Rejection {
  fileprivate func json(of name: FileName) -> JSONValue {
    // Of what is left alone nobody has to do anything: it is no refusal.
    let verb = code == Code.leftAlone.rawValue ? "left_alone" : "rejected"
    return .object([
      ("name", .string(name.text)), (verb, .string(code)), ("message", .string(message)),
      ("locator", .string(locator)), ("limit", .init(limit)), ("told", .bool(isTold)),
    ])
  }
}
