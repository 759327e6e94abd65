import Glibc
import NewsLinux
import NewsStore

/// The desk's database, opened when first asked for, and again when another file stands in its place: a rebuild
/// or a restored backup.
final class DeskStore: Sendable {
  let folder: String
  private let open = Guarded<(store: StoreReader, file: FileIdentity)?>(nil)

  private struct FileIdentity: Equatable, Sendable {
    var device: UInt
    var inode: UInt

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
    }
  }

  /// - Parameter folder: the state folder.
  init(folder: String) { self.folder = folder }

  /// - Returns: one that reads what stands there now.
  /// - Throws: `StoreFailure`.
  func store() throws -> StoreReader {
    let file = FileIdentity(folder + "/wiredesk.db")
    if let known = open.withLock({ $0 }), known.file == file { return known.store }
    let store = try StoreReader(folder: folder)
    // Looked at before it was opened: a file that was replaced between the two is opened once more.
    if let file { open.withLock { $0 = (store, file) } }
    return store
  }
}
