import NewsLinux

/// Who stands in the middle of the write-ahead log, and how long it is.
extension StoreReader {
  /// The log's size; 0 when there is none.
  package var logBytes: Int64 { StateFiles.size(StateFiles.target(path) + "-wal") ?? 0 }

  /// The processes that hold the log, this one left out: `sqlite3 (process 4711)`. Empty where /proc does
  /// not tell: in the unit's sandbox, say, which hides what others do.
  ///
  /// A reader has a lock on one of five bytes of the `-shm` file, 123 to 127
  /// (https://www.sqlite.org/walformat.html, 2.3.1).
  package func logReaders() -> [String] {
    guard let inode = StateFiles.inode(StateFiles.target(path) + "-shm") else { return [] }
    return ProcessState.lockHolders(of: inode, bytes: 123...127)
      .map { "\($0.name) (process \($0.process))" }
  }
}
