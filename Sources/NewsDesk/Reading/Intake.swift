import Dispatch
import Glibc
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// The decode workers: take arrivals from the watch, claim and read them, and hand the parts over.
///
/// At most `workers` blocks run at once, and each takes a few arrivals at a time, so nothing here
/// queues up: what is not taken stays in the watch's bounded list, and behind it in the inbox. Large
/// files have a lane of their own and never hold up the small ones (P11).
///
/// Every deposit is counted in `inFlight` from its claim to exactly one `release`: by disposal once
/// it has ended, else here.
final class Intake: Sendable {
  /// Arrivals taken at once: few enough that two workers share a small burst.
  static let chunk = 32
  /// Claimed and not yet disposed of, each with an open descriptor (the unit allows 4,096): beyond it
  /// no further file is claimed, so that a slow disk
  /// shows in the inbox and not in memory.
  static let inFlightLimit = 2048
  /// From this size on a file takes the large lane.
  static let largeBytes: Int64 = 4 << 20
  /// Seconds until a container that is half stored and could not be read on is tried again; doubled
  /// each time.
  static let againDelay = 2
  static let longestAgainDelay = 30

  let watch: InboxWatch
  let reader: DepositReader
  let context: DeskContext
  private let inboxes: [Inbox]
  private let claimings: [Claiming]
  private let replays: Replays
  private let leaveBatch: String
  private let workers: Int
  /// A batch that is to be closed though nothing of it was disposed of: its last file was put back, or
  /// is not there any more.
  let onBatchGone: @Sendable (String) -> Void
  private let queue = DispatchQueue(
    label: "wiredesk.decode", attributes: .concurrent)
  let large = DispatchQueue(label: "wiredesk.decode.large")
  let group = DispatchGroup()
  private let running = Mutex(0)
  private let inFlight = Atomic<Int>(0)
  /// Of those in flight, how many wait to be tried again.
  private let resting = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let paused = Atomic<Bool>(false)

  init(
    watch: InboxWatch, desks: [(inbox: Inbox, claiming: Claiming)], reader: DepositReader,
    replays: Replays, leaveBatch: String, workers: Int, context: DeskContext,
    onBatchGone: @escaping @Sendable (String) -> Void
  ) {
    self.watch = watch
    inboxes = desks.map(\.inbox)
    claimings = desks.map(\.claiming)
    self.reader = reader
    self.replays = replays
    self.leaveBatch = leaveBatch
    self.workers = workers
    self.context = context
    self.onBatchGone = onBatchGone
  }

  /// Nothing is claimed, read or waiting to be disposed of.
  var isIdle: Bool {
    inFlight.load(ordering: .acquiring) == 0 && running.withLock { $0 == 0 }
  }
  var inFlightCount: Int { inFlight.load(ordering: .relaxed) }
  /// In flight, and something is being done about them.
  var inWorkCount: Int { inFlightCount - resting.load(ordering: .relaxed) }

  /// Arrivals may be there: starts workers up to their number. Cheap; call it as often as you like.
  func pump() {
    while canTake {
      let started = running.withLock { running in
        guard running < workers else { return false }
        running += 1
        return true
      }
      guard started else { return }
      let arrivals = watch.take(Self.chunk)
      if !arrivals.isEmpty {
        queue.async(group: group) { [self] in work(arrivals) }
        continue
      }
      running.withLock { $0 -= 1 }
      // One that became ready in between was announced to somebody who saw no free worker, and is
      // not announced again.
      if watch.readyCount == 0 { return }
    }
  }

  /// A deposit begins that ends with `release`.
  func begin(_ count: Int = 1) { inFlight.add(count, ordering: .acquiringAndReleasing) }

  /// Deposits have been disposed of or given up.
  func release(_ count: Int = 1) {
    inFlight.subtract(count, ordering: .acquiringAndReleasing)
    pump()
  }

  /// While paused nothing more is claimed: the files wait in their inboxes. What is claimed goes on.
  func pause(_ isPaused: Bool) {
    let was = paused.exchange(isPaused, ordering: .acquiringAndReleasing)
    if was, !isPaused { pump() }
  }

