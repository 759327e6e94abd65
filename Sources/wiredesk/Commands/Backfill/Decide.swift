import ArgumentParser
import Foundation
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsLinux
import NewsModel
import NewsStore

struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give measured articles their verdicts and stories (docs/backfill.md).",
    discussion: helpText(
      """
      Reads what `measure` wrote on standard input, in the order in which the articles are to be admitted,
      and writes the objects of `export`, then a last line {"footer": …}: articles that came in, those
      stored, those that were the same again, rejections. Without that line the answer is cut, whatever the
      exit code. With --state the articles follow those of that state, which is only read.
      """),
    shouldDisplay: false)

  @OptionGroup var seeding: SeedOptions

  func run() throws {
    ProcessState.setPrivateUmask()
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "wiredesk-decide-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // It holds nothing that is not to be had again.
    defer { try? FileManager.default.removeItem(at: folder) }
    try Measure.reporting { try decide(in: folder.path(percentEncoded: false)) }
  }

  private func decide(in folder: String) throws {
    if seeding.state != nil {
      var options = StateOptions()
      options.state = seeding.state
      try options.store().backup(to: folder + "/wiredesk.db")
    }
    let deciding = try Backfill.Deciding(
      folder: folder, seed: seeding.seed, program: programVersion, Configuration.load(nil).desk)
    let earlier = try deciding.store.reader.accounting().articles
    let input = StandardInput()
    let counts = try deciding.decide { try input.next() }
    var output = LineOutput()
    let stored = try write(deciding, &output)
    let known = try deciding.store.reader.accounting().articles.unchanged - earlier.unchanged
    let footer: [(String, Int)] = [
      ("articles", counts.articles), ("stored", stored), ("known", known),
      ("rejected", counts.rejected),
    ]
    try output.write(.object([("footer", .object(footer.map { ($0.0, .init($0.1)) }))]))
    try output.flush()
    try deciding.store.close()
  }

  private func write(_ deciding: Backfill.Deciding, _ output: inout LineOutput) throws -> Int {
    var json = ArticleJSON(store: deciding.store.reader)
    var stored = 0
    try deciding.store.reader.exported { exported in
      guard exported.record.id > deciding.before else { return }
      try output.write(json.value(exported))
      stored += 1
    }
    return stored
  }
}

extension Accounting {
  /// Of all inboxes.
  fileprivate var articles: Verdict.Counts {
    inboxes.reduce(into: Verdict.Counts()) { $0 += $1.articles }
  }
}
