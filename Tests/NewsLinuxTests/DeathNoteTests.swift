import Dispatch
import Foundation
import Glibc
import NewsLinux
import Testing

@Suite("DeathNote")
struct DeathNoteTests {
  /// Each level takes a kilobyte of stack.
  @inline(never)
  private static func descend(_ depth: Int) -> Int {
    let room = [Int](repeating: depth, count: 4)
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 128) { buffer in
      buffer.initialize(repeating: room[depth & 3])
      return depth < .max ? descend(depth + 1) + buffer[depth & 127] : 0
    }
  }

  private static func die(_ way: String) {
    switch way {
    case "abort": abort()
    case "trap": precondition(way.isEmpty)
    case "access":
      UnsafeMutablePointer<Int>(bitPattern: 16)?.pointee = 1
    case "overflow":
      let done = DispatchSemaphore(value: 0)
      DispatchQueue(label: "deep").async {
        DeathNote.coverThread()
        _ = descend(0)
        done.signal()
      }
      done.wait()
    default: kill(getpid(), SIGKILL)
    }
  }

  @Test(
    "every death by its own hand leaves its note, and a kill none",
    arguments: ["abort", "trap", "access", "overflow", "kill"])
  func deaths(way: String) async throws {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .failure) {
      [path = folder.path as String, way = way as String] in
      // The crash helper of the Swift runtime once held its parent for ten minutes.
      setenv("SWIFT_BACKTRACE", "enable=no", 1)
      let note = DeathNote(try Folder.open(Array(path.utf8)).createFile(Array("note".utf8)))
      Self.die(way)
      withExtendedLifetime(note) {}
    }
    let written = try Data(contentsOf: URL(filePath: folder.path + "/note"))
    #expect(written == Data(way == "kill" ? "".utf8 : "!".utf8))
  }

  @Test(
    "the service manager's limit is read where there is one",
    arguments: [
      ("536870912\n", 536_870_912), ("max\n", nil), ("", nil),
    ] as [(String, Int64?)])
  func limit(text: String, bytes: Int64?) throws {
    let folder = try TemporaryFolder()
    try folder.folder.makeFolder(Array("unit".utf8))
    let inner = try folder.folder.folder(Array("unit".utf8))
    try inner.createFile(Array("memory.max".utf8)).write(Array(text.utf8))
    try folder.folder.createFile(Array("cgroup".utf8)).write(Array("0::/unit\n".utf8))
    let limit = MemoryLimit(root: folder.path, membership: folder.path + "/cgroup")
    #expect(limit?.bytes == bytes)
    if let limit {
      #expect(limit.isReached(by: limit.bytes))
      #expect(!limit.isReached(by: limit.bytes / 2))
    }
  }
}
