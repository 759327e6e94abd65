package import Dispatch
import Glibc
import Logging
import NewsAnswers
import NewsFormats
package import NewsInbox
import NewsLinux
package import NewsModel
package import NewsStore
import Synchronization

/// A running desk: every stage, wired in the order of an article's way (ARCHITECTURE.md).
///
///     watch → intake (decode workers) → hand-over → store → dispose
///                                                        ↘ search
///
/// Fatal at the start: a store that cannot be opened or a spool on another file system. Later nothing
/// is: faults become conditions, and files stay where they are until they pass.
package final class Desk: Sendable {
  /// Prepared articles waiting between the workers and the store queue: 300 of 3 KB. As many are in
  /// the open transaction.
  static let handOverBytes = 8 << 20
  static let handOverParts = 1024

  package let context: DeskContext
  package let store: Store
  package let watch: InboxWatch
  private let inboxes: [Inbox]
  private let spool: Spool
  private let order: OrderLog
  /// No file is in a folder of this name: it is what this run leaves where it lies.
  private let leaveBatch: String
  /// Another desk of this process worked before it.
  private let isSuccessor: Bool
  private let inFlight = InFlight()
  private let haste = Haste()
  private let handOver: HandOver<DepositPart>
  private let disposeStage: DisposeStage
  private let searchStage: SearchStage
  private let storeStage: StoreStage
  private let lane: ReadingLane
  private let intake: Intake
  private let recovery: RecoveryLane
  let retention: RetentionStage
  private let forgetStage: ForgetStage
  private let room: DiskRoom
  private let inboxConditions: InboxConditions
  private let idleClaims = ClaimWatch()

  /// Opens the spool and restores what must be remembered; takes no file yet. Made from the end of the
  /// way to its beginning, so that whoever hands over knows the one who takes.
  ///
  /// - Parameters:
  ///   - inboxes: What is watched.
  ///   - spoolPath: Absolute.
  ///   - store: Of the state; `search` is its index.
  ///   - search: For full-text questions.
  ///   - settings: Of this desk.
  ///   - context: What every stage needs.
  ///   - old: The desk before this one on the same store, stopped: what it remembers need not be read again.
  /// - Throws: What keeps the spool from being opened or the store from being read.
  package init(
    inboxes: [Inbox], spoolPath: [UInt8], store: Store, search: SearchIndex,
    settings: DeskSettings, context: DeskContext, after old: Desk? = nil
  ) throws {
    (self.inboxes, self.store, self.context, isSuccessor) = (inboxes, store, context, old != nil)
    spool = try Spool(opening: spoolPath, for: inboxes)
    let recovered = try Recovered(spool: spool, store: store, inboxes: inboxes, now: context.now())
    leaveBatch = "leave@\(context.now().milliseconds)"
    let (emptied, replays) = (EmptiedBatches(recovered.emptyBatches), Replays(recovered.replays))
    watch = InboxWatch(
      inboxes, timing: settings.timing, onActivity: context.heartbeat.watching)
    order = try NamesKeeping.log(in: spool.root, store, settings, at: context.now())
    handOver = HandOver(limitCount: Self.handOverParts, limitBytes: Self.handOverBytes)
    searchStage = SearchStage(store: store, index: search, context: context)
    disposeStage = DisposeStage(
      spool: spool, watch: watch, order: OrderKeeping(log: order, store: store),
      inFlight: inFlight, emptied: emptied, context: context)
    storeStage = StoreStage(
      store: store,
      admission: try Admission(
        restoring: store, after: old?.storeStage, settings, recovered, replays, context),
      input: handOver, delay: CommitDelay(above: settings.backlog) { [watch] in watch.readyCount },
      disposeStage: disposeStage, searchStage: searchStage, inFlight: inFlight, emptied: emptied,
      context: context)
    lane = ReadingLane(
      watch: watch, inboxes: inboxes, spool: spool, timing: settings.timing,
      reader: DepositReader(settings, storeStage, handOver, haste, context), inFlight: inFlight,
      emptied: emptied, context: context)
    intake = Intake(
      watch: watch, inboxes: inboxes, lane: lane, inFlight: inFlight, replays: replays,
      leaveBatch: leaveBatch, workers: settings.workers, context: context)
    recovery = RecoveryLane(
      recovered, lane: lane, disposeStage: disposeStage, mark: try RecoveryMark(spool),
      inFlight: inFlight, emptied: emptied, context: context)
    forgetStage = ForgetStage(spool, storeStage, searchStage, settings, context)
    retention = try RetentionStage(spool, settings, forgetStage, context)
    room = try DiskRoom(
      state: store.reader.path, spool: spoolPath, leastBytes: settings.leastFreeBytes, context)
    inboxConditions = InboxConditions(watch, inboxes, spool, context)
  }

  /// Finishes what an earlier run left, then watches. Returns when the first scan has begun.
  package func start() throws {
    recovery.tell(of: isSuccessor ? "the desk before this one" : "an earlier run")
    for (index, inbox) in inboxes.enumerated() where inbox.mode == .leave {
      try store.reader.seenFiles(inbox: inbox.pathText) { name, file in
        watch.preload(InboxFile(inbox: index, name: name), FileFacts(file))
      }
    }
    searchStage.wake()
    // Work that the last run left to do is done while nothing comes.
    storeStage.wake()
    retention.start()
    forgetStage.start()
    // Neither the watch nor what is in flight keeps the intake, which knows them, alive.
    let pump: @Sendable () -> Void = { [weak intake] in intake?.pump() }
    inFlight.start(onRoom: pump)
    intake.pause(!room.check())
    recovery.start { [watch] in watch.start(onReady: pump) }
  }

  /// Reads files by their path, and leaves them as they are. Call `stop` for their COMMIT.
  ///
  /// - Parameters:
  ///   - files: regular files, in the order of admission.
  ///   - onRead: called after each file, also one that could not be read, with how many came so
  ///     far.
  /// - Returns: what could not be opened or read, with its cause, in their order.
  package func ingest(
    _ files: [GivenFile], onRead: (Int) -> Void
  ) -> [(file: GivenFile, cause: String)] {
    GivenReading(lane: lane, inFlight: inFlight, context: context, batch: leaveBatch)
      .read(files, onRead: onRead)
  }

  /// Asks for one more scan when nothing is known to be left: only a scan that finds nothing says that
  /// nothing is.
  package func lookAgain() {
    if intake.isIdle, handOver.count == 0 { watch.scanWhenIdle() }
  }

  /// Waits until everything handed over is stored and disposed of.
  package func settle() {
    lane.group.wait()
    inFlight.waitUntilEmpty()
  }

  /// Nothing waits, is read, stored or disposed of.
  package var isDrained: Bool {
    recovery.isDone && forgetStage.isUpToDate && watch.isDrained && intake.isIdle
      && handOver.count == 0
  }

  /// Turns what lasts outside into conditions and log lines, and claims nothing while there is little
  /// room. Call it about once a second.
  package func watchConditions() {
    inboxConditions.update()
    storeStage.keepHouse(shorteningLog: HeldLog(store.reader, context).check())
    lane.bringBack()
    // What an earlier run has left has its turn first.
    takeUpIdle()
    intake.pause(!room.check())
  }

  /// Takes up what an error has left in claim/, when it is time to look.
  func takeUpIdle(now: Moment = Moment.now()) {
    guard recovery.hasTakenAll else { return }
    let files = idleClaims.look(at: spool, context, now: now) { [inFlight] in inFlight.isLeft($0) }
    recovery.takeUp(files, in: spool, store.reader)
  }

  /// Says in the journal what cannot be taken, for a run that ends.
  package func tellUntaken() { inboxConditions.tellUntaken() }

  /// Damage was met in the database, perhaps by a reader: nothing is written any more (P13).
  package func noteDamage() {
    if let damage = store.damage { context.noteDamage(damage) }
  }

  /// Carries out what a person says about stories, in order with the articles that are stored.
  ///
  /// - Throws: `CorrectionRefusal`; a `StoreFailure` while storage is at fault.
  package func correct(_ correction: Correction, by user: String) throws -> CorrectedStories {
    try storeStage.correct(correction, by: user) { [order, context] recorded in
      do {
        try order.append(recorded, at: context.now())
      } catch {
        // It stands in the database; only a rebuild without one would not know it.
        context.log.warning("the correction is not in the order log: \(error)")
      }
    }
  }

  /// Takes articles out for good, as a person asks.
  ///
  /// - Returns: what was taken out of the database, and what has become of the rest.
  /// - Throws: `CorrectionRefusal`; an `InboxError` or a `StoreFailure` while storage is at fault.
  package func forget(
    _ articles: [ArticleID], by user: String
  ) throws -> (Forgetting.Report, ForgottenTraces.Report) {
    try forgetStage.forget(articles, by: user)
  }

  /// The spool's path leads to another folder than the open one, from which claims would succeed: a
  /// disk that was away is back. A new desk on the same store is what helps then.
  package var wantsRenewal: Bool {
    guard spool.isElsewhere, let there = try? Spool(opening: spool.path) else { return false }
    return inboxes.allSatisfy { $0.mode == .leave || (try? there.check(against: $0)) != nil }
  }

  /// Rids the spool of files that have brought something again that was forgotten; the daemon does so every minute.
  package func finishForgetting() { forgetStage.finishNow() }

  /// Waits until the search index holds every article.
  package func catchUpSearch() { searchStage.catchUp() }

  /// Files in claim/ that nobody works on, for `status`.
  package var idleFiles: [IdleClaims.File] {
    idleClaims.files.filter { !spool.isInWork($0.path) }
  }

  /// Files without an outcome, as `account` counts them: in the inboxes as the last scan saw them, and
  /// claimed.
  package var waitingCount: Int { watch.counts.waiting + inFlight.unwatchedCount + idleFiles.count }

  /// Of `inFlight` those that do not merely wait to be tried again.
  package var inWork: Int { inFlight.inWork }

  /// Files claimed and not yet disposed of.
  package var inFlightCount: Int { inFlight.count }

  /// For tests that hold the writer up.
  var storeQueue: DispatchQueue { storeStage.queue }
  /// What is remembered now, and lends itself to the workers.
  var indices: Indices { storeStage.indices.value }

  /// Parts between the workers and the store queue.
  var partsWaiting: Int { handOver.count }

  /// Orderly: no new claims, what is claimed is finished and committed, files go where they belong.
  /// What is not finished, also because storage does not take it, is left in claim/ and taken at the
  /// next start. Takes 5 s at most, but for a sync that the kernel does not end (P15).
  ///
  /// - Parameter patience: How long what is being read may go on.
  package func stop(patience: DispatchTimeInterval = .seconds(2)) {
    watch.stop()
    forgetStage.stop()
    retention.stop()
    lane.stop(
      patience: patience,
      hurry: {
        haste.begin()
        // Who waits for room goes on now, and comes back with the rest of the file at the next start.
        handOver.close()
        store.patience.hurry(within: .seconds(1))
      },
      cannotEnd: { context.conditions.contains(.storage) })
    storeStage.finish()
    disposeStage.finish()
    storeStage.closeEmptied()
    searchStage.stop()
  }
}

extension Spool {
  /// Opened, and on the file system of every inbox that is there: else no file could be claimed.
  fileprivate init(opening path: [UInt8], for inboxes: [Inbox]) throws(InboxError) {
    try self.init(opening: path)
    for inbox in inboxes where inbox.mode != .leave && inbox.isReachable {
      try check(against: inbox)
    }
  }
}

extension Heartbeat {
  /// What the watch does beats here.
  fileprivate var watching: @Sendable (Bool) -> Void {
    { [self] isActive in if isActive { beat(Stage.watch) } else { rest(Stage.watch) } }
  }
}

extension Inbox {
  /// One that is not there yet (a mount that comes late) is looked for every second; it keeps no
  /// other inbox waiting.
  fileprivate var isReachable: Bool { (try? Folder.open(path)) != nil }
}
