import Glibc
import NewsInbox
import NewsLinux
import NewsModel

/// State, spool and inboxes: are they there, whose are they, what are they on.
struct FolderChecks {
  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] {
    var findings = own(desk.state, "state") + onLocalDisk(desk.state)
    if desk.spool != desk.state { findings += own(desk.spool, "spool") }
    for inbox in desk.watched { findings += look(at: inbox) }
    return findings + OwnershipChecks(desk).findings + overlap
  }

  private var overlap: [Finding] {
    FolderOverlap.find(inboxes: desk.inboxes, spool: desk.spool, state: desk.state).map {
      [Finding("inbox", .problem, $0.text, remedy: $0.remedy)]
    } ?? []
  }

  // MARK: What is the daemon's own

  private func own(_ path: String, _ check: String) -> [Finding] {
    let (folder, facts): (Folder, FileFacts)
    do {
      folder = try Folder.open(Array(path.utf8))
      facts = try folder.facts()
    } catch  where error.number == ENOENT {
      return [Finding(check, .note, "\(path) does not exist yet: the first start creates it")]
    } catch {
      return [unreadable(path, check, error)]
    }
    var findings: [Finding] = []
    if facts.owner != desk.user.number {
      findings.append(otherOwner(path, check, facts))
    }
    // Others may pass through the spool to the inbox, and see nothing on the way.
    let forbidden: UInt32 = check == "spool" ? 0o006 : 0o007
    if facts.permissions & forbidden != 0 {
      findings.append(
        Finding(
          check, .problem, "everyone can read \(path)",
          remedy: "chmod \(check == "spool" ? "0751" : "0750") \(shellQuoted(path))"))
    }
    return findings.isEmpty ? [Finding(check, .ok, "\(path) is \(desk.user.name)'s")] : findings
  }

  /// Root may work on anybody's desk, and would only lock the owner out.
  private func otherOwner(_ path: String, _ check: String, _ facts: FileFacts) -> Finding {
    let owner = FileFacts.Ownership.name(ofUser: facts.owner)
    guard desk.user.number != 0 else {
      return Finding(
        check, .warning, "\(path) belongs to \(owner), but the daemon runs as root",
        remedy: "stop it, and start it as \(owner)")
    }
    return Finding(
      check, .problem, "\(path) belongs to \(owner), but the daemon runs as \(desk.user.name)",
      remedy: "chown -R \(desk.user.name): \(shellQuoted(path))")
  }

  private func onLocalDisk(_ path: String) -> [Finding] {
    guard let folder = try? Folder.open(Array(path.utf8)),
      case .network(let name) = try? folder.fileSystemKind()
    else { return [] }
    return [
      Finding(
        "state", .problem,
        "\(path) is on \(name): SQLite's write-ahead log needs a local disk, or loses data",
        remedy: "set `state` in the configuration to a folder on a local disk")
    ]
  }

  private func unreadable(_ path: String, _ check: String, _ error: SystemError) -> Finding {
    let isRight = [EACCES, EPERM].contains(error.number)
    return Finding(
      check, isRight && geteuid() != 0 ? .note : .problem,
      "\(path) cannot be examined: \(error.description)",
      remedy: isRight && geteuid() != 0 ? "run it as root: sudo wiredesk doctor" : nil)
  }

  // MARK: Inboxes

  private func look(at inbox: DeskFolders.Watched) -> [Finding] {
    let path = inbox.path
    let (folder, facts): (Folder, FileFacts)
    do {
      folder = try Folder.open(Array(path.utf8))
      facts = try folder.facts()
    } catch  where error.number == ENOENT {
      return [
        Finding(
          "inbox", .problem, "there is no folder \(path)", remedy: Self.making(path, desk.user.name)
        )
      ]
    } catch {
      return [unreadable(path, "inbox", error)]
    }
    var findings = [kind(of: folder, path)]
    if let problem = moving(inbox) { findings.append(problem) }
    return findings + rights(of: facts, path) + droppers(facts, path)
  }

  /// What keeps files from being moved out; nothing has to in leave mode.
  private func moving(_ inbox: DeskFolders.Watched) -> Finding? {
    guard inbox.mode != .leave else { return nil }
    if DeskFolders.isReadOnly(inbox.path) {
      return Finding(
        "inbox", .problem, "\(inbox.path) is read-only, so no file can be moved out of it",
        remedy: "mount it writable, or in its [[inbox]] of the configuration: mode = \"leave\"")
    }
    guard !DeskFolders.areOnOneMount(inbox.path, desk.spool), access(desk.spool, F_OK) == 0 else {
      return nil
    }
    return Finding(
      "inbox", .problem,
      "\(inbox.path) and the spool \(desk.spool) are not on the same mount, so no file can be moved",
      remedy: "in the configuration: spool = \"\(inbox.path)/.wiredesk\"")
  }

  private func kind(of folder: Folder, _ path: String) -> Finding {
    do {
      switch try folder.fileSystemKind() {
      case .local: return Finding("inbox", .ok, "\(path) is watched; its file system is local")
      case .network(let name):
        return Finding(
          "inbox", .warning,
          "\(path) is on \(name), whose events cannot be relied on: it is scanned every 5 s, and a"
            + " file counts as complete once it has been quiet for quiet_milliseconds",
          remedy:
            "nothing, if 5 s is soon enough; otherwise have the senders drop files on a local disk")
      }
    } catch {
      return unreadable(path, "inbox", error)
    }
  }

  private func rights(of facts: FileFacts, _ path: String) -> [Finding] {
    let isOpen = facts.permissions & 0o002 != 0
    let isSticky = facts.permissions & 0o1000 != 0
    if facts.permissions & 0o022 != 0, !isSticky {
      return [
        Finding(
          "inbox", .warning,
          "anyone who may drop files into \(path) may also remove those of others",
          remedy: "chmod +t \(shellQuoted(path))")
      ]
    }
    if isOpen {
      return [Finding("inbox", .note, "everyone can drop files into \(path)")]
    }
    return []
  }

  /// Who may drop, as far as groups tell.
  private func droppers(_ facts: FileFacts, _ path: String) -> [Finding] {
    guard let group = getgrgid(facts.group), facts.permissions & 0o020 != 0 else { return [] }
    let name = String(cString: group.pointee.gr_name)
    var members: [String] = []
    var next = group.pointee.gr_mem
    while let member = next?.pointee {
      members.append(String(cString: member))
      next = next?.advanced(by: 1)
    }
    if !members.isEmpty {
      return [
        Finding(
          "inbox", .ok,
          "the group \(name) can drop files into \(path): \(members.joined(separator: ", "))")
      ]
    }
    return [
      Finding(
        "inbox", .note, "the group \(name), which may drop files into \(path), has no members",
        remedy: "usermod -aG \(name) USER     (USER then logs in again)")
    ]
  }

  static func making(_ path: String, _ user: String) -> String {
    let group = getgrnam("wiredesk-drop") == nil ? user : "wiredesk-drop"
    return "install -d -m 3730 -o \(user) -g \(group) \(shellQuoted(path))"
  }
}
