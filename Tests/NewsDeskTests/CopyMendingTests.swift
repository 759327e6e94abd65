import Dispatch
import Foundation
import Logging
import NewsAnswers
import NewsMatching
import NewsModel
import Synchronization
import Testing

@testable import NewsDesk
@testable import NewsStore

@Suite("A damaged index of copies")
struct CopyMendingTests {
  private static let damages = [
    "UPDATE posting_page SET data = x'02'",
    // One byte of many, as a disk loses them: SQLite itself sees nothing.
    "UPDATE posting_page SET data = CAST(substr(data, 1, length(data) - 3) || x'5A'"
      + " || substr(data, -2) AS BLOB) WHERE length(data) > 40",
    "UPDATE posting_page SET data = CAST(substr(data, 1, length(data) - 7) AS BLOB)"
      + " WHERE length(data) > 12",
    // The pages of one run in another's places.
    "UPDATE posting_page SET data = (SELECT data FROM posting_page ORDER BY id LIMIT 1)",
    "DELETE FROM posting_page",
  ]
  /// Each with the code that the journal names.
  private static let damagesOfTheStart = [
    ("UPDATE posting_run SET pages = 0", "damaged-posting-runs"),
    ("UPDATE posting_run SET state = 'lost'", "damaged-posting-runs"),
    (
      "DELETE FROM posting_run WHERE id = (SELECT id FROM posting_run WHERE state = 'live'"
        + " ORDER BY first_article LIMIT 1)", "damaged-posting-runs"
    ),
    ("UPDATE posting_run SET last_article = last_article + 90000", "damaged-posting-runs"),
    (
      "UPDATE posting_run SET last_article = last_article + 1 WHERE state = 'live'"
        + " AND last_article = (SELECT max(last_article) FROM posting_run)", "damaged-posting-page"
    ),
    ("UPDATE posting_run SET pages = pages + 1", "damaged-posting-page"),
    ("UPDATE checkpoint SET data = x'00' WHERE name = 'copy-sentences'", "damaged-sentence-counts"),
    (
      "UPDATE checkpoint SET data = CAST(substr(data, 1, 64) || x'01' || substr(data, 66) AS BLOB)"
        + " WHERE name = 'copy-sentences'", "damaged-sentence-counts"
    ),
  ]

  @Test(
    "pages that change under a running desk are made anew, and every verdict is as without damage",
    arguments: damages)
  func running(sql: String) throws {
    let journal = RecordedEvents()
    let desk = try TestDesk(workers: 2, smallIndex: true, log: journal.log)
    try desk.desk.start()
    try Self.give(0..<60, to: desk)
    try damage(desk, sql)
    try Self.give(60..<100, to: desk)
    try expectWhole(desk, journal, "damaged-posting-page")
    #expect(try Self.verdicts(desk) == Self.undamaged.get())
    desk.desk.stop()
    #expect(try CopyCheck.problems(in: desk.store.reader) == .nothing)
    try desk.close()
  }

  @Test("files that are dropped after it are stored, and none is set aside")
  func dropped() throws {
    let journal = RecordedEvents()
    let desk = try TestDesk(smallIndex: true, log: journal.log)
    var generator = GeneratedArticles(seed: 5)
    let files = generator.make(120)
    try desk.start()
    for file in files.prefix(80) { try desk.drop(file.name, file.text) }
    try desk.untilDrained()
    try damage(desk, "UPDATE posting_page SET data = x'02'")
    for file in files.dropFirst(80) { try desk.drop(file.name, file.text) }
    try desk.untilDrained()
    desk.desk.stop()
    try expectWhole(desk, journal, "damaged-posting-page")
    let account = try desk.account
    #expect(account.failed == 0 && account.partial == 0 && account.open == 0)
    #expect(account.stored + account.unchanged == files.count)
    #expect(desk.files("state/failed").isEmpty)
    try desk.close()
  }

  @Test("damage that a merge meets while nothing comes is mended as well")
  func idle() throws {
    // Enough in memory, by the measure of the next start, for a run that must be merged.
    let first = try TestDesk(
      workers: 1, smallIndex: true, change: { $0.copyLimits.sealedArticles = 40 })
    try first.desk.start()
    // One a transaction: how many come together decides how large a run is.
    for number in 0..<90 { try Self.give(number..<number + 1, to: first) }
    first.desk.stop()
    try first.closeStore()
    let journal = RecordedEvents()
    let desk = try TestDesk(root: first.root, workers: 1, smallIndex: true, log: journal.log)
    try desk.start()
    try desk.until("the run is written") {
      try desk.store.reader.postingRuns().count { $0.state == "live" } == 2
    }
    // One short article: its transaction begins the merge, and is too small to end it.
    let gate = DispatchSemaphore(value: 0)
    desk.desk.storeQueue.async { gate.wait() }
    try desk.drop("fog.txt", "Fog\n\nNo ferries.\n")
    try desk.until("it is read") { desk.desk.partsWaiting == 1 }
    let store = desk.store
    let isMerging = Atomic<Bool>(false)
    desk.desk.storeQueue.async {
      let runs = (try? store.reader.postingRuns()) ?? []
      isMerging.store(runs.contains { $0.state == "building" }, ordering: .relaxed)
      // A failure is told by the journal's silence below.
      try? store.transaction { try $0.write("UPDATE posting_page SET data = x'02'", []) }
    }
    gate.signal()
    try expectWhole(desk, journal, "damaged-posting-page")
    let wasMerging = isMerging.load(ordering: .relaxed)
    #expect(wasMerging)
    try desk.untilDrained()
    desk.desk.stop()
    #expect(try desk.account.stored == 1)
    #expect(try CopyCheck.problems(in: desk.store.reader) == .nothing)
    try desk.close()
  }

