import Glibc
import NewsDesk
import NewsLinux
import NewsModel

/// Owner, group and mode of what lies in a desk, against what a start makes and systemd/wiredesk.tmpfiles ships. The
/// state folder, the spool and the inboxes have their own checks.
struct OwnershipChecks {
  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] { folders + files + shippedInboxes + [reach].compactMap(\.self) }

  // MARK: The spool

  /// The daemon makes and moves in them; the group reads.
  private var folders: [Finding] {
    guard let spool = try? Folder.open(Array(desk.spool.utf8)) else { return [] }
    return ["claim", "done", "failed", "order"].compactMap { name in
      // What is not there yet is made.
      guard let facts = (try? spool.facts(of: Array(name.utf8))) ?? nil else { return nil }
      let path = "\(desk.spool)/\(name)"
      if facts.owner != desk.user.number, desk.user.number != 0 {
        return Finding(
          "spool", .problem,
          "\(path) belongs to \(owner(facts).user), but the daemon runs as \(desk.user.name)",
          remedy: "chown \(desk.user.name): \(shellQuoted(path))")
      }
      guard facts.permissions & 0o700 == 0o700, facts.permissions & 0o007 == 0 else {
        return Finding(
          "spool", .problem,
          "\(path) has the mode \(octal(facts)): the daemon must be able to write there, and others may not look in",
          remedy: "chmod 0750 \(shellQuoted(path))")
      }
      return nil
    }
  }

  // MARK: The databases

  /// Readers are of the folder's group.
  private var files: [Finding] {
    guard let state = try? Folder.open(Array(desk.state.utf8)), let wanted = try? state.facts()
    else { return [] }
    let names = ["wiredesk.db", "search.db"].flatMap { name in
      ["", "-wal", "-shm"].map { name + $0 }
    }
    return (names + ["desk.json", "wiredesk.lock"]).compactMap { name in
      guard let facts = (try? state.facts(of: Array(name.utf8))) ?? nil, facts.kind == .regular
      else { return nil }
      return look(at: "\(desk.state)/\(name)", facts, wanted)
    }
  }

  private func look(at path: String, _ facts: FileFacts, _ wanted: FileFacts) -> Finding? {
    if facts.owner != wanted.owner || facts.group != wanted.group {
      return Finding(
        "database", .problem,
        "\(path) belongs to \(owner(facts).text), and its folder to \(owner(wanted).text): the daemon or its"
          + " readers may be locked out",
        // SQLite gives the files beside a database its owner: what is made meanwhile is wrong as well.
        remedy: "chown \(owner(wanted).text) \(shellQuoted(path))*")
    }
    // The lock and the record are read by commands, too.
    guard facts.permissions & 0o600 == 0o600, facts.permissions & 0o007 == 0 else {
      return Finding(
        "database", .problem, "\(path) has the mode \(octal(facts))",
        remedy: "chmod 0640 \(shellQuoted(path))")
    }
    guard facts.permissions & 0o040 == 0, wanted.permissions & 0o040 != 0 else { return nil }
    return Finding(
      "database", .warning, "\(path) has the mode \(octal(facts)): the group cannot read it",
      remedy: "chmod 0640 \(shellQuoted(path))")
  }

  // MARK: Inboxes

  /// Those that the package makes: the group wiredesk-drop drops there.
  private var shippedInboxes: [Finding] {
    guard desk.unit != nil, let group = getgrnam("wiredesk-drop") else { return [] }
    let number = group.pointee.gr_gid
    return desk.inboxes.filter { $0 == desk.spool + "/inbox" }.compactMap { path in
      guard let facts = try? Folder.open(Array(path.utf8)).facts(),
        facts.owner != desk.user.number || facts.group != number
          || facts.permissions & 0o3777 != 0o3730
      else { return nil }
      return Finding(
        "inbox", .problem,
        "\(path) is \(owner(facts).text) \(octal(facts)), so that not everybody of the group wiredesk-drop can drop"
          + " files, or others can",
        remedy: FolderChecks.making(path, desk.user.name))
    }
  }

  /// Droppers pass through the spool to an inbox in it.
  private var reach: Finding? {
    guard desk.unit != nil, desk.inboxes.contains(where: { $0.hasPrefix(desk.spool + "/") }),
      let facts = try? Folder.open(Array(desk.spool.utf8)).facts(), facts.permissions & 0o001 == 0
    else { return nil }
    return Finding(
      "spool", .problem,
      "\(desk.spool) has the mode \(octal(facts)): nobody can get to the inbox in it",
      remedy: "chmod 0751 \(shellQuoted(desk.spool))")
  }

  private func owner(_ facts: FileFacts) -> FileFacts.Ownership {
    FileFacts.Ownership(user: facts.owner, group: facts.group)
  }

  private func octal(_ facts: FileFacts) -> String { "0" + String(facts.permissions, radix: 8) }
}
