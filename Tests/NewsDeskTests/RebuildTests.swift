import Dispatch
import Foundation
import NewsInbox
import NewsModel
import Synchronization
import Testing

@testable import NewsDesk
@testable import NewsStore

/// Everything of a desk that must come out of a rebuild as it went in.
struct DeskPicture: Equatable {
  var articles: [String] = []
  var counts = Verdict.Counts()
  var outcomes: [String] = []

  init(_ store: Store) throws {
    try store.reader.exported { exported in
      let record = exported.record
      let links = exported.links.map { "\($0.to.id.rawValue) \($0.link.relation) \($0.link.rule)" }
      articles.append(
        "\(record.id.rawValue) \(record.deposit.rawValue) \(record.story.rawValue)"
          + " \(record.verdict) \(record.of?.rawValue ?? 0) \(record.group.rawValue)"
          + " \(record.received.milliseconds) \(record.source) \(exported.name.text)"
          + " \(record.article.locator) \(record.article.headline) \(links)")
    }
    counts = try store.reader.account().reduce(into: Verdict.Counts()) { $0 += $1.articles }
    try store.reader.ended { record, _ in
      outcomes.append(
        "\(record.id.rawValue) \(record.deposit.name.text) \(record.deposit.source)"
          + " \(record.end?.outcome.rawValue ?? "-") \(record.counts)")
    }
  }
}

