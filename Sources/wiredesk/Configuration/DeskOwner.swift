import Glibc
import NewsAnswers
import NewsLinux
import NewsModel

/// Whose a desk is: whatever root makes in its folders belongs to the owner and the group of the folder, or the
/// daemon and its readers were locked out.
enum DeskOwner {
  /// What this program makes in a state folder and a spool; what else lies there is a person's.
  private static let names = [
    "desk.json", "claim", "done", "failed", "order", "retention", "recovering", "rebuild",
  ]
  private static let beginnings = ["wiredesk.", "search.db", "before-rebuild-"]
  /// done/, the day's folders and the sources below them; claim/ and its batches.
  private static let deepest = 6

  /// Gives what is root's to whom the folder belongs. Does nothing for another user, and on root's own desk.
  ///
  /// - Parameters:
  ///   - state: the state folder; the spool is that of its last run.
  ///   - lock: is held until then.
  static func settle(_ state: String, holding lock: StateLock? = nil) {
    defer { withExtendedLifetime(lock) {} }
    guard ProcessState.isRoot else { return }
    let spool = (try? LastRun.read(in: state))?.spool
    for path in [Array(state.utf8), spool].compactMap(\.self) { settle(folder: path) }
  }

  /// What cannot be given is told by `doctor`; the command has done its work.
  private static func settle(folder path: [UInt8]) {
    guard let folder = try? Folder.open(path), let owner = try? folder.facts(), owner.owner != 0
    else { return }
    for entry in (try? folder.entries()) ?? [] {
      let name = String(decoding: entry.name, as: UTF8.self)
      guard names.contains(name) || beginnings.contains(where: name.hasPrefix) else { continue }
      give(entry.name, in: folder, to: owner, foldersOnly: name == "done", depth: 1)
    }
  }

  /// Gives what root has just made in an inbox to the owner of that.
  ///
  /// - Parameters:
  ///   - made: A file or a folder.
  ///   - owner: The inbox's facts.
  static func give(_ made: Descriptor, to owner: FileFacts) {
    guard ProcessState.isRoot, owner.owner != 0 else { return }
    give(made, to: owner, links: nil)
  }

  /// Gives the folders that a file lies in, from the inbox down, and that are root's.
  static func giveFolders(above name: FileName, in inbox: [UInt8]) {
    guard ProcessState.isRoot, var folder = try? Folder.open(inbox),
      let owner = try? folder.facts(), owner.owner != 0
    else { return }
    for component in name.folder.bytes.split(separator: 0x2F) {
      guard let inner = try? folder.folder(Array(component)) else { return }
      give(inner.descriptor, to: owner, links: nil)
      folder = inner
    }
  }

  /// In done/ files keep the owner that they came with.
  private static func give(
    _ name: [UInt8], in folder: Folder, to owner: FileFacts, foldersOnly: Bool, depth: Int
  ) {
    // Opened first, and given by its descriptor: the desk's owner may put another file in its place meanwhile.
    switch ((try? folder.facts(of: name)) ?? nil)?.kind {
    case .regular where !foldersOnly:
      guard let file = try? folder.openForReading(name) else { return }
      give(file, to: owner, links: 1)
    case .folder:
      guard let inner = try? folder.folder(name) else { return }
      give(inner.descriptor, to: owner, links: nil)
      guard depth < deepest else { return }
      for entry in (try? inner.entries()) ?? [] where !foldersOnly || entry.kind == .folder {
        give(entry.name, in: inner, to: owner, foldersOnly: foldersOnly, depth: depth + 1)
      }
    default: return
    }
  }

  /// `links`: of a file with another name somewhere it is not known what root made it for.
  private static func give(_ file: Descriptor, to owner: FileFacts, links: UInt64?) {
    var status = stat()
    guard fstat(file.raw, &status) == 0, status.st_uid == 0,
      links == nil || UInt64(status.st_nlink) == links
    else { return }
    _ = try? systemCall("fchown") { fchown(file.raw, owner.owner, owner.group) }
  }
}
