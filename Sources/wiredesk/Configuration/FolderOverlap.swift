/// Two folders of a desk that get into each other's way: it would take its own files for copy, or one file
/// twice, or move what it should leave.
struct FolderOverlap {
  /// Both folders, and what is wrong with them.
  let text: String
  /// What would be right.
  let remedy: String

  /// Folders of the spool that a desk alone writes to.
  private static let ownFolders = ["claim", "done", "failed", "order"]

  /// The first overlap of a desk's folders, by name, symbolic link or bind mount. A spool above its inbox is
  /// right, and so is one whose name in the inbox begins with a dot.
  ///
  /// - Parameters:
  ///   - inboxes: Paths from the root, here and below.
  ///   - spool: Need not exist yet.
  ///   - state: Need not exist yet.
  /// - Returns: Nil when there is none.
  static func find(inboxes: [String], spool: String, state: String) -> FolderOverlap? {
    let mounts = Mount.all
    let places = inboxes.map { ($0, ResolvedFolder($0, mounts: mounts)) }
    for (index, inbox) in places.enumerated() {
      for other in places[..<index] {
        if let overlap = ofInboxes(other, inbox) ?? ofInboxes(inbox, other) { return overlap }
      }
      for (name, path) in [("state folder", state), ("spool", spool)] {
        let own = ResolvedFolder(path, mounts: mounts)
        if own.isSeen(in: inbox.1) {
          return FolderOverlap(
            text: own.isSame(as: inbox.1)
              ? "the \(name) \(path) is the inbox \(inbox.0)"
              : "the \(name) \(path) lies in the inbox \(inbox.0)",
            remedy:
              "choose a \(name) beside or above the inbox, or one in it whose name begins with a dot"
          )
        }
        for folder in ownFolders {
          let working = ResolvedFolder(path + "/" + folder, mounts: mounts)
          guard inbox.1.isSeen(in: working) else { continue }
          return FolderOverlap(
            text:
              "the inbox \(inbox.0) lies in \(path)/\(folder), where the desk keeps its own files",
            remedy: "choose an inbox outside of it, \(path)/inbox say")
        }
      }
    }
    return nil
  }

  private static func ofInboxes(
    _ outer: (path: String, place: ResolvedFolder), _ inner: (path: String, place: ResolvedFolder)
  ) -> FolderOverlap? {
    guard inner.place.isSeen(in: outer.place) else { return nil }
    return FolderOverlap(
      text: inner.place.isSame(as: outer.place)
        ? "the inboxes \(outer.path) and \(inner.path) are one folder"
        : "the inbox \(inner.path) lies in the inbox \(outer.path)",
      remedy:
        "name each folder once, and none in another: a sub-folder of an inbox is watched with it")
  }
}
