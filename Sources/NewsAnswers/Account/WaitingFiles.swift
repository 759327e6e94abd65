import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Files without an outcome, found by looking. Each is known by its inode, which a rename keeps, so that
/// one that moves meanwhile is met at least once and counted once.
struct WaitingFiles {
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ facts: FileFacts) {
      device = facts.device
      inode = facts.inode
    }
  }
  struct Found {
    /// Index of the inbox it was met in.
    var inbox: Int?
    /// Its path below that inbox.
    var name: FileName
    /// Its path below claim/, where it was met.
    var claim: FileName?
  }
  private(set) var found: [Identity: Found] = [:]

  /// Looks at an inbox: at all its files, but in leave mode not at those that were taken as they are.
  mutating func look(at inbox: Inbox, _ index: Int, _ store: StoreReader) throws(StoreFailure) {
    var files: [(FileName, FileFacts)] = []
    Self.walk(try? Folder.open(inbox.path), [], inbox.filter) { files.append(($0, $1)) }
    for (name, facts) in files {
      if inbox.mode == .leave,
        let seen = try store.seenFile(inbox: inbox.pathText, name: name),
        facts.hasSameContent(as: FileFacts(seen))
      {
        continue
      }
      found[Identity(facts), default: Found(name: name)].inbox = index
    }
  }

  mutating func look(atClaims claim: [UInt8]) {
    var files: [(FileName, FileFacts)] = []
    Self.walk(try? Folder.open(claim), [], Inbox.NameFilter(ignore: [])) { files.append(($0, $1)) }
    // Claimed files lie in a batch's folder; what lies beside is not ours.
    for (name, facts) in files where name.topFolder != nil {
      found[Identity(facts), default: Found(name: name)].claim = name
    }
  }

  /// All regular files below a folder. One that is gone, or may not be read, holds none that could be
  /// counted; folders come and go while this looks.
  private static func walk(
    _ folder: Folder?, _ path: [UInt8], _ filter: Inbox.NameFilter,
    _ body: (FileName, FileFacts) -> Void
  ) {
    guard let folder, let entries = try? folder.entries() else { return }
    for entry in entries {
      guard let facts = (try? folder.facts(of: entry.name)) ?? nil else { continue }
      let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
      switch facts.kind {
      case .folder where filter.takesFolder(entry.name):
        walk(try? folder.folder(entry.name), below, filter, body)
      case .regular where filter.takesFile(entry.name): body(FileName(bytes: below), facts)
      default: continue
      }
    }
  }
}
