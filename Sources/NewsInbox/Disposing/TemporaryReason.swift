import Glibc
import NewsBytes
import NewsLinux
import NewsModel
import Synchronization

/// A reason file that is written and not yet in its place: `failed/.reason.NUMBER.tmp`.
struct TemporaryReason: Sendable {
  /// What the reason is about.
  enum Content: Sendable {
    /// It stays elsewhere.
    case absent
    /// It comes from claim/.
    case moved(ClaimedFile.Place, FileName)
    /// It is a record of a container.
    case record([UInt8])
  }
  private static let counter = Atomic<UInt64>(0)

  let reason: ReasonFile
  let content: Content
  let descriptor: Descriptor
  /// failed/, or the sub-folder in it.
  let target: Folder
  private let failed: Folder
  private let temporary: [UInt8]
  private let record: (descriptor: Descriptor, name: [UInt8])?

  var batch: ClaimBatch? {
    if case .moved(let place, _) = content { place.batch } else { nil }
  }
  /// What must be synced before it gets its name.
  var written: [Descriptor] { [descriptor] + (record.map { [$0.descriptor] } ?? []) }

  static func isOne(_ name: [UInt8]) -> Bool {
    name.starts(with: ".reason.".utf8) && name.suffix(4).elementsEqual(".tmp".utf8)
  }

  init(_ reason: ReasonFile, content: Content, in spool: Spool) throws(SystemError) {
    self.reason = reason
    self.content = content
    failed = spool.failed
    target = try spool.failed.makeFolders(reason.name.folder.bytes, durably: true)
    temporary = Self.newName()
    descriptor = try Self.write(reason.json, temporary, in: failed)
    if case .record(let bytes) = content {
      let name = Self.newName()
      do throws(SystemError) {
        record = (try Self.write(bytes, name, in: failed), name)
      } catch {
        try? failed.unlink(temporary)
        throw error
      }
    } else {
      record = nil
    }
  }

  private static func newName() -> [UInt8] {
    Array(".reason.\(counter.add(1, ordering: .relaxed).newValue).tmp".utf8)
  }

  private static func write(
    _ bytes: [UInt8], _ name: [UInt8], in folder: Folder
  ) throws(SystemError) -> Descriptor {
    let file = try folder.createFile(name)
    do throws(SystemError) {
      try file.write(bytes)
    } catch {
      // The write's error counts; an unlink that fails too leaves a file that the next start removes.
      try? folder.unlink(name)
      throw error
    }
    return file
  }

  /// Removes what was written: it gets no name. On a full disk each attempt would else leave some.
  func discard() {
    // What cannot be removed now, the next start removes.
    try? failed.unlink(temporary)
    if let record { try? failed.unlink(record.name) }
  }

  /// Gives reason and file the first name that is free for both.
  ///
  /// - Returns: the file's path below failed/.
  func publish() throws(InboxError) -> FileName {
    let hash = reason.digest?.hex ?? String(Self.fingerprint(reason), radix: 16)
    do throws(SystemError) {
      for name in FreeNames(reason.name.last.bytes, hash: hash, room: ReasonFile.ending.count) {
        if try publish(as: name) {
          let above = reason.name.folder.bytes
          return FileName(bytes: above.isEmpty ? name : above + [0x2F] + name)
        }
      }
    } catch {
      throw .system(error, at: .failed)
    }
    throw .noFreeName(reason.name)
  }

  /// Without a digest, what is known tells files of one name apart. Eight digits, whatever it hashes to.
  private static func fingerprint(_ reason: ReasonFile) -> UInt32 {
    FNV.hash32(reason.json) | 0x1000_0000
  }

  /// - Returns: false when the name is taken.
  private func publish(as name: [UInt8]) throws(SystemError) -> Bool {
    if case .record(let bytes) = content, try isThere(bytes, name) {
      try failed.unlink(temporary)
      if let record { try failed.unlink(record.name) }
      return true
    }
    if try target.facts(of: name) != nil { return false }
    try publishReason(as: name + ReasonFile.ending)
    switch content {
    case .absent: break
    case .moved(let place, let file):
      try place.folder.rename(place.name, to: target, as: name)
      place.batch.release(file)
    case .record:
      if let record { try failed.rename(record.name, to: target, as: name) }
    }
    return true
  }

  private func publishReason(as name: [UInt8]) throws(SystemError) {
    do throws(SystemError) {
      try failed.rename(temporary, to: target, as: name)
    } catch {
      guard error.number == EEXIST else { throw error }
      // No file, but a reason: of a crash, or of the same file in leave mode. This one is newer.
      try target.unlink(name)
      try failed.rename(temporary, to: target, as: name)
    }
  }

  private func isThere(_ bytes: [UInt8], _ name: [UInt8]) throws(SystemError) -> Bool {
    guard let facts = try target.facts(of: name), facts.kind == .regular,
      facts.sizeBytes == Int64(bytes.count)
    else { return false }
    let file = try target.openForReading(name)
    return try file.contents(limitBytes: bytes.count + 1) == bytes
  }
}
