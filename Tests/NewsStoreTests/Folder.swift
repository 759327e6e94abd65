import Foundation
import GRDB
import NewsModel

@testable import NewsStore

/// A temporary folder of real files, removed with the value.
final class Folder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func writer(seed: UInt64? = 7) throws -> Store {
    try Store(folder: path, seed: seed, program: "test")
  }

  /// A copy of the files as they lie there now. Without `-shm` it is what a power cut leaves, with
  /// it (all: true) what a kill leaves.
  func copy(all: Bool = false) throws -> Folder {
    let other = try Folder()
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where all || !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(atPath: path + "/" + name, toPath: other.path + "/" + name)
    }
    return other
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path + "/" + name))
  }

  /// Has the log taken over into the database and cut to nothing.
  ///
  /// - Returns: 1 where a reader holds it, 0 where it is done.
  func checkpoint() throws -> Int {
    let queue = try DatabaseQueue(path: path + "/wiredesk.db")
    return try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      ?? -1
  }

  /// What another program sees: a plain read-only connection.
  func number(_ sql: String) throws -> Int {
    var settings = Configuration()
    settings.readonly = true
    let queue = try DatabaseQueue(path: path + "/wiredesk.db", configuration: settings)
    return try queue.read { try Int.fetchOne($0, sql: sql) } ?? 0
  }
}

/// A sample of what the pipeline stores. Texts are our own.
struct Sample {
  var uri: String?
  var version: String?
  var source = "harbour-post"
  var givenSource: String?
  var headline = "Ferry line opens"
  var body = "The first ferry crossed the bay on Monday.\nTickets cost four crowns."
  var text = TextDigest(high: 1, low: 2)
  var verdict = Verdict.original
  var of: ArticleID?
  var group: ArticleID?
  var united: [ArticleID] = []
  var links: [CopyLink] = []
  var story: StoryDecision?
  var published: Timestamp?
  var status = Article.Status.usable
  var embargo: Timestamp?
  var facts = Article.Facts()
  var received = Timestamp(milliseconds: 1_790_000_000_000)
}

extension StoreWriter {
  mutating func newDeposit(_ name: String, batch: BatchID? = nil, inbox: String = "/in") throws
    -> DepositID
  {
    let batch =
      try batch ?? openBatch(inbox: inbox, name: "b", at: Timestamp(milliseconds: 1000))
    return try insertDeposit(
      NewDeposit(
        batch: batch, inbox: inbox, source: "harbour-post", name: FileName(name),
        claim: FileName("/spool/claim/b/" + name), sizeBytes: 120,
        content: ContentDigest(bytes: Array(repeating: 9, count: 32)),
        received: Timestamp(milliseconds: 2000)))
  }

  @discardableResult
  mutating func store(_ sample: Sample, in deposit: DepositID) throws -> ArticleID {
    let id = nextArticleID()
    let story = sample.story ?? StoryDecision(story: nextStoryID(), reason: .opened)
    try insertArticle(
      StoredArticle(
        id: id, deposit: deposit,
        article: Article(
          uri: sample.uri, version: sample.version, headline: sample.headline, body: sample.body,
          published: sample.published, status: sample.status, embargo: sample.embargo,
          facts: sample.facts, source: sample.givenSource, format: "text"),
        source: sample.source, received: sample.received, text: sample.text,
        copy: CopyDecision(
          verdict: sample.verdict, of: sample.of, group: sample.group ?? id, united: sample.united,
          links: sample.links),
        story: story, copyBlob: [1, 2, 3], storyBlob: [UInt8(truncatingIfNeeded: id.rawValue)]))
    return id
  }

  mutating func finish(_ deposit: DepositID, _ outcome: Outcome = .stored) throws {
    try finishDeposit(
      deposit,
      DepositEnd(outcome: outcome, format: "text", finished: Timestamp(milliseconds: 3000)))
  }
}
