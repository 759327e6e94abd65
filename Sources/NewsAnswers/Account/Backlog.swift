package import NewsInbox
import NewsLinux
import NewsModel
package import NewsStore

/// The account at one moment: what the store says, and the files that wait, found by looking. Works
/// with the daemon up or down, and to the unit while it works.
///
/// The moment is that of the last look at the store. Files move on meanwhile, so that each is known by
/// its inode, which a rename keeps, and claim/ is looked at before and behind the inboxes: a file on
/// its way to or from claim/ is met at least once, and counted once. One that had its outcome by that
/// moment is the store's to count.
package struct Backlog: Sendable {
  /// Files in inboxes; in leave mode only those not taken as they are.
  package private(set) var inInboxes = 0
  /// Claimed files without an outcome.
  package private(set) var claimed = 0
  package let accounting: Accounting

  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }
  private struct Found {
    /// Index of the inbox it was met in.
    var inbox: Int?
    /// Its path below that inbox.
    var name: FileName
    /// Its path below claim/, where it was met.
    var claim: FileName?
  }

  /// Parameter spoolPath: where claim/ lies; nil when no daemon has run here.
  package init(inboxes: [Inbox], spoolPath: [UInt8]?, store: StoreReader) throws {
    let before = try store.accounting()
    var found: [Identity: Found] = [:]
    let claim = spoolPath.map { $0 + Array("/claim".utf8) }
    if let claim { Self.lookAtClaims(claim, &found) }
    for (index, inbox) in inboxes.enumerated() {
      try Self.look(at: inbox, index, store, &found)
    }
    if let claim { Self.lookAtClaims(claim, &found) }
    accounting = try store.accounting(since: before)
    for (identity, file) in found {
      if let claim = file.claim {
        if !accounting.endedClaims.contains(claim) { claimed += 1 }
      } else if let index = file.inbox,
        !hasLeft(file, identity, inboxes[index])
      {
        inInboxes += 1
      }
    }
  }

  package var waiting: Int { inInboxes + claimed }

  /// Met in its inbox, and its outcome is in the account by now. The same name again is another file,
  /// which is still there.
  private func hasLeft(_ file: Found, _ identity: Identity, _ inbox: Inbox) -> Bool {
    let place = Accounting.Place(inbox: inbox.pathText, name: file.name)
    guard accounting.endedMeanwhile.contains(place) else { return false }
    if inbox.mode == .leave { return true }
    // What cannot be looked at is not there.
    let now = (try? Folder.open(inbox.path).facts(of: file.name.bytes)) ?? nil
    return now.map(Self.identity) != identity
  }

  private static func look(
    at inbox: Inbox, _ index: Int, _ store: StoreReader, _ found: inout [Identity: Found]
  ) throws {
    var files: [(FileName, FileFacts)] = []
    walk(try? Folder.open(inbox.path), [], inbox.filter) { files.append(($0, $1)) }
    for (name, facts) in files {
      if inbox.mode == .leave,
        let left = try store.seenFile(inbox: inbox.pathText, name: name),
        facts.hasSameContent(as: FileFacts(left))
      {
        continue
      }
      found[identity(facts), default: Found(name: name)].inbox = index
    }
  }

  private static func lookAtClaims(_ claim: [UInt8], _ found: inout [Identity: Found]) {
    walk(try? Folder.open(claim), [], NameFilter(ignore: [])) { name, facts in
      // Claimed files lie in a batch's folder; what lies beside is not ours.
      guard name.topFolder != nil else { return }
      found[identity(facts), default: Found(name: name)].claim = name
    }
  }

  private static func identity(_ facts: FileFacts) -> Identity {
    Identity(device: facts.device, inode: facts.inode)
  }

  /// All regular files below a folder. One that is gone, or may not be read, holds none that could be
  /// counted; folders come and go while this looks.
  private static func walk(
    _ folder: Folder?, _ path: [UInt8], _ filter: NameFilter,
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
