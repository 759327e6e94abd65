import Foundation
import NewsAnswers
import NewsMatching
import NewsModel
import Synchronization
import Testing

@testable import NewsDesk
@testable import NewsStore

@Suite("The index of copies in the store")
struct CopyCheckTests {
  private func filled(_ count: Int) throws -> TestDesk {
    let desk = try TestDesk(smallIndex: true)
    var generator = GeneratedArticles(seed: 5)
    for file in generator.make(count) { try desk.drop(file.name, file.text) }
    try desk.drain()
    return desk
  }

  /// Of a run that is looked up: those of a replaced one may still be there, and are nobody's.
  private static let livePage =
    "SELECT max(id) FROM posting_page WHERE id >> 24 IN"
    + " (SELECT id FROM posting_run WHERE state = 'live')"

  @Test(
    "damage is found and named",
    arguments: [
      (
        "UPDATE posting_page SET data = x'02' WHERE id = (\(Self.livePage))", "page"
      ),
      ("DELETE FROM posting_page WHERE id = (\(Self.livePage))", "postings"),
      (
        "UPDATE posting_page SET data = substr(data, 1, length(data) - 7)"
          + " WHERE length(data) > 8", "postings"
      ),
      ("UPDATE posting_run SET last_article = last_article + 90000", "posting run"),
      ("UPDATE posting_run SET sum = sum + 1, left_out_sum = left_out_sum - 1", "postings"),
      ("UPDATE posting_run SET left_out_sum = 1", "articles"),
      ("UPDATE posting_run SET pages = 0", "row"),
      ("UPDATE fingerprint SET copy = x'00' WHERE article = 1", "record of article 1"),
    ])
  func damage(sql: String, word: String) throws {
    let desk = try filled(80)
    // Without a desk nothing merges away what is damaged.
    try desk.closeStore()
    let store = try Store(folder: desk.state.path, seed: 7)
    #expect(try CopyCheck.problems(in: store.reader) == .nothing)
    try store.transaction { try $0.write(sql, []) }
    let found = try CopyCheck.problems(in: store.reader)
    let problems = word.hasPrefix("record") ? found.records : found.index
    #expect(problems.contains { $0.contains(word) }, "\(problems)")
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("an emptied index is made anew by the next start, and finds what it found before")
  func anew() throws {
    let desk = try filled(90)
    let first = ArticleID(rawValue: 1)
    let text = try #require(try desk.store.reader.text(of: first))
    let isEmpty = try desk.store.transaction { try $0.removePostings() }
    #expect(isEmpty)
    try desk.closeStore()
    let again = try TestDesk(root: desk.root, smallIndex: true)
    try again.drop("again/copy.txt", text + "\n\nOne more line than before.\n")
    try again.drain()
    let last = try again.store.reader.lastArticleID()
    let record = try #require(try again.store.reader.exported(last))
    #expect(record.record.group == first)
    #expect(try again.store.reader.postingRuns().contains { $0.state == "live" })
    #expect(try CopyCheck.problems(in: again.store.reader) == .nothing)
    try again.close()
  }

  @Test("articles of long ago are no candidates, whenever the desk was restarted")
  func retention() throws {
    let forgetting = try week(remember: .seconds(86_400), restarts: false)
    #expect(try week(remember: .seconds(86_400), restarts: true) == forgetting)
    #expect(forgetting.last == "original")
    #expect(try week(remember: nil, restarts: false).last == "near-duplicate")
  }

  /// Eight days of ten stories, and on the last day the first one's again; the verdicts.
  private func week(remember: Duration?, restarts: Bool) throws -> [String] {
    let clock = Clock()
    let root = URL.temporaryDirectory.appending(path: "week-\(UUID().uuidString)")
    func open() throws -> TestDesk {
      let desk = try TestDesk(
        root: root, workers: 1, smallIndex: true, remember: remember, now: { clock.now })
      try desk.desk.start()
      return desk
    }
    var random = GeneratedArticles(seed: 12)
    let stories = random.make(300).filter { $0.name.hasPrefix("agency/") }.map(\.text)
    let given = root.appending(path: "given")
    try FileManager.default.createDirectory(at: given, withIntermediateDirectories: true)
    var desk = try open()
    for day in 0..<8 {
      let today = Array(stories[day * 10..<day * 10 + 10]) + (day == 7 ? [changed(stories[0])] : [])
      let files = try today.enumerated().map { number, text in
        let path = given.appending(path: "day\(day)-\(number).json")
        try text.write(to: path, atomically: false, encoding: .utf8)
        return GivenFile(path: Array(path.path.utf8), name: FileName(path.lastPathComponent))
      }
      #expect(desk.desk.ingest(files) { _ in }.isEmpty)
      desk.desk.settle()
      clock.advance(days: 1)
      guard restarts, day < 7 else { continue }
      desk.desk.stop()
      try desk.closeStore()
      desk = try open()
    }
    desk.desk.stop()
    var verdicts: [String] = []
    try desk.store.reader.exported { verdicts.append($0.record.verdict.rawValue) }
    #expect(try CopyCheck.problems(in: desk.store.reader) == .nothing)
    #expect(try (StoredCopies.floor(in: desk.store.reader).rawValue > 40) == (remember != nil))
    try desk.close()
    return verdicts
  }

  /// The same story under another identifier, in a few other words.
  private func changed(_ text: String) -> String {
    text.replacing("event-", with: "again-").replacing(" the ", with: " that ")
  }

  /// A clock that moves when it is told to.
  private final class Clock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_773_489_600_000))
    var now: Timestamp { time.withLock { $0 } }
    func advance(days: Int64) { time.withLock { $0.milliseconds += days * 86_400_000 } }
  }
}
