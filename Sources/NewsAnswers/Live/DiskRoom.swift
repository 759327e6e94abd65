package import NewsLinux

extension DeskStatus {
  /// The room on a file system that the desk writes to.
  package struct DiskRoom: Sendable {
    /// `state` or `spool`: which folder lies on it.
    package var name: String
    package var space: FreeSpace

    /// Of the state folder, and of the spool where it may be entered.
    ///
    /// - Parameter state: the state folder.
    /// - Returns: none for what cannot be asked.
    package static func all(of state: String) -> [DiskRoom] {
      let spool = ((try? LastRun.read(in: state)) ?? nil).flatMap { try? Folder.open($0.spool) }
      let folders = [("state", try? Folder.open(Array(state.utf8))), ("spool", spool)]
      return folders.compactMap { name, folder in
        folder.flatMap { try? FreeSpace(of: $0) }.map { DiskRoom(name: name, space: $0) }
      }
    }
  }
}
