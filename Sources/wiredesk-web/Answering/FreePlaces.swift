import NewsLinux

/// So many at once, and no more.
final class FreePlaces: Sendable {
  private let taken = Guarded(0)
  private let limit: Int

  init(_ limit: Int) { self.limit = limit }

  /// Takes a place, which is given back by `leave`.
  ///
  /// - Returns: false when none is free; then nothing is to be given back.
  func enter() -> Bool {
    taken.withLock { taken in
      guard taken < limit else { return false }
      taken += 1
      return true
    }
  }

  func leave() { taken.withLock { $0 -= 1 } }
}
