import Dispatch
import Logging
package import NewsInbox
import NewsFormats
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
  /// Text waiting between the workers and the store queue.
  static let handOverBytes = 16 << 20
  static let handOverParts = 1024

  package let context: DeskContext
  package let store: Store
  package let watch: InboxWatch
  private let intake: Intake
  private let handOver: HandOver<DepositPart>
  private let storeStage: StoreStage
  private let disposeStage: DisposeStage
  private let searchStage: SearchStage
  private let recovered: Recovered
  private let inboxes: [Inbox]

  /// Opens the spool and restores what must be remembered; takes no file yet.
  ///
  /// Parameter takesYoungAfter: `run --once` waits less long for a file that ends too early.
  package init(
    inboxes: [Inbox], spoolPath: [UInt8], store: Store, search: SearchIndex,
    settings: DeskSettings, context: DeskContext
  ) throws {
    self.context = context
    self.store = store
    self.inboxes = inboxes
    let spool = try Spool(opening: spoolPath)
    for inbox in inboxes where inbox.mode != .leave { try spool.check(against: inbox) }
    let recovered = try Recovered(
      spool: spool, store: store, inboxes: inboxes, now: context.now())
    self.recovered = recovered
    let links = DeskLinks()
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
    let searchStage = SearchStage(store: store, index: search, context: context)
    let disposeStage = DisposeStage(spool: spool, watch: watch, context: context) {
      count, batches in
      links.storeStage?.close(batches: batches)
      links.intake?.release(count)
    }
    let storeStage = StoreStage(
      store: store,
      admission: Admission(
        store: store, memory: try Memory(restoring: store), batches: recovered.batches,
        replays: recovered.replays),
      input: handOver, context: context
    ) { ended in
      disposeStage.dispose(ended)
      searchStage.wake()
    }
    storeStage.close(batches: recovered.emptyBatches)
    let preparation = Preparation(seed: store.seed, memory: { storeStage.memory }) {
      // Speculation is only that: a text that cannot be read now is read when it must be.
      (try? store.text(of: $0)) ?? nil
    }
    let reader = DepositReader(limits: settings.decodingLimits, preparation: preparation) { part in
      guard handOver.put(part, bytes: part.bytes) else { return false }
      storeStage.wake()
      return true
    }
    intake = Intake(
      watch: watch,
      desks: inboxes.map { (inbox: $0, claiming: Claiming($0, spool: spool)) }, reader: reader,
      leaveBatch: "leave@\(context.now().milliseconds)", workers: settings.workers,
      context: context)
    links.set(intake: intake, storeStage: storeStage)
    self.watch = watch
    self.handOver = handOver
    self.storeStage = storeStage
    self.disposeStage = disposeStage
    self.searchStage = searchStage
  }

  /// Finishes what an earlier run left, then watches. Returns when the first scan has begun.
  package func start() throws {
    let left = recovered.ended.count + recovered.unread.count
    if left > 0 {
      context.log.event(
        .recovered,
        "recovering \(left) file(s) of an earlier run: \(recovered.ended.count) stored already,"
          + " \(recovered.unread.count) to be read", ["files": "\(left)"])
    }
    intake.adopt(recovered.ended.count)
    disposeStage.dispose(recovered.ended)
    intake.resume(recovered.unread)
    for (index, inbox) in inboxes.enumerated() where inbox.mode == .leave {
      try store.leftFiles(inbox: inbox.pathText) { name, file in
        watch.preload(InboxFile(inbox: index, name: name), FileFacts(file))
      }
    }
    searchStage.wake()
    watch.start()
  }

  /// Nothing waits, is read, stored or disposed of.
  package var isDrained: Bool { watch.isDrained && intake.isIdle && handOver.count == 0 }

  /// Waits until the search index holds every article.
  package func catchUpSearch() { searchStage.catchUp() }

  /// Files claimed and not yet disposed of.
  package var inFlight: Int { intake.inFlightCount }

  /// Orderly: no new claims, what is claimed is finished and committed, files go where they belong.
  /// What is not finished is left in claim/ and taken at the next start.
  package func stop() {
    watch.stop()
    // Putters that wait for room would wait for ever once the store queue has ended.
    if !context.conditions.all.filter({ $0.subject == .storage }).isEmpty { handOver.close() }
    intake.stop()
    storeStage.finish()
    disposeStage.finish()
    storeStage.finish()
    searchStage.stop()
  }
}

/// The two links that go against the order of construction. Set once, before anything starts.
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
}

extension DeskSettings {
  var decodingLimits: DecodingLimits {
    DecodingLimits(
      documentTextBytes: limits.documentTextBytes, fileBytes: limits.fileBytes,
      depth: limits.depth, layers: limits.layers, ratio: limits.ratio,
      documentCPU: limits.documentCPU)
  }
}

extension FileFacts {
  /// As remembered from an earlier run: what leave mode compares.
  init(_ left: LeftFile) {
    self.init(
      device: UInt64(bitPattern: left.device), inode: UInt64(bitPattern: left.inode),
      sizeBytes: left.sizeBytes, modifiedNanoseconds: left.modifiedNanoseconds,
      changedNanoseconds: left.changedNanoseconds)
  }
}
