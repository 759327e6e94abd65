import Glibc
import NewsLinux
package import NewsModel

/// Puts what has failed back into an inbox, to be taken once more: whole files, and single records of
/// containers, as they lie in failed/.
///
/// A rename, never over another file: the file is complete in the inbox the moment it is there. Its
/// reason goes afterwards; after a crash in between the next failure replaces it. Thread-safe.
package struct PuttingBack: Sendable {
  private let spool: Folder
  private let failed: Folder

  package init(spoolPath: [UInt8]) throws(InboxError) {
    (spool, failed) = try reporting(at: .failed) { () throws(SystemError) in
      let spool = try Folder.open(spoolPath)
      return (spool, try spool.folder(Array("failed".utf8)))
    }
  }

  /// What lies in failed/, by its path below it, and the name that it had below its inbox; in the order
  /// of paths. `isThere`: false when only a reason is, since the file itself stayed in its inbox.
  package struct Failed: Hashable, Sendable {
    package var path: FileName
    package var name: FileName
    package var isThere: Bool
  }

  package func all() throws(InboxError) -> [Failed] {
    do {
      var found: [Failed] = []
      try read([], &found)
      return found.sorted { $0.path < $1.path }
    } catch {
      throw .system(error, at: .failed)
    }
  }

  private func read(_ path: [UInt8], _ found: inout [Failed]) throws(SystemError) {
    let folder = try failed.folder(path)
    for entry in try folder.entries() {
      let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
      switch try folder.facts(of: entry.name)?.kind {
      case .folder: try read(below, &found)
      case .regular where ReasonFile.isOne(FileName(bytes: entry.name)):
        let path = FileName(bytes: below.dropLast(ReasonFile.ending.count))
        let reason = try folder.openForReading(entry.name).contents(limitBytes: 1 << 20)
        // A damaged reason: the file's own path is the next best name.
        let name = ReasonFile.failedName(in: reason) ?? path
        let isThere = try folder.facts(of: path.last.bytes)?.kind == .regular
        found.append(Failed(path: path, name: name, isThere: isThere))
      default: continue
      }
    }
  }

  /// How many files and records lie there: their reasons are counted. Cost: reading the folders.
  package func count() throws(InboxError) -> Int {
    do {
      return try count([])
    } catch {
      throw .system(error, at: .failed)
    }
  }

  private func count(_ path: [UInt8]) throws(SystemError) -> Int {
    let folder = try failed.folder(path)
    var count = 0
    for entry in try folder.entries() {
      var kind = entry.kind
      if kind == .unknown { kind = try folder.facts(of: entry.name)?.kind ?? .unknown }
      if ReasonFile.isOne(FileName(bytes: entry.name)) {
        count += 1
      } else if kind == .folder {
        count += try self.count(path.isEmpty ? entry.name : path + [0x2F] + entry.name)
      }
    }
    return count
  }

  /// Moves one into an inbox.
  ///
  /// - Parameters:
  ///   - file: below failed/.
  ///   - inbox: where the folders that it needs are made.
  ///   - hash: hexadecimal digits of its content; the first eight tell files of one name apart.
  /// - Returns: its path below the inbox: its old name or the next free one.
  /// - Throws: `noFreeName`, ENOENT when it is gone.
  package func put(
    _ file: Failed, into inbox: Inbox, hash: String
  ) throws(InboxError) -> FileName {
    let target = try reporting(at: .arrival) { () throws(SystemError) in
      try Folder.open(inbox.path).makeFolders(file.name.folder.bytes, durably: true)
    }
    let source = try reporting(at: .failed) { () throws(SystemError) in
      try failed.folder(file.path.folder.bytes)
    }
    for name in FreeNames(file.name.last.bytes, hash: hash) {
      do throws(SystemError) {
        try source.rename(file.path.last.bytes, to: target, as: name)
      } catch {
        if error.number == EEXIST { continue }
        throw .system(error, at: .failed)
      }
      try reporting(at: .failed) { () throws(SystemError) in
        try inbox.mark(name, in: target)
        try target.sync()
        try source.unlink(file.path.last.bytes + ReasonFile.ending)
        try source.sync()
      }
      let above = file.name.folder.bytes
      return FileName(bytes: above.isEmpty ? name : above + [0x2F] + name)
    }
    throw .noFreeName(file.name)
  }

  /// Removes one for good, with its reason: a line in `dropped` says who did. A crash in between leaves the reason,
  /// or both, to be dropped again.
  package func drop(_ file: Failed, by user: String, at time: Timestamp) throws(InboxError) {
    try reporting(at: .failed) { () throws(SystemError) in
      let folder = try failed.folder(file.path.folder.bytes)
      let name = file.path.last.bytes
      let reason = try folder.openForReading(name + ReasonFile.ending).contents(limitBytes: 1 << 20)
      let entry = DropLog.Entry(name: file.name, by: user, time: time)
      try DropLog(spool).append(entry, reason: reason)
      if file.isThere { try folder.unlink(name) }
      try folder.unlink(name + ReasonFile.ending)
      try folder.sync()
    }
  }
}
