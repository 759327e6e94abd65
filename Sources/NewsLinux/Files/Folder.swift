import CLinux
import Glibc

/// An open directory. Names and paths are raw bytes relative to it, and stay beneath it.
///
/// It stays the same directory when somebody renames or replaces it: compare `facts()` with those
/// of a newly opened one to find out.
package struct Folder: Sendable {
  package let descriptor: Descriptor

  package init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// Opens a configured path; symlinks in it are followed, since a person wrote it.
  package static func open(_ path: [UInt8]) throws(SystemError) -> Folder {
    Folder(
      Descriptor(
        owning: try systemCall("open", on: path) {
          Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }))
  }

  /// Opens a folder below this one.
  ///
  /// - Parameter path: may hold `/`; empty for this folder again.
  /// - Returns: a descriptor of its own.
  /// - Throws: ELOOP for a symlink anywhere in it, EXDEV for a mount or a way out, ENOTDIR.
  package func folder(_ path: [UInt8]) throws(SystemError) -> Folder {
    Folder(try openBeneath(path.isEmpty ? [0x2E] : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// Opens a file below this one for reading: never through a symlink, never waiting for a FIFO's
  /// writer, without touching its access time where that is allowed.
  ///
  /// The caller must look at `facts().kind` before reading.
  ///
  /// - Throws: EAGAIN when somebody holds a write lease on it.
  package func openForReading(_ path: [UInt8]) throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    do {
      return try openBeneath(path, flags | linux_o_noatime)
    } catch {
      // O_NOATIME is for the file's owner (or CAP_FOWNER) only.
      guard error.number == EPERM else { throw error }
      return try openBeneath(path, flags)
    }
  }

  private func openBeneath(_ path: [UInt8], _ flags: Int32) throws(SystemError) -> Descriptor {
    Descriptor(
      owning: try systemCall("openat2", on: path) {
        linux_open_beneath(descriptor.raw, $0, flags)
      })
  }

  /// Makes a new file for writing.
  ///
  /// - Throws: EEXIST when the name is taken.
  package func createFile(
    _ name: [UInt8], permissions: UInt32 = 0o640
  ) throws(SystemError) -> Descriptor {
    Descriptor(
      owning: try systemCall("openat", on: name) {
        openat(
          descriptor.raw, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
      })
  }

  /// Opens a file of our own to write at its end; makes it when there is none.
  package func openForAppending(
    _ name: [UInt8], permissions: UInt32 = 0o640
  ) throws(SystemError) -> Descriptor {
    Descriptor(
      owning: try systemCall("openat", on: name) {
        openat(
          descriptor.raw, $0, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, permissions)
      })
  }

  /// What this folder itself is.
  package func facts() throws(SystemError) -> FileFacts { try descriptor.facts() }

  /// What a name below this folder is; a symlink is told as itself.
  ///
  /// Folders in the middle of a path are followed even when they are symlinks: this looks, and
  /// whoever opens or renames afterwards goes through `folder(_:)`.
  ///
  /// - Returns: nil when there is none.
  package func facts(of path: [UInt8]) throws(SystemError) -> FileFacts? {
    var status = stat()
    do {
      try systemCall("fstatat", on: path) {
        fstatat(descriptor.raw, $0, &status, AT_SYMLINK_NOFOLLOW)
      }
    } catch {
      guard error.number == ENOENT || error.number == ENOTDIR else { throw error }
      return nil
    }
    return FileFacts(status)
  }

  /// Renames `name` to `newName` in another folder, never over an existing one. Both are single
  /// components.
  ///
  /// - Throws: EEXIST, ENOENT, EXDEV …
  package func rename(
    _ name: [UInt8], to other: Folder, as newName: [UInt8]
  ) throws(SystemError) {
    let newName = try Terminated(newName)
    try systemCall("renameat2", on: name) { old in
      newName.withPointer { new in
        let result = linux_rename_noreplace(descriptor.raw, old, other.descriptor.raw, new)
        // NFS and some FUSE file systems do not know the flag. A link cannot replace either; a
        // crash before the unlink leaves both names, and the second is the same file again.
        guard result < 0, errno == EINVAL else { return result }
        guard linkat(descriptor.raw, old, other.descriptor.raw, new, 0) == 0 else { return -1 }
        return unlinkat(descriptor.raw, old, 0)
      }
    }
  }

  /// Renames within this folder, over whatever stands there. Only for files of our own making.
  package func replace(_ name: [UInt8], by newer: [UInt8]) throws(SystemError) {
    let name = try Terminated(name)
    try systemCall("renameat", on: newer) { old in
      name.withPointer { new in renameat(descriptor.raw, old, descriptor.raw, new) }
    }
  }

  package func unlink(_ name: [UInt8]) throws(SystemError) {
    try systemCall("unlinkat", on: name) { unlinkat(descriptor.raw, $0, 0) }
  }

  /// Makes a folder.
  ///
  /// - Returns: false when something has that name already.
  @discardableResult
  package func makeFolder(
    _ name: [UInt8], permissions: UInt32 = 0o750
  ) throws(SystemError) -> Bool {
    do {
      try systemCall("mkdirat", on: name) { mkdirat(descriptor.raw, $0, permissions) }
      return true
    } catch {
      guard error.number == EEXIST else { throw error }
      return false
    }
  }

  /// Removes an empty folder.
  ///
  /// - Returns: false when it is not empty.
  @discardableResult
  package func removeFolder(_ name: [UInt8]) throws(SystemError) -> Bool {
    do {
      try systemCall("unlinkat", on: name) { unlinkat(descriptor.raw, $0, AT_REMOVEDIR) }
      return true
    } catch {
      guard error.number == ENOTEMPTY || error.number == EEXIST else { throw error }
      return false
    }
  }

  /// Makes the names in this folder durable.
  package func sync() throws(SystemError) { try descriptor.sync() }

  /// The mount this folder is on; renames between two mounts fail with EXDEV even when both show the
  /// same file system. 0 when the kernel does not tell.
  package var mountID: UInt64 { linux_mount_id(descriptor.raw) }

  package func fileSystemKind() throws(SystemError) -> FileSystemKind {
    let magic = linux_file_system_magic(descriptor.raw)
    guard magic >= 0 else { throw SystemError(call: "fstatfs", number: errno) }
    return FileSystemKind(magic: magic)
  }
}

/// The second path of a call that takes two.
private struct Terminated {
  private let characters: [CChar]

  /// - Throws: EINVAL for a NUL, as `systemCall(_:on:_:)` does.
  init(_ bytes: [UInt8]) throws(SystemError) {
    guard !bytes.contains(0) else {
      throw SystemError(call: "rename", number: EINVAL, path: bytes)
    }
    characters = bytes.map { CChar(bitPattern: $0) } + [0]
  }

  func withPointer(_ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
    characters.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? -1 }
  }
}
