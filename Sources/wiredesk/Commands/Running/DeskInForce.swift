import Dispatch
import Logging
import NewsAnswers
import NewsDesk
import NewsLinux
import NewsModel

/// The desk that works now, and how another takes over from it.
///
/// Whatever fails in between, files are taken again by itself: `catchUp` tries until a desk works (P12).
final class DeskInForce: Sendable {
  /// Seconds between attempts to begin: doubled each time.
  static let firstPause: Int64 = 1
  static let longestPause: Int64 = 8
  /// Seconds that a request waits for the next desk; who asked waits for 30 s. A reload takes a tenth of
  /// a second, and one that reads the memory again some seconds.
  static let patience = 20

  /// The desk that is open takes no file, and is to be followed by another of the same plan.
  private struct Gap {
    var pause = DeskInForce.firstPause
    /// Monotonic nanoseconds.
    var nextAttempt: Int64
  }
  private struct State {
    var open: OpenDesk
    var gap: Gap?
    /// desk.json does not name what is watched.
    var isUnrecorded = false
    var isLast = false
  }
  private let state: Monitor<State>

  init(_ open: OpenDesk) { state = Monitor(State(open: open)) }

  var open: OpenDesk { state.read { $0.open } }

  /// A desk that should work could not begin, and is tried again.
  var isInterrupted: Bool { state.read { $0.gap != nil } }

  /// Asks the desk that works, or the next one when it has stopped meanwhile.
  ///
  /// - Returns: what `question` returns.
  /// - Throws: what `question` throws; `CorrectionRefusal.deskStopped` when no other desk follows in time.
  func ask<T>(_ question: (Desk) throws -> T) throws -> T {
    let deadline = DispatchTime.now() + .seconds(Self.patience)
    var asked = open
    while true {
      do {
        return try question(asked.desk)
      } catch CorrectionRefusal.deskStopped {
        guard let next = successor(of: asked, until: deadline) else {
          throw CorrectionRefusal.deskStopped
        }
        asked = next
      }
    }
  }

  /// No other desk follows: the program ends.
  func end() { state.change { $0.isLast = true } }

  private func successor(of old: OpenDesk, until deadline: DispatchTime) -> OpenDesk? {
    let next: OpenDesk?? = state.wait(until: deadline) { state in
      if state.isLast { return .some(nil) }
      return state.open.desk === old.desk ? nil : .some(state.open)
    }
    return next ?? nil
  }

  /// Another desk on the same store takes over. The old one has finished what it has claimed.
  ///
  /// - Throws: What keeps a desk of this plan from working. Then one of the old plan works, or will.
  func replace(with plan: Plan) throws {
    let old = open
    // A file that takes longer is read on by the next desk: until that one is there nothing is taken.
    old.desk.stop(patience: .milliseconds(100))
    do {
      try begin(after: old, plan)
    } catch {
      resume(after: old)
      throw error
    }
  }

  /// Does what could not be done before. Call it about once a second.
  func catchUp() {
    let now = Moment.now().monotonicNanoseconds
    let (open, gap, isUnrecorded) = state.read { ($0.open, $0.gap, $0.isUnrecorded) }
    if let gap {
      if gap.nextAttempt <= now { resume(after: open) }
    } else if isUnrecorded {
      record()
    }
  }

  /// Leaves word of what is watched. On a full disk files wait all the same, and so does the word.
  func record() {
    let open = open
    do {
      try open.plan.record()
      state.change { $0.isUnrecorded = false }
    } catch {
      let isNew = state.change { state in
        defer { state.isUnrecorded = true }
        return !state.isUnrecorded
      }
      guard isNew else { return }
      let cause = CommandError.sentence(of: error)
      open.context.log.warning(
        "desk.json cannot be written (\(cause)): commands may not find the daemon; trying again")
    }
  }

  private func begin(after old: OpenDesk, _ plan: Plan) throws {
    let next = try OpenDesk(old, with: plan)
    try next.desk.start()
    state.change {
      $0.open = next
      $0.gap = nil
    }
    record()
  }

  /// The plan of the old desk goes on, now or as soon as that can be.
  private func resume(after old: OpenDesk) {
    do {
      try begin(after: old, old.plan)
      old.context.resolve(.storage, .storageResumed, "the desk is open again")
    } catch {
      let (reason, code) = (CommandError.sentence(of: error), (error as? CommandError)?.passingCode)
      state.change { state in
        var gap = state.gap ?? Gap(nextAttempt: 0)
        gap.nextAttempt = Moment.now().monotonicNanoseconds + gap.pause * 1_000_000_000
        gap.pause = min(Self.longestPause, gap.pause * 2)
        state.gap = gap
      }
      old.context.degrade(
        .storage, code: code ?? "desk-unopened", reason: reason, .storageDegraded,
        "the desk cannot be opened: \(reason); no file is touched, trying again")
    }
  }
}

extension Plan {
  /// A single `run --once` does not make a service of a desk, nor end one that should go on.
  fileprivate func record() throws {
    let before = (try? LastRun.read(in: state)) ?? nil
    try LastRun(
      watching: inboxes, spool: spool, control: controlPath, state: state,
      fields: settings.ownFieldNames, isService: !isOnce || before?.isService == true
    ).write(in: state)
  }
}
