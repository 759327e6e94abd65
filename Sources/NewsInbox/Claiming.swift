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
    case notClaimed(ArrivalOutcome)
  }

  private let inbox: Inbox
  private let spool: Spool
  private let timing: Timing
  private let batch = Guarded<ClaimBatch?>(nil)

  package init(_ inbox: Inbox, spool: Spool, timing: Timing) {
    self.inbox = inbox
    self.spool = spool
    self.timing = timing
  }

  /// Opens, checks and claims one file; about 25 µs.
  ///
  /// Throws: what is not this file's fault: no descriptors left, disk full, read-only, no permission in
  /// claim/, an inbox on another file system. The arrival must be finished then, too, as `.refused`.
  package func claim(_ arrival: Arrival) throws(InboxError) -> Result {
    do {
      return try take(arrival)
    } catch {
      switch error.number {
      case ENOENT, ENOTDIR, ESTALE: return .notClaimed(.gone)
      case ELOOP: return .notClaimed(.notRegular(.symlink))
      case ENXIO: return .notClaimed(.notRegular(.socket))
      case EAGAIN, ETXTBSY: return .notClaimed(.busy)
      // A folder is only ever made in claim/: that it may not be is not this file's fault.
      case EACCES where error.call != "mkdirat", EPERM where error.call != "mkdirat":
        return .notClaimed(.refused(cause: error.description))
      default: throw .system(error)
      }
    }
  }

  private func take(_ arrival: Arrival) throws(SystemError) -> Result {
    let name = arrival.file.name
    let parent = try parentFolder(of: arrival)
    // Before it is opened: opening alone can have an effect on a FIFO or a device.
    guard let seen = try parent.facts(of: name.last.bytes) else { return .notClaimed(.gone) }
    guard seen.kind == .regular else { return .notClaimed(.notRegular(seen.kind)) }
    let descriptor = try parent.openForReading(name.last.bytes)
    if arrival.completeness == .leaseNeeded {
      switch try lease(descriptor, in: parent) {
      case .granted: break
      case .writerPresent: return .notClaimed(.busy)
      case .unavailable: return .notClaimed(.noLease(try descriptor.facts()))
      }
    }
    let facts = try descriptor.facts()
    guard facts.kind == .regular else { return .notClaimed(.notRegular(facts.kind)) }
    // Between the last look and the lease a piece may have been appended: then it is not quiet yet.
    if arrival.completeness == .leaseNeeded, isFresh(facts) { return .notClaimed(.busy) }
    // The lease has held every writer off until here. Kept on, it would make one who waits in open(2)
    // write *after* our reading, when nobody looks any more; so he may write now, and `isUnchanged`
    // finds out.
    defer { if arrival.completeness == .leaseNeeded { Lease.release(descriptor) } }
    var claimed = ClaimedFile(
      file: arrival.file, mode: inbox.mode, descriptor: descriptor, facts: facts, place: nil,
      arrival: arrival, youth: arrival.completeness == .graceOver ? nil : timing.youth,
      syncFailuresBefore: spool.failures.count)
    if inbox.mode == .leave { return .claimed(claimed) }
    guard let place = try move(name, from: parent, opened: facts) else {
      return .notClaimed(.busy)
    }
    claimed.place = place
    return .claimed(claimed)
  }

  private func parentFolder(of arrival: Arrival) throws(SystemError) -> Folder {
    let above = arrival.file.name.folder.bytes
    return above.isEmpty ? arrival.root : try arrival.root.folder(above)
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

  /// Renames into the current batch. Returns: nil when the name stood for another file than the one
  /// that is open; that one is back in the inbox then.
  private func move(
    _ name: FileName, from parent: Folder, opened: FileFacts
  ) throws(SystemError) -> ClaimedFile.Place? {
    let last = name.last.bytes
    let (batch, target) = try reserve(name, in: parent)
    do {
      try parent.rename(last, to: target, as: last)
    } catch {
      batch.release(name)
      throw error
    }
    let moved = try target.facts(of: last)
    guard let moved, moved.isSameFile(as: opened) else {
      // If its name has been taken again meanwhile, it stays here, and recovery takes it.
      try target.rename(last, to: parent, as: last)
      batch.release(name)
      return nil
    }
    return ClaimedFile.Place(batch: batch, folder: target, name: last)
  }

  /// A place in the current batch, or in a new one when that is full or has a file of this name.
  private func reserve(
    _ name: FileName, in parent: Folder
  ) throws(SystemError) -> (ClaimBatch, Folder) {
    while true {
      let current = try batch.withLock { batch throws(SystemError) -> ClaimBatch in
        if let batch { return batch }
        let made = try ClaimBatch(in: spool.claim, inbox: inbox.name)
        batch = made
        return made
      }
      if let folder = try current.reserve(name) {
        if try folder.facts(of: name.last.bytes) == nil { return (current, folder) }
        current.release(name)
      }
      batch.withLock { if $0 === current { $0 = nil } }
      // Nobody disposes of its last file when none was ever renamed into it. What cannot be removed
      // now, the next start removes.
      try? current.removeIfEmpty()
    }
  }

  /// Renames a claimed file back to where it was, because its writer goes on.
  ///
  /// Returns: its facts there, for `ArrivalOutcome.putBack`; nil when the name is taken or its folder
  /// gone: then it can only be dealt with as it is. In leave mode it never left.
  package func putBack(_ claimed: ClaimedFile) throws(InboxError) -> FileFacts? {
    try reporting { () throws(SystemError) -> FileFacts? in
      guard let place = claimed.place else { return try claimed.descriptor.facts() }
      guard let arrival = claimed.arrival else { return nil }
      do throws(SystemError) {
        let parent = try parentFolder(of: arrival)
        try place.folder.rename(place.name, to: parent, as: place.name)
      } catch {
        guard [EEXIST, ENOENT, ENOTDIR, ELOOP, EXDEV].contains(error.number) else { throw error }
        return nil
      }
      place.batch.release(claimed.file.name)
      // It is back, whatever fails from here on: read as well as back it would be two deposits. What
      // cannot be removed now, the next start removes.
      try? place.batch.removeIfEmpty()
      return (try? claimed.descriptor.facts()) ?? claimed.facts
    }
  }
}
