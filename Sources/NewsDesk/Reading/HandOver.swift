import Dispatch
import Synchronization

/// The bounded hand-over from the decode workers to the store queue: first in, first out, limited
/// by count and by bytes. Whoever puts waits while it is full, so memory stays bounded however much
/// is dropped (P8); the workers' waiting in turn stops the watch from handing out files.
///
/// A semaphore counts the waiting putters, since Dispatch has no condition variables.
final class HandOver<Element: Sendable>: Sendable {
  private struct State {
    var elements: [(element: Element, bytes: Int)] = []
    var bytes = 0
    var waiting = 0
    var open = true
  }
  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  private let limitCount: Int
  private let limitBytes: Int

  init(limitCount: Int, limitBytes: Int) {
    self.limitCount = limitCount
    self.limitBytes = limitBytes
  }

  /// Waits for room, then puts. False when the hand-over is closed: nothing was put.
  ///
  /// One element larger than the whole limit is let in when nothing else is there.
  func put(_ element: Element, bytes: Int) -> Bool {
    while true {
      let outcome = state.withLock { state -> Bool? in
        guard state.open else { return false }
        let full =
          state.elements.count >= limitCount
          || (state.bytes + bytes > limitBytes && !state.elements.isEmpty)
        if full {
          state.waiting += 1
          return nil
        }
        state.elements.append((element, bytes))
        state.bytes += bytes
        return true
      }
      if let outcome { return outcome }
      room.wait()
    }
  }

  /// Everything up to the limits of one group, oldest first; empty when nothing is there.
  func take(count: Int, bytes: Int) -> [Element] {
    let (taken, wake) = state.withLock { state -> ([Element], Int) in
      var number = 0
      var sum = 0
      for entry in state.elements {
        if number == count || (sum + entry.bytes > bytes && number > 0) { break }
        number += 1
        sum += entry.bytes
      }
      let taken = state.elements[..<number].map(\.element)
      state.elements.removeFirst(number)
      state.bytes -= sum
      defer { state.waiting = 0 }
      return (taken, state.waiting)
    }
    for _ in 0..<wake { room.signal() }
    return taken
  }

  /// Puts what could not be stored back in front, in its old order, beyond any limit.
  func putBack(_ elements: [Element], bytes: (Element) -> Int) {
    state.withLock { state in
      let returned = elements.map { (element: $0, bytes: bytes($0)) }
      state.bytes += returned.reduce(0) { $0 + $1.bytes }
      state.elements.insert(contentsOf: returned, at: 0)
    }
  }

  /// Lets every waiting putter go with `false`; what is inside can still be taken.
  func close() {
    let wake = state.withLock { state -> Int in
      state.open = false
      defer { state.waiting = 0 }
      return state.waiting
    }
    for _ in 0..<wake { room.signal() }
  }

  var count: Int { state.withLock { $0.elements.count } }
}
