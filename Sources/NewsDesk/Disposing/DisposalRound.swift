import NewsAnswers
import NewsInbox
import NewsLinux
import NewsModel

/// One attempt at some ended deposits: each goes where it belongs, or is kept with the last error.
struct DisposalRound {
  let spool: Spool
  let order: OrderKeeping
  let time: Timestamp
  /// An earlier attempt may have moved some of them before it failed.
  let isAgain: Bool
  private(set) var failure: InboxError?
  private var kept: [ClaimID: EndedDeposit] = [:]

  init(spool: Spool, order: OrderKeeping, time: Timestamp, isAgain: Bool) {
    self.spool = spool
    self.order = order
    self.time = time
    self.isAgain = isAgain
  }

  /// - Returns: those that are still in claim/.
  mutating func dispose(_ all: [EndedDeposit]) -> [EndedDeposit] {
    let here = isAgain ? all.filter { !isGone($0) } : all
    // What has gone in an earlier attempt went without the sync of its folder.
    if here.count < all.count {
      makeDurable(all.filter { kept[$0.deposit.claim] == nil })
    }
    setAsideRecords(here)
    let files = here.filter { kept[$0.deposit.claim] == nil }
    setAside(files.filter(\.isSetAside))
    move(files.filter { !$0.isSetAside })
    return all.compactMap { kept[$0.deposit.claim] }
  }

  private mutating func keep(_ ended: EndedDeposit, _ error: InboxError) {
    var ended = ended
    if error.isFailedSync { ended.isInDoubt = true }
    kept[ended.deposit.claim] = ended
    failure = error
  }

  private mutating func isGone(_ ended: EndedDeposit) -> Bool {
    do {
      return try ended.claimed?.isGone() ?? false
    } catch {
      keep(ended, error)
      return false
    }
  }

  private mutating func makeDurable(_ all: [EndedDeposit]) {
    do {
      try spool.sync()
    } catch {
      for ended in all { keep(ended, error) }
    }
  }

  /// After a failed sync the kernel may call pages clean that never reached the disk, and the next sync
  /// succeeds (P12): what counts is what the disk gives back. Cost: reads the file.
  private mutating func isIntact(_ ended: EndedDeposit) -> Bool {
    guard let file = ended.claimed, let digest = ended.ending.digest,
      ended.isInDoubt || spool.mayHaveLost(file)
    else { return true }
    do {
      try file.descriptor.dropCache()
      let found = try DepositBytes(file.descriptor).finish(
        limitBytes: Int(clamping: ended.ending.sizeBytes))
      if found == digest { return true }
      keep(ended, .damaged(ended.deposit.name))
    } catch {
      keep(
        ended,
        (error as? SystemError).map { .system($0, at: .claim) } ?? .damaged(ended.deposit.name))
    }
    return false
  }

  /// Before their containers, which are what is left of them in claim/ after a crash.
  private mutating func setAsideRecords(_ all: [EndedDeposit]) {
    // A whole file that failed is set aside as it is; its records are in it.
    let records = all.filter { !$0.isSetAside && $0.outcome == .partial }.flatMap { ended in
      ended.rejected.map { (ended: ended, record: $0) }
    }
    for start in stride(from: 0, to: records.count, by: DisposeStage.chunk) {
      let part = records[start..<min(start + DisposeStage.chunk, records.count)]
      do {
        let results = try SetAside(spool).setAside(
          records: part.map {
            (bytes: $0.record.bytes, reason: $0.ended.reasonFile(of: $0.record))
          })
        for (one, result) in zip(part, results) { note(one.ended, result) }
      } catch {
        for one in part { keep(one.ended, error) }
      }
    }
  }

  private mutating func setAside(_ bad: [EndedDeposit]) {
    let files = bad.compactMap { ended in ended.claimed.map { (ended, $0) } }
    guard !files.isEmpty else { return }
    let attempts = order.attempts(of: files.map(\.0))
    do {
      let results = try SetAside(spool).setAside(
        zip(files, attempts).map { file, attempts in
          var reason = file.0.reasonFile
          reason.attempts = attempts
          return (claimed: file.1, reason: reason)
        })
      for (file, result) in zip(files, results) { note(file.0, result) }
    } catch {
      for file in files { keep(file.0, error) }
    }
  }

  private mutating func move(_ good: [EndedDeposit]) {
    let files = good.filter { isIntact($0) }.compactMap { ended in
      ended.claimed.flatMap { file in
        ended.ending.digest.map { (ended, Disposal.Item(file, digest: $0)) }
      }
    }
    do {
      let results = try Disposal(spool).dispose(of: files.map(\.1), at: time)
      for (file, result) in zip(files, results) { note(file.0, result) }
    } catch {
      for file in files { keep(file.0, error) }
    }
  }

  private mutating func note<T>(_ ended: EndedDeposit, _ result: Result<T, InboxError>) {
    if case .failure(let error) = result { keep(ended, error) }
  }
}