  @Test(
    "a start with a damaged list of runs, or counts, makes them anew", arguments: damagesOfTheStart)
  func starting(sql: String, code: String) throws {
    let first = try TestDesk(workers: 1, smallIndex: true)
    try first.desk.start()
    try Self.give(0..<60, to: first)
    first.desk.stop()
    try first.store.transaction { try $0.write(sql, []) }
    try first.closeStore()
    let journal = RecordedEvents()
    let desk = try TestDesk(root: first.root, workers: 1, smallIndex: true, log: journal.log)
    try desk.desk.start()
    try Self.give(60..<100, to: desk)
    try expectWhole(desk, journal, code)
    #expect(try Self.verdicts(desk) == Self.undamaged.get())
    desk.desk.stop()
    try desk.close()
  }

  @Test("a mending that was killed half-way is ended after the next start")
  func killed() throws {
    let first = try TestDesk(workers: 1, smallIndex: true)
    try first.desk.start()
    try Self.give(0..<60, to: first)
    first.desk.stop()
    // Pages of a replaced run go first, should there be any left.
    repeat {
      #expect(try !first.store.transaction { try $0.removePostings(pages: 1) })
    } while try CopyCheck.problems(in: first.store.reader) == .nothing
    try first.closeStore()
    let journal = RecordedEvents()
    let desk = try TestDesk(root: first.root, workers: 1, smallIndex: true, log: journal.log)
    try desk.desk.start()
    try Self.give(60..<100, to: desk)
    try expectWhole(desk, journal, "damaged-posting-page")
    #expect(try Self.verdicts(desk) == Self.undamaged.get())
    desk.desk.stop()
    try desk.close()
  }

  @Test("a stop does not wait for it, and the next start goes on")
  func stopped() throws {
    let first = try TestDesk(workers: 1, smallIndex: true)
    try first.desk.start()
    try Self.give(0..<60, to: first)
    first.desk.stop()
    try first.store.transaction { try $0.write("UPDATE posting_run SET pages = 0", []) }
    let settings = DeskSettings(workers: 1)
    #expect(throws: CopyMending.Interrupted.self) {
      try CopyMending(first.store, first.desk.context, isStopping: { true }).whole {
        try Decisions(restoring: first.store, settings, onProgress: $0)
      }
    }
    try first.closeStore()
    let desk = try TestDesk(root: first.root, workers: 1, smallIndex: true)
    try desk.desk.start()
    try Self.give(60..<100, to: desk)
    #expect(try Self.verdicts(desk) == Self.undamaged.get())
    desk.desk.stop()
    #expect(try CopyCheck.problems(in: desk.store.reader) == .nothing)
    try desk.close()
  }

  @Test("a record is no index: its damage is not mended in silence")
  func record() throws {
    let desk = try TestDesk(workers: 1, smallIndex: true)
    try desk.desk.start()
    try Self.give(0..<20, to: desk)
    desk.desk.stop()
    try desk.store.transaction { try $0.write("UPDATE fingerprint SET copy = x'00'", []) }
    _ = try desk.store.transaction { try $0.removePostings() }
    #expect(throws: (any Error).self) {
      try CopyMending(desk.store, desk.desk.context).whole {
        try Decisions(restoring: desk.store, DeskSettings(workers: 1), onProgress: $0)
      }
    }
    try desk.close()
  }

  // MARK: What the tests share

  /// Of one invented stream, in its order.
  private static func give(_ numbers: Range<Int>, to desk: TestDesk) throws {
    var generator = GeneratedArticles(seed: 17)
    let folder = desk.root.appending(path: "given")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = try generator.make(numbers.upperBound)[numbers].enumerated().map { place, file in
      let path = folder.appending(path: "\(numbers.lowerBound + place).json")
      try file.text.write(to: path, atomically: false, encoding: .utf8)
      return GivenFile(path: Array(path.path.utf8), name: FileName(path.lastPathComponent))
    }
    #expect(desk.desk.ingest(files) { _ in }.isEmpty)
    desk.desk.settle()
  }

  private func damage(_ desk: TestDesk, _ sql: String) throws {
    try desk.desk.storeQueue.sync {
      #expect(try desk.store.reader.postingRuns().contains { $0.state == "live" })
      try desk.store.transaction { try $0.write(sql, []) }
      #expect(try CopyCheck.problems(in: desk.store.reader) != .nothing)
    }
  }

  /// What a desk decides that meets no damage.
  private static let undamaged = Result {
    let desk = try TestDesk(workers: 1, smallIndex: true)
    try desk.desk.start()
    try Self.give(0..<100, to: desk)
    desk.desk.stop()
    let verdicts = try Self.verdicts(desk)
    try desk.close()
    return verdicts
  }

  /// Everything that matching has decided.
  private static func verdicts(_ desk: TestDesk) throws -> [String] {
    var verdicts: [String] = []
    try desk.store.reader.exported { exported in
      let links = exported.links.map {
        "\($0.link.relation) \($0.link.to.rawValue) \($0.link.rule)"
      }
      verdicts.append(
        "\(exported.record.article.uri ?? "?") \(exported.record.verdict) of"
          + " \(exported.record.group.rawValue): \(links)")
    }
    return verdicts
  }

  private func expectWhole(
    _ desk: TestDesk, _ journal: RecordedEvents, _ code: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try desk.until("mended", location) { journal.codes(of: .copiesMended) == [code] }
    #expect(journal.codes(of: .copiesDamaged) == [code], sourceLocation: location)
    #expect(desk.desk.context.conditions.all.isEmpty, sourceLocation: location)
    #expect(journal.codes(of: .storageDegraded).isEmpty, sourceLocation: location)
  }
}
