import Foundation
import Glibc
import NewsModel
import Testing

@testable import NewsStore

/// Who may read the files, and how (P19). Each case runs in a process of its own, because umask and
/// user belong to the whole process.
@Suite("Access")
struct AccessTests {
  /// Another user's number; it owns nothing here.
  static let nobody: uid_t = 65534

  @Test("files are made with the mode the umask leaves, the log files too, and outlive the writer")
  func modes() async throws {
    let folder = try Folder()
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      umask(0o027)
      let store = try Store(folder: path, seed: nil)
      let search = try SearchIndex(folder: path, store: store.reader)
      try store.transaction { _ = $0.nextArticleID() }
      try search.close()
      try store.close()
    }
    for name in ["wiredesk.db", "search.db"] {
      for suffix in ["", "-wal", "-shm"] {
        var facts = stat()
        try #require(stat(folder.path + "/" + name + suffix, &facts) == 0, "\(name)\(suffix)")
        #expect(facts.st_mode & 0o777 == 0o640)
      }
    }
  }

  @Test(
    "a member of the group reads with the writer at work, closed or killed",
    .enabled(if: geteuid() == 0, "needs root, to become another user"),
    arguments: ["at work", "closed", "killed"])
  func groupMember(writer: String) async throws {
    let folder = try Folder()
    let store = try folder.writer()
    let search = try SearchIndex(folder: folder.path, store: store.reader)
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      try writer.store(Sample(), in: deposit)
    }
    #expect(try search.advance(from: store.reader) == 1)
    var place = folder
    if writer == "closed" {
      try search.close()
      try store.close()
    }
    if writer == "killed" { place = try folder.copy(all: true) }
    try place.giveToGroup(Self.nobody)
    await #expect(processExitsWith: .success) {
      [path = place.path as String, nobody = Self.nobody as uid_t] in
      try #require(setgroups(0, nil) == 0 && setgid(nobody) == 0 && setuid(nobody) == 0)
      try #require(creat(path + "/x", 0o600) < 0)
      let store = try StoreReader(folder: path)
      try #require(try store.stories(limit: 10).count == 1)
      try #require(try store.verify(.quick).isEmpty)
      let search = try SearchIndex.Reader(folder: path)
      try #require(try search.search("ferry", limit: 9).ids.count == 1)
    }
    guard writer == "at work" else { return }
    try store.transaction { writer in
      let deposit = try writer.newDeposit("b")
      try writer.store(Sample(text: TextDigest(high: 2, low: 2)), in: deposit)
    }
  }

  @Test(
    "without -shm who cannot make one is told so, and the owner's reader makes it",
    .enabled(if: geteuid() == 0, "needs root, to become another user"))
  func noSharedMemory() async throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.close()
    try #require(unlink(folder.path + "/wiredesk.db-shm") == 0)
    try #require(unlink(folder.path + "/wiredesk.db-wal") == 0)
    try folder.giveToGroup(Self.nobody)
    await #expect(processExitsWith: .success) {
      [path = folder.path as String, nobody = Self.nobody as uid_t] in
      try #require(setgroups(0, nil) == 0 && setgid(nobody) == 0 && setuid(nobody) == 0)
      do {
        _ = try StoreReader(folder: path)
        exit(1)
      } catch {
        let failure = try #require(error as? StoreFailure)
        try #require(failure.reason == .unopened && failure.disposition == .retry)
      }
    }
    let reader = try StoreReader(folder: folder.path)
    #expect(try reader.lastArticleID().rawValue == 0)
    // What the reader made does not stand in the writer's way.
    try reader.close()
    try folder.writer().transaction { _ = $0.nextArticleID() }
  }
}

extension Folder {
  /// 0750 and 0640 for that group, as the daemon's umask would leave them.
  func giveToGroup(_ group: gid_t) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      try #require(chown(path + "/" + name, 0, group) == 0)
      try #require(chmod(path + "/" + name, 0o640) == 0)
    }
    try #require(chown(path, 0, group) == 0 && chmod(path, 0o750) == 0)
  }
}
