import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// Looks through claim/ now and then for files that nobody works on, and says when each is to be taken up
/// again.
final class ClaimWatch: Sendable {
  /// A file is idle when it was met twice: so one that an error has dropped is taken up within 30 s (P12).
  static let interval: Int64 = 10_000_000_000
  /// Between two attempts at one file: doubled each time, up to an hour, since what the database or the disk
  /// refuses again would fill the journal.
  static let firstPause: Int64 = 20_000_000_000
  static let longestPause: Int64 = 3_600_000_000_000

  private struct Attempts {
    var count = 0
    /// Monotonic.
    var next: Int64 = 0
  }
  private struct State {
    var claims = IdleClaims()
    var files: [IdleClaims.File] = []
    /// Monotonic.
    var nextLook: Int64 = 0
    var attempts: [FileName: Attempts] = [:]
  }
  private let state = Mutex(State())

  /// Those of the last look.
  var files: [IdleClaims.File] { state.withLock { $0.files } }

  /// Looks when it is time. Call it about once a second.
  ///
  /// - Parameters:
  ///   - spool: The one that the files were claimed into.
  ///   - context: For the journal.
  ///   - now: The time.
  ///   - isLeft: A path below claim/ is left to the next start.
  /// - Returns: Paths below claim/ of those that are to be taken up now.
  func look(
    at spool: Spool, _ context: DeskContext, now: Moment,
    isLeft: (FileName) -> Bool = { _ in false }
  ) -> [FileName] {
    let time = now.monotonicNanoseconds
    let due = state.withLock { state -> [IdleClaims.File] in
      guard state.nextLook <= time else { return [] }
      state.nextLook = time + Self.interval
      // What cannot be listed now is listed the next time.
      state.files = (try? state.claims.look(at: spool, now: now)) ?? []
      state.attempts = state.attempts.filter { time < $0.value.next + Self.longestPause }
      return state.files.filter {
        state.attempts[$0.path, default: Attempts()].next <= time && !isLeft($0.path)
      }
    }
    guard let first = due.first else { return [] }
    let files = "\(counted(due.count, "file")) in claim/, \(quoted(first.path.text)) the oldest"
    context.log.warning("nobody works on \(files): what is there is taken up again")
    noteAttempts(due, time)
    return due.map(\.path)
  }

  private func noteAttempts(_ due: [IdleClaims.File], _ time: Int64) {
    state.withLock { state in
      for file in due {
        var attempts = state.attempts[file.path, default: Attempts()]
        let pause = Self.firstPause << Int64(min(attempts.count, 16))
        attempts.next = time + min(Self.longestPause, pause)
        attempts.count += 1
        state.attempts[file.path] = attempts
      }
    }
  }
}
