import Glibc
import NewsLinux
import TestSupport
import Testing

/// One record as the kernel writes it: the name filled up with NUL to `room` bytes.
private func record(_ watch: Int32, _ mask: Int32, _ name: [UInt8] = [], room: Int = 0) -> [UInt8] {
  func bytes(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  let filled = name + [UInt8](repeating: 0, count: max(0, room - name.count))
  return bytes(UInt32(bitPattern: watch)) + bytes(UInt32(bitPattern: mask)) + bytes(0)
    + bytes(UInt32(filled.count)) + filled
}

private func parsed(_ bytes: [UInt8]) -> [Inotify.Event] {
  bytes.withUnsafeBytes { inotifyEvents(in: $0) }
}

@Suite("Inotify")
struct InotifyTests {
  @Test("records follow each other, with and without a name")
  func sequence() {
    let name = Array("a\n\u{1B}b".utf8) + [0xFF]
    let events = parsed(
      record(1, Int32(IN_CLOSE_WRITE), name, room: 16) + record(2, Int32(IN_DELETE_SELF))
        + record(-1, Int32(IN_Q_OVERFLOW)))
    #expect(events.map(\.watch) == [1, 2, -1])
    #expect(events.map(\.name) == [name, [], []])
    #expect(events[0].isClosed && !events[0].isFolder)
    #expect(events[1].isFolderGone)
    #expect(events[2].isOverflow)
  }

  @Test("a name that fills its room to the last byte has no NUL to end it")
  func noTerminator() {
    #expect(
      parsed(record(1, Int32(IN_CREATE), Array("12345678".utf8), room: 8)).map(\.name) == [
        Array("12345678".utf8)
      ])
  }

  @Test("a buffer cut anywhere gives the records before the cut, and no crash")
  func cut() {
    let whole =
      record(1, Int32(IN_CREATE), Array("one".utf8), room: 16)
      + record(2, Int32(IN_CREATE), Array("two".utf8), room: 16)
    for length in 0...whole.count {
      let events = parsed(Array(whole.prefix(length)))
      #expect(events.count == (length == whole.count ? 2 : length >= 32 ? 1 : 0))
    }
  }

  @Test("a length beyond the buffer ends the parse")
  func hostileLength() {
    var bytes = record(1, Int32(IN_CREATE), Array("one".utf8), room: 16)
    bytes.replaceSubrange(12..<16, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(parsed(bytes).isEmpty)
  }

  @Test("a watch tells of a new file by its raw name, and the same folder has one watch")
  func realEvents() throws {
    let test = try TemporaryFolder()
    let inotify = try Inotify()
    let watch = try inotify.add(test.folder)
    #expect(try inotify.add(test.folder) == watch)
    _ = try test.folder.createFile([0xFF, 0xFE])
    var events: [Inotify.Event] = []
    #expect(
      try eventually {
        events += try inotify.read()
        return events.contains { $0.isClosed }
      })
    #expect(events.allSatisfy { $0.name == [0xFF, 0xFE] && $0.watch == watch })
  }
}
