import CLinux

extension FolderCursor {
  /// One name in a folder, as getdents64(2) gives it.
  package struct Entry: Hashable, Sendable {
    /// One component: no `/`, no NUL, not `.` or `..`; any other bytes.
    package var name: [UInt8]
    /// `.unknown` where the file system does not say: ask `facts(of:)`.
    package var kind: FileFacts.Kind

    package init(name: [UInt8], kind: FileFacts.Kind) {
      self.name = name
      self.kind = kind
    }
  }
}

/// A place in the listing of one folder, to go on from later.
///
/// The kernel keeps the place: a name that exists during the whole listing comes exactly once,
/// however long it takes; one that comes or goes meanwhile may or may not come (readdir(3)). So a
/// large folder can be read a slice at a time without beginning again.
package struct FolderCursor: Sendable {
  private let descriptor: Descriptor
  private var buffer = [UInt8](repeating: 0, count: 32 * 1024)
  private var filled = 0
  private var offset = 0

  /// Opens the folder once more, since the place belongs to the open file.
  package init(_ folder: Folder) throws(SystemError) {
    descriptor = try folder.folder([]).descriptor
  }

  /// The next name, in the file system's order; nil at the end. About 0.3 µs.
  package mutating func next() throws(SystemError) -> FolderCursor.Entry? {
    while true {
      if offset >= filled {
        filled = try systemCall("getdents64") {
          buffer.withUnsafeMutableBytes {
            linux_getdents(descriptor.raw, $0.baseAddress, $0.count)
          }
        }
        offset = 0
        if filled == 0 { return nil }
      }
      if let entry = takeEntry() { return entry }
    }
  }

  /// Layout of struct linux_dirent64: inode 8 bytes, offset 8, record length 2, type 1, name with
  /// NUL.
  ///
  /// - Returns: nil for `.` and `..`.
  private mutating func takeEntry() -> FolderCursor.Entry? {
    let length = Int(buffer[offset + 16]) | Int(buffer[offset + 17]) << 8
    let record = buffer[offset..<min(offset + max(length, 20), filled)]
    offset = record.endIndex
    let name = Array(record.dropFirst(19).prefix { $0 != 0 })
    if name == [0x2E] || name == [0x2E, 0x2E] || name.isEmpty { return nil }
    return FolderCursor.Entry(
      name: name, kind: FileFacts.Kind(directoryType: record[record.startIndex + 18]))
  }
}

extension Folder {
  /// All names in this folder. For small folders: it reads to the end.
  package func entries() throws(SystemError) -> [FolderCursor.Entry] {
    var cursor = try FolderCursor(self)
    var all: [FolderCursor.Entry] = []
    while let entry = try cursor.next() { all.append(entry) }
    return all
  }
}
