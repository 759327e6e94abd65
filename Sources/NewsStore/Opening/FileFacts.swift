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

  /// Writes a small new file, over one of the same name.
  static func write(_ text: String, to path: String) throws(StoreFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
    guard descriptor >= 0 else { throw StoreFailure(.unopened, "open: error \(errno)") }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count else { throw StoreFailure(.io, "write: error \(errno)") }
  }

  /// Makes a file's content, or a folder's entries, durable.
  static func sync(_ path: String) throws(StoreFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreFailure(.io, "open: error \(errno)") }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw StoreFailure(.io, "fsync: error \(errno)") }
  }

  /// Gives a file its final name, durably; never over another file.
  static func rename(_ path: String, to target: String) throws(StoreFailure) {
    // A hard link refuses to replace, which rename(2) would not.
    guard link(path, target) == 0 else {
      throw StoreFailure(.unopened, "cannot name the copy: error \(errno)")
    }
    try remove(path)
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
    try sync(folder.isEmpty ? "/" : folder)
  }
}
