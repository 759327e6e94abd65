import Dispatch
import Synchronization

/// Between two questions whether to go on: a stop must be over in 5 s (P15).
private let pause = DispatchTimeInterval.milliseconds(100)

/// Runs a step that may take minutes and gives no sign of itself on a thread of its own, so that whoever waits
/// for it can be asked meanwhile. Returns when it is over.
///
/// - Parameters:
///   - goesOn: Asked several times a second, until it says no.
///   - end: Called from then on, as often: makes the step come to its end, or the next of several.
///   - step: On any thread; is given a question whether nobody waits any more, for what can end by itself.
/// - Returns: What the step has given; nil when it was ended.
/// - Throws: What the step throws, when it was not ended.
package func runApart<T: Sendable>(
  while goesOn: () -> Bool, end: () -> Void,
  _ step: @escaping @Sendable (_ isEnded: () -> Bool) throws -> T
) throws -> T? {
  let run = ApartRun<T>()
  DispatchQueue.global().async {
    let found = Result { try step { run.isEnded.load(ordering: .acquiring) } }
    run.result.withLock { $0 = found }
    run.over.signal()
  }
  var isEnded = false
  while run.over.wait(timeout: .now() + pause) == .timedOut {
    if !isEnded, goesOn() { continue }
    isEnded = true
    run.isEnded.store(true, ordering: .releasing)
    end()
  }
  return isEnded ? nil : try run.result.withLock { $0 }?.get()
}

private final class ApartRun<T: Sendable>: Sendable {
  let isEnded = Atomic<Bool>(false)
  let over = DispatchSemaphore(value: 0)
  let result = Mutex<Result<T, any Error>?>(nil)
}
