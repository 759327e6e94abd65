import NewsModel

/// The processor time of the document at hand, looked at every 64 KiB: a document shorter than
/// that costs no clock call, and no linear reader spends seconds on it.
final class WorkMeter {
  private static let bytesBetweenChecks = 64 << 10
  private let clock: () -> Duration
  private let limits: Limits
  private var began: Duration?
  private var uncheckedBytes = 0

  init(limits: Limits, clock: @escaping () -> Duration) {
    self.clock = clock
    self.limits = limits
  }

  func beginDocument() {
    began = nil
    uncheckedBytes = 0
  }

  /// False once the document has used up its time; so many bytes were worked on since it was asked.
  func allows(_ bytes: Int) -> Bool {
    uncheckedBytes += bytes
    if uncheckedBytes < Self.bytesBetweenChecks { return true }
    uncheckedBytes = 0
    let now = clock()
    guard let began else {
      began = now
      return true
    }
    return now - began <= limits.documentCPU
  }
}
