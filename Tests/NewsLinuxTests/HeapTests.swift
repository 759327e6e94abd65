import Foundation
import Glibc
import NewsLinux
import Testing

@Suite("The heaps")
struct HeapTests {
  /// KiB of this process that are in memory and no file's.
  private static func resident() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon") })
    return try #require(line.split { !$0.isNumber }.first.flatMap { Int($0) })
  }

  @Test("what is free between blocks in use goes back to the kernel")
  func returned() async {
    // A process of its own: other tests take and give meanwhile.
    await #expect(processExitsWith: .success) {
      let size = 32 * 1024
      let blocks = try (0..<4096).map { _ in try #require(malloc(size)) }
      for block in blocks { memset(block, 1, size) }
      let before = try Self.resident()
      // Every 16th stays, so that no heap can simply end earlier.
      for (number, block) in blocks.enumerated() where number % 16 != 0 { free(block) }
      ProcessState.returnFreeMemory()
      let after = try Self.resident()
      for (number, block) in blocks.enumerated() where number % 16 == 0 { free(block) }
      // 120 MiB are free.
      #expect(before - after > 60 * 1024)
    }
  }
}