@Suite("Rebuilding the database")
struct RebuildTests {
  /// Small files among containers of several parts, on two lanes: copies, versions, the same again in
  /// the middle and at the end, bad records and bad files.
  private func filled(mode: Inbox.Mode = .move) throws -> TestDesk {
    let desk = try TestDesk(mode: mode)
    // Over 4 MiB, for the lane of its own: it is admitted between the others.
    // By a field that nobody reads.
    let filler = String(repeating: "x", count: 8000)
    let large = lines("large", 0..<600).map { $0.dropLast() + #","filler":"\#(filler)"}"# }
    try desk.drop("large.jsonl", large.joined(separator: "\n"))
    for number in 0..<60 {
      try desk.drop("wire/\(number).txt", story("Lund \(number % 20)", number % 20 + 3))
    }
    try desk.drop(
      "wire/some.jsonl",
      (lines("a", 0..<300) + ["{]"] + lines("a", 0..<40)).joined(separator: "\n"))
    try desk.drop("post/bad.json", #"{"id": ]"#)
    try desk.drop("post/again.jsonl", lines("a", 0..<50).joined(separator: "\n"))
    try desk.start()
    try desk.untilDrained()
    try desk.drop("post/more.jsonl", lines("b", 0..<200).joined(separator: "\n"))
    try desk.drop("wire/copy.txt", story("Lund 3", 6))
    desk.desk.watch.requestScan()
    try desk.untilDrained()
    // A person sees it otherwise, twice.
    let stories = try desk.store.reader.stories(limit: 4)
    _ = try desk.desk.correct(.merge(stories[0].id, stories[1].id), by: "anna")
    try desk.drop("wire/after.txt", story("Lund 4", 7))
    desk.desk.watch.requestScan()
    try desk.untilDrained()
    desk.desk.stop()
    #expect(desk.files("inbox").isEmpty)
    return desk
  }

  func rebuild(
    _ desk: TestDesk, old: StoreReader?, into folder: URL
  ) throws -> (DatabaseRebuild.Report, Store) {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let inbox = Inbox(
      name: "inbox", path: Array(desk.inbox.path.utf8), source: .subfolder(otherwise: "inbox"))
    let rebuild = try DatabaseRebuild(
      spoolPath: Array(desk.state.path.utf8), inboxes: [inbox], old: old,
      settings: DeskSettings(workers: 2))
    #expect(rebuild.seed == 7)
    let store = try Store(folder: folder.path, seed: rebuild.seed)
    return (try rebuild.run(into: store), store)
  }

  @Test("corrections that are given at once all stand in the order log, in their order")
  func correctionsAtOnce() throws {
    let desk = try TestDesk()
    var generated = GeneratedArticles(seed: 5)
    for file in generated.make(240) { try desk.drop(file.name, file.text) }
    try desk.start()
    try desk.untilDrained()
    let stories = try desk.store.reader.stories(limit: 100).map(\.id)
    let pairs = stride(from: 0, to: stories.count - 1, by: 2).map { (stories[$0], stories[$0 + 1]) }
    try #require(pairs.count >= 12)
    let inner = desk.desk
    let refused = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: pairs.count) { index in
      let merge = Correction.merge(pairs[index].0, pairs[index].1)
      if (try? inner.correct(merge, by: "user-\(index)")) == nil {
        refused.add(1, ordering: .relaxed)
      }
    }
    desk.desk.stop()
    let log = try #require(desk.files("state/order").first)
    let noted = try String(
      contentsOf: desk.state.appending(path: "order/\(log)"), encoding: .utf8
    ).split(separator: "\n").filter { $0.hasPrefix("correction\t") }.map {
      $0.split(separator: "\t")[4]
    }
    #expect(noted.map(String.init) == (try desk.store.reader.corrections().map(\.user)))
    // Of a story that holds nobody's original nothing can be said.
    let carriedOut = pairs.count - refused.load(ordering: .relaxed)
    #expect(carriedOut >= 12 && Set(noted).count == carriedOut)
    try desk.close()
  }

  @Test("a desk that has stopped does nothing more that is asked of it: another may have the store")
  func stopped() throws {
    let desk = try TestDesk()
    for number in 0..<2 { try desk.drop("\(number).txt", story("Lund \(number)", number)) }
    try desk.start()
    try desk.untilDrained()
    desk.desk.stop()
    #expect(throws: CorrectionRefusal.deskStopped) {
      try desk.desk.correct(.merge(StoryID(rawValue: 1), StoryID(rawValue: 2)), by: "anna")
    }
    #expect(throws: CorrectionRefusal.deskStopped) {
      _ = try desk.desk.forget([ArticleID(rawValue: 1)], by: "anna")
    }
    #expect(try desk.store.reader.corrections().isEmpty)
    try desk.close()
  }

  @Test("where done/ was rearranged, each file is read a few times, however many have its size")
  func rearranged() throws {
    let desk = try TestDesk()
    let filler = String(repeating: "x", count: 20_000)
    for number in 100..<340 {
      let line = lines("r", number..<(number + 1))[0].dropLast() + #","filler":"\#(filler)"}"#
      try desk.drop("\(number).json", String(line))
    }
    try desk.drain()
    let done = desk.state.appending(path: "done")
    for name in desk.files("state/done") {
      // In another order, under names that say nothing.
      let number = 1000 - (Int(name.suffix(8).prefix(3)) ?? 0)
      try FileManager.default.moveItem(
        at: done.appending(path: name), to: done.appending(path: "kept-\(number)"))
    }
    try withoutDatabase(desk)
    let before = try bytesRead()
    let (report, store) = try rebuild(desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.isComplete, "\(report)")
    // 5 MB in all, read thrice at most; each once for every other would be 600 MB.
    #expect(try bytesRead() - before < 150_000_000)
    #expect(try store.reader.numbers().article == 240)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  /// By this process, as /proc counts it.
  private func bytesRead() throws -> Int {
    let io = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
    let line = try #require(io.split(separator: "\n").first { $0.hasPrefix("rchar: ") })
    return try #require(Int(line.dropFirst(7)))
  }

  func withoutDatabase(_ desk: TestDesk) throws {
    try desk.closeStore()
    for name in try FileManager.default.contentsOfDirectory(atPath: desk.state.path)
    where name.contains(".db") {
      try FileManager.default.removeItem(at: desk.state.appending(path: name))
    }
  }

  @Test("from done/ and the order log alone every article, copy and story is as it was")
  func lost() throws {
    let desk = try filled()
    let before = try DeskPicture(desk.store)
    #expect(before.counts.unchanged > 60)
    #expect(before.articles.count > 1100)
    try withoutDatabase(desk)
    let (report, store) = try rebuild(desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.isComplete, "\(report)")
    #expect(report.unrecorded == 0)
    #expect(report.corrections == 1)
    let after = try DeskPicture(store)
    #expect(after.articles.count == before.articles.count)
    for (old, new) in zip(before.articles, after.articles) where old != new {
      #expect(old == new)
      break
    }
    #expect(after.outcomes == before.outcomes)
    #expect(after.counts == before.counts)
    #expect(try store.reader.verify(.thorough).isEmpty)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("a desk goes on from a rebuilt database as it would have from the old one")
  func goesOn() throws {
    let desk = try filled()
    let more = story("Lund 3", 6) + "The harbour master spoke of luck.\n"
    try withoutDatabase(desk)
    let folder = desk.root.appending(path: "new")
    let (report, store) = try rebuild(desk, old: nil, into: folder)
    try store.close()
    let state = desk.state.appending(path: "wiredesk.db")
    try FileManager.default.moveItem(at: folder.appending(path: "wiredesk.db"), to: state)
    let next = try TestDesk(root: desk.root)
    try next.drop("wire/7.txt", story("Lund 7", 10))
    try next.drop("wire/later.txt", more)
    try next.drain()
    let account = try next.account
    #expect(account.open == 0)
    #expect(try next.store.reader.lastArticleID().rawValue == Int64(report.articles) + 1)
    let last = try #require(try next.store.reader.article(next.store.reader.lastArticleID()))
    #expect(last.verdict != .original)
    try next.close()
  }

  @Test("what is in delete mode comes from the old database's rows; without it, it is told")
  func rows() throws {
    let desk = try filled(mode: .delete)
    #expect(desk.files("state/done").isEmpty)
    let before = try DeskPicture(desk.store)
    let (report, store) = try rebuild(
      desk, old: desk.store.reader, into: desk.root.appending(path: "new"))
    #expect(report.missing.isEmpty && report.differing.isEmpty, "\(report)")
    #expect(report.fromRows > 60)
    let after = try DeskPicture(store)
    #expect(after.articles == before.articles)
    #expect(after.counts == before.counts)
    try store.close()
    try withoutDatabase(desk)
    let (second, empty) = try rebuild(desk, old: nil, into: desk.root.appending(path: "newer"))
    #expect(!second.isComplete)
    #expect(second.missing.count == before.outcomes.count - 1)
    #expect(try empty.reader.lastArticleID().rawValue == 0)
    try empty.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("files that no record names are taken last, and moved ones are found by their bytes")
  func strangers() throws {
    let desk = try TestDesk()
    for number in 0..<5 { try desk.drop("wire/\(number).txt", story("Lund \(number)", number)) }
    try desk.drain()
    let before = try DeskPicture(desk.store)
    let done = desk.state.appending(path: "done")
    let day = try #require(desk.files("state/done").first).split(separator: "/").prefix(3)
      .joined(separator: "/")
    try FileManager.default.moveItem(
      at: done.appending(path: "\(day)/wire/2.txt"), to: done.appending(path: "two.txt"))
    try story("Visby", 77).write(
      to: done.appending(path: "\(day)/wire/new.txt"), atomically: false, encoding: .utf8)
    try "changed".write(
      to: done.appending(path: "\(day)/wire/4.txt"), atomically: false, encoding: .utf8)
    try withoutDatabase(desk)
    let (report, store) = try rebuild(desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.missing.map(\.text) == ["wire/4.txt"])
    #expect(report.unrecorded == 2)
    let after = try DeskPicture(store)
    // Links of the new ones lead back to them, so without links.
    func facts(_ picture: DeskPicture) -> [String] {
      picture.articles.map { String($0.prefix { $0 != "[" }) }
    }
    let kept = facts(before).filter { !$0.contains("wire/4.txt") }
    #expect(kept.count == 4)
    #expect(kept.allSatisfy(facts(after).contains))
    // The lost one's number is not given to another.
    let lost = try #require(facts(before).first { $0.contains("wire/4.txt") })
    let number = lost.prefix { $0 != " " } + " "
    #expect(!after.articles.contains { $0.hasPrefix(number) })
    #expect(after.articles.count == 6)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("a damaged line of the order log is named, and only its own articles lose their numbers")
  func damagedLine() throws {
    let desk = try TestDesk()
    try desk.start()
    for number in 0..<4 {
      try desk.drop("wire/\(number).txt", story("Lund \(number)", number))
      desk.desk.watch.requestScan()
      try desk.untilDrained()
    }
    desk.desk.stop()
    let before = try DeskPicture(desk.store)
    let name = try #require(desk.files("state/order").first)
    let log = desk.state.appending(path: "order/\(name)")
    var bytes = try [UInt8](Data(contentsOf: log))
    let second = try #require(bytes.split(separator: 0x0A).dropFirst(2).first).startIndex
    bytes[second] = UInt8(ascii: "x")
    try Data(bytes).write(to: log)
    let (known, same) = try rebuild(
      desk, old: desk.store.reader, into: desk.root.appending(path: "known"))
    #expect(known.isComplete)
    #expect(known.damagedLines.map(\.number) == [3])
    #expect(try DeskPicture(same).articles == before.articles)
    try same.close()
    try withoutDatabase(desk)
    let (report, store) = try rebuild(desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(!report.isComplete)
    #expect(report.damagedLines.map(\.text) == ["order/\(name), line 3"])
    #expect(report.unrecorded == 1)
    let after = try DeskPicture(store)
    func numbers(_ picture: DeskPicture) -> [Substring] {
      picture.articles.map { $0.prefix { $0 != " " } }
    }
    #expect(numbers(before) == ["1", "2", "3", "4"])
    #expect(numbers(after) == ["1", "3", "4", "5"])
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("a half stored container that killed the program is read as far as it was stored")
  func poison() throws {
    let desk = try TestDesk()
    try desk.drop("a.jsonl", lines("a", 0..<400).joined(separator: "\n"))
    try desk.drain()
    // As if it had died after 300 of them.
    let deposit = DepositID(rawValue: 1)
    try desk.store.transaction { writer in
      try writer.finishDeposit(
        deposit,
        DepositEnd(
          outcome: .partial, format: "jsonl", code: "poison", message: "it died",
          finished: Timestamp(milliseconds: 1)))
    }
    for path in desk.files("state/done") {
      try FileManager.default.moveItem(
        at: desk.state.appending(path: "done/\(path)"),
        to: desk.state.appending(path: "failed/a.jsonl"))
    }
    try FileManager.default.removeItem(at: desk.state.appending(path: "order"))
    try desk.store.testOnlyExecute("DELETE FROM article WHERE id > 300")
    let (report, store) = try rebuild(
      desk, old: desk.store.reader, into: desk.root.appending(path: "new"))
    #expect(report.articles == 300)
    #expect(report.missing.isEmpty)
    let record = try #require(try store.reader.deposit(deposit))
    #expect(record.end?.outcome == .partial)
    #expect(record.end?.code == "poison")
    try store.close()
    try desk.close()
  }
}
