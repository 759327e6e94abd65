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

    /// What stands behind a place, in its order. A line that a crash has cut off is none.
    ///
    /// - Parameter offset: bytes that are known already.
    /// - Returns: the tombstones, and where the last whole line ends; nothing where there is no such file. A
    ///   shorter file is another one, of an older spool or a new one, and is read from its beginning.
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
        let bytes = try folder.openForReading(Self.name).contents(limitBytes: .max)
          .dropFirst(Int(offset))
        guard let end = bytes.lastIndex(of: 0x0A) else { return ([], offset) }
        let lines = bytes[..<end].split(separator: 0x0A)
        return (lines.compactMap { Article.Tombstone(line: Array($0)) }, Int64(end) + 1)
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
