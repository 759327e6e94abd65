import NewsModel

/// The questions that can be put to `wiredesk.db`, the database in which everything stands that Wiredesk
/// knows. It can write nothing: what writes is `Store`, which has one of these.
///
/// Every question is one snapshot, on a read-only connection of its own while it is answered. It may be
/// asked from any thread, in this process or another, beside the writer, and throws `StoreFailure`.
package final class StoreReader: Sendable {
  /// The database's path, `<folder>/wiredesk.db`.
  package let path: String
  /// The secret of this database's hashes; `wiredesk rebuild` keeps it.
  package let seed: UInt64
  /// Random, given when the database was made: what is derived from it remembers this.
  let birth: Int64
  let connections: ReaderPool
  /// The file that was opened.
  private let inode: UInt64?

  /// Opens a database that is there; works with the daemon up or down.
  ///
  /// - Parameter folder: the state folder.
  /// - Throws: `absent`, `newer`, `foreign`, `corrupt`, `unopened`: among them a database that waits for
  ///   its migration, which only a writer does.
  package init(folder: String) throws(StoreFailure) {
    let file = DatabaseFile.truth(in: folder)
    guard case .ours(let version) = try file.state(), version > 0 else {
      throw StateAccess.obstacle(to: file.path)
        ?? StoreFailure(.absent, "there is no database at \(quoted(file.path)) yet")
    }
    guard version == Schema.version else {
      throw StoreFailure(
        .unopened,
        "\(quoted(file.path)) has the schema of an older version: start the daemon once, which"
          + " brings it up to date")
    }
    path = file.path
    inode = StateFiles.inode(file.path)
    connections = ReaderPool(file: file)
    (seed, birth) = try connections.read { db in (try Meta.seed(db), try Meta.birth(db)) }
  }

  /// Of a writer's database, which is open. `onDamage` is told when a page or a row is damaged, or could
  /// not be read, and gives what is to be thrown.
  init(
    file: DatabaseFile, seed: UInt64, birth: Int64,
    onDamage: @escaping @Sendable (StoreFailure) -> StoreFailure
  ) {
    path = file.path
    inode = StateFiles.inode(file.path)
    self.seed = seed
    self.birth = birth
    connections = ReaderPool(file: file, onDamage: onDamage)
  }

  /// Names this database and no other.
  package var name: String { String(UInt64(bitPattern: birth), radix: 16) }

  /// Another database stands in the place of this one: a rebuild has ended, or one was restored.
  package var isReplaced: Bool { StateFiles.inode(path) != inode }

  /// Closes every connection that is not in use; the next question opens one.
  package func close() throws(StoreFailure) {
    try StoreFailure.mapping { try connections.close() }
  }
}

extension DatabaseFile {
  /// The truth: what is committed is on the disk (`synchronous=FULL`).
  static func truth(in folder: String) -> DatabaseFile {
    DatabaseFile(
      path: folder + "/wiredesk.db", applicationID: Schema.applicationID, version: Schema.version,
      synchronous: "FULL", overwrites: true, pageBytes: 8192)
  }
}
