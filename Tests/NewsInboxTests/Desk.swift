import Dispatch
import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization
import TestSupport
import Testing

/// A watch with a consumer behind it that claims what is ready and keeps it: the part of the daemon that
/// these tests need.
final class Desk: Sendable {
  private struct State {
    var claimed: [ClaimedFile] = []
    var outcomes: [Arrival.Outcome] = []
    var errors: [InboxError] = []
    /// Names handed out and not finished, to see that none is out twice.
    var out: Set<InboxFile> = []
    var isOutTwice = false
    var isTaking = true
  }
  private let state = Mutex(State())
  private let consumer = DispatchQueue(label: "test.consumer")
  private let claiming: [Claiming]
  let watch: InboxWatch

  init(
    _ inboxes: [Inbox], spool: Spool, limits: InboxWatch.Limits = InboxWatch.Limits(),
    takes: Bool = true,
    digest: @escaping Claiming.Digest = { _, _ throws(SystemError) in
      throw SystemError(call: "digest", number: ENOSYS)
    }
  ) {
    claiming = inboxes.map { Claiming($0, spool: spool, timing: Timing(), digest: digest) }
    watch = InboxWatch(inboxes, timing: Timing(), limits: limits)
    state.withLock { $0.isTaking = takes }
  }

  deinit { watch.stop() }

  func start() {
    watch.start { [weak self] in
      guard let self else { return }
      consumer.async { [weak self] in self?.drain() }
    }
  }

  /// Begins to take what is ready.
  func take() {
    state.withLock { $0.isTaking = true }
    consumer.async { [weak self] in self?.drain() }
  }

  private func drain() {
    while state.withLock({ $0.isTaking }) {
      let arrivals = watch.take(256)
      if arrivals.isEmpty { return }
      var results: [(arrival: Arrival, outcome: Arrival.Outcome)] = []
      for arrival in arrivals {
        state.withLock { state in
          if !state.out.insert(arrival.file).inserted { state.isOutTwice = true }
        }
        results.append((arrival, claim(arrival)))
      }
      state.withLock { state in
        for result in results { state.out.remove(result.arrival.file) }
      }
      watch.finish(results)
    }
  }

  private func claim(_ arrival: Arrival) -> Arrival.Outcome {
    do {
      switch try claiming[arrival.file.inbox].claim(arrival) {
      case .claimed(let file):
        state.withLock { $0.claimed.append(file) }
        return file.mode == .leave ? .done(file.facts) : .claimed
      case .notClaimed(let outcome):
        state.withLock { $0.outcomes.append(outcome) }
        return outcome
      }
    } catch {
      state.withLock { $0.errors.append(error) }
      return .refused(cause: error.message)
    }
  }

  var claimed: [ClaimedFile] { state.withLock { $0.claimed } }
  var names: [String] { claimed.map(\.file.name.text).sorted() }
  var outcomes: [Arrival.Outcome] { state.withLock { $0.outcomes } }
  var errors: [InboxError] { state.withLock { $0.errors } }
  var everOutTwice: Bool { state.withLock { $0.isOutTwice } }

  /// Starts and waits until the first scan has ended, so that what follows comes as an event.
  func startAndSettle() -> Bool {
    start()
    return eventually { watch.counts.scans > 0 }
  }

  /// Waits until the files are claimed and nothing else is on its way.
  func settles(with count: Int) -> Bool {
    eventually { claimed.count >= count }
  }
}
