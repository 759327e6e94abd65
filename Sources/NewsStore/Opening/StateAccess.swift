import Glibc
import NewsLinux
import NewsModel

extension StoreReader {
  /// What keeps whoever asks from a desk's database: a missing right is told from a missing folder, and both from a
  /// database that is not there yet.
  ///
  /// - Parameter folder: the state folder.
  /// - Returns: nil when the database can be read, or would be there; `absent` without the folder, `unopened`
  ///   without the right, with what would give it.
  package static func obstacle(in folder: String) -> StoreFailure? {
    StateAccess.obstacle(to: DatabaseFile.truth(in: folder).path)
  }
}

/// Who may look into a state folder, and read what is in it.
enum StateAccess {
  static func obstacle(to path: String) -> StoreFailure? {
    let folder = String(decoding: StateFiles.split(path).folder, as: UTF8.self)
    var status = stat()
    guard stat(folder, &status) == 0 else { return missing(folder, errno) }
    let wanted = FileFacts.Ownership(user: status.st_uid, group: status.st_gid)
    guard access(folder, X_OK) == 0 || errno != EACCES else {
      return barred(folder, wanted, verb: "look into", inGroup: status.st_mode & 0o010 != 0)
    }
    for file in [path, path + "-wal", path + "-shm"] {
      var found = stat()
      guard stat(file, &found) == 0, access(file, R_OK) != 0, errno == EACCES else { continue }
      let own = FileFacts.Ownership(user: found.st_uid, group: found.st_gid)
      guard own == wanted else {
        return StoreFailure(
          .unopened,
          "you may not read \(quoted(file)), which belongs to \(own.text) and not to \(wanted.text) as its folder"
            + " does: sudo chown \(wanted.text) \(quoted(file))")
      }
      return barred(file, own, verb: "read", inGroup: found.st_mode & 0o040 != 0)
    }
    return nil
  }

  private static func missing(_ folder: String, _ number: Int32) -> StoreFailure? {
    switch number {
    case ENOENT, ENOTDIR: StoreFailure(.absent, "there is no folder \(quoted(folder))")
    case EACCES:
      StoreFailure(
        .unopened, "you may not look into the folders above \(quoted(folder)): run it as root")
    default: nil
    }
  }

  private static func barred(
    _ path: String, _ owner: FileFacts.Ownership, verb: String, inGroup: Bool
  ) -> StoreFailure {
    let user = FileFacts.Ownership.name(ofUser: geteuid())
    // Never into root's group, or into another person's own.
    let isShared = owner.group != "root" && owner.group != owner.user || owner.group == "wiredesk"
    let way =
      if inGroup, isShared {
        "be in the group \(owner.group) (sudo usermod -aG \(owner.group) \(user), then log in anew), or run it"
          + " as root"
      } else {
        owner.user == "root" ? "run it as root" : "run it as root, or as \(owner.user)"
      }
    return StoreFailure(
      .unopened, "you may not \(verb) \(quoted(path)), which belongs to \(owner.text): \(way)")
  }
}
