package import NewsLinux

extension InboxWatch {
  /// How well an inbox is being watched.
  package enum Condition: Hashable, Sendable {
    /// Not looked at yet.
    case starting
    /// Every folder has its inotify watch, and a scan comes every 30 s besides.
    case watching
    /// Some folder cannot be watched, or events cannot be trusted: a scan every 5 s finds the files.
    case polling(reason: String)
    /// It cannot be opened; looked for every second.
    case unreachable(reason: String)

    package var isDegraded: Bool {
      switch self {
      case .starting, .watching: false
      case .polling, .unreachable: true
      }
    }
  }

  /// A name that is in an inbox and never taken, for `status`.
  package struct PassedOverName: Hashable, Sendable {
    package var file: InboxFile
    /// `.folder` for one that cannot be entered, `.regular` for a file that cannot be looked at.
    package var kind: FileFacts.Kind
    /// Why that is so, for people; nil for what is neither a folder nor a file.
    package var cause: String?
  }

  /// What the watch has done since it was made, and what waits now.
  package struct Counts: Sendable {
    package var events = 0
    package var overflows = 0
    /// Full scans that ended.
    package var scans = 0
    package var scannedNames = 0
    /// Arrivals handed out.
    package var offered = 0
    /// Names that found no room among the waiting ones; a later scan finds them.
    package var postponed = 0
    /// Times an inbox was found replaced, gone or mounted over.
    package var replacedInboxes = 0
    package var watches = 0
    /// Files known and not finished: found, settling, ready, or in the pipeline's hands.
    package var waiting = 0
    package var ready = 0
    package var passedOver = 0
    /// Files and folders that the last full scan left alone for their names; in no account.
    package var leftAlone = 0
    package init() {}
  }

  /// What cannot be taken for as long as nobody does something about it: a file that is refused or
  /// cannot be looked at, or a folder that cannot be entered.
  package struct UntakenName: Hashable, Sendable {
    package var file: InboxFile
    /// A folder, with all that is in it.
    package var isFolder: Bool
    package var cause: String
    package init(file: InboxFile, isFolder: Bool = false, cause: String) {
      self.file = file
      self.isFolder = isFolder
      self.cause = cause
    }
  }

  /// A file that is not stored yet, for `status` and `account`.
  package struct WaitingFile: Hashable, Sendable {
    package var file: InboxFile
    package var cause: Arrival.WaitCause
    package var ageNanoseconds: Int64
  }
}
