import NewsModel

/// When the event log is pruned, and how far a round has come: every hour all of it is looked through, a
/// slice at a time, so that nothing that is stored waits for more than one slice (10 ms).
struct EventPruning {
  /// From the beginning of a round to that of the next.
  static let intervalMilliseconds: Int64 = 3_600_000

  /// So many are kept whatever their age.
  let newest: Int64
  /// Where the next slice of this round begins; nil between two rounds.
  private var place: Int64?
  private var began: Timestamp?

  init(keeping newest: Int64) { self.newest = newest }

  /// A clock that was set back does not keep rounds away.
  func isDue(_ now: Timestamp) -> Bool {
    guard place == nil, let began else { return true }
    let passed = now.milliseconds - began.milliseconds
    return passed < 0 || passed >= Self.intervalMilliseconds
  }

  /// - Parameter now: The wall clock's time.
  /// - Returns: Where the slice begins.
  mutating func beginSlice(_ now: Timestamp) -> Int64 {
    if place == nil { began = now }
    return place ?? 0
  }

  /// - Parameter next: Where the next slice begins; nil when the round is over.
  mutating func endSlice(_ next: Int64?) { place = next }
}
