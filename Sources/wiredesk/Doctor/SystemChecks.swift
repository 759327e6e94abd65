import Foundation
import Glibc
import NewsDesk
import NewsLinux

/// What the machine must give: watches, a journal, a clock, room.
struct SystemChecks {
  /// Of a disk or of inodes; under it the next hours are in doubt.
  static let littleBytes: Int64 = 256 << 20
  static let fewFiles: Int64 = 10_000
  /// Counting folders stops here: more watches than any kernel gives by default.
  static let mostFolders = 1_000_000

  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] { inotify + descriptors + journal + [clock] + desk.all.compactMap(disk) }

  // MARK: inotify

  private var inotify: [Finding] {
    guard let watches = Self.limit("max_user_watches"), let queue = Self.limit("max_queued_events")
    else {
      return [Finding("inotify", .warning, "the inotify limits cannot be read under /proc/sys")]
    }
    var findings: [Finding] = []
    let folders = desk.inboxes.reduce(0) { $0 + Self.folders(in: $1) }
    // Others of the same user need some as well.
    if folders * 5 > watches * 4 {
      let wanted = max(524_288, folders * 2)
      findings.append(
        Finding(
          "inotify", .problem,
          "the inboxes have \(folders) folders, but the kernel allows a user only \(watches) watches: the"
            + " rest are only scanned",
          remedy: Self.sysctl("max_user_watches", wanted)))
    }
    if queue < 16_384 {
      findings.append(
        Finding(
          "inotify", .warning,
          "the kernel queues only \(queue) events of a burst: the rest are found by a scan",
          remedy: Self.sysctl("max_queued_events", 16_384)))
    }
    do {
      _ = try Inotify()
    } catch {
      findings.append(
        Finding(
          "inotify", .problem, "inotify is not available: \(error.description)",
          remedy: Self.sysctl("max_user_instances", 1024)))
    }
    return findings.isEmpty
      ? [Finding("inotify", .ok, "\(watches) watches for \(folders) folders")] : findings
  }

  private static func limit(_ name: String) -> Int? {
    FileManager.default.contents(atPath: "/proc/sys/fs/inotify/\(name)").flatMap {
      Int(String(decoding: $0, as: UTF8.self).split { $0.isWhitespace }.first ?? "")
    }
  }

  private static func sysctl(_ name: String, _ value: Int) -> String {
    """
    echo fs.inotify.\(name)=\(value) >/etc/sysctl.d/60-wiredesk-\(name.replacing("_", with: "-")).conf
    sysctl --system
    """
  }

  /// The folder itself and all below it, as the watch would count them.
  private static func folders(in path: String) -> Int {
    guard let root = try? Folder.open(Array(path.utf8)) else { return 0 }
    var count = 0
    var pending: [[UInt8]] = [[]]
    while let path = pending.popLast(), count < mostFolders {
      count += 1
      // What cannot be entered gets no watch.
      guard let folder = try? root.folder(path), let entries = try? folder.entries() else {
        continue
      }
      for entry in entries {
        let kind =
          entry.kind == .unknown
          ? (try? folder.facts(of: entry.name))?.kind ?? .unknown : entry.kind
        // Dot-folders are temporary names, and left alone.
        guard kind == .folder, entry.name.first != UInt8(ascii: ".") else { continue }
        pending.append(path.isEmpty ? entry.name : path + [0x2F] + entry.name)
      }
    }
    return count
  }

  // MARK: descriptors

  /// Of the daemon that works on the state folder; without one nobody knows what it would get.
  private var descriptors: [Finding] {
    guard let folder = try? Folder.open(Array(desk.state.utf8)),
      case .process(let number?) = try? StateLock.holder(in: folder),
      let limit = ProcessState.descriptorLimit(of: number)
    else { return [] }
    guard limit < Desk.leastDescriptors else {
      return [Finding("descriptors", .ok, "the daemon may have \(limit) files open at once")]
    }
    return [
      Finding(
        "descriptors", .warning,
        "the daemon may have only \(limit) files open at once, and needs \(Desk.leastDescriptors) to take a"
          + " backlog at full speed",
        remedy: "LimitNOFILE=4096 in the unit; in a shell: ulimit -Hn 4096, then start it again")
    ]
  }

  // MARK: journal and clock

  private var journal: [Finding] {
    guard access("/run/systemd/journal/socket", F_OK) == 0 else {
      return [
        Finding(
          "journal", .note, "there is no systemd journal here: the log goes to standard error")
      ]
    }
    var findings: [Finding] = []
    if access("/var/log/journal", F_OK) != 0 {
      findings.append(
        Finding(
          "journal", .warning, "the journal is kept only in memory and is lost at a restart",
          remedy: "mkdir -p /var/log/journal && systemctl restart systemd-journald"))
    }
    if desk.user.name == "wiredesk", access("/usr/lib/systemd/catalog/wiredesk.catalog", F_OK) != 0
    {
      findings.append(
        Finding(
          "journal", .warning,
          "the message catalog is not installed, so `journalctl -x` explains nothing",
          remedy: "install systemd/wiredesk.catalog, then: journalctl --update-catalog"))
    }
    return findings.isEmpty
      ? [Finding("journal", .ok, "the journal is present and persistent")] : findings
  }

  private var clock: Finding {
    let now = Moment.now().wallNanoseconds
    // 2025-01-01: before this program was written.
    if now < 1_735_689_600 * 1_000_000_000 {
      return Finding(
        "clock", .problem,
        "the clock is years behind: articles get wrong times, and retention is on hold",
        remedy: "timedatectl set-ntp true     (or: date --set …)")
    }
    if Moment.isClockSynchronised() == false {
      return Finding(
        "clock", .warning, "no time service sets the clock: received times may drift",
        remedy: "timedatectl set-ntp true")
    }
    return Finding("clock", .ok, "the clock is synchronised")
  }

  // MARK: disk

  private func disk(_ path: String) -> Finding? {
    guard let folder = try? Folder.open(Array(path.utf8)), let room = try? FreeSpace(of: folder)
    else { return nil }
    let free = "\(room.freeBytes >> 20) MiB are free at \(path)"
    if desk.leastFreeBytes > 0, room.freeBytes < desk.leastFreeBytes {
      return Finding(
        "disk", .problem,
        "\(free), less than the configured free_bytes: the daemon takes nothing until there is more",
        remedy: "make room, or set [retention] done_days or done_bytes")
    }
    if room.freeBytes < Self.littleBytes || room.freeFiles.map({ $0 < Self.fewFiles }) == true {
      let files = room.freeFiles.map { " and \($0) inodes" } ?? ""
      return Finding(
        "disk", .warning, "only \(room.freeBytes >> 20) MiB\(files) are free at \(path)",
        remedy: "make room, or set [retention] done_days or done_bytes")
    }
    return Finding("disk", .ok, free)
  }
}
