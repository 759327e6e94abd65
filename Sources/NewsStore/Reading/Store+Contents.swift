package import NewsModel

/// What the store can say of files by their content: asked before one of them is removed.
extension StoreReader {
  /// Of the given contents and names those whose deposit has ended, durably.
  ///
  /// Parameter contents: digests of whole files. Parameter names: paths below an inbox, of deposits that
  /// failed, in whole or in part: what was not read to its end has no digest.
  /// Cost: reads the deposit table once, some 0.3 s a million, whatever the number asked.
  package func ended(
    contents: Set<ContentDigest>, names: Set<FileName>
  ) throws(StoreFailure) -> (contents: Set<ContentDigest>, names: Set<FileName>) {
    var found: (contents: Set<ContentDigest>, names: Set<FileName>) = ([], [])
    try connections.readOne { db in
      try db.each(
        "SELECT content_digest, name, outcome FROM deposit WHERE outcome IS NOT NULL"
      ) { row in
        if let bytes = row.optionalBlob(0), bytes.count == 32 {
          let digest = ContentDigest(bytes: bytes)
          if contents.contains(digest) { found.contents.insert(digest) }
        }
        guard !names.isEmpty, ["failed", "partial"].contains(row.text(2)) else { return }
        let name = FileName(bytes: row.blob(1))
        if names.contains(name) { found.names.insert(name) }
      }
    }
    return found
  }
}
