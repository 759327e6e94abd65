import Foundation
import Glibc
import NewsAnswers
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel

/// The folders of the desk that the doctor looks at, put together as `run` does it, but making none.
struct DeskFolders {
  struct Watched: Equatable {
    var path: String
    var mode: Inbox.Mode
  }

  let state: String
  let spool: String
  let watched: [Watched]
  /// What must be free before anything is claimed; 0 for no limit.
  let leastFreeBytes: Int64
  /// Who the daemon runs as: the user of the process that works on the desk, else the service's user where the desk is
  /// its, else the desk's owner when root asks, else whoever asks.
  let user: User
  /// `wiredesk`, or `wiredesk@NAME` for a further desk; nil for a desk of neither.
  let unit: String?
  /// The process that works on the desk.
  let process: Int32?

  struct User: Equatable {
    var number: UInt32
    var name: String

    init(_ number: UInt32) {
      self.number = number
      name = FileFacts.Ownership.name(ofUser: number)
    }
  }

  init(_ configuration: Configuration, inbox: String?, state: String?) {
    let path = state ?? configuration.state
    self.state = path
    leastFreeBytes = configuration.desk.leastFreeBytes
    unit = Self.unit(of: path)
    process = Self.process(on: path)
    (spool, watched) = Self.folders(configuration, inbox: inbox, state: path, unit: unit)
    user = Self.user(of: path, process, isService: unit != nil)
  }

  private static func folders(
    _ configuration: Configuration, inbox: String?, state: String, unit: String?
  ) -> (spool: String, watched: [Watched]) {
    if let inbox {
      let path = absolute(inbox)
      var spool = areOnOneMount(path, state) ? state : "\(path)/\(Spool.nameInInbox)"
      if let run = try? LastRun.read(in: state), run.watched.map(\.pathText) == [path] {
        // The command line may have named another.
        spool = String(decoding: run.spool, as: UTF8.self)
      }
      return (spool, [Watched(path: path, mode: .move)])
    }
    if state != configuration.state, let run = try? LastRun.read(in: state) {
      // Another desk than the configuration's: its own word counts.
      return (
        String(decoding: run.spool, as: UTF8.self),
        run.watched.map { Watched(path: $0.pathText, mode: $0.mode) }
      )
    }
    let name = unit?.split(separator: "@").dropFirst().first
    let spool = name.map { "/var/spool/wiredesk-\($0)" } ?? configuration.spool
    let configured = configuration.inboxes.map {
      Watched(path: $0.path, mode: Inbox.Mode(rawValue: $0.mode) ?? .move)
    }
    return (
      spool, configured.isEmpty ? [Watched(path: spool + "/inbox", mode: .move)] : configured
    )
  }

  var inboxes: [String] { watched.map(\.path) }

  /// The state, the spool and every inbox, each once.
  var all: [String] {
    ([state, spool] + inboxes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The unit whose state folder this is.
  static func unit(of state: String) -> String? {
    let first = Configuration().state
    if state == first { return "wiredesk" }
    return state.hasPrefix(first + "-") ? "wiredesk@" + state.dropFirst(first.count + 1) : nil
  }

  private static func process(on state: String) -> Int32? {
    guard let folder = try? Folder.open(Array(state.utf8)),
      case .process(let number?) = try? StateLock.holder(in: folder)
    else { return nil }
    return number
  }

  private static func user(of state: String, _ process: Int32?, isService: Bool) -> User {
    if let process, let owner = try? Folder.open(Array("/proc/\(process)".utf8)).facts().owner {
      return User(owner)
    }
    if isService, let entry = getpwnam("wiredesk") { return User(entry.pointee.pw_uid) }
    guard ProcessState.isRoot, let facts = try? Folder.open(Array(state.utf8)).facts() else {
      return User(geteuid())
    }
    return User(facts.owner)
  }

  /// Renames work between them.
  static func areOnOneMount(_ a: String, _ b: String) -> Bool {
    guard let a = try? Folder.open(Array(a.utf8)), let b = try? Folder.open(Array(b.utf8)),
      let facts = try? a.facts(), let other = try? b.facts()
    else { return false }
    return facts.device == other.device && a.mountID == b.mountID
  }

  /// Nothing on its mount can be changed (ST_RDONLY of statvfs(3)).
  static func isReadOnly(_ path: String) -> Bool {
    var facts = statvfs()
    return statvfs(path, &facts) == 0 && facts.f_flag & 1 != 0
  }
}

/// A path, as a shell takes it.
func shellQuoted(_ path: String) -> String {
  let plain = path.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "/._-@+".utf8.contains(byte)
  }
  return plain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
}
