import Dispatch
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Finishes what an earlier run left in claim/, on the large lane, beside the watch: a start is not
/// held up by it, and new copy goes on.
///
/// When the process crashes while it does that, the next run is careful: it takes one file, waits for its
/// end, takes the next, and nothing else goes on meanwhile. So a file that kills the process is known, and
/// the start after that sets it aside: the process has then died three times with this file (P11): in use,
/// in a recovery, and over this file alone. A kill from outside counts as no such death.
final class RecoveryLane: Sendable {
  private let recovered: Recovered
  private let lane: ReadingLane
  private let inFlight: InFlight
  private let emptied: EmptiedBatches
  private let context: DeskContext
  private let mark: RecoveryMark
  private let disposeStage: DisposeStage
  /// Files that it has not come to yet.
  private let remaining: Atomic<Int>
  /// Those that could not be opened and are tried again.
  private let later = Atomic<Int>(0)

  init(
    _ recovered: Recovered, lane: ReadingLane, disposeStage: DisposeStage, mark: RecoveryMark,
    inFlight: InFlight, emptied: EmptiedBatches, context: DeskContext
  ) {
    self.recovered = recovered
    self.lane = lane
    self.inFlight = inFlight
    self.emptied = emptied
    self.context = context
    self.mark = mark
    self.disposeStage = disposeStage
    remaining = Atomic(recovered.files.count + recovered.unexplained.count)
  }

  /// Says in the journal what it has found.
  ///
  /// - Parameter owner: Who left it.
  func tell(of owner: String) {
    let files = recovered.files.count
    let ended = recovered.files.count { $0.hasEnded }
    if files > 0 {
      context.log.event(
        .recovered,
        "recovering \(counted(files, "file")) of \(owner): \(ended) stored already,"
          + " \(files - ended) to be read", ["files": "\(files)"])
    }
    // None of ours; it stays, and stops nothing.
    if let first = recovered.strange.first {
      let things = counted(recovered.strange.count, "thing")
      context.log.warning(
        "\(things) in claim/ came from no inbox and will be left alone: \(quoted(first.text))")
    }
  }

  /// Everything it found is on its way.
  var isDone: Bool { hasTakenAll && later.load(ordering: .acquiring) == 0 }

  /// It has come to everything, and what could not be opened is somebody's.
  var hasTakenAll: Bool { remaining.load(ordering: .acquiring) == 0 }

  /// Begins; `others` begins all other work, and is called at once, or when a careful recovery is over.
  func start(others: @escaping @Sendable () -> Void) {
    endInterrupted()
    if !recovered.unexplained.isEmpty {
      lane.onLargeLane { [self] in explain() }
    }
    guard !recovered.files.isEmpty else {
      mark.remove()
      return others()
    }
    let deaths = mark.read()
    if deaths == nil { others() }
    // We do not know what ended the last run. If this one dies too, the next start is careful.
    if deaths == nil { mark.write(nil, after: nil) }
    lane.onLargeLane { [self] in
      takeAll(deaths)
      endMark()
      if deaths != nil { others() }
      remaining.store(0, ordering: .releasing)
      context.heartbeat.rest(Stage.large)
    }
  }

  /// When nothing that it found is left to be tried. A stop is no death.
  private func endMark() {
    if later.load(ordering: .acquiring) == 0 || lane.isStopping { mark.remove() }
  }

  /// Takes the files in claim/ in their order: one after the other when the last run has died over them.
  private func takeAll(_ deaths: RecoveryMark.Deaths?) {
    var last: Deposit?
    for found in recovered.files {
      guard inFlight.waitForRoom() else { break }
      if deaths != nil, !found.hasEnded { mark.write(found.path, after: deaths) }
      let deposit = take(found, deaths)
      if deaths != nil { waitForEnd(of: deposit) }
      last = deposit ?? last
      remaining.subtract(1, ordering: .releasing)
    }
    waitForEnd(of: last)
  }

  private func endInterrupted() {
    for deposit in recovered.interrupted {
      inFlight.begin(deposit.claim)
      let reason = Rejection(
        .unreadable, "the program ended while reading it; its file is now another deposit")
      if !lane.reader.giveUp(deposit, reason, digest: nil) { inFlight.letGo(deposit.claim) }
    }
    context.heartbeat.rest(Stage.large)
  }

  /// Writes the reasons that an earlier run may not have come to: of files that are left where they
  /// lie. Those that have changed or gone since need none.
  private func explain() {
    for (row, batch) in recovered.unexplained where inFlight.waitForRoom() {
      do {
        try explain(row, batch)
      } catch {
        let name = quoted(row.deposit.name.text)
        context.log.warning(
          "the reasons for \(name) will be written at the next start: \(describe(error))")
      }
    }
    remaining.subtract(recovered.unexplained.count, ordering: .releasing)
    context.heartbeat.rest(Stage.large)
  }

