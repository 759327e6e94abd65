import NewsLinux

/// Makes the bytes of several files durable: the sources before they move to done/ or failed/ (a
/// rename outlives the bytes: without this 9 of 22 power cuts left an empty file in done/).
enum Durability {
  /// From this many files on one syncfs is cheaper than a sync each.
  static let groupLimit = 8

  /// Throws: after an error nothing is known of any of them; nothing may be moved or acknowledged.
  static func sync(_ files: [Descriptor], on folder: Folder) throws(SystemError) {
    if files.count >= groupLimit {
      try folder.descriptor.syncFileSystem()
    } else {
      for file in files { try file.sync() }
    }
  }
}
