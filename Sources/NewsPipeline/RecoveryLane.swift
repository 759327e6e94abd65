import Dispatch
import Glibc
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// Finishes what an earlier run left in claim/, on the large lane, beside the watch: a start is not
/// held up by it, and new copy goes on.
///
/// The files come one at a time, and when a run dies over them, the next one waits for the end of
/// each before it begins another, so that one that kills the process is known. After three such
/// deaths it is set aside (P11).
///
/// The file under suspicion comes first and, for up to `isolation`, alone: with the watch beside it a
/// commit full of other files took so long that plain kill -9s met the same innocent file three times.
final class RecoveryLane: Sendable {
  static let deathLimit = 3
  /// Long enough for a small file and its commit; a large one must not hold up the start.
  static let isolation = DispatchTimeInterval.seconds(1)

  private let recovered: Recovered
  private let intake: Intake
  private let mark: RecoveryMark
  private let dispose: @Sendable ([EndedDeposit]) -> Void
  private let remaining: Atomic<Int>
  /// Signalled once the suspect has ended, or there is none.
  private let acquitted = DispatchSemaphore(value: 0)

  init(
    _ recovered: Recovered, intake: Intake, mark: RecoveryMark,
    dispose: @escaping @Sendable ([EndedDeposit]) -> Void
  ) {
    self.recovered = recovered
    self.intake = intake
    self.mark = mark
    self.dispose = dispose
    remaining = Atomic(recovered.left.count)
  }

  /// Everything it found is on its way.
  var isDone: Bool { remaining.load(ordering: .acquiring) == 0 }

  func start() {
    endInterrupted()
    guard !recovered.left.isEmpty else {
      mark.remove()
      acquitted.signal()
      return
    }
    let deaths = mark.read()
    let suspects = recovered.left.filter { $0.path == deaths?.file }
    if suspects.isEmpty { acquitted.signal() }
    // Nothing is known of who killed the last run; should this one die, too, the next is careful.
    if deaths == nil { mark.write(nil, after: nil) }
    intake.large.async(group: intake.group) { [self] in
      var last: DepositInTransit?
      for left in suspects + recovered.left.filter({ $0.path != deaths?.file }) {
        guard waitForRoom() else { break }
        if deaths != nil, !left.hasEnded { mark.write(left.path, after: deaths) }
        let deposit = take(left, deaths)
        if deaths != nil { waitForEnd(of: deposit) }
        if left.path == deaths?.file { acquitted.signal() }
        last = deposit ?? last
        remaining.subtract(1, ordering: .releasing)
      }
      waitForEnd(of: last)
      // A stop is no death.
      mark.remove()
      remaining.store(0, ordering: .releasing)
      intake.context.heartbeat.rest(Stage.large)
    }
  }

  /// Call before anything new is taken.
  func waitForSuspect() { _ = acquitted.wait(timeout: .now() + Self.isolation) }

  private func endInterrupted() {
    for deposit in recovered.interrupted {
      intake.begin()
      let reason = Rejection(
        .unreadable, "the program ended while it was read; its file is another deposit now")
      if !intake.reader.giveUp(deposit, reason, digest: nil) { intake.release() }
    }
    intake.context.heartbeat.rest(Stage.large)
  }

  /// False when the desk stops.
  private func waitForRoom() -> Bool {
    while !intake.isStopping {
      if intake.inFlightCount < Intake.inFlightLimit / 2 { return true }
      usleep(2000)
    }
    return false
  }

  /// Until its end is durable; 10 s at most, since storage may be at fault.
  private func waitForEnd(of deposit: DepositInTransit?) {
    for _ in 0..<5000 where !intake.isStopping {
      guard let deposit, deposit.progress.withLock({ $0.outcome == nil }) else { return }
      usleep(2000)
    }
  }

  /// Returns: what is being read now, if it is.
  private func take(
    _ left: Recovered.Left, _ deaths: RecoveryMark.Deaths?
  ) -> DepositInTransit? {
    do {
      switch try recovered.open(left) {
      case .ended(var ended, let file):
        if ended.outcome == .partial {
          ended.rejected = try intake.reader.keptRecords(of: ended.deposit, file.descriptor)
        }
        intake.begin()
        dispose([ended])
        return nil
      case .unread(let deposit, let file):
        intake.begin()
        if let deaths, deaths.file == left.path, deaths.count >= Self.deathLimit {
          setAside(deposit, file, deaths.count)
        } else {
          intake.readLarge(deposit, file)
        }
        return deposit
      }
    } catch {
      let cause = (error as? any Failure)?.message ?? "\(error)"
      intake.context.log.warning(
        "\(quoted(left.file.name.text)) stays in claim/ for the next start: \(cause)")
      return nil
    }
  }

  /// Not decoded any more: only hashed, which never killed anybody.
  private func setAside(_ deposit: DepositInTransit, _ file: ClaimedFile, _ deaths: Int) {
    let reason = Rejection(.poison, "the program died \(deaths) times while it was read")
    intake.context.log.event(
      .poison, "\(quoted(deposit.name.text)) is set aside: \(reason.message)",
      ["file": "\(deposit.name.text)", "code": "\(reason.code)"])
    // A file that cannot be read stays in claim/.
    let digest = try? intake.reader.digest(of: file.descriptor, Stage.large).0
    guard let digest, intake.reader.giveUp(deposit, reason, digest: digest) else {
      return intake.release()
    }
  }
}
