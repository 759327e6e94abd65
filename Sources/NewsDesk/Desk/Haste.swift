import Synchronization

/// Set when a stop has no time left: whoever reads ends at once.
final class Haste: Sendable {
  private let great = Atomic<Bool>(false)
  var isGreat: Bool { great.load(ordering: .acquiring) }
  func begin() { great.store(true, ordering: .releasing) }
}
