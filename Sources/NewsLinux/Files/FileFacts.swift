package import Glibc

extension FileFacts {
  /// What a name stands for.
  package enum Kind: String, Sendable {
    case regular = "file"
    case folder
    case symlink
    case fifo
    case socket
    case characterDevice = "character-device"
    case blockDevice = "block-device"
    case unknown

    /// From the type bits of `st_mode` (inode(7)).
    package init(mode: UInt32) {
      self.init(directoryType: UInt8(truncatingIfNeeded: (mode & 0o170000) >> 12))
    }

    /// From `d_type` of a directory entry, whose values are those of `st_mode >> 12`; `unknown` when
    /// the file system does not say.
    package init(directoryType: UInt8) {
      switch directoryType {
      case 1: self = .fifo
      case 2: self = .characterDevice
      case 4: self = .folder
      case 6: self = .blockDevice
      case 8: self = .regular
      case 10: self = .symlink
      case 12: self = .socket
      default: self = .unknown
      }
    }
  }
}

/// What stat(2) says about a file. Times are nanoseconds since 1970, by the file system's clock,
/// which may be wrong, ahead, or another machine's.
package struct FileFacts: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var sizeBytes: Int64
  package var modifiedNanoseconds: Int64
  package var changedNanoseconds: Int64
  package var kind: FileFacts.Kind
  /// Permission bits, 0…07777.
  package var permissions: UInt32
  package var owner: UInt32
  package var group: UInt32

  package init(
    device: UInt64, inode: UInt64, sizeBytes: Int64, modifiedNanoseconds: Int64,
    changedNanoseconds: Int64, kind: FileFacts.Kind = .regular, permissions: UInt32 = 0o640,
    owner: UInt32 = 0, group: UInt32 = 0
  ) {
    self.device = device
    self.inode = inode
    self.sizeBytes = sizeBytes
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
    self.kind = kind
    self.permissions = permissions
    self.owner = owner
    self.group = group
  }

  package init(_ status: stat) {
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
      sizeBytes: Int64(status.st_size), modifiedNanoseconds: Self.nanoseconds(status.st_mtim),
      changedNanoseconds: Self.nanoseconds(status.st_ctim),
      kind: FileFacts.Kind(mode: status.st_mode),
      permissions: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
  }

  /// Saturates: a file system may hold any 64-bit time.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    let (product, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return time.tv_sec < 0 ? .min : .max }
    let (sum, carry) = product.addingReportingOverflow(Int64(time.tv_nsec))
    return carry ? .max : sum
  }

  /// The same inode: another name or another time does not matter.
  package func isSameFile(as other: FileFacts) -> Bool {
    inode == other.inode && device == other.device
  }

  /// The same inode with the same size and modification time. The change time is left out: our own
  /// renames set it.
  package func hasSameContent(as other: FileFacts) -> Bool {
    isSameFile(as: other) && sizeBytes == other.sizeBytes
      && modifiedNanoseconds == other.modifiedNanoseconds
  }
}
