import Glibc
import NewsLinux
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

/// 2026-11-22T09:30:00Z.
private let day = Timestamp(milliseconds: 1_795_339_800_000)

private func digest(_ byte: UInt8) -> ContentDigest {
  ContentDigest(bytes: [UInt8](repeating: byte, count: 32))
}

@Suite("Disposal")
struct DisposalTests {
  @Test("a stored file moves to the day's folder, with its sub-folder and its bytes")
  func moves() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.make(folder: test.inbox + "/reuters")
    try test.write("text", to: test.inbox + "/reuters/a.txt")
    let files = try claimAll(test, spool)
    let results = try Disposal(spool).dispose(
      of: files.map { .init($0, digest: digest(1)) }, at: day)
    #expect(try results.map { try $0.get() } == [FileName("2026/11/22/reuters/a.txt")])
    #expect(try test.text(test.path + "/spool/done/2026/11/22/reuters/a.txt") == "text")
    #expect(try test.files("spool") == ["done/2026/11/22/reuters/a.txt"])
    // The batch and its sub-folder are gone.
    #expect(try Folder.open(Array((test.path + "/spool/claim").utf8)).entries().isEmpty)
  }

  @Test(
    "a name that is taken gets eight digits of the content, and then a number; nothing is overwritten"
  )
  func collisions() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for text in ["1", "2", "3", "4"] {
      try test.write(text, to: test.inbox + "/a.txt")
      let results = try Disposal(spool).dispose(
        of: try claimAll(test, spool).map { .init($0, digest: digest(0xAB)) }, at: day)
      _ = try results.map { try $0.get() }
    }
    let done = test.path + "/spool/done/2026/11/22/"
    #expect(try test.text(done + "a.txt") == "1")
    #expect(try test.text(done + "a~abababab.txt") == "2")
    #expect(try test.text(done + "a~abababab-2.txt") == "3")
    #expect(try test.text(done + "a~abababab-3.txt") == "4")
  }

  @Test("a taken name of 255 bytes is shortened between characters")
  func longNames() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let name = String(repeating: "é", count: 125) + "x.txt"
    #expect(name.utf8.count == 255)
    for text in ["1", "2"] {
      try test.write(text, to: test.inbox + "/" + name)
      _ = try Disposal(spool).dispose(
        of: try claimAll(test, spool).map { .init($0, digest: digest(0xCD)) }, at: day)
    }
    let names = try test.files("spool/done/2026/11/22")
    #expect(
      names.sorted() == [name, String(repeating: "é", count: 121) + "~cdcdcdcd.txt"].sorted())
    #expect(names.allSatisfy { $0.utf8.count <= 255 && !$0.contains("\u{FFFD}") })
  }

  @Test("delete mode removes the file, leave mode touches nothing")
  func otherModes() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/a")
    let left = try claimAll(test, spool, .leave)
    #expect(
      try Disposal(spool).dispose(of: left.map { .init($0, digest: digest(1)) }, at: day)
        .map { try $0.get() } == [nil])
    #expect(try test.files("inbox") == ["a"])
    let deleted = try claimAll(test, spool, .delete)
    #expect(
      try Disposal(spool).dispose(of: deleted.map { .init($0, digest: digest(1)) }, at: day)
        .map { try $0.get() } == [nil])
    #expect(try test.files("inbox").isEmpty)
    #expect(try test.files("spool").isEmpty)
  }

  @Test("one file that went missing from claim/ does not keep the others")
  func oneFails() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for name in ["a", "b", "c"] { try test.write(name, to: test.inbox + "/" + name) }
    let files = try claimAll(test, spool)
    let inClaim = try test.files("spool/claim")
    unlink(test.path + "/spool/claim/" + (try #require(inClaim.first { $0.hasSuffix("/b") })))
    let results = try Disposal(spool).dispose(
      of: files.map { .init($0, digest: digest(1)) }, at: day)
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
    #expect(throws: InboxError.self) { try results[1].get() }
    #expect(try test.files("spool/done") == ["2026/11/22/a", "2026/11/22/c"])
  }

  @Test("a file that changes while it is read is found out")
  func changed() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/a")
    let claimed = try claimAll(test, spool)[0]
    #expect(try claimed.isUnchanged())
    let inClaim = try #require(try test.files("spool/claim").first)
    let writer = try test.open(test.path + "/spool/claim/" + inClaim, O_WRONLY | O_APPEND)
    try writer.write(Array("more".utf8))
    #expect(try !claimed.isUnchanged())
  }
}
