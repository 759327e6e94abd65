package import NewsLinux
package import NewsModel

/// Files in claim/ that nobody in this process works on: an error has taken them out of everybody's hands
/// before their end. The next start takes them; until then they are named, and not only counted.
///
/// A claimed file is in work for as long as anybody holds its place (`ClaimsInWork`). One that is met twice
/// in a row and held neither time is idle: a claim or a disposal that is under way is over by then. So is a
/// folder there that was met twice and held no file either time: an error ended the claim that made it, or
/// its removal.
package struct IdleClaims: Sendable {
  package struct File: Hashable, Sendable {
    /// Its path below claim/.
    package var path: FileName
    /// Since its claim, by the file's change time, nanoseconds.
    package var ageNanoseconds: Int64
  }
  private var unheld: [FileName: FileFacts] = [:]
  private var empty: Set<[UInt8]> = []

  package init() {}

  /// Lists claim/, and removes the idle folders. Call it now and then, with seconds in between. Cost: 2 µs a
  /// file there.
  ///
  /// - Parameters:
  ///   - spool: The one that the files were claimed into.
  ///   - now: For their age.
  /// - Returns: The oldest first.
  /// - Throws: What keeps claim/ from being read.
  package mutating func look(at spool: Spool, now: Moment) throws(InboxError) -> [File] {
    let found = try reporting(at: .claim) { () throws(SystemError) in
      try spool.claim.regularFiles(below: [])
    }
    try removeEmpty(
      in: spool, besides: Set(found.map { Array($0.path.bytes.prefix { $0 != 0x2F }) }))
    let before = unheld
    unheld = [:]
    for file in found where !spool.work.holds(file.path) { unheld[file.path] = file.facts }
    let idle = unheld.filter { path, facts in
      before[path].map { facts.isSameFile(as: $0) } ?? false
    }
    return idle.map { path, facts in
      File(path: path, ageNanoseconds: max(0, now.wallNanoseconds - facts.changedNanoseconds))
    }.sorted { ($1.ageNanoseconds, $0.path) < ($0.ageNanoseconds, $1.path) }
  }

  private mutating func removeEmpty(
    in spool: Spool, besides occupied: Set<[UInt8]>
  ) throws(InboxError) {
    let before = empty
    empty = []
    try reporting(at: .claim) { () throws(SystemError) in
      for entry in try spool.claim.entries() where !occupied.contains(entry.name) {
        guard try spool.claim.facts(of: entry.name)?.kind == .folder else { continue }
        if before.contains(entry.name) {
          // What cannot be removed now, the next look removes.
          try? Recovery.removeEmpty(entry.name, in: spool)
        } else {
          empty.insert(entry.name)
        }
      }
    }
  }
}

/// The places in claim/ that somebody in this process holds, and the folders there that it knows.
/// Thread-safe.
package final class ClaimsInWork: Sendable {
  private struct Batch: Sendable {
    weak var batch: ClaimBatch?
  }
  private let held = Guarded<[FileName: Int]>([:])
  private let batches = Guarded<[[UInt8]: Batch]>([:])

  /// The one of this name, while anybody has it: a second one would count other files, and remove the
  /// folder under the first.
  func batch(_ name: [UInt8]) -> ClaimBatch? { batches.withLock { $0[name]?.batch } }

  func add(_ batch: ClaimBatch) {
    batches.withLock { batches in
      batches = batches.filter { $0.value.batch != nil }
      batches[batch.name] = Batch(batch: batch)
    }
  }

  /// `path` is one below claim/.
  func holds(_ path: FileName) -> Bool { held.withLock { $0[path] != nil } }

  /// Somebody works on the file for as long as this lives, also in copies of what it is in.
  package final class Hold: Sendable {
    private let work: ClaimsInWork
    let path: FileName

    init(_ path: FileName, in work: ClaimsInWork) {
      self.work = work
      self.path = path
      work.held.withLock { $0[path, default: 0] += 1 }
    }

    deinit {
      work.held.withLock { held in
        let count = held[path, default: 1] - 1
        held[path] = count > 0 ? count : nil
      }
    }
  }
}
