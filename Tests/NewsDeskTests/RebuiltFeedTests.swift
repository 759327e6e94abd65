import Foundation
import NewsInbox
import NewsModel
import TestSupport
import Testing

@testable import NewsDesk
@testable import NewsStore

/// What is the same again by another rule than its identity is so in a rebuild as well.
@Suite("Rebuilding after feeds")
struct RebuiltFeedTests {
  private func item(_ title: String, _ tail: String, _ text: String) -> String {
    """
    <item><title>\(title)</title><link>https://harbour.example/\(title.lowercased())?s=\(tail)</link>
    <pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate><description>\(text)</description></item>
    """
  }

  private func feed(_ items: [String]) -> String {
    """
    <rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
    \(items.joined())</channel></rss>
    """
  }

  private let quay =
    "The eastern quay was closed on Monday after divers had found cracks in its piles."
  private let budget =
    "The council passed the budget for next year by 61 to 40 after a debate of nine hours."

  /// Dropped one after the other, each when the one before has ended.
  private func desk(_ files: [(name: String, content: String)]) throws -> TestDesk {
    let desk = try TestDesk()
    try desk.start()
    for file in files {
      try desk.drop(file.name, file.content)
      desk.desk.watch.requestScan()
      try desk.untilDrained()
    }
    desk.desk.stop()
    return desk
  }

  @Test("an item whose link has another tail at each look takes no number in a rebuild")
  func numbers() throws {
    let desk = try desk([
      ("wire/1.rss", feed([item("Quay", "1", quay)])),
      ("wire/2.rss", feed([item("Quay", "2", quay), item("Budget", "2", budget)])),
      ("wire/3.txt", story("Lund", 4)),
    ])
    let before = try DeskPicture(desk.store)
    #expect(before.articles.count == 3 && before.counts.unchanged == 1)
    try RebuildTests().withoutDatabase(desk)
    let (report, store) = try RebuildTests().rebuild(
      desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.isComplete, "\(report)")
    #expect(try DeskPicture(store) == before)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("an hourly feed keeps no file open, and its deposits stay what they were")
  func hourly() throws {
    let desk = try desk(
      (1...120).map { ("wire/\($0).rss", feed([item("Quay", "hour\($0)", quay)])) })
    let before = try DeskPicture(desk.store)
    #expect(before.articles.count == 1 && before.counts.unchanged == 119)
    try RebuildTests().withoutDatabase(desk)
    let (report, store) = try RebuildTests().rebuild(
      desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.isComplete && report.unrecorded == 0, "\(report)")
    #expect(try DeskPicture(store) == before)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }

  @Test("where the first of many is gone, the next takes its place, and the rest is the same again")
  func firstIsGone() throws {
    // Other bytes, the same article.
    let files = (1...80).map { number in
      (
        "wire/\(number).json",
        #"{"id":"a","headline":"Quay","text":"\#(quay)","look":\#(number)}"#
      )
    }
    let desk = try desk(files)
    #expect(try DeskPicture(desk.store).counts.unchanged == 79)
    try RebuildTests().withoutDatabase(desk)
    let first = try #require(desk.files("state/done").first { $0.hasSuffix("/1.json") })
    try FileManager.default.removeItem(at: desk.state.appending(path: "done/" + first))
    let (report, store) = try RebuildTests().rebuild(
      desk, old: nil, into: desk.root.appending(path: "new"))
    #expect(report.missing == [FileName("wire/1.json")] && report.differing.count == 1, "\(report)")
    let after = try DeskPicture(store)
    #expect(after.articles.count == 1 && after.counts.unchanged == 78)
    try store.close()
    try FileManager.default.removeItem(at: desk.root)
  }
}
