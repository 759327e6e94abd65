import Foundation
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Testing

@testable import NewsDesk

@Suite("A folder that is given")
struct GivenFileTests {
  /// A folder in another, and so on: the last is deeper than any path can say.
  private func deep(_ levels: Int, below path: String) throws {
    var folder = try Folder.open(Array(path.utf8))
    for level in 0..<levels {
      let name = Array("level-\(level)-of-many".utf8)
      try folder.makeFolder(name)
      folder = try folder.folder(name)
    }
    try folder.createFile(Array("bottom.txt".utf8)).write(Array("Nobody reads this.".utf8))
  }

  @Test("one below it that cannot be listed is told, with its cause, and keeps no other file")
  func unlisted() throws {
    let desk = try TestDesk()
    let given = desk.root.appending(path: "given")
    for folder in ["a", "b", "deep", "z"] {
      try FileManager.default.createDirectory(
        at: given.appending(path: folder), withIntermediateDirectories: true)
    }
    for (number, name) in ["a/1.txt", "b/2.txt", "z/3.txt", "0.txt"].enumerated() {
      try story("Lund", number).write(
        to: given.appending(path: name), atomically: false, encoding: .utf8)
    }
    try deep(400, below: given.appending(path: "deep").path)
    let files = try GivenFile.all(at: Array(given.path.utf8))
    #expect(
      files.filter { $0.cause == nil }.map(\.name.text) == [
        "given/0.txt", "a/1.txt", "b/2.txt", "z/3.txt",
      ])
    let bad = files.filter { $0.cause != nil }
    #expect(bad.count == 1 && bad[0].name.text.hasPrefix("deep/level-0-of-many/"))
    #expect(bad[0].cause?.contains("ENAMETOOLONG") == true, "\(bad[0].cause ?? "")")
    try desk.start()
    let unread = desk.desk.ingest(files) { _ in }
    desk.desk.settle()
    desk.desk.stop()
    #expect(unread.map(\.file) == bad)
    #expect(unread.first?.cause.contains("ENAMETOOLONG") == true)
    let account = try #require(try desk.store.reader.account().first { $0.inbox == "ingest" })
    #expect(account.stored == 4)
    try desk.closeStore()
    let remove = try Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", desk.root.path])
    remove.waitUntilExit()
  }
}
