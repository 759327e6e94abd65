import Dispatch
import Glibc
import Logging
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import Synchronization

/// Finishes what an earlier run left in claim/, on the large lane, beside the watch: a start is not
/// held up by it, and new copy goes on.
///
/// When a run dies over it by its own hand, the next one is careful: it takes one file, waits for its
/// end, takes the next, and nothing else goes on meanwhile. So a file that kills the process is known,
/// and the start after that sets it aside: it has then died three times (P11), in use, in a recovery,
/// and over this file alone. A kill from outside is no death of that kind.
final class RecoveryLane: Sendable {
  private let recovered: Recovered
  private let intake: Intake
  private let mark: RecoveryMark
  private let dispose: @Sendable ([EndedDeposit]) -> Void
  private let remaining: Atomic<Int>

  init(
    _ recovered: Recovered, intake: Intake, mark: RecoveryMark,
    dispose: @escaping @Sendable ([EndedDeposit]) -> Void
  ) {
    self.recovered = recovered
    self.intake = intake
    self.mark = mark
    self.dispose = dispose
    remaining = Atomic(recovered.left.count + recovered.unexplained.count)
  }

  /// Everything it found is on its way.
  var isDone: Bool { remaining.load(ordering: .acquiring) == 0 }

  /// Parameter others: begins all other work; called at once, or when a careful recovery is over.
  func start(others: @escaping @Sendable () -> Void) {
    endInterrupted()
    if !recovered.unexplained.isEmpty {
      intake.large.async(group: intake.group) { [self] in explain() }
    }
    guard !recovered.left.isEmpty else {
      mark.remove()
      return others()
    }
    let deaths = mark.read()
    if deaths == nil { others() }
    // Nothing is known of who killed the last run; should this one die, too, the next is careful.
    if deaths == nil { mark.write(nil, after: nil) }
    intake.large.async(group: intake.group) { [self] in
      var last: DepositInTransit?
      for left in recovered.left {
        guard waitForRoom() else { break }
        if deaths != nil, !left.hasEnded { mark.write(left.path, after: deaths) }
        let deposit = take(left, deaths)
        if deaths != nil { waitForEnd(of: deposit) }
        last = deposit ?? last
        remaining.subtract(1, ordering: .releasing)
      }
      waitForEnd(of: last)
      // A stop is no death.
      mark.remove()
      if deaths != nil { others() }
      remaining.store(0, ordering: .releasing)
      intake.context.heartbeat.rest(Stage.large)
    }
  }

  private func endInterrupted() {
    for deposit in recovered.interrupted {
      intake.begin()
      let reason = Rejection(
        .unreadable, "the program ended while it was read; its file is another deposit now")
      if !intake.reader.giveUp(deposit, reason, digest: nil) { intake.release() }
    }
    intake.context.heartbeat.rest(Stage.large)
  }

  /// Writes the reasons that an earlier run may not have come to: of files that are left where they
  /// lie. Those that have changed or gone since need none.
  private func explain() {
    for (record, batch) in recovered.unexplained where waitForRoom() {
      do {
        if let (found, file) = try recovered.openUnexplained(record, batch: batch),
          try intake.reader.digest(of: file.descriptor, Stage.large).0 == found.ending.digest
        {
          var ended = found
          if ended.outcome == .partial {
            ended.rejected = try intake.reader.keptRecords(of: ended.deposit, file.descriptor)
          }
          intake.begin()
          dispose([ended])
        } else {
          intake.onBatchGone(batch)
        }
      } catch {
        let cause = (error as? any Failure)?.message ?? "\(error)"
        intake.context.log.warning(
          "the reasons for \(quoted(record.deposit.name.text)) wait for the next start: \(cause)")
      }
    }
    remaining.subtract(recovered.unexplained.count, ordering: .releasing)
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
      guard let deposit, !deposit.isHeld, deposit.progress.withLock({ $0.outcome == nil }) else {
        return
      }
      usleep(2000)
    }
  }

  /// Returns: what is being read now, if it is. Parameter again: attempts before this one.
  private func take(
    _ left: Recovered.Left, _ deaths: RecoveryMark.Deaths?, again: Int = 0
  ) -> DepositInTransit? {
    do {
      switch try recovered.open(left) {
      case .ended(var ended, let file):
        // What killed the program is not decoded again, not even for its bad records.
        if ended.outcome == .partial, !ended.isPoison {
          ended.rejected = try intake.reader.keptRecords(of: ended.deposit, file.descriptor)
        }
        intake.begin()
        dispose([ended])
        return nil
      case .unread(let deposit, let file):
        intake.begin()
        if deaths?.file == left.path {
          setAside(deposit, file)
        } else {
          intake.readLarge(deposit, file)
        }
        return deposit
      }
    } catch {
      takeLater(left, deaths, again: again, error)
      return nil
    }
  }

  /// What cannot be opened now may be readable in a moment, as for a file that was just claimed
  /// (`Intake.readOn`). Of one that may have killed the program the next start decides.
  private func takeLater(
    _ left: Recovered.Left, _ deaths: RecoveryMark.Deaths?, again: Int, _ error: any Error
  ) {
    // A person has taken it away.
    if case .system(let system)? = error as? InboxError, system.number == ENOENT { return }
    if again == 0 {
      let cause = (error as? any Failure)?.message ?? "\(error)"
      let when = deaths == nil ? "trying again" : "the next start tries again"
      intake.context.log.warning(
        "\(quoted(left.file.name.text)) stays in claim/, \(when): \(cause)")
    }
    guard deaths == nil else { return }
    let seconds = min(Intake.longestAgainDelay, Intake.againDelay << min(again, 8))
    intake.large.asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
      intake.group.enter()
      defer { intake.group.leave() }
      if !intake.isStopping { _ = take(left, nil, again: again + 1) }
    }
  }

  /// Not decoded any more: only hashed, which never killed anybody.
  private func setAside(_ deposit: DepositInTransit, _ file: ClaimedFile) {
    let reason = Rejection(.poison, "the program has died over it again and again")
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
