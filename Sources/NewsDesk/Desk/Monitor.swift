package import Dispatch
import Synchronization

/// A value under a lock, and threads that wait until it has become what they need: a monitor, with a
/// semaphore for each who waits, since Dispatch has no condition variables. One for all of them would let
/// who waits for something else take the signal that was meant for another.
package final class Monitor<Value: Sendable>: Sendable {
  private struct State {
    var value: Value
    var waiting: [DispatchSemaphore] = []
  }
  private let state: Mutex<State>

  package init(_ value: sending Value) { state = Mutex(State(value: value)) }

  package func read<R>(_ body: (Value) -> R) -> R { state.withLock { body($0.value) } }

  /// Changes the value, and lets everybody who waits look again.
  package func change<R>(_ body: (inout Value) -> R) -> R where R: Sendable {
    let (result, waiting) = state.withLock { state in
      defer { state.waiting = [] }
      return (body(&state.value), state.waiting)
    }
    for one in waiting { one.signal() }
    return result
  }

  /// Waits until `body` gives something. It may change the value; nobody is woken by that.
  ///
  /// - Parameters:
  ///   - deadline: After it the wait ends.
  ///   - body: Looks at the value, under the lock.
  /// - Returns: What `body` gave; nil after the deadline.
  package func wait<R>(
    until deadline: DispatchTime = .distantFuture, for body: (inout Value) -> R?
  ) -> R? where R: Sendable {
    if let result = state.withLock({ body(&$0.value) }) { return result }
    let own = DispatchSemaphore(value: 0)
    while true {
      let result = state.withLock { state in
        let result = body(&state.value)
        if result == nil { state.waiting.append(own) }
        return result
      }
      if let result { return result }
      guard own.wait(timeout: deadline) == .timedOut else { continue }
      return state.withLock { state in
        state.waiting.removeAll { $0 === own }
        return body(&state.value)
      }
    }
  }
}
