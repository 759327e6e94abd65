import Dispatch
import NewsLinux
import NewsModel
import Synchronization

/// One claim of this run. Numbers are never given twice, so a late word about a claim that has been let
/// go of means nobody else.
struct ClaimID: Hashable, Sendable {
  private static let last = Atomic<Int>(0)
  private let number: Int
  /// A new one.
  init() { number = Self.last.add(1, ordering: .relaxed).newValue }
}

/// The deposits between their claim and their disposal: how many there are, how many there may be, and
/// word that there is room again.
///
/// Whoever claims says `begin`; then either its end becomes durable (`end`) and its file is moved
/// (`disposed`), or it does not end in this run (`letGo`): it was put back, or stays in claim/.
final class InFlight: Sendable {
  /// Each has an open descriptor. Beyond it no further file is claimed, so that a slow disk shows in the
  /// inbox and not in memory.
  let limit: Int

  /// For the database and its readers, the inboxes' folders, the control socket, the journal: 30 are open
  /// in an idle desk and 36 in one at work, and a question opens three more. With no reserve, and 96 allowed, claims held what
  /// their own disposal needed, for good.
  static let reserve = 64

  /// - Parameter descriptors: How many this process may have open. Beyond the reserve claims get a third of
  ///   them at most, since disposal opens up to two more a file.
  init(descriptors: Int = ProcessState.descriptorLimit) {
    limit = max(1, min(2048, (descriptors - Self.reserve) / 3))
  }

  private struct State {
    /// Claimed, and their end is not durable.
    var open: Set<ClaimID> = []
    /// Ended, and not disposed of.
    var ended = 0
    /// Of the open ones, how many only wait to be tried again.
    var resting = 0
    /// Claimed ones that the watch still counts.
    var watched = 0
    var isClosed = false
    var onRoom: (@Sendable () -> Void)?

    var count: Int { open.count + ended }
  }
  private let state = Monitor(State())
  private let left = Mutex<Set<FileName>>([])

  /// - Parameter onRoom: Claims may be made again that could not be made before. Called on any queue,
  ///   often in vain, so it must be quick. Must not keep what it calls alive.
  func start(onRoom: @escaping @Sendable () -> Void) { state.change { $0.onRoom = onRoom } }

  func begin(_ claim: ClaimID) { state.change { _ = $0.open.insert(claim) } }

  /// Their outcome is durable. Those that have been let go of do not count again.
  func end(_ claims: [ClaimID]) {
    state.change { state in
      for claim in claims where state.open.remove(claim) != nil { state.ended += 1 }
    }
  }

  /// One that ended in an earlier run begins its disposal.
  func beginEnded() { state.change { $0.ended += 1 } }

  /// So many have been moved to where they belong.
  func disposed(_ count: Int) {
    state.change { $0.ended -= count }
    announceRoom()
  }

  /// It will not end in this run. A second call for one of them changes nothing.
  func letGo(_ claim: ClaimID) {
    state.change { _ = $0.open.remove(claim) }
    announceRoom()
  }

  /// Only the next start decides of this file in claim/: the program may have died over it, or the database
  /// takes no row for it. Its path there.
  func leave(_ path: FileName) { left.withLock { _ = $0.insert(path) } }

  func isLeft(_ path: FileName) -> Bool { left.withLock { $0.contains(path) } }

  /// What kept claims from being made may have passed.
  func announceRoom() { state.read { $0.onRoom }?() }

  func beginRest() { state.change { $0.resting += 1 } }
  func endRest() { state.change { $0.resting -= 1 } }

  /// One that the watch counts until it is told what has become of it.
  func beginWatched() { state.change { $0.watched += 1 } }
  func endWatched() { state.change { $0.watched -= 1 } }

  var count: Int { state.read { $0.count } }
  /// Claimed, without an end that is durable, and not among those that the watch counts.
  var unwatchedCount: Int { state.read { $0.open.count - $0.watched } }
  var hasRoom: Bool { count < limit }
  /// Those about which something is being done.
  var inWork: Int { state.read { $0.count - $0.resting } }

  /// Waits until nothing is in flight.
  func waitUntilEmpty() { _ = state.wait { $0.count == 0 ? true : nil } }

  /// Waits until half of the limit is free.
  ///
  /// - Returns: False when the desk stops.
  func waitForRoom() -> Bool {
    state.wait { [limit] state in
      state.isClosed ? false : state.count < max(1, limit / 2) ? true : nil
    } ?? false
  }

  /// Waits until the claim's end is durable or will not come, the deadline, or the desk's stop.
  func waitForEnd(of claim: ClaimID, until deadline: DispatchTime) {
    _ = state.wait(until: deadline) { state in
      state.isClosed || !state.open.contains(claim) ? true : nil
    }
  }

  /// The desk stops: whoever waits for room or for an end goes on.
  func close() { state.change { $0.isClosed = true } }
}

extension Desk {
  /// With fewer the desk works, but files wait for one another's descriptors: some sixty are for the
  /// database, the inboxes' folders, the log and the control socket, the rest for files in work.
  package static let leastDescriptors = 256
}
