import Glibc
import NewsBytes
package import NewsLinux
package import NewsModel

/// A file that is ours: open, complete as far as anybody can tell, and out of its writer's reach (but
/// in leave mode, where it stays in the inbox).
package struct ClaimedFile: Sendable {
  /// Where it lies in claim/.
  package struct Place: Sendable {
    package let batch: ClaimBatch
    let folder: Folder
    let name: [UInt8]
    /// It is in work while this lives.
    private let hold: ClaimsInWork.Hold
    /// Below claim/.
    package var path: FileName { hold.path }

    /// A file at a path below a batch, in the folder of it that is open.
    init(_ path: FileName, in batch: ClaimBatch, _ folder: Folder, of work: ClaimsInWork) {
      self.batch = batch
      self.folder = folder
      name = path.last.bytes
      hold = ClaimsInWork.Hold(FileName(bytes: batch.name + [0x2F] + path.bytes), in: work)
    }
  }
  /// Its inbox and its path below it.
  package var file: InboxFile
  package var mode: Inbox.Mode
  package var descriptor: Descriptor
  /// Taken after the last check for a writer, before the claim's rename: what is read must fit them.
  package var facts: FileFacts
  /// Nil in leave mode.
  package var place: Place?
  /// Nil for one that recovery found.
  package var arrival: Arrival?
  /// A mark lay beside it.
  var isMarked = false
  /// How long after its last change its writer may still go on; nil when nobody does any more.
  var youth: Duration?
  /// Failed syncs of its file system before it was claimed (`Spool.mayHaveLost`).
  var syncFailuresBefore = 0

  /// No byte changed since it was claimed: size and modification time are as they were. The change
  /// time is not asked, the claim itself sets it.
  ///
  /// To be asked after reading. False: put it back, its writer goes on.
  package func isUnchanged() throws(InboxError) -> Bool {
    try reporting(at: .file) { () throws(SystemError) in try descriptor.facts() }.hasSameContent(
      as: facts)
  }

  /// Nothing of it is in claim/ any more: an attempt to dispose of it that failed later had moved it
  /// already, or a person has taken it away. Its place is given back then, and the batch removed when
  /// it was the last. False in leave mode.
  package func isGone() throws(InboxError) -> Bool {
    guard let place else { return false }
    return try reporting(at: .claim) { () throws(SystemError) in
      guard try place.folder.facts(of: place.name) == nil else { return false }
      place.batch.release(file.name)
      try place.batch.removeIfEmpty()
      return true
    }
  }

  /// A file whose last change (mtime and ctime) is under `youth` ago and that ends too early may have a
  /// writer who goes on: put it back once; then it fails. A time in the future says nothing, and counts as
  /// young the first time.
  package func isYoung(now: Moment) -> Bool {
    guard let youth else { return false }
    let latest = max(facts.modifiedNanoseconds, facts.changedNanoseconds)
    let (age, overflow) = now.wallNanoseconds.subtractingReportingOverflow(latest)
    return overflow || age < youth.nanoseconds
  }

  /// Renames a claimed file back to where it was, because its writer goes on.
  ///
  /// - Returns: its facts there, for `Arrival.Outcome.putBack`; nil when the name is taken or its
  ///   folder gone: then it can only be dealt with as it is. In leave mode it never left.
  package func putBack() throws(InboxError) -> FileFacts? {
    try reporting(at: .arrival) { () throws(SystemError) -> FileFacts? in
      guard let place else { return try descriptor.facts() }
      guard let arrival else { return nil }
      do throws(SystemError) {
        let parent = try arrival.parentFolder()
        // Its own is gone, and it would wait for ever.
        if isMarked { _ = try? parent.createFile(place.name + Mark.ours) }
        try place.folder.rename(place.name, to: parent, as: place.name)
      } catch {
        guard [EEXIST, ENOENT, ENOTDIR, ELOOP, EXDEV].contains(error.number) else { throw error }
        return nil
      }
      place.batch.release(file.name)
      // It is back, whatever fails from here on: read as well as back it would be two deposits. What
      // cannot be removed now, `IdleClaims` removes.
      try? place.batch.removeIfEmpty()
      return (try? descriptor.facts()) ?? facts
    }
  }
}
