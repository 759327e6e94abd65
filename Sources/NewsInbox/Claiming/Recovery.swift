import Glibc
package import NewsLinux
package import NewsModel

/// What an earlier run left in claim/: files whose articles may or may not be stored. Reading them again
/// is harmless (P2).
package struct Recovery: Sendable {
  package struct FoundClaim: Sendable {
    /// While this is kept, somebody sees to the file.
    package func hold() -> ClaimsInWork.Hold {
      ClaimsInWork.Hold(FileName(bytes: batch.name + [0x2F] + name.bytes), in: batch.work)
    }

    /// Nil when the batch's name is not one of ours; the first inbox stands in.
    package var inboxName: String?
    package var batch: ClaimBatch
    /// The path below its inbox, as it was there.
    package var name: FileName
    package var facts: FileFacts
  }

  /// In the order of batches and names.
  package private(set) var files: [FoundClaim] = []
  /// In claim/, and neither a regular file nor a folder: not ours, left alone.
  package private(set) var strange: [FileName] = []

  /// Reads claim/ and removes empty folders. Once, at the start, before anything is claimed.
  package init(_ spool: Spool) throws(InboxError) {
    do {
      for entry in try spool.claim.entries().sorted(by: {
        FileName(bytes: $0.name) < FileName(bytes: $1.name)
      }) {
        guard try spool.claim.facts(of: entry.name)?.kind == .folder else {
          strange.append(FileName(bytes: entry.name))
          continue
        }
        try read(entry.name, in: spool)
      }
    } catch {
      throw .system(error, at: .claim)
    }
  }

  /// A file in claim/ that nobody works on (`IdleClaims`), as a start would find it.
  ///
  /// - Parameters:
  ///   - path: Below claim/.
  ///   - spool: The one that it was claimed into.
  /// - Returns: Nil when it is gone, or in somebody's hands again.
  /// - Throws: What keeps it from being looked at.
  package static func find(
    _ path: FileName, in spool: Spool
  ) throws(InboxError) -> FoundClaim? {
    try reporting(at: .claim) { () throws(SystemError) -> FoundClaim? in
      guard let slash = path.bytes.firstIndex(of: 0x2F), !spool.work.holds(path),
        let facts = try spool.claim.folder(path.folder.bytes).facts(of: path.last.bytes)
      else { return nil }
      let (folder, name) = (
        Array(path.bytes[..<slash]), FileName(bytes: path.bytes[(slash + 1)...])
      )
      guard let batch = spool.work.batch(folder) else {
        var all = Recovery()
        try all.read(folder, in: spool)
        return all.files.first { $0.name == name }
      }
      batch.keep(name)
      return FoundClaim(
        inboxName: ClaimBatch.inboxName(of: folder), batch: batch, name: name, facts: facts)
    }
  }

  private init() {}

  /// Removes a folder of claim/ that no file is in.
  static func removeEmpty(_ folder: [UInt8], in spool: Spool) throws(SystemError) {
    if let batch = spool.work.batch(folder) { return try batch.removeIfEmpty() }
    var all = Recovery()
    try all.read(folder, in: spool)
  }

  private mutating func read(_ name: [UInt8], in spool: Spool) throws(SystemError) {
    let root = try spool.claim.folder(name)
    var found: [(FileName, FileFacts)] = []
    var folders: Set<[UInt8]> = []
    var pending: [[UInt8]] = [[]]
    while let path = pending.popLast() {
      let folder = try root.folder(path)
      for entry in try folder.entries() {
        let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
        guard let facts = try folder.facts(of: entry.name) else { continue }
        switch facts.kind {
        case .folder:
          folders.insert(below)
          pending.append(below)
        case .regular: found.append((FileName(bytes: below), facts))
        default: strange.append(FileName(bytes: name + [0x2F] + below))
        }
      }
    }
    let batch = try ClaimBatch(
      existing: name, in: spool, files: found.map(\.0.bytes), folders: folders)
    if found.isEmpty { return try batch.removeIfEmpty() }
    let inboxName = ClaimBatch.inboxName(of: name)
    files += found.sorted { $0.0 < $1.0 }.map {
      FoundClaim(inboxName: inboxName, batch: batch, name: $0.0, facts: $0.1)
    }
  }

  /// Leave mode: opens a file that an earlier run has read.
  ///
  /// - Returns: nil when it is not there, or is no regular file.
  package static func openLeft(
    _ file: InboxFile, in inbox: Inbox
  ) throws(InboxError) -> ClaimedFile? {
    do {
      let folder = try Folder.open(inbox.path).folder(file.name.folder.bytes)
      guard try folder.facts(of: file.name.last.bytes)?.kind == .regular else { return nil }
      let descriptor = try folder.openForReading(file.name.last.bytes)
      return ClaimedFile(
        file: file, mode: .leave, descriptor: descriptor, facts: try descriptor.facts(), place: nil,
        arrival: nil)
    } catch {
      guard [ENOENT, ENOTDIR, ELOOP].contains(error.number) else {
        throw .system(error, at: .claim)
      }
      return nil
    }
  }

  /// Opens one of them as if it had just been claimed.
  ///
  /// - Parameters:
  ///   - found: What `files` has named.
  ///   - inbox: The index of the inbox it came from.
  ///   - mode: What becomes of it when its articles are stored.
  /// - Returns: Nil when a person has taken it away.
  /// - Throws: What keeps it from being opened.
  package static func open(
    _ found: FoundClaim, inbox: Int, mode: Inbox.Mode
  ) throws(InboxError) -> ClaimedFile? {
    try reporting(at: .claim) { () throws(SystemError) in
      let folder = try found.batch.folder(found.name.folder.bytes)
      guard try folder.facts(of: found.name.last.bytes) != nil else {
        found.batch.release(found.name)
        // What cannot be removed now, `IdleClaims` removes.
        try? found.batch.removeIfEmpty()
        return nil
      }
      let descriptor = try folder.openForReading(found.name.last.bytes)
      return ClaimedFile(
        file: InboxFile(inbox: inbox, name: found.name), mode: mode, descriptor: descriptor,
        facts: try descriptor.facts(),
        place: ClaimedFile.Place(found.name, in: found.batch, folder, of: found.batch.work),
        arrival: nil)
    }
  }
}
