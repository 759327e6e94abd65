import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Stopping")
  struct Stopping {
    @Test(
      "a stop in the middle of a start is heard, and is a clean end", arguments: [SIGTERM, SIGINT])
    func early(signal: Int32) throws {
      let desk = try Desk()
      #expect(try desk.once().code == 0)
      let lock = try DatabaseLock(desk.state.appending(path: "wiredesk.db"))
      try desk.drop("a.txt", "A ferry has run aground off the northern quay of Kelmore.\n")
      let daemon = try desk.start()
      // Now it waits for the lock, up to 30 s, and could not be ready.
      try eventually("it starts") { daemon.errors.contains("starts on") }
      daemon.send(signal)
      let ended = try daemon.end(within: .seconds(20))
      #expect(ended.code == 0, "signal \(ended.signal ?? 0)")
      #expect(!ended.errors.contains("watching"))
      lock.release()
      #expect(try desk.once().code == 0)
      #expect(try desk.account().stored == 1)
    }

    @Test("a stop at any early moment ends clean, and nothing is lost", .tags(.heavy))
    func anyMoment() throws {
      let seed = UInt64.random(in: 1...999_999)
      print("early stops: seed \(seed)")
      var random = SplitMix(state: seed)
      let desk = try Desk()
      var copy = GeneratedCopy(seed: seed)
      let stops = Program.isLong ? 100 : 12
      for number in 0..<stops {
        try desk.drop("\(number).txt", copy.text())
        let daemon = try desk.start()
        try eventually("it starts") { daemon.errors.contains("starts on") }
        pause(milliseconds: Int32(random.below(120)))
        let ended = try daemon.stop()
        #expect(ended.code == 0, "stop \(number), seed \(seed), signal \(ended.signal ?? 0)")
      }
      #expect(try desk.once().code == 0)
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.stored == stops)
    }
  }
}
