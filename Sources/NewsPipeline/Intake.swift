import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsText
import Synchronization

/// The decode workers: take arrivals from the watch, claim and read them, and hand the parts over.
///
/// At most `workers` blocks run at once, and each takes a few arrivals at a time, so nothing here
/// queues up: what is not taken stays in the watch's bounded list, and behind it in the inbox. Large
/// files have a lane of their own and never hold up the small ones (P11).
final class Intake: Sendable {
  /// Arrivals taken at once: few enough that two workers share a small burst.
  static let chunk = 32
  /// Claimed and not yet disposed of, each with an open descriptor (the unit allows 4,096): beyond it
  /// no further file is claimed, so that a slow disk
  /// shows in the inbox and not in memory.
  static let inFlightLimit = 2048
  /// From this size on a file takes the large lane.
  static let largeBytes: Int64 = 4 << 20

  let watch: InboxWatch
  private let inboxes: [Inbox]
  private let claimings: [Claiming]
  private let reader: DepositReader
  private let leaveBatch: String
  private let context: DeskContext
  private let workers: Int
  private let queue = DispatchQueue(
    label: "wiredesk.decode", attributes: .concurrent)
  private let large = DispatchQueue(label: "wiredesk.decode.large")
  private let group = DispatchGroup()
  private let running = Mutex(0)
  private let inFlight = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)

  init(
    watch: InboxWatch, desks: [(inbox: Inbox, claiming: Claiming)], reader: DepositReader,
    leaveBatch: String, workers: Int, context: DeskContext
  ) {
    self.watch = watch
    inboxes = desks.map(\.inbox)
    claimings = desks.map(\.claiming)
    self.reader = reader
    self.leaveBatch = leaveBatch
    self.workers = workers
    self.context = context
  }

  /// Nothing is claimed, read or waiting to be disposed of.
  var isIdle: Bool {
    inFlight.load(ordering: .acquiring) == 0 && running.withLock { $0 == 0 }
  }
  var inFlightCount: Int { inFlight.load(ordering: .relaxed) }

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
      if arrivals.isEmpty {
        running.withLock { $0 -= 1 }
        return
      }
      queue.async(group: group) { [self] in work(arrivals) }
    }
  }

  /// Deposits have been disposed of or given up.
  func release(_ count: Int) {
    inFlight.subtract(count, ordering: .acquiringAndReleasing)
    pump()
  }

  /// Takes nothing more, waits for what is being read. What is not claimed yet stays in the inbox.
  func stop() {
    stopping.store(true, ordering: .releasing)
    group.wait()
  }

  /// Counts deposits that go to disposal without having been read here.
  func adopt(_ count: Int) { inFlight.add(count, ordering: .acquiringAndReleasing) }

  /// Reads files that an earlier run left in claim/, one after the other: a file that kills the
  /// process is then known (P11).
  func resume(_ files: [(deposit: DepositInTransit, file: ClaimedFile)]) {
    for (deposit, file) in files where !isStopping {
      inFlight.add(1, ordering: .acquiringAndReleasing)
      read(deposit, file)
    }
  }

  private var isStopping: Bool { stopping.load(ordering: .acquiring) }
  private var canTake: Bool {
    !isStopping && inFlight.load(ordering: .relaxed) < Self.inFlightLimit
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
    }
  }

  private func begin(_ file: ClaimedFile, _ arrival: Arrival) {
    inFlight.add(1, ordering: .acquiringAndReleasing)
    context.counts.claimed.add(1, ordering: .relaxed)
    let deposit = DepositInTransit(
      origin: .inbox(file), inbox: inboxes[arrival.file.inbox], name: arrival.file.name,
      received: context.now(), facts: file.facts, batch: file.batchName ?? leaveBatch)
    if file.facts.sizeBytes >= Self.largeBytes {
      large.async(group: group) { [self] in read(deposit, file) }
    } else {
      read(deposit, file)
    }
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
        inFlight.add(1, ordering: .acquiringAndReleasing)
        let result = try reader.read(deposit, file, facts: nil, mayGrow: false)
        if case .abandoned = result { inFlight.subtract(1, ordering: .acquiringAndReleasing) }
      } catch {
        unread.append((given, (error as? any Failure)?.message ?? "\(error)"))
      }
      onRead(index + 1)
    }
    return unread
  }

  /// Parameter takesAsIs: nobody can add to it any more, so what ends early has ended.
  private func read(_ deposit: DepositInTransit, _ file: ClaimedFile, takesAsIs: Bool = false) {
    do {
      let mayGrow = !takesAsIs && file.isYoung(now: Moment.now())
      let result = try reader.read(
        deposit, file.descriptor, facts: takesAsIs ? nil : file.facts, mayGrow: mayGrow)
      switch result {
      case .handedOver:
        // In leave mode the watch is told when the deposit is durable: until then it is not done.
        if file.mode != .leave { finish(file, .claimed) }
      case .endsEarly, .changed: putBack(deposit, file)
      case .abandoned: inFlight.subtract(1, ordering: .acquiringAndReleasing)
      }
    } catch {
      let failure = error as? any Failure
      let cause = failure.map { "\($0.code): \($0.message)" } ?? "\(error)"
      context.log.warning("cannot read \(quoted(deposit.name.text)), trying again: \(cause)")
      putBack(deposit, file, cause: cause)
    }
  }

  /// Back into the inbox, because its writer goes on or it could not be read.
  private func putBack(_ deposit: DepositInTransit, _ file: ClaimedFile, cause: String? = nil) {
    do {
      if let facts = try claimings[file.file.inbox].putBack(file) {
        finish(file, cause.map { .refused(cause: $0) } ?? .putBack(facts))
      } else if cause == nil {
        // Another file has its name by now: no writer will come back to this one.
        return read(deposit, file, takesAsIs: true)
      } else {
        context.log.warning("\(quoted(deposit.name.text)) stays in claim/ for the next start")
        finish(file, .claimed)
      }
    } catch {
      context.log.warning(
        "\(quoted(deposit.name.text)) stays in claim/ for the next start: \(error.message)")
      finish(file, .claimed)
    }
    inFlight.subtract(1, ordering: .acquiringAndReleasing)
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
