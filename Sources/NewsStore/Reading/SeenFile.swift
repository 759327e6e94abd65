import GRDB
package import NewsModel

/// Leave mode: a file already taken that still lies in its inbox.
package struct SeenFile: Hashable, Sendable {
  package var device: Int64
  package var inode: Int64
  package var sizeBytes: Int64
  /// Nanoseconds since 1970.
  package var modifiedNanoseconds: Int64
  package var changedNanoseconds: Int64
  package var content: ContentDigest

  package init(
    device: Int64, inode: Int64, sizeBytes: Int64, modifiedNanoseconds: Int64,
    changedNanoseconds: Int64, content: ContentDigest
  ) {
    self.device = device
    self.inode = inode
    self.sizeBytes = sizeBytes
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
    self.content = content
  }
}

extension StoreReader {
  /// Leave mode: what is remembered of a file that was taken and still lies there.
  package func seenFile(
    inbox: String, name: FileName
  ) throws(StoreFailure) -> SeenFile? {
    try connections.readOne { db in
      try db.first(
        """
        SELECT device, inode, size, modified_ns, changed_ns, content_digest FROM left_seen
        WHERE inbox = ? AND name = ?
        """, [.text(inbox), .blob(name.bytes)]
      ) { row in
        let digest = row.blob(5)
        guard digest.count == 32 else {
          throw StoreFailure(.corrupt, "a digest has \(digest.count) bytes")
        }
        return SeenFile(
          device: row.integer(0), inode: row.integer(1), sizeBytes: row.integer(2),
          modifiedNanoseconds: row.integer(3), changedNanoseconds: row.integer(4),
          content: ContentDigest(bytes: digest))
      }
    }
  }

  /// Leave mode: everything remembered of one inbox, in order of names.
  package func seenFiles(
    inbox: String, _ body: (FileName, SeenFile) throws -> Void
  ) throws {
    try connections.stream { db in
      try db.each(
        """
        SELECT name, device, inode, size, modified_ns, changed_ns, content_digest FROM left_seen
        WHERE inbox = ? ORDER BY name
        """, [.text(inbox)]
      ) { row in
        let digest = row.blob(6)
        guard digest.count == 32 else {
          throw StoreFailure(.corrupt, "a digest has \(digest.count) bytes")
        }
        try body(
          FileName(bytes: row.blob(0)),
          SeenFile(
            device: row.integer(1), inode: row.integer(2), sizeBytes: row.integer(3),
            modifiedNanoseconds: row.integer(4), changedNanoseconds: row.integer(5),
            content: ContentDigest(bytes: digest)))
      }
    }
  }
}
