import Glibc
package import NewsLinux
package import NewsModel

/// A file in one of the inboxes: which inbox (an index into the configured list) and its path below it.
package struct InboxFile: Hashable, Sendable {
  package var inbox: Int
  package var name: FileName
  package init(inbox: Int, name: FileName) {
    self.inbox = inbox
    self.name = name
  }
}

extension Arrival {
  /// Why a file is believed to be complete.
  package enum Completeness: String, Hashable, Sendable {
    /// It was renamed to its name: whoever does that has finished, if nobody has it open for writing.
    case renamedIn = "renamed-in"
    /// Its last write is over 200 ms old: complete if no writer has it open. Claiming takes the lease.
    case leaseNeeded = "lease-needed"
    /// No lease can be had, and nothing changed for 2 s.
    case quiet
    /// It ended too early while young, and has not changed for 30 s since: take it as it is.
    case graceOver = "grace-over"

    /// Where no lease can be had, it must lie quiet for a while first.
    var needsLease: Bool { self == .leaseNeeded || self == .renamedIn }
  }
}

/// A name that is ready to be claimed.
package struct Arrival: Sendable {
  package var file: InboxFile
  package var completeness: Arrival.Completeness
  /// The inbox as it was open when the file was found: whoever claims it takes it from there, also
  /// when the inbox was renamed or replaced meanwhile.
  package var root: Folder
  /// When the watch first noticed it, by an event or a scan; monotonic.
  package var noticedNanoseconds: Int64

  package init(
    file: InboxFile, completeness: Arrival.Completeness, root: Folder, noticedNanoseconds: Int64
  ) {
    self.file = file
    self.completeness = completeness
    self.root = root
    self.noticedNanoseconds = noticedNanoseconds
  }

  /// The folder it lies in, opened beneath the inbox.
  func parentFolder() throws(SystemError) -> Folder {
    let above = file.name.folder.bytes
    return above.isEmpty ? root : try root.folder(above)
  }
}

extension Arrival {
  /// What became of an arrival that was handed out: the watch asks for exactly one of these each.
  package enum Outcome: Hashable, Sendable {
    /// It is in claim/ and no longer the watch's business.
    case claimed
    /// It was not there any more.
    case gone
    /// A writer holds it: wait and ask again.
    case busy
    /// An unfinished file of its writer lies beside it: wait and ask again.
    case unfinished(beside: FileName)
    /// Its inbox waits for a mark, and none lies beside it.
    case unmarked
    /// No lease can be had: wait for the quiet time. The facts at that moment.
    case noLease(FileFacts)
    /// It was claimed, ended too early while young, and is back in the inbox with these facts.
    case putBack(FileFacts)
    /// It was claimed, could not be read, and is back in the inbox with these facts; the cause is for
    /// people. Tried again like one that was refused.
    case unread(FileFacts, cause: String)
    /// Leave mode: it was read (or set aside by name), these bytes need not be read again.
    case done(FileFacts)
    /// Not a regular file: left alone and listed.
    case notRegular(FileFacts.Kind)
    /// It cannot be opened or claimed; the cause is for people. Tried again, at most every 30 s.
    case refused(cause: String)
  }

  /// Why a file waits (P4: every waiting one has an age and a cause).
  package enum WaitCause: Hashable, Sendable {
    /// Its last write is too young.
    case settling
    /// A writer has it open.
    case writerPresent
    /// An unfinished file of this name lies beside it.
    case unfinished(beside: FileName)
    /// Neither a mark nor a checksum lies beside it.
    case unmarked
    /// No lease to be had: its quiet time runs.
    case noLease
    /// It ended too early, and its writer may go on.
    case young
    /// It cannot be opened or claimed.
    case refused(String)
    /// It is ready: the pipeline has not taken it yet, or works on it.
    case queued

    package var text: String {
      switch self {
      case .settling: "written a moment ago"
      case .writerPresent: "a writer has it open"
      case .unfinished(let other): "its download goes on: \(quoted(other.text)) lies beside it"
      case .unmarked: "neither a mark nor a checksum lies beside it"
      case .noLease: "no lease can be taken, waiting until the file is quiet"
      case .young: "ends too early, waiting for its writer"
      case .refused(let cause): cause
      case .queued: "waiting for its turn"
      }
    }
  }
}

extension Arrival.Outcome {
  /// What an error on an arrival's own name says of it.
  init(_ error: InboxError) {
    guard case .system(let error, _) = error else {
      self = .refused(cause: error.message)
      return
    }
    switch error.number {
    case ENOENT, ENOTDIR, ESTALE: self = .gone
    case ELOOP: self = .notRegular(.symlink)
    case ENXIO: self = .notRegular(.socket)
    case EAGAIN, ETXTBSY: self = .busy
    default: self = .refused(cause: error.description)
    }
  }
}
