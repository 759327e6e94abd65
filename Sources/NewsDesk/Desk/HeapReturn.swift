import Dispatch
import NewsLinux

/// Gives what is free in the heaps back to the kernel now and then, while articles stream through: pages
/// that were needed for a moment would be resident for ever, and after half a million articles they
/// were 35 MiB (docs/decisions/0006-memory.md).
struct HeapReturn {
  /// Articles from one time to the next: several seconds under full load, and never on an idle desk.
  static let interval = 8192

  private var articles = 0
  private static let queue = DispatchQueue(label: "wiredesk.heap", qos: .utility)

  mutating func note(_ count: Int) {
    articles += count
    guard articles >= Self.interval else { return }
    articles = 0
    Self.queue.async { ProcessState.returnFreeMemory() }
  }
}