  private func explain(_ row: DepositRow, _ batch: String) throws {
    guard let (deposit, replay, file) = try recovered.openUnexplained(row, batch: batch),
      try lane.reader.digest(of: file.descriptor, Stage.large).0 == replay.digest
    else { return emptied.add([batch]) }
    try disposeAgain(deposit, replay, file, openBatch: batch)
  }

  /// What an earlier run has stored goes where it belongs, with the bad records that it may not have set
  /// aside.
  private func disposeAgain(
    _ deposit: Deposit, _ replay: Replay, _ file: ClaimedFile, openBatch: String? = nil
  ) throws {
    // What killed the program is not decoded again, not even for its bad records.
    let isRead = replay.outcome == .partial && replay.reason?.reason != .poison
    let rejected = isRead ? try lane.reader.rejects(of: deposit, file.descriptor).records : []
    inFlight.beginEnded()
    disposeStage.dispose([
      EndedDeposit(deposit, again: replay, rejected: rejected, openBatch: openBatch)
    ])
  }

  /// Until its end is durable; 10 s at most, since storage may be at fault.
  private func waitForEnd(of deposit: Deposit?) {
    if let deposit { inFlight.waitForEnd(of: deposit.claim, until: .now() + .seconds(10)) }
  }

  /// Takes one up that was tried `attempts` times before.
  ///
  /// - Returns: nil when nothing of it is being read.
  private func take(
    _ found: Recovered.FoundFile, _ deaths: RecoveryMark.Deaths?, attempts: Int = 0
  ) -> Deposit? {
    do {
      switch try recovered.open(found) {
      case nil: return nil
      case .ended(let deposit, let replay, let file):
        try disposeAgain(deposit, replay, file)
        return nil
      case .unread(let deposit, let file):
        inFlight.begin(deposit.claim)
        if deaths?.file == found.path {
          setAside(found, deposit, file)
        } else {
          lane.readFound(deposit, file)
        }
        return deposit
      }
    } catch {
      takeLater(found, deaths, attempts: attempts, error)
      return nil
    }
  }

  /// What cannot be opened now may be readable in a moment, as for a file that was just claimed
  /// (`ReadingLane.readOn`). Of one that may have killed the program the next start decides.
  private func takeLater(
    _ found: Recovered.FoundFile, _ deaths: RecoveryMark.Deaths?, attempts: Int, _ error: any Error
  ) {
    if attempts == 0 {
      let when = deaths == nil ? "trying again" : "the next start tries again"
      context.log.warning(
        "\(quoted(found.file.name.text)) stays in claim/, \(when): \(describe(error))")
    }
    guard deaths == nil else { return inFlight.leave(found.path) }
    later.add(1, ordering: .acquiringAndReleasing)
    let hold = found.file.hold()
    lane.onLargeLane(after: attempts) { [self] in
      if !lane.isStopping { _ = take(found, nil, attempts: attempts + 1) }
      later.subtract(1, ordering: .acquiringAndReleasing)
      if hasTakenAll { endMark() }
      withExtendedLifetime(hold) {}
    }
  }

  /// Files that this run has claimed and that an error has taken out of everybody's hands: each is read, or
  /// disposed of, as the next start would do it.
  ///
  /// - Parameters:
  ///   - files: Paths below claim/.
  ///   - spool: The one that they were claimed into.
  ///   - store: Knows how far they have come.
  func takeUp(_ files: [FileName], in spool: Spool, _ store: StoreReader) {
    for path in files {
      lane.onLargeLane { [self] in
        guard !lane.isStopping, inFlight.waitForRoom() else { return }
        // What cannot be looked at now is met again.
        let found = try? Recovered.find(path, in: spool, store, now: context.now())
        if let found { _ = take(found, nil) }
        context.heartbeat.rest(Stage.large)
      }
    }
  }

  /// Not decoded any more: only hashed, which never killed anybody.
  private func setAside(
    _ found: Recovered.FoundFile, _ deposit: Deposit, _ file: ClaimedFile
  ) {
    let reason = Rejection(.poison, "the program died repeatedly while reading it")
    context.log.event(
      .poison, "\(quoted(deposit.name.text)) is set aside: \(reason.message)",
      ["file": "\(deposit.name.text)", "code": "\(reason.code)"])
    // A file that cannot be read stays in claim/.
    let digest = try? lane.reader.digest(of: file.descriptor, Stage.large).0
    guard let digest, lane.reader.giveUp(deposit, reason, digest: digest) else {
      inFlight.leave(found.path)
      return inFlight.letGo(deposit.claim)
    }
  }
}
