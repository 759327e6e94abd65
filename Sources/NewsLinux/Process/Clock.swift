import CLinux
import Glibc
package import NewsModel

/// Both clocks at one instant. Pure code takes it as an argument.
package struct Moment: Hashable, Sendable {
  /// CLOCK_MONOTONIC: for every duration; never jumps.
  package var monotonicNanoseconds: Int64
  /// CLOCK_REALTIME since 1970: only to compare with file times; may jump either way (P16).
  package var wallNanoseconds: Int64

  package init(monotonicNanoseconds: Int64, wallNanoseconds: Int64) {
    self.monotonicNanoseconds = monotonicNanoseconds
    self.wallNanoseconds = wallNanoseconds
  }

  package static func now() -> Moment {
    Moment(
      monotonicNanoseconds: nanoseconds(CLOCK_MONOTONIC),
      wallNanoseconds: nanoseconds(CLOCK_REALTIME))
  }

  /// Whether the kernel's clock follows another one (NTP); nil when the kernel does not say.
  package static func isClockSynchronised() -> Bool? {
    let answer = linux_clock_is_set()
    return answer < 0 ? nil : answer == 1
  }

  /// CPU time of the calling thread.
  package static func threadCPUNanoseconds() -> Int64 { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    // Cannot fail for these three clocks (clock_gettime(2)).
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension Timestamp {
  /// CLOCK_REALTIME at this moment.
  package static func now() -> Timestamp {
    Timestamp(milliseconds: Moment.now().wallNanoseconds / 1_000_000)
  }
}
