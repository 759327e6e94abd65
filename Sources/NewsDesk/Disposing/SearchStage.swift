import Dispatch
import Logging
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Keeps the full-text index up with the store, on a queue of its own: the dearest step of all, and
/// none that anybody has to wait for.
final class SearchStage: Sendable {
  let queue = DispatchQueue(label: "wiredesk.search")
  private let store: Store
  private let index: SearchIndex
  private let context: DeskContext
  private let scheduled = Atomic<Bool>(false)
  private let stopping = Atomic<Bool>(false)

  /// Under load the index waits until a full slice is there, which halves its cost (measured); when
  /// the stream pauses, what is there is taken after this time.
  static let patience = DispatchTimeInterval.milliseconds(500)

  init(store: Store, index: SearchIndex, context: DeskContext) {
    self.store = store
    self.index = index
    self.context = context
  }

  /// Articles were committed.
  func wake() { advance(after: Self.patience) }

  /// At most one turn is ever scheduled: also when each commit finds the index failing.
  private func advance(after delay: DispatchTimeInterval) {
    guard scheduled.exchange(true, ordering: .acquiringAndReleasing) == false else { return }
    queue.asyncAfter(deadline: .now() + delay) { [self] in
      scheduled.store(false, ordering: .releasing)
      advance()
    }
  }

  /// Throws the index away, with all that it holds of articles that are gone; it is filled again meanwhile.
  func beginAnew() throws {
    try queue.sync { try index.recreate(for: store.reader) }
    wake()
  }

  /// Takes in everything that is stored, and returns then.
  func catchUp() { queue.sync { advance() } }

  /// Ends after the articles it is at.
  func stop() {
    stopping.store(true, ordering: .releasing)
    queue.sync {}
  }

  private func advance() {
    // A turn that was scheduled before the stop.
    if stopping.load(ordering: .acquiring) { return }
    do {
      while !stopping.load(ordering: .acquiring) {
        context.heartbeat.beat(Stage.search)
        let added = try index.advance(from: store.reader) {
          !stopping.load(ordering: .acquiring)
        }
        if added == 0 { break }
      }
      context.resolve(.search, .storageResumed, "the search index is written again")
    } catch {
      recreate(after: error)
    }
    context.heartbeat.rest(Stage.search)
  }

  private func recreate(after failure: StoreFailure) {
    context.degrade(
      .search, code: failure.code, reason: failure.message, .storageDegraded,
      "the search index cannot be written (\(failure.code)): \(failure.message); search is behind")
    // Of the index itself: what looks like damage in the database is `suspect` here, and no other index
    // mends that.
    guard failure.reason == .corrupt else {
      if !stopping.load(ordering: .acquiring) { advance(after: .seconds(5)) }
      return
    }
    do {
      // Derived: nothing is lost with it.
      try index.recreate(for: store.reader)
      wake()
    } catch {
      context.log.error("the search index cannot be rebuilt: \(error.message)")
    }
  }
}

/// The stages whose heartbeat feeds the watchdog.
enum Stage {
  static let watch = "watch"
  static let decode = "decode"
  static let large = "large"
  static let store = "store"
  static let dispose = "dispose"
  static let search = "search"
}
