import Dispatch
import Glibc
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsText
import Synchronization

/// Has claimed files read until they are handed over or back in their inbox: small ones on the worker
/// that claimed them, large ones on a lane of their own, so that they never hold up the small (P11).
///
/// What fails passes, so it is tried again: by way of the inbox, or where it lies when a part of it is
/// stored already or nobody would come back to it there.
final class ReadingLane: Sendable {
  /// From this size on a file takes the large lane.
  static let largeBytes: Int64 = 4 << 20
  /// Seconds until a container that is half stored and could not be read to its end is tried again;
  /// doubled each time.
  private static let firstDelay = 2
  private static let longestDelay = 30

  let reader: DepositReader
  /// Everything that reads; a stop waits for it.
  let group = DispatchGroup()
  private let watch: InboxWatch
  private let claimings: [Claiming]
  private let inFlight: InFlight
  private let emptied: EmptiedBatches
  private let context: DeskContext
  private let large = DispatchQueue(label: "wiredesk.decode.large")
  private let stopping = Atomic<Bool>(false)

  /// The inboxes come in the order in which the watch has them.
  init(
    watch: InboxWatch, inboxes: [Inbox], spool: Spool, timing: Timing, reader: DepositReader,
    inFlight: InFlight, emptied: EmptiedBatches, context: DeskContext
  ) {
    self.watch = watch
    claimings = inboxes.map { Claiming($0, spool: spool, timing: timing, digest: Self.digest) }
    self.reader = reader
    self.inFlight = inFlight
    self.emptied = emptied
    self.context = context
  }

  /// Of the whole file, as it lies there.
  private static let digest: Claiming.Digest = { algorithm, file throws(SystemError) in
    do {
      var offset: Int64 = 0
      return try ContentHasher.hexadecimal(algorithm) { buffer in
        let count = try file.read(into: buffer, at: offset)
        offset += Int64(count)
        return count
      }
    } catch {
      throw error as? SystemError ?? SystemError(call: "EVP_Digest \(algorithm)", number: ENOTSUP)
    }
  }

  var isStopping: Bool { stopping.load(ordering: .acquiring) }

  /// Puts back what claims could not keep.
  func bringBack() { for claiming in claimings { claiming.bringBack() } }

  func claim(_ arrival: Arrival) throws(InboxError) -> Claiming.Result {
    try claimings[arrival.file.inbox].claim(arrival)
  }

  /// Reads a file that has just been claimed: now, or on the large lane in its turn.
  func read(_ deposit: Deposit, _ file: ClaimedFile) {
    let claim = ClaimReading(position: ReadingPosition(deposit), file: file)
    guard file.facts.sizeBytes >= Self.largeBytes else { return attempt(claim) }
    onLargeLane { [self] in readLarge(claim) }
  }

  /// Reads one that recovery has found, on the large lane.
  func readFound(_ deposit: Deposit, _ file: ClaimedFile) {
    readLarge(ClaimReading(position: ReadingPosition(deposit), file: file))
  }

  /// Runs `body` on the large lane; a stop waits for it.
  func onLargeLane(_ body: @escaping @Sendable () -> Void) {
    large.async(group: group, execute: body)
  }

  /// The same later: the more attempts there were, the longer it waits.
  func onLargeLane(after attempts: Int, _ body: @escaping @Sendable () -> Void) {
    let seconds = min(Self.longestDelay, Self.firstDelay << min(attempts, 8))
    large.asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      group.enter()
      defer { group.leave() }
      body()
    }
  }

  /// A claimed file on its way to the store queue.
  private struct ClaimReading {
    var position: ReadingPosition
    var file: ClaimedFile
    /// How often it was tried before.
    var attempts = 0
    /// Nobody can add to it any more: what ends early has ended.
    var takesAsIs = false

    var claim: ClaimID { position.deposit.claim }
    var name: String { quoted(position.deposit.name.text) }
  }

  /// To be called on the large lane; what waits there when the desk stops is not begun.
  private func readLarge(_ claim: ClaimReading) {
    guard !isStopping else { return inFlight.letGo(claim.claim) }
    attempt(claim, stage: Stage.large)
    context.heartbeat.rest(Stage.large)
  }

  private func attempt(_ given: ClaimReading, stage: String = Stage.decode) {
    var claim = given
    let file = claim.file
    do {
      let mayGrow = !claim.takesAsIs && file.isYoung(now: Moment.now())
      let conclusion = try reader.read(
        &claim.position,
        DepositReader.Attempt(
          file: file.descriptor, facts: claim.takesAsIs ? nil : file.facts, mayGrow: mayGrow,
          stage: stage))
      switch conclusion {
      case .handedOver:
        // In leave mode the watch is told when the deposit is durable: until then it is not done.
        if file.mode != .leave { finish(file, .claimed) }
      case .changed where claim.position.hasBegun: readOn(claim)
      case .endsEarly, .changed: putBack(claim, stage: stage)
      case .abandoned: inFlight.letGo(claim.claim)
      }
    } catch {
      let code = (error as? any Failure).map { "\($0.code): " } ?? ""
      let cause = code + describe(error)
      context.log.warning("cannot read \(claim.name), trying again: \(cause)")
      if claim.position.hasBegun {
        readOn(claim)
      } else {
        putBack(claim, cause: cause, stage: stage)
      }
    }
  }

  /// Tries again from where it lies: a container of which a part is stored already has its deposit, and
  /// what cannot be put back has no other place.
  private func readOn(_ claim: ClaimReading) {
    inFlight.beginRest()
    onLargeLane(after: claim.attempts) { [self] in
      inFlight.endRest()
      var next = claim
      next.attempts += 1
      next.takesAsIs = false
      // If even that fails now, reading will, too.
      if let facts = try? next.file.descriptor.facts() { next.file.facts = facts }
      readLarge(next)
    }
  }

  /// Back into the inbox, because its writer goes on or it could not be read; `stage` is the caller's, who
  /// rests it.
  private func putBack(_ claim: ClaimReading, cause: String? = nil, stage: String) {
    let file = claim.file
    do {
      if let facts = try file.arrival == nil ? nil : file.putBack() {
        finish(file, cause.map { .unread(facts, cause: $0) } ?? .putBack(facts))
        if let batch = file.batchName, file.place?.batch.isRemoved == true {
          emptied.add([batch])
        }
      } else if cause == nil {
        // Another file has its name by now: no writer will come back to this one.
        var last = claim
        last.takesAsIs = true
        return attempt(last, stage: stage)
      } else {
        return readOn(claim)
      }
    } catch {
      context.log.warning("\(claim.name) cannot be put back, trying again: \(error.message)")
      return readOn(claim)
    }
    inFlight.letGo(claim.claim)
  }

  private func finish(_ file: ClaimedFile, _ outcome: Arrival.Outcome) {
    // A file that recovery found never came from the watch.
    guard let arrival = file.arrival else { return }
    watch.finish(arrival, outcome)
    inFlight.endWatched()
  }

  /// Waits for what is being read, but not for ever. What is not claimed yet stays in the inbox, what is
  /// not read stays in claim/.
  ///
  /// - Parameters:
  ///   - patience: How long reading may go on.
  ///   - hurry: Called once when reading should end now.
  ///   - cannotEnd: Waiting is in vain: no use to be patient.
  func stop(patience: DispatchTimeInterval, hurry: () -> Void, cannotEnd: () -> Bool) {
    stopping.store(true, ordering: .releasing)
    inFlight.close()
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
}
