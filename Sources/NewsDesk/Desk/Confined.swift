import Dispatch

/// A value that belongs to one serial queue: touched from anywhere else, the program stops.
///
/// Unchecked because the compiler cannot know the queue; every access checks it, in release too.
final class Confined<Value>: @unchecked Sendable {
  private let queue: DispatchQueue
  private var value: Value

  /// The value is handed over for good: nobody else may keep a reference to what is inside.
  init(_ value: sending Value, to queue: DispatchQueue) {
    self.value = value
    self.queue = queue
  }

  func use<R>(_ body: (inout Value) throws -> R) rethrows -> R {
    dispatchPrecondition(condition: .onQueue(queue))
    return try body(&value)
  }
}
