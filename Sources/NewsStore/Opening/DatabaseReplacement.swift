import Glibc
import NewsModel

/// A new database takes the place of the old one, which is kept: what a rebuild ends with.
///
/// The new one is made in `rebuild/` of the state folder. When it is whole, `rebuild/complete` is
/// written, durably, with the name of the folder that the old one goes to; from then on the exchange
/// happens, if not by this process then by the next one that opens the state to write. Before that
/// mark a crash leaves everything as it was. A `-wal` belongs to its database by name alone, so that
/// old and new files never lie under each other's names.
package struct DatabaseReplacement {
  private static let names = ["wiredesk.db", "search.db"].flatMap { name in
    ["", "-wal", "-shm", "-journal"].map { name + $0 }
  }
  private let folder: String
  /// Where the new database is made.
  package var workFolder: String { folder + "/rebuild" }
  private var complete: String { workFolder + "/complete" }

  /// Parameter folder: the state folder. Hold its lock.
  package init(in folder: String) { self.folder = folder }

  /// Makes an empty work folder; what an interrupted rebuild left there is thrown away.
  package func begin() throws(StoreFailure) {
    try clear()
    guard mkdir(workFolder, 0o750) == 0 else {
      throw StoreFailure(.unopened, "cannot make \(quoted(workFolder)): error \(errno)")
    }
  }

  /// The new database is whole and closed. Parameter aside: a new folder's name for the old one.
  package func markComplete(aside: String) throws(StoreFailure) {
    // Closed, its log has been written into it; an empty log under its name would only be moved.
    for suffix in ["-wal", "-shm"] { try FileFacts.remove(workFolder + "/wiredesk.db" + suffix) }
    try FileFacts.sync(workFolder + "/wiredesk.db")
    try FileFacts.write(aside + "\n", to: complete + ".new")
    try FileFacts.sync(complete + ".new")
    guard Glibc.rename(complete + ".new", complete) == 0 else {
      throw StoreFailure(.io, "rename: error \(errno)")
    }
    try FileFacts.sync(workFolder)
    try FileFacts.sync(folder)
  }

  /// Exchanges the databases if a new one is complete; harmless at any time, again and again.
  ///
  /// Returns: the folder of the old database; nil when there was nothing to do.
  @discardableResult
  package func install() throws(StoreFailure) -> String? {
    guard let line = DamageMark.read(complete) else { return nil }
    let aside = folder + "/" + line
    if mkdir(aside, 0o750) != 0, errno != EEXIST {
      throw StoreFailure(.unopened, "cannot make \(quoted(aside)): error \(errno)")
    }
    if FileFacts.exists(workFolder + "/wiredesk.db") {
      for name in Self.names where FileFacts.exists(folder + "/" + name) {
        try move(folder + "/" + name, to: aside + "/" + name)
      }
      try FileFacts.sync(aside)
      try FileFacts.sync(folder)
      try move(workFolder + "/wiredesk.db", to: folder + "/wiredesk.db")
      try FileFacts.sync(folder)
    }
    try DamageMark.remove(in: folder)
    try clear()
    try FileFacts.sync(folder)
    return aside
  }

  /// Never over a file: what is there is somebody's database.
  private func move(_ path: String, to target: String) throws(StoreFailure) {
    guard !FileFacts.exists(target), Glibc.rename(path, target) == 0 else {
      throw StoreFailure(.unopened, "cannot move \(quoted(path)) to \(quoted(target))")
    }
  }

  private func clear() throws(StoreFailure) {
    // First, so that what follows never counts as complete.
    for name in ["complete", "complete.new"] + Self.names {
      try FileFacts.remove(workFolder + "/" + name)
    }
    if rmdir(workFolder) != 0, errno != ENOENT {
      throw StoreFailure(.unopened, "cannot remove \(quoted(workFolder)): error \(errno)")
    }
  }
}
