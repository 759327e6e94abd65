import Dispatch
import NewsModel
import NewsStore
import Synchronization
import Testing

@testable import NewsDesk

extension TestDesk {
  /// A desk that was stopped when it had stored the first part of a container of 951 lines, of which
  /// the second and those from 202 to 801 are bad; with `repeats` lines 61 and 954 are others once more.
  static func halfStored(
    repeats: Bool = false, change: (inout DeskSettings) -> Void = { _ in }
  ) throws -> TestDesk {
    let gate = Gate()
    let desk = try TestDesk(now: { gate.pass() }, change: change)
    gate.hold(desk.desk)
    let good = lines("half", 0..<350)
    // Large, so that the hand-over holds one part of them; cheap, since the first word is wrong.
    let bad = "{" + String(repeating: "bad ", count: 5000)
    var all = [good[0], "{]"] + good[1..<200] + Array(repeating: bad, count: 600) + good[200...]
    if repeats {
      all.insert(good[5], at: 60)
      all.append(good[7])
      all.append(good[300])
    }
    try desk.drop("half.jsonl", all.joined(separator: "\n"))
    try desk.start()
    try desk.until("a part is stored") { try desk.account.articles.stored > 0 }
    try desk.until("the next one is begun") { gate.isReached }
    let stopped = DispatchSemaphore(value: 0)
    let inner = desk.desk
    DispatchQueue.global().async {
      inner.stop(patience: .seconds(0))
      stopped.signal()
    }
    try desk.until("reading has ended") { inner.inFlightCount == 0 }
    gate.open()
    stopped.wait()
    let account = try desk.account
    #expect(account.open == 1)
    #expect((1..<350).contains(account.articles.stored))
    #expect(desk.files("state/claim").count == 1)
    try desk.closeStore()
    return desk
  }
}

/// The clock of a desk whose second group of deposits waits at its beginning until it is let go on.
private final class Gate: Sendable {
  private static let key = DispatchSpecificKey<Bool>()
  private let groups = Atomic<Int>(0)
  private let opened = DispatchSemaphore(value: 0)

  var isReached: Bool { groups.load(ordering: .acquiring) > 1 }
  func hold(_ desk: Desk) { desk.storeQueue.setSpecific(key: Self.key, value: true) }
  func open() { opened.signal() }

  func pass() -> Timestamp {
    if DispatchQueue.getSpecific(key: Self.key) == true,
      groups.add(1, ordering: .acquiringAndReleasing).newValue > 1
    {
      // For one, and for whoever comes after it.
      opened.wait()
      opened.signal()
    }
    return Timestamp(milliseconds: 1_795_305_600_000)
  }
}
