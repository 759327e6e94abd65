package import NewsModel
import Synchronization

/// The work that keeps memory bounded and look-ups short. All of it on the store queue: `upkeep` inside a
/// transaction, `committed` after its COMMIT. A transaction that failed leaves an index that must be
/// thrown away, as one that failed to store an article does.
extension CopyIndex {
  /// Postings of work for each article admitted that keep the work from piling up: an article has 48,
  /// each goes through a merge some eight times in ten million articles, and a margin of two.
  package static let upkeepOfAnArticle = 1024
  /// A slice in idle time: 5 to 10 ms.
  package static let upkeepSlice = 200_000

  /// Something is to be done, in slices, as soon as there is time.
  package var hasUpkeep: Bool {
    upkeep.withLock { $0.hasWork } || isFull || state.withLock { $0.postings.unfiltered } != nil
  }

  private var isFull: Bool {
    state.withLock { $0.sealedArticles >= sealedLimit } && !upkeep.withLock { $0.isWriting }
  }

  /// Does so many postings' worth of work, and returns what the store must do for it, in this
  /// transaction.
  package func upkeep(
    postings budget: Int, archive: some CopyArchive
  ) throws -> [PostingChange] {
    let view = state.withLock { state in
      (
        sealed: state.postings.sealed, runs: state.postings.runs, floor: state.postings.floor,
        through: state.postings.through, unfiltered: state.postings.unfiltered
      )
    }
    let isFull = isFull
    return try upkeep.withLock { upkeep in
      var changes: [PostingChange] = []
      if isFull, let last = view.sealed.last?.last {
        changes.append(upkeep.write(view.sealed, first: view.through + 1, last: last))
      }
      changes += upkeep.plan(view.runs, floor: view.floor, unfiltered: view.unfiltered)
      changes += try upkeep.step(postings: budget) { try archive.page($0, $1) }
      return changes
    }
  }

  /// After the COMMIT of what `upkeep` has asked for: takes new runs into use.
  package func committed() {
    for merge in upkeep.withLock({ $0.takeFinished() }) {
      state.withLock { $0.adopt(merge) }
    }
    if let scan = upkeep.withLock({ $0.takeScanned() }) {
      state.withLock { $0.insert(scan.filter, of: scan.run) }
    }
  }

  /// The counts of sentences as they stand, when the last stored ones are old: for the store's keeping,
  /// in the transaction of the last article. 8 MiB at most.
  package func sentenceCountsIfDue() -> (through: ArticleID, data: [UInt8])? {
    let last = state.withLock { $0.lastArticle }
    let isDue = countsThrough.withLock { through in
      guard Int(last - min(last, through)) >= sealedLimit else { return false }
      through = last
      return true
    }
    guard isDue else { return nil }
    return (ArticleID(number: last), state.withLock { $0.sentences.bytes })
  }

  /// Articles before this one are no candidates any more, from the next decision on: retention by age.
  /// Returns what the store must do for it in this transaction, besides keeping the number for
  /// `Saved.floor`. What a worker has looked up before is looked up again.
  package func forget(before id: ArticleID) -> [PostingChange] {
    let busy = upkeep.withLock { $0.merging }
    let gone = state.withLock { $0.raiseFloor(to: id.number, merging: busy) }
    return upkeep.withLock { $0.retire(gone) }
  }
}
