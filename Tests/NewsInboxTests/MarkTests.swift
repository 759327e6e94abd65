import Glibc
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

@Suite("Marks of completeness")
struct MarkTests {
  @Test(
    "a name tells the file that it marks",
    arguments: [
      ("a.xml.done", "a.xml"), ("d/a.ok", "d/a"), ("a.xml.sha256", "a.xml"), ("a.xml", nil),
      (".done", nil), ("d/.md5", nil),
    ] as [(String, String?)])
  func names(mark: String, file: String?) {
    #expect(Mark.file(of: FileName(mark)) == file.map { FileName($0) })
  }

  private func desk(_ test: TestFolder) throws -> Desk {
    var inbox = test.configured()
    inbox.waitsForMark = true
    return Desk([inbox], spool: try test.spool()) { _, _ in String(repeating: "a", count: 64) }
  }

  @Test("a file waits until its mark has come, before the start and while it is watched")
  func waits() throws {
    let test = try TestFolder()
    let desk = try desk(test)
    try test.write("x", to: test.inbox + "/old.xml")
    try test.write("", to: test.inbox + "/old.xml.done")
    #expect(desk.startAndSettle())
    #expect(desk.settles(with: 1))
    try test.write("x", to: test.inbox + "/a.xml")
    try test.write("x", to: test.outside + "/b.xml")
    try test.rename(test.outside + "/b.xml", test.inbox + "/b.xml")
    #expect(
      eventually { desk.watch.waitingFiles(limit: 5).map(\.cause) == [.unmarked, .unmarked] })
    try test.write("", to: test.inbox + "/b.xml.ready")
    #expect(desk.settles(with: 2))
    #expect(desk.names == ["b.xml", "old.xml"])
    // What is claimed takes its marks along.
    #expect(!test.exists(test.inbox + "/old.xml.done") && !test.exists(test.inbox + "/b.xml.ready"))
    try test.write("", to: test.inbox + "/a.xml.done")
    #expect(desk.settles(with: 3))
  }

  @Test(
    "a checksum of other bytes keeps its file waiting, with the constant code, until it is right")
  func checksum() throws {
    let test = try TestFolder()
    let desk = try desk(test)
    #expect(desk.startAndSettle())
    try test.write("x", to: test.inbox + "/a.xml")
    try test.write(String(repeating: "b", count: 64), to: test.inbox + "/a.xml.sha256")
    #expect(
      eventually {
        desk.watch.untaken.map(\.cause)
          == ["checksum-differs: it is not the file of 'a.xml.sha256'"]
      })
    #expect(desk.claimed.isEmpty && test.exists(test.inbox + "/a.xml.sha256"))
    // As GNU's tools write it.
    try test.write(
      "\(String(repeating: "A", count: 64)) *a.xml\n", to: test.inbox + "/a.xml.sha256")
    #expect(desk.settles(with: 1))
    #expect(!test.exists(test.inbox + "/a.xml.sha256"))
  }

  @Test("what comes back by our own hand brings a mark along")
  func putBack() throws {
    let test = try TestFolder()
    let desk = try desk(test)
    #expect(desk.startAndSettle())
    try test.write("x", to: test.inbox + "/a.xml")
    try test.write("", to: test.inbox + "/a.xml.done")
    #expect(desk.settles(with: 1))
    #expect(try desk.claimed[0].putBack() != nil)
    #expect(desk.settles(with: 2))
    #expect(desk.names == ["a.xml", "a.xml"])
  }
}
