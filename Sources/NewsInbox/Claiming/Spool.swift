import Glibc
package import NewsLinux
package import NewsModel
import Synchronization

/// Where files are between the inbox and their end: `claim/` while they are read, `done/YYYY/MM/DD/`
/// and `failed/` afterwards. One file system and one mount with the inbox, so that every move is a
/// rename: it happens or it does not.
package struct Spool: Sendable {
  package let path: [UInt8]
  /// The spool itself, as it was opened: its path may lead elsewhere later.
  package let root: Folder
  package let claim: Folder
  package let done: Folder
  package let failed: Folder
  /// Syncs of its file system that have failed, through any copy of this spool.
  let failures = SyncFailures()
  /// The files in claim/ that are in somebody's hands, through any copy of this spool.
  let work = ClaimsInWork()

  /// Opens the spool, makes what is missing (0750) and clears what an interrupted set-aside left.
  ///
  /// - Parameter path: absolute; the last component is made when missing.
  /// - Throws: `foreignSpool` when it lies in an inbox and is not safely ours; else what the system
  ///   says, at `spool`.
  package init(opening path: [UInt8]) throws(InboxError) {
    self.path = path
    root = try Self.openOrMake(path)
    try Self.refuseForeign(root, path)
    claim = try Self.folder(of: root, "claim")
    done = try Self.folder(of: root, "done")
    failed = try Self.folder(of: root, "failed")
    try removeTemporaryReasons()
  }

  /// Makes durable whatever was done in it, also by an earlier run. Waits for all that is dirty on its
  /// file system.
  package func sync() throws(InboxError) {
    try reporting(at: .spool) { () throws(SystemError) in try syncFileSystem() }
  }

  func syncFileSystem() throws(SystemError) {
    do {
      try claim.descriptor.syncFileSystem()
    } catch {
      failures.note()
      throw error
    }
  }

  /// A sync of the file system has failed since the file was claimed: it may have been its bytes, and
  /// the next sync would not tell (P12).
  package func mayHaveLost(_ file: ClaimedFile) -> Bool { failures.count > file.syncFailuresBefore }

  /// Checks that renames from an inbox are possible.
  ///
  /// - Throws: `spoolOnOtherFileSystem` for another device, or another mount of the same one.
  package func check(against inbox: Inbox) throws(InboxError) {
    let folder = try reporting(at: .arrival) { () throws(SystemError) in try Folder.open(inbox.path)
    }
    let facts = try reporting(at: .arrival) { () throws(SystemError) in try folder.facts() }
    for own in [claim, done, failed] {
      let other = try reporting(at: .spool) { () throws(SystemError) in try own.facts() }
      guard other.device == facts.device, own.mountID == folder.mountID else {
        throw .spoolOnOtherFileSystem(
          spool: String(decoding: path, as: UTF8.self),
          inbox: String(decoding: inbox.path, as: UTF8.self))
      }
    }
  }

  /// Whether a claim can succeed now: after one that failed through no file's fault. Cost: 30 µs.
  package func tryClaim(from inbox: Inbox) throws(InboxError) {
    try check(against: inbox)
    // A folder of this name that a kill leaves is empty, and removed at the next start.
    let name = Array(".trial".utf8)
    try reporting(at: .claim) { () throws(SystemError) in
      try claim.makeFolder(name)
      try claim.removeFolder(name)
    }
  }

  /// Whether somebody in this process works on a file.
  ///
  /// - Parameter path: Below claim/.
  /// - Returns: False also for one that is not there.
  package func isInWork(_ path: FileName) -> Bool { work.holds(path) }

  /// Its path leads to another folder than the open one: a file system was mounted, also the same
  /// one again, and a rename from one mount to another never succeeds. False while it leads nowhere.
  package var isElsewhere: Bool {
    guard let there = try? Folder.open(path), let found = try? there.facts(),
      let own = try? root.facts()
    else { return false }
    return !found.isSameFile(as: own) || there.mountID != root.mountID
  }

  /// The name of a spool inside an inbox, for one on another file system than the state.
  package static let nameInInbox = ".wiredesk"

  /// Whoever drops into an inbox can make a folder of this name before us, or a link to anywhere: files
  /// would be stored outside, or be taken out of done/ again.
  private static func refuseForeign(_ root: Folder, _ path: [UInt8]) throws(InboxError) {
    let (name, above) = (FileName(bytes: path).last, FileName(bytes: path).folder)
    guard name.bytes.elementsEqual(nameInInbox.utf8) else { return }
    let own = try reporting(at: .spool) { () throws(SystemError) in try root.facts() }
    // By its name, without following it, and as it is open.
    let there = try reporting(at: .spool) { () throws(SystemError) in
      try Folder.open(above.bytes.isEmpty ? [0x2F] : above.bytes).facts(of: name.bytes)
    }
    guard let there, there.kind == .folder, there.isSameFile(as: own), own.owner == geteuid(),
      own.permissions & 0o022 == 0
    else { throw .foreignSpool(String(decoding: path, as: UTF8.self)) }
  }

  private static func openOrMake(_ path: [UInt8]) throws(InboxError) -> Folder {
    do {
      return try Folder.open(path)
    } catch {
      guard error.name == "ENOENT" else { throw .system(error, at: .spool) }
      let name = FileName(bytes: path)
      let above = name.folder.bytes
      let parent = try reporting(at: .spool) { () throws(SystemError) in
        try Folder.open(above.isEmpty ? [0x2F] : above)
      }
      return try Self.folder(of: parent, name.last.text)
    }
  }

  private static func folder(of parent: Folder, _ name: String) throws(InboxError) -> Folder {
    let name = Array(name.utf8)
    return try reporting(at: .spool) { () throws(SystemError) in
      try parent.makeFolders(name, durably: true)
    }
  }

  private func removeTemporaryReasons() throws(InboxError) {
    try reporting(at: .failed) { () throws(SystemError) in
      for entry in try failed.entries()
      where entry.kind == .regular && TemporaryReason.isOne(entry.name) {
        try failed.unlink(entry.name)
      }
    }
  }
}

extension Folder {
  /// Opens a folder below this one and makes what is missing on the way. What was made is durable when
  /// its parent was synced: done here, since it happens once a day or once a sub-folder.
  func makeFolders(_ path: [UInt8], durably: Bool) throws(SystemError) -> Folder {
    do {
      return try folder(path)
    } catch {
      guard error.name == "ENOENT" else { throw error }
    }
    var folder = self
    for component in path.split(separator: 0x2F) {
      if try folder.makeFolder(Array(component)), durably { try keep(Array(component), in: folder) }
      folder = try folder.folder(Array(component))
    }
    return folder
  }

  /// Makes a new folder's name durable, or takes it away again: the next attempt finds it missing and
  /// does both, instead of finding it there and nothing to be synced.
  private func keep(_ name: [UInt8], in folder: Folder) throws(SystemError) {
    do throws(SystemError) {
      try folder.sync()
    } catch {
      // The sync's error counts. What stays has no file in it yet.
      _ = try? folder.removeFolder(name)
      throw error
    }
  }
}

/// How many there were; only grows.
final class SyncFailures: Sendable {
  private let number = Atomic<Int>(0)
  var count: Int { number.load(ordering: .acquiring) }
  func note() { number.add(1, ordering: .releasing) }
}
