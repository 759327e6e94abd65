extension StoreReader {
  /// By which names of its own the desk read fields last, as the order log has them; nil when it never said.
  package func fieldNames() throws(StoreFailure) -> String? {
    try connections.readOne { db in try Meta.fieldNames(db) }
  }
}

extension StoreWriter {
  /// - Parameter text: the names, as the order log has them.
  /// - Throws: `StoreFailure`.
  package func storeFieldNames(_ text: String) throws {
    try write(
      """
      INSERT INTO meta(key, value) VALUES ('fields', ?)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value
      """, [.text(text)])
  }
}
