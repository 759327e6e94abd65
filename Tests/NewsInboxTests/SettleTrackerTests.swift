import NewsLinux
import NewsModel
import Testing

@testable import NewsInbox

private let file = InboxFile(inbox: 0, name: FileName("a.txt"))
private let second: Int64 = 1_000_000_000
private let millisecond: Int64 = 1_000_000

/// Monotonic time since an arbitrary zero; the wall clock is 1,000,000 s ahead of it.
private func at(_ milliseconds: Int64, wallShift: Int64 = 0) -> Moment {
  Moment(
    monotonicNanoseconds: milliseconds * millisecond,
    wallNanoseconds: wall(milliseconds) + wallShift)
}
private func wall(_ milliseconds: Int64) -> Int64 {
  1_000_000 * second + milliseconds * millisecond
}
private func facts(
  modified milliseconds: Int64, size: Int64 = 10, changed: Int64? = nil
) -> FileFacts {
  FileFacts(
    device: 1, inode: 7, sizeBytes: size, modifiedNanoseconds: wall(milliseconds),
    changedNanoseconds: wall(changed ?? milliseconds))
}

@Suite("SettleTracker")
struct SettleTrackerTests {
  @Test("a rename in is ready at once, and handed out once")
  func renamedIn() {
    var tracker = SettleTracker(timing: Timing())
    #expect(tracker.renamedIn(file, now: at(0)) == .ready(.renamedIn))
    #expect(tracker.renamedIn(file, now: at(1)) == nil)
    #expect(tracker.step(file, facts: facts(modified: -500), now: at(2)) == nil)
    #expect(tracker.finish(file, .claimed, now: at(3)) == .ready(.renamedIn))
    #expect(tracker.finish(file, .claimed, now: at(4)) == .forget)
    #expect(tracker.count == 0)
  }

