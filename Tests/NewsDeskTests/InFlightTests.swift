import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import NewsDesk

@Suite("What is in flight")
struct InFlightTests {
  @Test("a claim counts from its beginning to its disposal, and once")
  func counts() {
    let inFlight = InFlight()
    let claims = (0..<3).map { _ in ClaimID() }
    for claim in claims { inFlight.begin(claim) }
    #expect(inFlight.count == 3)
    inFlight.end([claims[0], claims[1]])
    #expect(inFlight.count == 3)
    inFlight.disposed(2)
    #expect(inFlight.count == 1)
    inFlight.letGo(claims[2])
    // It stays in claim/, and whoever reads it on is told to stop: nothing is counted twice.
    inFlight.letGo(claims[2])
    inFlight.end([claims[2]])
    #expect(inFlight.count == 0)
  }

  @Test(
    "claims hold a third of the descriptors beyond the reserve at most, and never more than 2,048",
    arguments: [(1, 1), (64, 1), (96, 10), (256, 64), (4096, 1344), (1 << 20, 2048)])
  func limit(descriptors: Int, claims: Int) {
    #expect(InFlight(descriptors: descriptors).limit == claims)
  }

  @Test("whoever claims is told that there is room, by a disposal and by what is let go of")
  func room() {
    let inFlight = InFlight()
    let told = Atomic<Int>(0)
    inFlight.start { told.add(1, ordering: .relaxed) }
    let claims = (0..<inFlight.limit).map { _ in ClaimID() }
    for claim in claims { inFlight.begin(claim) }
    #expect(!inFlight.hasRoom)
    inFlight.end([claims[0]])
    #expect(told.load(ordering: .relaxed) == 0)
    inFlight.disposed(1)
    #expect(told.load(ordering: .relaxed) == 1)
    #expect(inFlight.hasRoom)
    inFlight.letGo(claims[1])
    #expect(told.load(ordering: .relaxed) == 2)
  }

  /// What ends the wait for a claim's end.
  enum Ending: CaseIterable { case durable, letGo, stop }

  @Test(
    "who waits for the end of a claim goes on when it will not have to", arguments: Ending.allCases)
  func waits(ending: Ending) {
    let inFlight = InFlight()
    let (claim, other) = (ClaimID(), ClaimID())
    for one in [claim, other] { inFlight.begin(one) }
    let isOver = Atomic<Bool>(false)
    let over = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      inFlight.waitForEnd(of: claim, until: .distantFuture)
      isOver.store(true, ordering: .relaxed)
      over.signal()
    }
    inFlight.end([other])
    let wasOver = isOver.load(ordering: .relaxed)
    #expect(!wasOver)
    switch ending {
    case .durable: inFlight.end([claim])
    case .letGo: inFlight.letGo(claim)
    case .stop: inFlight.close()
    }
    #expect(over.wait(timeout: .now() + 60) == .success)
  }

  @Test("a wait ends at its deadline, and those that wait longer are still woken")
  func deadline() {
    let inFlight = InFlight()
    let claim = ClaimID()
    inFlight.begin(claim)
    let over = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      inFlight.waitUntilEmpty()
      over.signal()
    }
    for _ in 0..<5 { inFlight.waitForEnd(of: claim, until: .now() + .milliseconds(2)) }
    #expect(inFlight.count == 1)
    inFlight.letGo(claim)
    #expect(over.wait(timeout: .now() + 60) == .success)
  }

  @Test("who waits for room goes on at half of the limit, and without it when the desk stops")
  func waitsForRoom() {
    let inFlight = InFlight()
    let claims = (0..<inFlight.limit / 2).map { _ in ClaimID() }
    for claim in claims { inFlight.begin(claim) }
    let answer = Mutex<[Bool]>([])
    let over = DispatchSemaphore(value: 0)
    for _ in 0..<2 {
      DispatchQueue.global().async {
        let hasRoom = inFlight.waitForRoom()
        answer.withLock { $0.append(hasRoom) }
        over.signal()
      }
    }
    inFlight.letGo(claims[0])
    for _ in 0..<2 { #expect(over.wait(timeout: .now() + 60) == .success) }
    #expect(answer.withLock { $0 } == [true, true])
    inFlight.begin(ClaimID())
    inFlight.close()
    #expect(!inFlight.waitForRoom())
  }

  @Test("who waits for something else takes nobody's word")
  func words() {
    let monitor = Monitor([0, 0])
    let asked = Atomic<Int>(0)
    let done = DispatchSemaphore(value: 0)
    let queue = DispatchQueue(label: "test.waiting", attributes: .concurrent)
    queue.async {
      _ = monitor.wait { $0[1] == 1 ? true : nil }
      done.signal()
    }
    for round in 1...500 {
      queue.async {
        _ = monitor.wait { value -> Bool? in
          if value[0] == round { return true }
          asked.store(round, ordering: .releasing)
          return nil
        }
        done.signal()
      }
      while asked.load(ordering: .acquiring) < round { pause(milliseconds: 0) }
      monitor.change { $0[0] = round }
      // Not until the next change: there may be none.
      guard done.wait(timeout: .now() + 60) == .success else {
        Issue.record("round \(round): its word was taken by the other")
        break
      }
    }
    monitor.change { $0[1] = 1 }
    #expect(done.wait(timeout: .now() + 60) == .success)
  }
}
