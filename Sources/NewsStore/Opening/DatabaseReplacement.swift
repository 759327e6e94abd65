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

  /// - Parameter folder: the state folder. Hold its lock.
  package init(in folder: String) { self.folder = folder }

  /// Makes an empty work folder; what an interrupted rebuild left there is thrown away.
  package func begin() throws(StoreFailure) {
    try clear()
    try StateFiles.makeFolder(workFolder)
  }

  /// The new database is whole and closed.
  ///
  /// - Parameter aside: a name for the old database's folder; where it is taken, that one with a number behind it.
  /// - Throws: `StoreFailure`; nothing is exchanged then.
  package func markComplete(aside: String) throws(StoreFailure) {
    // Closed, its log has been written into it; an empty log under its name would only be moved.
    for suffix in ["-wal", "-shm"] { try StateFiles.remove(workFolder + "/wiredesk.db" + suffix) }
    try StateFiles.sync(workFolder + "/wiredesk.db")
    try mark(aside: aside)
    try StateFiles.syncFolder(folder)
  }

  private func mark(aside: String) throws(StoreFailure) {
    try StateFiles.write(freeName(aside), to: complete + ".new")
    try StateFiles.replace(complete, by: complete + ".new")
    try StateFiles.syncFolder(workFolder)
  }

  /// Two rebuilds may end within the second that the name tells.
  private func freeName(_ name: String) -> String {
    guard StateFiles.exists(folder + "/" + name) else { return name }
    var number = 2
    while StateFiles.exists("\(folder)/\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }

  /// Exchanges the databases if a new one is complete; harmless at any time, again and again.
  ///
  /// - Returns: the folder of the old database; nil when there was nothing to do.
  /// - Throws: `StoreFailure`; the next call ends what was begun.
  @discardableResult
  package func install() throws(StoreFailure) -> String? {
    guard var line = StateFiles.line(complete), !line.isEmpty else { return nil }
    let isNew = StateFiles.exists(workFolder + "/wiredesk.db")
    if isNew, isTaken(line) {
      try mark(aside: line)
      line = StateFiles.line(complete) ?? line
    }
    let aside = folder + "/" + line
    try StateFiles.makeFolder(aside)
    if isNew {
      for name in Self.names where StateFiles.exists(folder + "/" + name) {
        // Never over a file: what is there is somebody's database.
        try StateFiles.move(folder + "/" + name, to: aside + "/" + name)
      }
      try StateFiles.syncFolder(aside)
      try StateFiles.syncFolder(folder)
      try StateFiles.move(workFolder + "/wiredesk.db", to: folder + "/wiredesk.db")
      try StateFiles.syncFolder(folder)
    }
    try DamageMark.remove(in: folder)
    try clear()
    try StateFiles.syncFolder(folder)
    return aside
  }

  /// The folder holds another old database: an earlier build has marked a name that was taken. What this exchange
  /// has moved there is no longer here.
  private func isTaken(_ aside: String) -> Bool {
    Self.names.contains {
      StateFiles.exists("\(folder)/\($0)") && StateFiles.exists("\(folder)/\(aside)/\($0)")
    }
  }

  private func clear() throws(StoreFailure) {
    // First, so that what follows never counts as complete.
    for name in ["complete", "complete.new"] + Self.names {
      try StateFiles.remove(workFolder + "/" + name)
    }
    try StateFiles.removeFolder(workFolder)
  }
}
