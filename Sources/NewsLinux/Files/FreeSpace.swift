import Glibc

/// The room on the file system that a folder lies on, as statvfs(3) tells it.
package struct FreeSpace: Hashable, Sendable {
  /// For everybody but root, whose reserve is not ours.
  package var freeBytes: Int64
  package var totalBytes: Int64
  /// Inodes; nil where the file system does not count them (btrfs).
  package var freeFiles: Int64?

  package init(of folder: Folder) throws(SystemError) {
    var answer = statvfs()
    try systemCall("fstatvfs") { fstatvfs(folder.descriptor.raw, &answer) }
    let unit = UInt64(answer.f_frsize)
    freeBytes = Self.product(UInt64(answer.f_bavail), unit)
    totalBytes = Self.product(UInt64(answer.f_blocks), unit)
    freeFiles = answer.f_files == 0 ? nil : Self.product(UInt64(answer.f_favail), 1)
  }

  /// Saturates: a FUSE file system may say anything.
  private static func product(_ count: UInt64, _ unit: UInt64) -> Int64 {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? .max : Int64(clamping: product)
  }
}