  @Test("a refused name waits longer each time, and is due at once when the cause has gone")
  func retriedRefused() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.renamedIn(file, now: at(0))
    #expect(
      tracker.finish(file, .refused(cause: "disk full"), now: at(1))
        == .wait(until: at(2001).monotonicNanoseconds))
    _ = tracker.step(file, facts: facts(modified: -500), now: at(2001))
    _ = tracker.finish(file, .refused(cause: "disk full"), now: at(2002))
    #expect(tracker.retryRefused(inbox: 1, now: at(2003)) == [])
    #expect(tracker.retryRefused(inbox: 0, now: at(2003)) == [file])
    #expect(tracker.isDue(file, at: at(2003).monotonicNanoseconds))
    #expect(tracker.step(file, facts: facts(modified: -500), now: at(2003)) == .ready(.leaseNeeded))
    // It is out: nobody hands it out twice.
    #expect(tracker.retryRefused(inbox: 0, now: at(2004)) == [])
  }

  @Test("one that could not be read waits with its cause, whatever event its putting back makes")
  func unread() {
    var tracker = SettleTracker(timing: Timing())
    let back = facts(modified: -500)
    _ = tracker.renamedIn(file, now: at(0))
    // The event of our own rename, before and after the claim's end is told.
    #expect(tracker.renamedIn(file, now: at(1)) == nil)
    #expect(
      tracker.finish(file, .unread(back, cause: "EIO"), now: at(2))
        == .wait(until: at(2002).monotonicNanoseconds))
    #expect(tracker.renamedIn(file, now: at(3)) == .wait(until: at(3).monotonicNanoseconds))
    #expect(
      tracker.step(file, facts: back, now: at(3)) == .wait(until: at(2002).monotonicNanoseconds))
    #expect(tracker.waitingFiles(limit: 1, now: at(4)).map(\.cause) == [.refused("EIO")])
    #expect(tracker.step(file, facts: back, now: at(2002)) == .ready(.leaseNeeded))
    // Twice as long the next time; at once when claims succeed again, or when it has other bytes.
    #expect(
      tracker.finish(file, .unread(back, cause: "EIO"), now: at(2003))
        == .wait(until: at(6003).monotonicNanoseconds))
    #expect(tracker.retryRefused(inbox: 0, now: at(2004)) == [file])
    #expect(tracker.step(file, facts: back, now: at(2004)) == .ready(.leaseNeeded))
    _ = tracker.finish(file, .unread(back, cause: "EIO"), now: at(2005))
    let other = facts(modified: 2000, size: 20)
    #expect(
      tracker.step(file, facts: other, now: at(2300)) == .ready(.leaseNeeded))
  }

  @Test(
    "a written file is ready when its last write is 200 ms old",
    arguments: [(0, 200), (100, 300), (-50, 200), (199, 399)] as [(Int64, Int64)])
  func quiet(modified: Int64, ready: Int64) {
    var tracker = SettleTracker(timing: Timing())
    #expect(tracker.written(file, now: at(0)) == .wait(until: 200 * millisecond))
    let first = tracker.step(file, facts: facts(modified: modified), now: at(200))
    if ready == 200 {
      #expect(first == .ready(.leaseNeeded))
    } else {
      #expect(first == .wait(until: ready * millisecond))
      #expect(
        tracker.step(file, facts: facts(modified: modified), now: at(ready))
          == .ready(.leaseNeeded))
    }
  }

  @Test("a scanned file that is old is ready at once; a young one waits for the rest")
  func scanned() {
    var tracker = SettleTracker(timing: Timing())
    #expect(tracker.step(file, facts: facts(modified: -200), now: at(0)) == .ready(.leaseNeeded))
    var other = SettleTracker(timing: Timing())
    #expect(
      other.step(file, facts: facts(modified: -50), now: at(0)) == .wait(until: 150 * millisecond))
  }

  @Test("a write starts the quiet time again")
  func writeAgain() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.written(file, now: at(0))
    #expect(
      tracker.step(file, facts: facts(modified: 150, size: 20), now: at(200))
        == .wait(until: 350 * millisecond))
    #expect(
      tracker.step(file, facts: facts(modified: 300, size: 30), now: at(350))
        == .wait(until: 500 * millisecond))
  }

  @Test(
    "an inbox that holds waits for its time since the last change, whatever time the file was given"
  )
  func held() {
    var tracker = SettleTracker(timing: Timing(), holds: [.seconds(15)])
    _ = tracker.written(file, now: at(0))
    // wget gives what it has the time of the original.
    let half = facts(modified: -86_400_000, size: 20, changed: 0)
    #expect(tracker.step(file, facts: half, now: at(200)) == .wait(until: 15_000 * millisecond))
    // It goes on under the name: the time begins again.
    #expect(tracker.written(file, now: at(9_000)) == .wait(until: 9_200 * millisecond))
    let whole = facts(modified: -86_400_000, size: 40, changed: 9_000)
    #expect(tracker.step(file, facts: whole, now: at(9_200)) == .wait(until: 24_000 * millisecond))
    #expect(tracker.step(file, facts: whole, now: at(24_000)) == .ready(.leaseNeeded))
    // Whoever renames has finished.
    let other = InboxFile(inbox: 0, name: FileName("b.txt"))
    #expect(tracker.renamedIn(other, now: at(24_000)) == .ready(.renamedIn))
    // An inbox without one waits as ever.
    let elsewhere = InboxFile(inbox: 1, name: FileName("a.txt"))
    #expect(tracker.step(elsewhere, facts: half, now: at(24_000)) == .ready(.leaseNeeded))
  }

  @Test("many closes within the quiet time make one look, not many")
  func coalescing() {
    var tracker = SettleTracker(timing: Timing())
    #expect(tracker.written(file, now: at(0)) == .wait(until: 200 * millisecond))
    for time: Int64 in stride(from: 1, to: 199, by: 7) {
      #expect(tracker.written(file, now: at(time)) == nil)
    }
    #expect(tracker.isDue(file, at: 200 * millisecond))
  }

  @Test(
    "a file from the future, or a clock that jumps, waits 200 ms and not for ever",
    arguments: [wall(3_600_000) - wall(0), -wall(0), 1 << 62] as [Int64])
  func clockJumps(shift: Int64) {
    var tracker = SettleTracker(timing: Timing())
    let odd = FileFacts(
      device: 1, inode: 7, sizeBytes: 1, modifiedNanoseconds: wall(0) &+ shift,
      changedNanoseconds: 0)
    var step = tracker.step(file, facts: odd, now: at(0))
    if case .wait(let until) = step {
      #expect(until <= 200 * millisecond)
      step = tracker.step(file, facts: odd, now: at(until / millisecond))
    }
    #expect(step == .ready(.leaseNeeded))
  }

  @Test(
    "the smallest and largest times of a file system do not overflow", arguments: [Int64.min, .max])
  func extremes(time: Int64) {
    var tracker = SettleTracker(timing: Timing())
    let odd = FileFacts(
      device: 1, inode: 7, sizeBytes: 1, modifiedNanoseconds: time, changedNanoseconds: time)
    _ = tracker.step(file, facts: odd, now: at(0))
    #expect(tracker.step(file, facts: odd, now: at(200)) == .ready(.leaseNeeded))
  }

  @Test("a refused lease is asked for again after 250 ms, doubling to 2 s")
  func backOff() {
    var tracker = SettleTracker(timing: Timing())
    var waits: [Int64] = []
    for _ in 0..<6 {
      #expect(tracker.step(file, facts: facts(modified: -500), now: at(0)) == .ready(.leaseNeeded))
      if case .wait(let until) = tracker.finish(file, .busy, now: at(0)) {
        waits.append(until / millisecond)
      }
    }
    #expect(waits == [250, 500, 1000, 2000, 2000, 2000])
    #expect(tracker.waitingFiles(limit: 1, now: at(500)).map(\.cause) == [.writerPresent])
  }

  @Test("the writer's close ends the back-off")
  func closeEndsBackOff() {
    var tracker = SettleTracker(timing: Timing())
    for _ in 0..<4 {
      _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
      _ = tracker.finish(file, .busy, now: at(0))
    }
    #expect(tracker.written(file, now: at(300)) == .wait(until: 500 * millisecond))
  }

  @Test("without a lease, nothing may change for 2 s: size, mtime and ctime")
  func withoutLease() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
    #expect(
      tracker.finish(file, .noLease(facts(modified: -500)), now: at(0)) == .wait(until: 2 * second))
    // Only the ctime is new: a write through an old clock, or a chmod.
    #expect(
      tracker.step(file, facts: facts(modified: -500, changed: 1000), now: at(2000))
        == .wait(until: 4 * second))
    #expect(
      tracker.step(file, facts: facts(modified: -500, changed: 1000), now: at(4000))
        == .ready(.quiet))
  }

  @Test("a young file that was put back waits 30 s, then it is taken as it is")
  func young() {
    var tracker = SettleTracker(timing: Timing())
    let back = facts(modified: -500, changed: 10)
    _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
    #expect(tracker.finish(file, .putBack(back), now: at(10)) == .wait(until: 2010 * millisecond))
    // Our own rename back comes as an event: before or after `finish`, it is not an arrival.
    #expect(tracker.renamedIn(file, now: at(20)) == .wait(until: 20 * millisecond))
    #expect(tracker.step(file, facts: back, now: at(20)) == .wait(until: 2020 * millisecond))
    #expect(tracker.step(file, facts: back, now: at(29_000)) == .wait(until: 30_010 * millisecond))
    #expect(tracker.step(file, facts: back, now: at(30_010)) == .ready(.graceOver))
  }

  @Test("a young file whose event came while it was out is not handed out at once")
  func youngWithEvent() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
    #expect(tracker.renamedIn(file, now: at(5)) == nil)
    let back = facts(modified: -500, changed: 10)
    #expect(tracker.finish(file, .putBack(back), now: at(10)) == .wait(until: 2010 * millisecond))
  }

  @Test("a young file that changes settles like any other")
  func youngChanges() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
    _ = tracker.finish(file, .putBack(facts(modified: -500, changed: 10)), now: at(10))
    #expect(tracker.written(file, now: at(500)) == .wait(until: 700 * millisecond))
    #expect(
      tracker.step(file, facts: facts(modified: 500, size: 99), now: at(700))
        == .ready(.leaseNeeded))
  }

  @Test("a name that is gone is forgotten")
  func gone() {
    var tracker = SettleTracker(timing: Timing())
    _ = tracker.written(file, now: at(0))
    #expect(tracker.step(file, facts: nil, now: at(200)) == .forget)
    #expect(tracker.count == 0)
  }

  @Test("a name that is written again while it is out settles again, whatever became of the first")
  func writtenWhileOut() {
    for outcome in [Arrival.Outcome.claimed, .gone, .busy, .noLease(facts(modified: 0))] {
      var tracker = SettleTracker(timing: Timing())
      _ = tracker.renamedIn(file, now: at(0))
      #expect(tracker.written(file, now: at(5)) == nil)
      #expect(tracker.finish(file, outcome, now: at(10)) == .wait(until: 210 * millisecond))
    }
  }

  @Test("a refused claim is tried again at most every 30 s, and its cause is known")
  func refused() {
    var tracker = SettleTracker(timing: Timing())
    var waits: [Int64] = []
    for _ in 0..<6 {
      _ = tracker.step(file, facts: facts(modified: -500), now: at(0))
      if case .wait(let until) = tracker.finish(file, .refused(cause: "no"), now: at(0)) {
        waits.append(until / second)
      }
    }
    #expect(waits == [2, 4, 8, 16, 30, 30])
    #expect(tracker.waitingFiles(limit: 9, now: at(1000)).first?.cause == .refused("no"))
    #expect(tracker.waitingFiles(limit: 9, now: at(1000)).first?.ageNanoseconds == second)
  }

  @Test("finishing what is not out changes nothing")
  func finishTwice() {
    var tracker = SettleTracker(timing: Timing())
    #expect(tracker.finish(file, .claimed, now: at(0)) == nil)
    _ = tracker.renamedIn(file, now: at(0))
    _ = tracker.finish(file, .claimed, now: at(0))
    #expect(tracker.finish(file, .busy, now: at(0)) == nil)
    #expect(tracker.count == 0)
  }
}
