import Glibc
import NewsBytes
package import NewsLinux
package import NewsModel

/// Takes arrivals of one inbox out of its writers' reach. Thread-safe: workers share it.
///
/// What an attacker who may write to the inbox could try: a symlink or FIFO for a name, a symlink for a
/// folder on the way (also swapped between two of our calls), another file for the one just opened. Every
/// call therefore works on an open folder and one component, folders are opened beneath the inbox without
/// symlinks, and the claimed name is compared with the file that is open.
package final class Claiming: Sendable {
  package enum Result: Sendable {
    case claimed(ClaimedFile)
    /// To be told to `InboxWatch.finish`.
    case notClaimed(Arrival.Outcome)
  }

  private let inbox: Inbox
  private let spool: Spool
  private let timing: Timing
  private let digest: Digest
  private let batch = Guarded<ClaimBatch?>(nil)
  private let stranded = Guarded<[Stranded]>([])

  /// Computes a file's checksum: by an algorithm as OpenSSL calls it, in hexadecimal digits.
  package typealias Digest =
    @Sendable (_ algorithm: String, Descriptor) throws(SystemError) ->
    String

  /// - Parameters:
  ///   - inbox: Whose files are claimed.
  ///   - spool: Where to.
  ///   - timing: When a file is fresh or young.
  ///   - digest: For an inbox that waits for marks.
  package init(
    _ inbox: Inbox, spool: Spool, timing: Timing,
    digest: @escaping Digest = { _, _ throws(SystemError) in
      throw SystemError(call: "digest", number: ENOSYS)
    }
  ) {
    self.digest = digest
    self.inbox = inbox
    self.spool = spool
    self.timing = timing
  }

  /// Opens, checks and claims one file; about 25 µs.
  ///
  /// - Throws: what is not this file's fault: no descriptors left, disk full, read-only, no
  ///   permission in claim/, an inbox on another file system. The arrival must be finished then,
  ///   too, as `.refused`.
  package func claim(_ arrival: Arrival) throws(InboxError) -> Result {
    do throws(InboxError) {
      return try take(arrival)
    } catch {
      switch error.disposition {
      case .retry, .quarantine: return .notClaimed(Arrival.Outcome(error))
      case .stop, .mend:
        guard isOfFileAlone(error) else { throw error }
        return .notClaimed(Arrival.Outcome(error))
      }
    }
  }

  /// A disk that does not give one file back, and does all else: were all claims stopped for it, they would
  /// begin again with the next trial and be stopped by the same file, each second.
  private func isOfFileAlone(_ error: InboxError) -> Bool {
    guard case .system(let system, .arrival) = error, [EIO, EUCLEAN].contains(system.number) else {
      return false
    }
    return (try? spool.tryClaim(from: inbox)) != nil
  }

  private func take(_ arrival: Arrival) throws(InboxError) -> Result {
    let opened = try reporting(at: .arrival) { () throws(SystemError) in try open(arrival) }
    switch opened {
    case .notTaken(let outcome): return .notClaimed(outcome)
    case .taken(let file, let parent):
      // The lease holds every writer off until here. Kept on, it would make one who waits in open(2)
      // write *after* our reading; so he may write now, and `isUnchanged` finds out.
      defer { Lease.release(file.descriptor) }
      switch try marks(of: file, in: parent) {
      case .agreed(let marks): return try claim(file, in: parent, marks)
      case .absent: return .notClaimed(.unmarked)
      case .differing(let words): return .notClaimed(.refused(cause: "checksum-differs: \(words)"))
      }
    }
  }

  private func claim(
    _ file: ClaimedFile, in parent: Folder, _ marks: [[UInt8]]
  ) throws(InboxError) -> Result {
    if inbox.mode == .leave { return .claimed(file) }
    guard let place = try move(file.file.name, from: parent, opened: file.facts) else {
      return .notClaimed(.busy)
    }
    var claimed = file
    claimed.place = place
    // Behind the claim, or a crash in between would leave a file whose mark is gone. One that stays lets the
    // next file of this name be taken as one is that needs no mark.
    for mark in marks { try? parent.unlink(mark) }
    return .claimed(claimed)
  }

  private func marks(of file: ClaimedFile, in parent: Folder) throws(InboxError) -> Mark.Verdict {
    guard inbox.waitsForMark else { return .agreed([]) }
    return try reporting(at: .arrival) { () throws(SystemError) in
      try Mark.look(
        beside: file.file.name.last.bytes, in: parent, file: file.descriptor, digest: digest)
    }
  }

  private enum Opening {
    /// Complete as far as the lease tells, which is held, and still in its folder.
    case taken(ClaimedFile, in: Folder)
    case notTaken(Arrival.Outcome)
  }

  private func open(_ arrival: Arrival) throws(SystemError) -> Opening {
    let name = arrival.file.name
    let parent = try arrival.parentFolder()
    // Before it is opened: opening alone can have an effect on a FIFO or a device.
    guard let seen = try parent.facts(of: name.last.bytes) else { return .notTaken(.gone) }
    guard seen.kind == .regular else { return .notTaken(.notRegular(seen.kind)) }
    let descriptor = try parent.openForReading(name.last.bytes)
    // Whatever made it ready: also who renames a file in may write on, as a rotated log's writer does.
    switch try lease(descriptor, in: parent) {
    case .granted: break
    case .writerPresent: return .notTaken(.busy)
    case .unavailable where arrival.completeness.needsLease:
      return .notTaken(.noLease(try descriptor.facts()))
    case .unavailable: break
    }
    // What is not taken closes its descriptor, and the lease goes with it.
    let facts = try descriptor.facts()
    guard facts.kind == .regular else { return .notTaken(.notRegular(facts.kind)) }
    // Between the last look and the lease a piece may have been appended: then it is not quiet yet.
    if arrival.completeness == .leaseNeeded, isFresh(facts) { return .notTaken(.busy) }
    let file = ClaimedFile(
      file: arrival.file, mode: inbox.mode, descriptor: descriptor, facts: facts, place: nil,
      arrival: arrival, isMarked: inbox.waitsForMark,
      // Who marks a file has finished.
      youth: arrival.completeness == .graceOver || inbox.waitsForMark ? nil : timing.youth,
      syncFailuresBefore: spool.failures.count)
    return .taken(file, in: parent)
  }

  /// Where other machines may write, a lease says nothing about them.
  private func lease(_ descriptor: Descriptor, in folder: Folder) throws(SystemError) -> Lease {
    if case .network = try folder.fileSystemKind() { return .unavailable(EOPNOTSUPP) }
    return Lease.take(descriptor)
  }

  private func isFresh(_ facts: FileFacts) -> Bool {
    let (age, overflow) = Moment.now().wallNanoseconds.subtractingReportingOverflow(
      facts.modifiedNanoseconds)
    return !overflow && (0..<timing.quiet.nanoseconds).contains(age)
  }

  /// Renames into the current batch.
  ///
  /// - Returns: nil when the name stood for another file than the one that is open; that one is
  ///   back in the inbox then.
  private func move(
    _ name: FileName, from parent: Folder, opened: FileFacts
  ) throws(InboxError) -> ClaimedFile.Place? {
    let last = name.last.bytes
    let (batch, target) = try reporting(at: .claim) { () throws(SystemError) in try reserve(name) }
    do throws(SystemError) {
      try parent.rename(last, to: target, as: last)
    } catch {
      batch.release(name)
      throw .system(error, at: Self.place(of: error, last, in: parent))
    }
    let place = ClaimedFile.Place(name, in: batch, target, of: spool.work)
    do throws(SystemError) {
      if let moved = try target.facts(of: last), moved.isSameFile(as: opened) { return place }
    } catch {
      strand(place, name, parent)
      throw .system(error, at: .claim)
    }
    strand(place, name, parent)
    return nil
  }

  /// Which end of the rename an error is about: it has two folders and one number. What is gone is gone
  /// in claim/ when the file is still where it was.
  private static func place(
    of error: SystemError, _ name: [UInt8], in parent: Folder
  ) -> InboxError.Place {
    guard error.number == ENOENT, let facts = try? parent.facts(of: name) else { return .arrival }
    return facts.kind == .regular ? .claim : .arrival
  }

  /// A file that is in claim/ and that nobody works on.
  private struct Stranded: Sendable {
    let place: ClaimedFile.Place
    let name: FileName
    let parent: Folder
  }

  /// Puts back what a claim could not keep: now, or by `bringBack` when even that fails.
  private func strand(_ place: ClaimedFile.Place, _ name: FileName, _ parent: Folder) {
    stranded.withLock { $0.append(Stranded(place: place, name: name, parent: parent)) }
    bringBack()
  }

  /// Puts back into the inbox what no claim could keep: an error between the claim's rename and its end
  /// would else leave a file in claim/ that nobody knows of before the next start. To be called now and
  /// then; costs nothing when there is none.
  ///
  /// - Returns: how many are still in claim/. Whose name has been taken again meanwhile stays there, and
  ///   the next start takes it.
  @discardableResult
  package func bringBack() -> Int {
    stranded.withLock { stranded in
      stranded = stranded.filter { file in
        do throws(SystemError) {
          try file.place.folder.rename(file.place.name, to: file.parent, as: file.place.name)
        } catch {
          guard error.number == ENOENT else { return true }
        }
        file.place.batch.release(file.name)
        // What cannot be removed now, `IdleClaims` removes.
        try? file.place.batch.removeIfEmpty()
        return false
      }
      return stranded.count
    }
  }

  /// A place in the current batch, or in a new one when that is full or has a file of this name.
  /// No file of this name lies in its place. A place that cannot be looked at is given back: else its batch
  /// would wait for a file that never comes.
  private func isFree(
    _ name: FileName, in folder: Folder, of batch: ClaimBatch
  ) throws(SystemError) -> Bool {
    do throws(SystemError) {
      return try folder.facts(of: name.last.bytes) == nil
    } catch {
      batch.release(name)
      try? batch.removeIfEmpty()
      throw error
    }
  }

  private func reserve(_ name: FileName) throws(SystemError) -> (ClaimBatch, Folder) {
    while true {
      let current = try batch.withLock { batch throws(SystemError) -> ClaimBatch in
        if let batch { return batch }
        let made = try ClaimBatch(in: spool, inbox: inbox.name)
        batch = made
        return made
      }
      if let folder = try current.reserve(name) {
        if try isFree(name, in: folder, of: current) { return (current, folder) }
        current.release(name)
      }
      batch.withLock { if $0 === current { $0 = nil } }
      // Nobody disposes of its last file when none was ever renamed into it. What cannot be removed
      // now, `IdleClaims` removes.
      try? current.removeIfEmpty()
    }
  }
}
