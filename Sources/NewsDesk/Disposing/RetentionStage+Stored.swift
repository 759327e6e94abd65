import NewsInbox
import NewsLinux
import NewsModel
import NewsStore
import NewsText
import Synchronization

/// What may go: only what is stored.
extension RetentionStage {
  /// Those whose deposit has ended in the database; `unread` takes those that cannot be read now, or are
  /// other ones by now.
  func stored(
    _ files: [KeptFiles.File], in folder: KeptFiles.Place, unread: inout Set<FileName>
  ) throws -> [KeptFiles.File] {
    var digests: [FileName: ContentDigest] = [:]
    for file in files where !file.isReason {
      let digest = try digest(of: file)
      if stopping.load(ordering: .acquiring) { return [] }
      digests[file.path] = digest
      if digest == nil { unread.insert(file.path) }
    }
    for file in files where file.isReason && unread.contains(file.explained) {
      unread.insert(file.path)
    }
    let names = folder == .failed ? Set(files.flatMap(\.depositNames)) : []
    if digests.isEmpty, names.isEmpty { return [] }
    let ended = try store.reader.ended(contents: Set(digests.values), names: names)
    let good = files.filter { file in
      // A reason goes with its file, and alone when that is gone.
      let content = file.isReason ? digests[file.explained] : digests[file.path]
      return content.map(ended.contents.contains) ?? false
        || file.depositNames.contains(where: ended.names.contains)
    }
    note(Set(files.map(\.path)).subtracting(good.map(\.path)).subtracting(unread), in: folder)
    return good
  }

  private func note(_ unknown: Set<FileName>, in folder: KeptFiles.Place) {
    guard let first = unknown.min() else { return }
    state.use { $0.unknown.formUnion(unknown) }
    warn(
      "\(counted(unknown.count, "file")) in \(folder.rawValue)/ past the age limit kept, because the database does"
        + " not know them: \(quoted(first.text))")
  }

  /// Nil when it is gone or another one by now.
  private func digest(of file: KeptFiles.File) throws -> ContentDigest? {
    guard let opened = try? file.open(in: spool), try opened.facts() == file.facts else {
      return nil
    }
    var hasher = try ContentHasher()
    var offset: Int64 = 0
    return try withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { buffer in
      while !stopping.load(ordering: .acquiring) {
        let count = try opened.read(into: buffer, at: offset)
        if count == 0 { return try hasher.finalise() }
        try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        offset += Int64(count)
      }
      return nil
    }
  }
}
