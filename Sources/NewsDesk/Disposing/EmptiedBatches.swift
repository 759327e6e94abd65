import Synchronization

/// A mailbox for claim folders of which nothing is left. Whoever finds one empty puts its name here, and
/// the next transaction closes its row.
///
/// Nothing waits for that: a start that finds a row open looks into the folder once more, and that is all.
final class EmptiedBatches: Sendable {
  private let names: Mutex<[String]>

  init(_ names: [String]) { self.names = Mutex(names) }

  func add(_ names: [String]) { self.names.withLock { $0 += names } }

  func takeAll() -> [String] {
    names.withLock { names in
      defer { names = [] }
      return names
    }
  }
}
