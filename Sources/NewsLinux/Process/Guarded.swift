import Glibc

/// A value behind a lock: what `Synchronization.Mutex` is, on a pthread mutex.
///
/// ThreadSanitizer does not see the slow path of `Mutex` on Linux (Swift 6.3: it lies in the
/// uninstrumented library), and reports a race for every contended one, in a program of ten lines too.
/// pthread mutexes it knows. To be replaced by `Mutex` when that is mended.
// The mutex lets one thread at a time at `value`, and the pointer is never handed out.
package final class Guarded<Value: Sendable>: @unchecked Sendable {
  private var value: Value
  // A mutex must not move, so it lies in memory of its own.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init(_ value: Value) {
    self.value = value
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Not to be called again from within `body`: that would wait for ever.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
