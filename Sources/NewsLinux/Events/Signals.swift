import CLinux
package import Dispatch
import Glibc

/// Signals as blocks on a queue.
///
/// A handler of our own writes to a pipe that the queue reads: it is in force when `init` returns.
/// A DispatchSource of signals is armed by another thread a moment later, and a SIGTERM in between
/// would end the process by the signal. SIGPIPE is ignored besides (every write reports EPIPE anyway).
package final class Signals: Sendable {
  private let numbers: [Int32]
  private let source: DispatchSource

  /// Calls `handler` on `queue` with the number, for as long as this object lives; the numbers have
  /// their default again afterwards. One owner a number.
  ///
  /// - Throws: EMFILE, EINVAL.
  package init(
    _ numbers: [Int32], on queue: DispatchQueue, _ handler: @escaping @Sendable (Int32) -> Void
  ) throws(SystemError) {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    try systemCall("pipe2") { ends.withUnsafeMutableBufferPointer { linux_pipe($0.baseAddress) } }
    let output = Descriptor(owning: ends[0])
    let input = Descriptor(owning: ends[1])
    self.numbers = numbers
    source = DispatchSource.reading(output.raw, on: queue) {
      for number in Self.pending(output) { handler(Int32(number)) }
    }
    // Both ends live until the source has let go of them.
    source.setCancelHandler { _ = (output, input) }
    source.activate()
    for number in numbers {
      try systemCall("sigaction") { linux_catch_signal(number, input.raw) }
    }
  }

  deinit {
    for number in numbers { _ = linux_catch_signal(number, -1) }
    source.cancel()
  }

  private static func pending(_ output: Descriptor) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { read(output.raw, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, count)))
  }
}
