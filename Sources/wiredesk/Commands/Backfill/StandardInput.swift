import Glibc
import NewsLinux

/// What another program pipes in.
struct StandardInput {
  private static let blockBytes = 1 << 20

  /// - Returns: Some bytes; none at the end.
  /// - Throws: `CommandError`.
  func next() throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.blockBytes) { buffer, count in
      var taken = -1
      repeat {
        taken = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      } while taken < 0 && errno == EINTR
      if taken < 0 { failure = errno }
      count = max(0, taken)
    }
    guard failure == 0 else {
      throw CommandError(
        .failure, "cannot read standard input: \(String(cString: strerror(failure)))")
    }
    return bytes
  }

  /// Calls `body` for each line without its line feed, also for a last one that has none.
  func lines(_ body: ([UInt8]) throws -> Void) throws {
    var waiting: [UInt8] = []
    while true {
      let more = try next()
      if more.isEmpty { break }
      waiting += more
      while let end = waiting.firstIndex(of: 0x0A) {
        try body(Array(waiting[..<end]))
        waiting.removeSubrange(...end)
      }
    }
    if !waiting.isEmpty { try body(waiting) }
  }
}
