package import NewsLinux
package import NewsModel

extension OrderLog {
  /// `<spool>/order/forgotten`: what is left of each article that was forgotten, one line each, in the order in
  /// which they were. A line is durable before the article's text goes, so that whatever happens in between, the
  /// next start ends what was begun; and neither a rebuild nor an older backup brings a text back.
  ///
  /// Not one of the days' files, for it is read at every start: from the place up to which the database has it.
  package struct Forgotten {
    static let name = Array("forgotten".utf8)
    /// Of the file at once, which only grows: some 300 lines.
    private static let sliceBytes = 32 << 10

    /// Where the rest of a deposit lies whose file had to go, below the spool.
    package static func restPath(of deposit: DepositID) -> FileName {
      FileName(bytes: OrderLog.folderName + Array("/rest/\(deposit.rawValue).jsonl".utf8))
    }

    private let spool: Folder

    /// - Parameter spool: its open folder.
    package init(_ spool: Folder) { self.spool = spool }

    /// Adds lines, durably.
    package func append(_ tombstones: [Article.Tombstone]) throws(InboxError) {
      guard !tombstones.isEmpty else { return }
      let lines = tombstones.flatMap(\.line)
      try reporting(at: .order) { () throws(SystemError) -> Void in
        _ = try spool.makeFolder(OrderLog.folderName)
        let folder = try spool.folder(OrderLog.folderName)
        let file = try folder.openForAppending(Self.name)
        let size = try file.facts().sizeBytes
        // What a crash has cut off must not become a part of another line.
        let isTorn = size == 0 ? false : try lastByte(folder, size) != 0x0A
        try file.write(isTorn ? [0x0A] + lines : lines)
        try file.sync()
        if size == 0 {
          try folder.sync()
          try spool.sync()
        }
      }
    }

    /// A slice of what stands behind a place, in its order. A line that a crash has cut off is none.
    ///
    /// - Parameter offset: bytes that are known already.
    /// - Returns: the tombstones, and where the last whole line among them ends, from which the next call goes on;
    ///   the same place at the end, and where there is no such file. A shorter file is another one, of an older
    ///   spool or a new one, and is read from its beginning.
    /// - Throws: what keeps it from being read.
    package func read(
      from offset: Int64 = 0
    ) throws(InboxError) -> (tombstones: [Article.Tombstone], end: Int64) {
      try reporting(at: .order) {
        () throws(SystemError) -> (tombstones: [Article.Tombstone], end: Int64) in
        guard try spool.facts(of: OrderLog.folderName)?.kind == .folder else { return ([], offset) }
        let folder = try spool.folder(OrderLog.folderName)
        guard let facts = try folder.facts(of: Self.name), facts.sizeBytes != offset else {
          return ([], offset)
        }
        let offset = facts.sizeBytes < offset ? 0 : offset
        let lines = try wholeLines(of: folder.openForReading(Self.name), from: offset)
        return (
          lines.split(separator: 0x0A).compactMap { Article.Tombstone(line: Array($0)) },
          offset + Int64(lines.count)
        )
      }
    }

    /// As many as a slice has; of one that is longer, that one.
    private func wholeLines(of file: Descriptor, from offset: Int64) throws(SystemError) -> [UInt8]
    {
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: Self.sliceBytes)
      while true {
        let place = offset + Int64(bytes.count)
        let read = piece.withUnsafeMutableBytes { buffer in
          Result { () throws(SystemError) in try file.read(into: buffer, at: place) }
        }
        let count = try read.get()
        bytes += piece[..<count]
        if let end = bytes.lastIndex(of: 0x0A) { return Array(bytes[...end]) }
        if count == 0 { return [] }
      }
    }

    private func lastByte(_ folder: Folder, _ size: Int64) throws(SystemError) -> UInt8 {
      var last: UInt8 = 0
      let reader = try folder.openForReading(Self.name)
      _ = try withUnsafeMutableBytes(of: &last) { buffer throws(SystemError) in
        try reader.read(into: buffer, at: size - 1)
      }
      return last
    }
  }
}
