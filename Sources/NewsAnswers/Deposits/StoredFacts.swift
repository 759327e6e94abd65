package import NewsLinux
package import NewsStore

extension FileFacts {
  /// As remembered from an earlier run: what leave mode compares.
  package init(_ left: SeenFile) {
    self.init(
      device: UInt64(bitPattern: left.device), inode: UInt64(bitPattern: left.inode),
      sizeBytes: left.sizeBytes, modifiedNanoseconds: left.modifiedNanoseconds,
      changedNanoseconds: left.changedNanoseconds)
  }
}
