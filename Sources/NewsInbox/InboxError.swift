import Glibc
package import NewsLinux
package import NewsModel

/// What can go wrong between an inbox and its spool. No case blames the news: what is wrong with a
/// file's content is for the decoders to say.
package enum InboxError: Failure, Hashable {
  /// The disk, the file system or a permission said no. The error names call and number.
  case system(SystemError)
  /// Inbox, claim/, done/ and failed/ must lie on one file system and one mount, or no rename works.
  case spoolOnOtherFileSystem(spool: String, inbox: String)
  /// A hundred names in done/ or failed/ were taken by other files.
  case noFreeName(FileName)
  /// After a failed sync the disk gives back other bytes than were read; the articles are stored.
  case damaged(FileName)

  package var code: String {
    switch self {
    case .system(let error):
      switch error.number {
      case ENOSPC, EDQUOT: "disk-full"
      case EROFS: "read-only"
      case EIO: "disk-error"
      case EACCES, EPERM: "permission"
      case EXDEV: "other-file-system"
      case EMFILE, ENFILE, ENOMEM, ENOLCK: "out-of-resources"
      case ENOENT, ESTALE, ENODEV, ENOTDIR: "folder-gone"
      default: "system-call"
      }
    case .spoolOnOtherFileSystem: "other-file-system"
    case .noFreeName: "no-free-name"
    case .damaged: "damaged"
    }
  }

  /// After a failed sync nothing is known of what the disk holds, and a second try may lie (P12):
  /// stop, reopen, verify. The rest may pass by itself or by a person.
  package var disposition: Disposition {
    switch self {
    case .system(let error):
      isFailedSync || error.number == EIO || error.number == EROFS ? .stop : .retry
    case .spoolOnOtherFileSystem, .damaged: .stop
    case .noFreeName: .retry
    }
  }

  /// Nothing is known of what it was to make durable, and a second sync would not tell (P12).
  package var isFailedSync: Bool {
    guard case .system(let error) = self else { return false }
    return ["fsync", "fdatasync", "syncfs"].contains(error.call)
  }

  package var message: String {
    switch self {
    case .system(let error): error.description
    case .spoolOnOtherFileSystem(let spool, let inbox):
      "the spool \(quoted(spool)) and the inbox \(quoted(inbox)) must be on one file system"
    case .damaged(let name):
      "\(quoted(name.text)) is not on disk as it was read: its articles are stored, and it stays in claim/"
    case .noFreeName(let name): "no free name is left for \(quoted(name.text))"
    }
  }
}

/// Runs system calls and makes their error ours.
func reporting<R>(_ body: () throws(SystemError) -> R) throws(InboxError) -> R {
  do { return try body() } catch { throw .system(error) }
}
