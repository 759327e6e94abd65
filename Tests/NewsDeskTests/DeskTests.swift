import Foundation
import NewsAnswers
import NewsInbox
import NewsMatching
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("A desk")
struct DeskTests {
  @Test("a desk that is gone has let go of its watch and of what it remembered")
  func gone() throws {
    weak var watch: InboxWatch?
    weak var copies: CopyIndex?
    do {
      let desk = try TestDesk(workers: 1)
      watch = desk.desk.watch
      copies = desk.desk.indices.copies
      try desk.drop("fog.txt", "Fog\n\nNo ferries.\n")
      try desk.drain()
      #expect(copies != nil)
      try desk.close()
    }
    #expect(watch == nil && copies == nil)
  }

  @Test("takes what is dropped, stores it durably and moves it to done/")
  func takes() throws {
    let desk = try TestDesk()
    try desk.drop("a.txt", story("Lund", 12))
    try desk.drop("wire/b.txt", story("Oslo", 40))
    try desk.drain()
    let account = try desk.account
    #expect(account.stored == 2)
    #expect(account.open == 0)
    #expect(account.articles.stored == 2)
    #expect(try desk.store.reader.article(ArticleID(rawValue: 1)) != nil)
    let sources = try Set(
      (1...2).map { try desk.store.reader.article(ArticleID(rawValue: $0))?.source })
    #expect(sources == ["inbox", "wire"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.inbox.path) == ["wire"])
    #expect(try desk.store.reader.openBatches().isEmpty)
    try desk.close()
  }

  @Test("a deposit is found by the end of its path, the newest of that name")
  func traced() throws {
    let desk = try TestDesk(workers: 1)
    for (number, name) in ["north/a.txt", "south/b/a.txt", "bta.txt"].enumerated() {
      try desk.drop(name, story("Lund", number))
      number == 0 ? try desk.start() : ()
      try desk.untilDrained()
    }
    func found(_ name: String) throws -> [String] {
      try DepositTrace.Names(FileName(name), here: Array("/".utf8), in: nil)
        .deposits(in: desk.store.reader, limit: 5).deposits.map(\.deposit.name.text)
    }
    #expect(try found("a.txt") == ["south/b/a.txt"])
    #expect(try found("b/a.txt") == ["south/b/a.txt"])
    #expect(try found("north/a.txt") == ["north/a.txt"])
    #expect(try found("ta.txt") == [])
    desk.desk.stop()
    try desk.close()
  }

  @Test("tells a copy from another source, and the same again from the same one")
  func copies() throws {
    let desk = try TestDesk()
    try desk.drop("one/a.txt", story("Lund", 12))
    try desk.drain()
    let again = try TestDesk(root: desk.root)
    try again.drop("two/a.txt", story("Lund", 12))
    try again.drop("one/renamed.txt", story("Lund", 12))
    try again.drain()
    let account = try again.account
    #expect(account.stored == 2)
    #expect(account.unchanged == 1)
    #expect(account.articles.identical == 1)
    #expect(account.articles.original == 1)
    try again.close()
  }

  @Test("in leave mode touches nothing, and reads a file once")
  func leaves() throws {
    let desk = try TestDesk(mode: .leave)
    try desk.drop("a.txt", story("Lund", 12))
    try desk.drain()
    let again = try TestDesk(mode: .leave, root: desk.root)
    try again.drain()
    let account = try again.account
    #expect(account.stored == 1)
    #expect(account.unchanged == 0)
    #expect(FileManager.default.fileExists(atPath: desk.inbox.appending(path: "a.txt").path))
    try again.close()
  }

  @Test("in delete mode the file is gone when its article is stored")
  func deletes() throws {
    let desk = try TestDesk(mode: .delete)
    try desk.drop("a.txt", story("Lund", 12))
    try desk.drain()
    #expect(try desk.account.stored == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.inbox.path).isEmpty)
    #expect(
      !FileManager.default.fileExists(atPath: desk.root.appending(path: "state/done/2026").path))
    try desk.close()
  }

  @Test("a container's good records are stored, its bad one is set aside with its line")
  func partial() throws {
    let desk = try TestDesk()
    let lines = (0..<2500).map { #"{"id":"n\#($0)","text":"Report number \#($0) is here."}"# }
    try desk.drop(
      "a.jsonl", (lines[..<1200] + ["{\"broken\": ]"] + lines[1200...]).joined(separator: "\n"))
    try desk.drain()
    let account = try desk.account
    #expect(account.partial == 1)
    #expect(account.articles.stored == 2500)
    #expect(account.articles.rejected == 1)
    let failed = desk.root.appending(path: "state/failed")
    let names = try FileManager.default.contentsOfDirectory(atPath: failed.path).sorted()
    #expect(names == ["a.jsonl~1201", "a.jsonl~1201.reason.json"])
    let reason = try String(
      contentsOf: failed.appending(path: "a.jsonl~1201.reason.json"), encoding: .utf8)
    #expect(reason.contains("a.jsonl › line 1201"))
    try desk.close()
  }
}
