import Glibc
package import NewsLinux
package import NewsModel

/// What can go wrong between an inbox and its spool. No case blames the news: what is wrong with a
/// file's content is for the decoders to say.
package enum InboxError: Failure, Hashable {
  /// The disk, the file system or a permission said no. The error names call and number.
  case system(SystemError, at: Place)
  /// Inbox, claim/, done/ and failed/ must lie on one file system and one mount, or no rename works.
  case spoolOnOtherFileSystem(spool: String, inbox: String)
  /// A spool in an inbox is a link, or whoever drops there has made it or may write to it.
  case foreignSpool(String)
  /// A hundred names in done/ or failed/ were taken by other files.
  case noFreeName(FileName)
  /// After a failed sync the disk gives back other bytes than were read; the articles are stored.
  case damaged(FileName)

  /// Where a call failed: one number means a file that is not to be had in one place, and in another
  /// that the desk itself cannot work.
  package enum Place: String, Sendable {
    /// The file, or the way to it in its inbox: of no other file anything is said.
    case arrival = "the inbox"
    case claim = "claim/"
    case done = "done/"
    case failed = "failed/"
    case order = "order/"
    /// The spool itself, or its file system.
    case spool = "the spool"
    /// A file that is open: reading it.
    case file = "the file"
  }

  package var code: String {
    switch self {
    case .system(let error, _):
      switch error.number {
      case ENOSPC, EDQUOT: "disk-full"
      case EROFS: "read-only"
      case EIO, EUCLEAN: "disk-error"
      case EACCES, EPERM: "permission"
      case EXDEV: "other-file-system"
      case EMFILE, ENFILE, ENOMEM, ENOLCK: "out-of-resources"
      case ENOENT, ESTALE, ENODEV, ENOTDIR: "folder-gone"
      default: "system-call"
      }
    case .spoolOnOtherFileSystem: "other-file-system"
    case .foreignSpool: "foreign-spool"
    case .noFreeName: "no-free-name"
    case .damaged: "damaged"
    }
  }

  /// After a failed sync nothing is known of what the disk holds, and a second try may lie (P12):
  /// stop, reopen, verify. What concerns one arrival alone is tried again with it; what keeps claim/ from
  /// taking any file stops the claims until a trial succeeds. The rest may pass by itself or by a person.
  package var disposition: Disposition {
    switch self {
    case .system(let error, .arrival): Self.ofOneArrival.contains(error.number) ? .retry : .stop
    case .system(_, .claim): .stop
    case .system(let error, _):
      isFailedSync || error.number == EIO || error.number == EROFS ? .stop : .retry
    case .spoolOnOtherFileSystem, .foreignSpool, .damaged: .stop
    case .noFreeName: .retry
    }
  }

  /// What the kernel says of a name, and not of itself: its file is gone, barred, busy or no file.
  private static let ofOneArrival = [
    ENOENT, ENOTDIR, ESTALE, ELOOP, ENXIO, EAGAIN, ETXTBSY, EACCES, EPERM, ENAMETOOLONG,
  ]

  /// Nothing is known of what it was to make durable, and a second sync would not tell (P12).
  package var isFailedSync: Bool {
    guard case .system(let error, _) = self else { return false }
    return ["fsync", "fdatasync", "syncfs"].contains(error.call)
  }

  package var message: String {
    switch self {
    case .system(let error, let place): "\(error.description), in \(place.rawValue)"
    case .spoolOnOtherFileSystem(let spool, let inbox):
      "the spool \(quoted(spool)) and the inbox \(quoted(inbox)) must be on one file system"
    case .foreignSpool(let spool):
      "the spool \(quoted(spool)) is a link, or was made by somebody else, who could take what is stored:"
        + " look at it and remove it, or give a spool of its own"
    case .damaged(let name):
      "\(quoted(name.text)) is not on disk as it was read: its articles are stored, and it stays in claim/"
    case .noFreeName(let name): "no free name is left for \(quoted(name.text))"
    }
  }
}

/// Runs system calls and makes their error ours, with the place where it was met.
func reporting<R>(
  at place: InboxError.Place, _ body: () throws(SystemError) -> R
) throws(InboxError) -> R {
  do { return try body() } catch { throw .system(error, at: place) }
}
