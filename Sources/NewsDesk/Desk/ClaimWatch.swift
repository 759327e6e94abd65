import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// Looks through claim/ now and then for files that nobody works on, and tells of them once.
final class ClaimWatch: Sendable {
  /// As often as the inboxes are scanned.
  static let interval: Int64 = 30_000_000_000

  private struct State {
    var claims = IdleClaims()
    var files: [IdleClaims.File] = []
    /// Monotonic.
    var nextLook: Int64 = 0
    var told: Set<FileName> = []
  }
  private let state = Mutex(State())

  /// Those of the last look.
  var files: [IdleClaims.File] { state.withLock { $0.files } }

  /// Looks when it is time. Call it about once a second.
  func look(at spool: Spool, _ context: DeskContext) {
    let now = Moment.now()
    let new = state.withLock { state -> [IdleClaims.File] in
      guard state.nextLook <= now.monotonicNanoseconds else { return [] }
      state.nextLook = now.monotonicNanoseconds + Self.interval
      // What cannot be listed now is listed the next time.
      state.files = (try? state.claims.look(at: spool, now: now)) ?? []
      let new = state.files.filter { !state.told.contains($0.path) }
      state.told = Set(state.files.map(\.path))
      return new
    }
    guard let first = new.first else { return }
    let files = "\(counted(new.count, "file")) in claim/, \(quoted(first.path.text)) the oldest"
    context.log.warning("nobody works on \(files): the next start takes what is there")
  }
}
