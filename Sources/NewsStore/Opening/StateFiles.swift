import Glibc
import NewsLinux

/// What stands beside the databases in a state folder, by paths: the few operations that SQLite does not
/// do itself. Each throws a `StoreFailure` that names the call, the file and the error.
enum StateFiles {
  /// Bytes; nil when there is no such file or it cannot be looked at. Follows links: somebody may have
  /// laid the database on another disk.
  static func size(_ path: String) -> Int64? {
    var status = stat()
    do {
      try systemCall("stat", on: Array(path.utf8)) { stat($0, &status) }
      return Int64(status.st_size)
    } catch {
      // What cannot be looked at is judged when it is opened.
      return nil
    }
  }

  /// The number of the file that a path leads to; nil when there is none.
  static func inode(_ path: String) -> UInt64? {
    var status = stat()
    let found = try? systemCall("stat", on: Array(path.utf8)) { stat($0, &status) }
    return found.map { _ in UInt64(status.st_ino) }
  }

  /// Where a path leads, through all links; the path itself when it leads nowhere.
  static func target(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  static func exists(_ path: String) -> Bool { size(path) != nil }

  /// Removes a file; one that is absent is no error.
  static func remove(_ path: String) throws(StoreFailure) {
    do throws(SystemError) {
      try at(path) { folder, name throws(SystemError) in try folder.unlink(name) }
    } catch {
      if error.number != ENOENT { throw StoreFailure(error) }
    }
  }

  /// Writes a small file, over one of the same name, and makes its bytes durable.
  static func write(_ line: String, to path: String) throws(StoreFailure) {
    try remove(path)
    try calling(path) { folder, name throws(SystemError) in
      let file = try folder.createFile(name)
      try file.write(Array((line + "\n").utf8))
      try file.sync()
    }
  }

  /// The first line of a small file, at most 1,000 bytes; nil when it is not there or cannot be read.
  static func line(_ path: String) -> String? {
    let bytes = try? at(path) { folder, name throws(SystemError) in
      try folder.openForReading(name).contents(limitBytes: 1000)
    }
    return bytes.map { String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self) }
  }

  /// Makes a file's content durable.
  static func sync(_ path: String) throws(StoreFailure) {
    try calling(path) { folder, name throws(SystemError) in try folder.openForReading(name).sync() }
  }

  /// Makes the names in a folder durable.
  static func syncFolder(_ path: String) throws(StoreFailure) {
    do throws(SystemError) {
      try Folder.open(Array(path.utf8)).sync()
    } catch {
      throw StoreFailure(error)
    }
  }

  /// Gives a newer file the name of another one in its folder, which goes.
  static func replace(_ path: String, by newer: String) throws(StoreFailure) {
    let newer = split(newer).name
    try calling(path) { folder, name throws(SystemError) in try folder.replace(name, by: newer) }
  }

  /// Gives a file another name, in any folder of the same file system, never over another file.
  static func move(_ path: String, to target: String) throws(StoreFailure) {
    let target = split(target)
    try calling(path) { folder, name throws(SystemError) in
      try folder.rename(name, to: Folder.open(target.folder), as: target.name)
    }
  }

  /// Makes a folder; one that is there already is no error.
  static func makeFolder(_ path: String) throws(StoreFailure) {
    _ = try calling(path) { folder, name throws(SystemError) in try folder.makeFolder(name) }
  }

  /// Removes an empty folder; one that is absent is no error.
  static func removeFolder(_ path: String) throws(StoreFailure) {
    try calling(path) { folder, name throws(SystemError) in
      guard try folder.facts(of: name) != nil else { return }
      if try !folder.removeFolder(name) {
        throw SystemError(call: "unlinkat", number: ENOTEMPTY, path: name)
      }
    }
  }

  /// The folder that a file lies in, open, and its name there.
  private static func at<T>(
    _ path: String, _ body: (Folder, [UInt8]) throws(SystemError) -> T
  ) throws(SystemError) -> T {
    let place = split(path)
    return try body(Folder.open(place.folder), place.name)
  }

  private static func calling<T>(
    _ path: String, _ body: (Folder, [UInt8]) throws(SystemError) -> T
  ) throws(StoreFailure) -> T {
    do throws(SystemError) {
      return try at(path, body)
    } catch {
      throw StoreFailure(error)
    }
  }

  static func split(_ path: String) -> (folder: [UInt8], name: [UInt8]) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: 0x2F) else { return ([0x2E], bytes) }
    return (slash == 0 ? [0x2F] : Array(bytes[..<slash]), Array(bytes[(slash + 1)...]))
  }
}

extension StoreFailure {
  /// What a call of the system that failed means for the store.
  init(_ error: SystemError) {
    let reason: Reason =
      switch error.number {
      case ENOSPC, EDQUOT: .full
      case EROFS: .readOnly
      case ENOMEM: .outOfMemory
      case EACCES, EPERM, ENOENT, ENOTDIR, EEXIST, ENOTEMPTY, ELOOP, EXDEV: .unopened
      default: .io
      }
    self.init(reason, error.description)
  }
}
