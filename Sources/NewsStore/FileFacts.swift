import Glibc

/// Facts about files, by the system's calls: Foundation's are slow and lossy with names.
enum FileFacts {
  /// Bytes; nil when there is no such file or it cannot be looked at.
  static func size(_ path: String) -> Int64? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Removes a file; one that is absent is no error.
  static func remove(_ path: String) throws(StoreFailure) {
    if unlink(path) != 0, errno != ENOENT {
      throw StoreFailure(.io, "cannot remove a database file: error \(errno)")
    }
  }
}