  /// Takes nothing more, and waits for what is being read, but not for ever. What is not claimed yet
  /// stays in the inbox, what is not read stays in claim/.
  ///
  /// Parameter hurry: called once when reading should end now: after `patience`, or sooner when
  /// `cannotEnd` says that waiting is in vain.
  func stop(patience: DispatchTimeInterval, hurry: () -> Void, cannotEnd: () -> Bool) {
    stopping.store(true, ordering: .releasing)
    let patience = DispatchTime.now() + patience
    while group.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
      if DispatchTime.now() > patience || cannotEnd() { break }
    }
    hurry()
    // The longest step that cannot be cut short is one document.
    if group.wait(timeout: .now() + .seconds(1)) == .timedOut {
      context.log.warning("a file is still being decoded: it stays in claim/ for the next start")
    }
  }

  var isStopping: Bool { stopping.load(ordering: .acquiring) }
  /// While storage takes nothing, nothing is claimed: the inbox keeps what arrives (P12).
  private var canTake: Bool {
    !isStopping && !paused.load(ordering: .acquiring)
      && inFlight.load(ordering: .relaxed) < Self.inFlightLimit
      && !context.conditions.contains(.storage)
  }

  private func work(_ first: [Arrival]) {
    var arrivals = first
    while !arrivals.isEmpty {
      context.heartbeat.beat(Stage.decode)
      for arrival in arrivals where !isStopping { take(arrival) }
      arrivals = canTake ? watch.take(Self.chunk) : []
    }
    context.heartbeat.rest(Stage.decode)
    running.withLock { $0 -= 1 }
    // An arrival may have come between the last look and the count.
    pump()
  }

  private func take(_ arrival: Arrival) {
    do {
      switch try claimings[arrival.file.inbox].claim(arrival) {
      case .notClaimed(let outcome): watch.finish(arrival, outcome)
      case .claimed(let file): begin(file, arrival)
      }
    } catch {
      watch.finish(arrival, .refused(cause: "\(error.code): \(error.message)"))
      noteRefusal(inboxes[arrival.file.inbox], error)
    }
  }

  /// No file's fault: the desk is degraded until a trial succeeds (`Desk.tryClaims`).
  private func noteRefusal(_ inbox: Inbox, _ error: InboxError) {
    context.degrade(
      .claims(inbox.name), code: error.code, reason: error.message, .inboxDegraded,
      "nothing can be taken out of the inbox \(quoted(inbox.pathText)) (\(error.code)):"
        + " \(error.message); trying again")
  }

  private func begin(_ file: ClaimedFile, _ arrival: Arrival) {
    begin()
    context.counts.claimed.add(1, ordering: .relaxed)
    let inbox = inboxes[arrival.file.inbox]
    let deposit = DepositInTransit(
      origin: .inbox(file), inbox: inbox, name: arrival.file.name, received: context.now(),
      facts: file.facts, batch: file.batchName ?? leaveBatch,
      stored: replays.candidate(inbox: inbox, name: arrival.file.name, facts: file.facts))
    if file.facts.sizeBytes >= Self.largeBytes {
      large.async(group: group) { [self] in readLarge(deposit, file) }
    } else {
      read(deposit, file)
    }
  }

  /// On the large lane; what waits there when the desk stops is not begun.
  func readLarge(_ deposit: DepositInTransit, _ file: ClaimedFile, again: Int = 0) {
    guard !isStopping else { return release() }
    read(deposit, file, stage: Stage.large, again: again)
    context.heartbeat.rest(Stage.large)
  }

  /// Reads files given by their path, in their order, on the calling thread; waits while too many are
  /// on their way. Returns: what could not be read, with its cause.
  func read(_ files: [GivenFile], inbox: Inbox, batch: String, onRead: (Int) -> Void) -> [(
    GivenFile, String
  )] {
    var unread: [(GivenFile, String)] = []
    for (index, given) in files.enumerated() where !isStopping {
      do {
        let (file, facts) = try given.open()
        let deposit = DepositInTransit(
          origin: .given, inbox: inbox, name: given.name, received: context.now(), facts: facts,
          batch: batch)
        try read(deposit, file)
      } catch {
        unread.append((given, (error as? any Failure)?.message ?? "\(error)"))
      }
      context.heartbeat.rest(Stage.large)
      onRead(index + 1)
    }
    return unread
  }

  private func read(_ deposit: DepositInTransit, _ file: Descriptor) throws {
    begin()
    do {
      let result = try reader.read(
        deposit, file, facts: nil, mayGrow: false, stage: Stage.large)
      if case .abandoned = result { release() }
    } catch {
      let reason = (error as? any Failure)?.message ?? "\(error)"
      // A deposit that has begun must end, or it waits in the account for ever.
      if !deposit.hasBegun
        || !reader.giveUp(deposit, .init(.unreadable, reason), digest: nil)
      {
        release()
      }
      throw error
    }
  }

  /// Parameters takesAsIs: nobody can add to it any more, so what ends early has ended. again: how
  /// often it was tried before, of a container that is half stored.
  private func read(
    _ deposit: DepositInTransit, _ file: ClaimedFile, takesAsIs: Bool = false,
    stage: String = Stage.decode, again: Int = 0
  ) {
    do {
      let mayGrow = !takesAsIs && file.isYoung(now: Moment.now())
      let result = try reader.read(
        deposit, file.descriptor, facts: takesAsIs ? nil : file.facts, mayGrow: mayGrow,
        stage: stage)
      switch result {
      case .handedOver:
        // In leave mode the watch is told when the deposit is durable: until then it is not done.
        if file.mode != .leave { finish(file, .claimed) }
      case .changed where deposit.hasBegun: readOn(deposit, file, again: again)
      case .endsEarly, .changed: putBack(deposit, file, again: again)
      // One that is held has been let go of.
      case .abandoned: if !deposit.isHeld { release() }
      }
    } catch {
      let failure = error as? any Failure
      let cause = failure.map { "\($0.code): \($0.message)" } ?? "\(error)"
      context.log.warning("cannot read \(quoted(deposit.name.text)), trying again: \(cause)")
      if deposit.hasBegun {
        readOn(deposit, file, again: again)
      } else {
        putBack(deposit, file, cause: cause, again: again)
      }
    }
  }

  /// Tries again from where it lies: a container of which a part is stored already has its deposit, and
  /// what cannot be put back has no other place.
  private func readOn(_ deposit: DepositInTransit, _ file: ClaimedFile, again: Int) {
    let seconds = min(Self.longestAgainDelay, Self.againDelay << min(again, 8))
    resting.add(1, ordering: .relaxed)
    large.asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      resting.subtract(1, ordering: .relaxed)
      group.enter()
      defer { group.leave() }
      var file = file
      // If even that fails now, reading will, too.
      if let facts = try? file.descriptor.facts() { file.facts = facts }
      readLarge(deposit, file, again: again + 1)
    }
  }

  /// Back into the inbox, because its writer goes on or it could not be read.
  private func putBack(
    _ deposit: DepositInTransit, _ file: ClaimedFile, cause: String? = nil, again: Int
  ) {
    do {
      if let facts = try putBack(file) {
        finish(file, cause.map { .refused(cause: $0) } ?? .putBack(facts))
        if let batch = file.batchName, file.place?.batch.isRemoved == true { onBatchGone(batch) }
      } else if cause == nil {
        // Another file has its name by now: no writer will come back to this one.
        return read(deposit, file, takesAsIs: true)
      } else {
        return readOn(deposit, file, again: again)
      }
    } catch {
      context.log.warning(
        "\(quoted(deposit.name.text)) cannot be put back, trying again: \(error.message)")
      return readOn(deposit, file, again: again)
    }
    release()
  }

  /// Nil also for a file that recovery found: its inbox may not be one of ours.
  private func putBack(_ file: ClaimedFile) throws(InboxError) -> FileFacts? {
    guard file.arrival != nil else { return nil }
    return try claimings[file.file.inbox].putBack(file)
  }

  private func finish(_ file: ClaimedFile, _ outcome: ArrivalOutcome) {
    // A file that recovery found never came from the watch.
    if let arrival = file.arrival { watch.finish(arrival, outcome) }
  }
}

extension ClaimedFile {
  /// The claim folder's name; nil in leave mode.
  var batchName: String? { place.map { String(decoding: $0.batch.name, as: UTF8.self) } }
}
