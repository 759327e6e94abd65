package import Dispatch
import Glibc
import Logging
import NewsAnswers
import NewsFormats
package import NewsInbox
import NewsLinux
import NewsModel
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
  private let intake: Intake
  private let handOver: HandOver<DepositPart>
  private let storeStage: StoreStage
  private let disposeStage: DisposeStage
  private let searchStage: SearchStage
  private let recovery: RecoveryLane
  private let retention: RetentionStage
  private let room: DiskRoom
  private let inboxConditions: InboxConditions
  private let inboxes: [Inbox]
  private let spool: Spool
  private let leaveBatch: String
  private let haste: Haste
  private let links: DeskLinks
  private let order: OrderLog
  /// Files that an earlier run left in claim/.
  private let left: (ended: Int, unread: Int)

  /// Opens the spool and restores what must be remembered; takes no file yet.
  package init(
    inboxes: [Inbox], spoolPath: [UInt8], store: Store, search: SearchIndex,
    settings: DeskSettings, context: DeskContext
  ) throws {
    self.context = context
    self.store = store
    self.inboxes = inboxes
    let spool = try Spool(opening: spoolPath)
    self.spool = spool
    for inbox in inboxes where inbox.mode != .leave && inbox.isReachable {
      try spool.check(against: inbox)
    }
    let recovered = try Recovered(
      spool: spool, store: store, inboxes: inboxes, now: context.now())
    let replays = Replays(recovered.replays)
    // No file is in a folder of this name: it is what this run leaves where it lies.
    let leaveBatch = "leave@\(context.now().milliseconds)"
    self.leaveBatch = leaveBatch
    let links = DeskLinks()
    self.links = links
    let handOver = HandOver<DepositPart>(
      limitCount: Self.handOverParts, limitBytes: Self.handOverBytes)
    let watch = InboxWatch(
      inboxes, limits: settings.watchLimits,
      callbacks: .init(
        onReady: { links.intake?.pump() },
        onActivity: { active in
          if active {
            context.heartbeat.beat(Stage.watch)
          } else {
            context.heartbeat.rest(Stage.watch)
          }
        }))
    let order = OrderLog(spool.root, seed: store.reader.seed)
    self.order = order
    let searchStage = SearchStage(store: store, index: search, context: context)
    let disposeStage = DisposeStage(
      spool: spool, watch: watch,
      order: OrderKeeping(log: order, store: store), context: context
    ) { count, batches in
      links.storeStage?.close(batches: batches)
      links.intake?.release(count)
    }
    let memory = try CopyMending(store, context).whole {
      try Memory(restoring: store, settings, onProgress: $0)
    }
    context.heartbeat.rest(Stage.store)
    let storeStage = StoreStage(
      store: store,
      admission: Admission(
        store: store, memory: memory, batches: recovered.batches, replays: replays),
      input: handOver, context: context,
      delay: CommitDelay(above: settings.backlog) { watch.readyCount },
      onEnded: { ended in
        disposeStage.dispose(ended)
        searchStage.wake()
      }, onHeld: { links.intake?.release() }, onResumed: { links.intake?.pump() })
    storeStage.close(batches: recovered.emptyBatches)
    let preparation = Preparation(store: store, indices: { storeStage.indices })
    preparation.warmUp()
    let haste = Haste()
    self.haste = haste
    let reader = DepositReader(
      limits: settings.decodingLimits, fields: settings.articleFieldNames,
      preparation: preparation,
      handOver: { part in
        guard handOver.put(part, bytes: part.bytes) else { return false }
        storeStage.wake()
        return true
      }, heartbeat: context.heartbeat, hurries: { haste.isGreat })
    let intake = Intake(
      watch: watch,
      desks: inboxes.map { (inbox: $0, claiming: Claiming($0, spool: spool)) }, reader: reader,
      replays: replays, leaveBatch: leaveBatch, workers: settings.workers, context: context
    ) { batch in storeStage.close(batches: [batch]) }
    self.intake = intake
    recovery = RecoveryLane(recovered, intake: intake, mark: try RecoveryMark(spool)) {
      disposeStage.dispose($0)
    }
    retention = try RetentionStage(
      spool: spool, store: store, rules: settings.retention, context: context)
    room = try DiskRoom(
      state: store.reader.path, spool: spoolPath, leastBytes: settings.leastFreeBytes,
      context: context)
    let (store, heartbeat) = (store, context.heartbeat)
    // Another desk on the same store may have stopped in a hurry.
    store.patience.calmDown()
    store.patience.whileWaiting { heartbeat.beat(Stage.store) }
    left = (
      ended: recovered.left.count { $0.hasEnded }, unread: recovered.left.count { !$0.hasEnded }
    )
    links.set(intake: intake, storeStage: storeStage)
    inboxConditions = InboxConditions(watch, inboxes, spool, context)
    self.watch = watch
    self.handOver = handOver
    self.storeStage = storeStage
    self.disposeStage = disposeStage
    self.searchStage = searchStage
  }

  /// Finishes what an earlier run left, then watches. Returns when the first scan has begun.
  package func start() throws {
    let files = left.ended + left.unread
    if files > 0 {
      context.log.event(
        .recovered,
        "recovering \(files) file(s) of an earlier run: \(left.ended) stored already,"
          + " \(left.unread) to be read", ["files": "\(files)"])
    }
    for (index, inbox) in inboxes.enumerated() where inbox.mode == .leave {
      try store.reader.seenFiles(inbox: inbox.pathText) { name, file in
        watch.preload(InboxFile(inbox: index, name: name), FileFacts(file))
      }
    }
    searchStage.wake()
    // Work that the last run left to do is done while nothing comes.
    storeStage.wake()
    retention.start()
    intake.pause(!room.check())
    recovery.start { [watch] in watch.start() }
  }

  /// Reads files by their path, in their order, and leaves them as they are. Call `stop` for their
  /// COMMIT. Parameter onRead: how many have been read.
  ///
  /// Returns: what could not be opened or read, with its cause.
  package func ingest(
    _ files: [GivenFile], onRead: (Int) -> Void
  ) -> [(file: GivenFile, cause: String)] {
    intake.read(
      files, inbox: .commandLine, batch: leaveBatch, onRead: onRead
    ).map { (file: $0.0, cause: $0.1) }
  }

  /// Asks for one more scan when nothing is known to be left: only a scan that finds nothing says that
  /// nothing is.
  package func lookAgain() {
    if intake.isIdle, handOver.count == 0 { watch.scanWhenIdle() }
  }

  /// Waits until everything handed over is stored and disposed of.
  package func settle() {
    while !(recovery.isDone && intake.isIdle) {
      storeStage.queue.sync {}
      disposeStage.queue.sync {}
      // Something is being read on another lane, or a fault lasts.
      usleep(1000)
    }
  }

  /// Nothing waits, is read, stored or disposed of.
  package var isDrained: Bool {
    recovery.isDone && watch.isDrained && intake.isIdle && handOver.count == 0
  }

  /// Turns what lasts outside into conditions and log lines, and claims nothing while there is little
  /// room. Call it about once a second.
  package func watchConditions() {
    inboxConditions.update()
    intake.pause(!room.check())
  }

  /// Damage was met in the database, perhaps by a reader: nothing is written any more (P13).
  package func noteDamage() {
    guard let damage = store.damage else { return }
    context.degrade(
      .storage, code: StoreFailure.Reason.corrupt.rawValue, reason: damage, .storageDegraded,
      Settlement.damaged(damage))
  }

  /// Carries out what a person orders about stories, in order with the articles that are stored.
  ///
  /// Throws: `CorrectionRefusal`; a `StoreFailure` while storage is at fault.
  package func correct(_ order: StoryOrder, by user: String) throws -> CorrectedStories {
    let corrected = try storeStage.correct(order, by: user)
    do {
      try OrderKeeping.noteCorrection(in: store, to: self.order, at: context.now())
    } catch {
      // It stands in the database; only a rebuild without one would not know it.
      context.log.warning("the correction is not in the order log: \(error)")
    }
    return corrected
  }

  /// The spool's path leads to another folder than the open one, from which claims would succeed: a
  /// disk that was away is back. A new desk on the same store is what helps then.
  package var wantsRenewal: Bool {
    guard spool.isElsewhere, let there = try? Spool(opening: spool.path) else { return false }
    return inboxes.allSatisfy { $0.mode == .leave || (try? there.check(against: $0)) != nil }
  }

  /// Waits until the search index holds every article.
  package func catchUpSearch() { searchStage.catchUp() }

  /// Of `inFlight` those that do not merely wait to be tried again.
  package var inWork: Int { intake.inWorkCount }

  /// Files claimed and not yet disposed of.
  package var inFlight: Int { intake.inFlightCount }

  /// For tests that hold the writer up.
  var storeQueue: DispatchQueue { storeStage.queue }
  /// What is remembered now, and lends itself to the workers.
  var indices: Indices { storeStage.indices }

  /// Parts between the workers and the store queue.
  var partsWaiting: Int { handOver.count }

  /// Orderly: no new claims, what is claimed is finished and committed, files go where they belong.
  /// What is not finished, also because storage does not take it, is left in claim/ and taken at the
  /// next start. Takes 5 s at most, but for a sync that the kernel does not end (P15).
  ///
  /// Parameter patience: how long what is being read may go on.
  package func stop(patience: DispatchTimeInterval = .seconds(2)) {
    watch.stop()
    retention.stop()
    intake.stop(
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
    // Once more, for the claim folders that disposal has emptied.
    storeStage.finish()
    searchStage.stop()
  }

  /// Lets go of what it remembers, after `stop`: the next desk on the same store restores its own, and
  /// there is no room for two (P8).
  package func letGo() { storeStage.letGo() }

  deinit { links.cut() }
}

extension Inbox {
  /// One that is not there yet (a mount that comes late) is looked for every second; it keeps no
  /// other inbox waiting.
  fileprivate var isReachable: Bool { (try? Folder.open(path)) != nil }
}

/// Set when a stop has no time left.
private final class Haste: Sendable {
  private let great = Atomic<Bool>(false)
  var isGreat: Bool { great.load(ordering: .acquiring) }
  func begin() { great.store(true, ordering: .releasing) }
}

/// The two links that go against the order of construction. Set once, before anything starts, and cut
/// when the desk goes: they close a circle, which would keep its memory and its watches for ever.
private final class DeskLinks: Sendable {
  private struct Links {
    var intake: Intake?
    var storeStage: StoreStage?
  }
  private let links = Mutex(Links())
  var intake: Intake? { links.withLock { $0.intake } }
  var storeStage: StoreStage? { links.withLock { $0.storeStage } }
  func set(intake: Intake, storeStage: StoreStage) {
    links.withLock { $0 = Links(intake: intake, storeStage: storeStage) }
  }
  func cut() { links.withLock { $0 = Links() } }
}
