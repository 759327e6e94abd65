import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// The decode workers: take arrivals from the watch, claim them, and have them read.
///
/// At most `workers` blocks run at once, and each takes a few arrivals at a time, so nothing here
/// queues up: what is not taken stays in the watch's bounded list, and behind it in the inbox.
final class Intake: Sendable {
  /// Arrivals taken at once: few enough that two workers share a small burst.
  static let chunk = 32

  private let watch: InboxWatch
  private let inboxes: [Inbox]
  private let lane: ReadingLane
  private let inFlight: InFlight
  private let replays: Replays
  private let leaveBatch: String
  private let workers: Int
  private let context: DeskContext
  private let queue = DispatchQueue(
    label: "wiredesk.decode", attributes: .concurrent)
  private let running = Mutex(0)
  private let paused = Atomic<Bool>(false)

  /// So many `workers` read at the same time, beside the lane for large files; `leaveBatch` is the batch of
  /// what is read where it lies.
  init(
    watch: InboxWatch, inboxes: [Inbox], lane: ReadingLane, inFlight: InFlight, replays: Replays,
    leaveBatch: String, workers: Int, context: DeskContext
  ) {
    self.watch = watch
    self.inboxes = inboxes
    self.lane = lane
    self.inFlight = inFlight
    self.replays = replays
    self.leaveBatch = leaveBatch
    self.workers = workers
    self.context = context
  }

  /// So many a worker claims before it asks again whether there is room: all workers' together fill half of it at
  /// most. With 96 descriptors allowed, two chunks of 32 held what their own disposal needed, for good.
  private var chunk: Int { max(1, min(Self.chunk, inFlight.limit / (2 * workers))) }

  /// Nothing is claimed, read or waiting to be disposed of.
  var isIdle: Bool { inFlight.count == 0 && running.withLock { $0 == 0 } }

  /// Arrivals may be there: starts workers up to their number. Cheap; call it as often as you like.
  func pump() {
    while canTake {
      let started = running.withLock { running in
        guard running < workers else { return false }
        running += 1
        return true
      }
      guard started else { return }
      let arrivals = watch.take(chunk)
      if !arrivals.isEmpty {
        queue.async(group: lane.group) { [self] in work(arrivals) }
        continue
      }
      running.withLock { $0 -= 1 }
      // One that became ready in between was announced to somebody who saw no free worker, and is
      // not announced again.
      if watch.readyCount == 0 { return }
    }
  }

  /// While paused nothing more is claimed: the files wait in their inboxes. What is claimed goes on.
  func pause(_ isPaused: Bool) {
    let was = paused.exchange(isPaused, ordering: .acquiringAndReleasing)
    if was, !isPaused { pump() }
  }

  /// While storage takes nothing, nothing is claimed: the inbox keeps what arrives (P12).
  private var canTake: Bool {
    !lane.isStopping && !paused.load(ordering: .acquiring) && inFlight.hasRoom
      && !context.conditions.contains(.storage)
  }

  private func work(_ first: [Arrival]) {
    var arrivals = first
    while !arrivals.isEmpty {
      context.heartbeat.beat(Stage.decode)
      for arrival in arrivals where !lane.isStopping { take(arrival) }
      arrivals = canTake ? watch.take(chunk) : []
    }
    context.heartbeat.rest(Stage.decode)
    running.withLock { $0 -= 1 }
    // An arrival may have come between the last look and the count.
    pump()
  }

  private func take(_ arrival: Arrival) {
    do {
      switch try lane.claim(arrival) {
      case .notClaimed(let outcome): watch.finish(arrival, outcome)
      case .claimed(let file): begin(file, arrival)
      }
    } catch {
      watch.finish(arrival, .refused(cause: "\(error.code): \(error.message)"))
      noteRefusal(inboxes[arrival.file.inbox], error)
    }
  }

  /// No file's fault: the desk is degraded until a trial succeeds (`InboxConditions`).
  private func noteRefusal(_ inbox: Inbox, _ error: InboxError) {
    context.degrade(
      .claims(inbox.name), code: error.code, reason: error.message, .inboxDegraded,
      "no file can be moved out of the inbox \(quoted(inbox.pathText)) (\(error.code)):"
        + " \(error.message); trying again")
  }

  private func begin(_ file: ClaimedFile, _ arrival: Arrival) {
    context.counts.claimed.add(1, ordering: .relaxed)
    let inbox = inboxes[arrival.file.inbox]
    let name = arrival.file.name
    let replay = replays.candidate(inbox: inbox, name: name, facts: file.facts)
    let deposit = Deposit(
      origin: .inbox(file), inbox: inbox, name: name, received: context.now(),
      sizeBytes: file.facts.sizeBytes, batch: file.batchName ?? leaveBatch,
      earlier: replay.map { .perhaps($0) } ?? .nothing)
    inFlight.begin(deposit.claim)
    inFlight.beginWatched()
    lane.read(deposit, file)
  }
}

extension ClaimedFile {
  /// The claim folder's name; nil in leave mode.
  var batchName: String? { place.map { String(decoding: $0.batch.name, as: UTF8.self) } }
}
