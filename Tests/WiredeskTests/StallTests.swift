import Foundation
import Glibc
import NewsModel
import Testing

extension RealProgramTests {
  @Suite("A stalled daemon")
  struct Stall {
    /// Watchers that believe in events saw exactly 16,384 of these 50,000 (the kernel's queue).
    @Test("stopped while 50,000 files are renamed in, it stores 50,000", .tags(.heavy))
    func overflow() throws {
      let files = 50_000
      let queue = try String(
        contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
      try #require(Int(queue.prefix { $0.isNumber }) ?? 0 < files, "the queue cannot overflow here")
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 50)
      for number in 0..<files {
        try desk.stage(FileName("\(number).txt"), copy.text(sentences: 2).utf8)
      }
      let daemon = try desk.start()
      // One file through, so that it certainly watches.
      try desk.drop("first.txt", copy.text())
      try desk.settled(1, by: daemon)

      daemon.send(SIGSTOP)
      for number in 0..<files { try desk.publish(FileName("\(number).txt")) }
      daemon.send(SIGCONT)

      let account = try desk.settled(files + 1, by: daemon, within: .seconds(600))
      #expect(account.adds)
      #expect(account.seen == files + 1)
      #expect(account.stored == files + 1)
      #expect(account.articles.stored == files + 1)
      // The fault must have happened, and be told.
      #expect(try desk.live().overflows >= 1)
      #expect(daemon.errors.contains("overflows="))
      #expect(try daemon.stop().code == 0)
      #expect(desk.files(below: desk.inbox).isEmpty)
      #expect(desk.files(below: desk.done).count == files + 1)
    }
  }
}
