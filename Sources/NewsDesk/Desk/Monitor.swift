import Dispatch
import Synchronization

/// A value under a lock, and threads that wait until it has become what they need: a monitor, with a
/// semaphore that counts the waiting, since Dispatch has no condition variables.
final class Monitor<Value: Sendable>: Sendable {
  private struct State {
    var value: Value
    var waiting = 0
  }
  private let state: Mutex<State>
  private let changed = DispatchSemaphore(value: 0)

  init(_ value: sending Value) { state = Mutex(State(value: value)) }

  func read<R>(_ body: (Value) -> R) -> R { state.withLock { body($0.value) } }

  /// Changes the value, and lets everybody who waits look again.
  func change<R>(_ body: (inout Value) -> R) -> R where R: Sendable {
    let (result, waiting) = state.withLock { state in
      defer { state.waiting = 0 }
      return (body(&state.value), state.waiting)
    }
    for _ in 0..<waiting { changed.signal() }
    return result
  }

  /// Waits until `body` gives something. It may change the value; nobody is woken by that.
  ///
  /// - Parameters:
  ///   - deadline: After it the wait ends.
  ///   - body: Looks at the value, under the lock.
  /// - Returns: What `body` gave; nil after the deadline.
  func wait<R>(
    until deadline: DispatchTime = .distantFuture, for body: (inout Value) -> R?
  ) -> R? where R: Sendable {
    while true {
      let result = state.withLock { state in
        let result = body(&state.value)
        if result == nil { state.waiting += 1 }
        return result
      }
      if let result { return result }
      guard changed.wait(timeout: deadline) == .timedOut else { continue }
      // Whoever has been counted and does not wait any more leaves a signal behind: another looks
      // once in vain for it.
      return state.withLock { state in
        state.waiting = max(0, state.waiting - 1)
        return body(&state.value)
      }
    }
  }
}
