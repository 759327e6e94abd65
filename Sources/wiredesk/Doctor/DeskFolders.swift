import Foundation
import Glibc
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel

/// The folders of the desk that the doctor looks at, put together as `run` does it, but making none.
struct DeskFolders {
  let state: String
  let spool: String
  let inboxes: [String]
  /// What must be free before anything is claimed; 0 for no limit.
  let leastFreeBytes: Int64
  /// Who the daemon runs as: the service's user where there is one and the desk is its, else whoever
  /// asks.
  let user: Account

  struct Account: Equatable {
    var number: UInt32
    var name: String
  }

  init(_ configuration: Configuration, inbox: String?, state: String?) {
    self.state = state ?? configuration.state
    leastFreeBytes = configuration.desk.leastFreeBytes
    if let inbox {
      let path = absolute(inbox)
      inboxes = [path]
      spool = Self.areOnOneMount(path, self.state) ? self.state : "\(path)/\(Spool.nameInInbox)"
    } else {
      spool = configuration.spool
      inboxes =
        configuration.inboxes.isEmpty
        ? [configuration.spool + "/inbox"] : configuration.inboxes.map(\.path)
    }
    let isService =
      self.state == Configuration().state || self.state.hasPrefix("/var/lib/wiredesk-")
    user = (isService ? Self.account("wiredesk") : nil) ?? Self.caller
  }

  /// The state, the spool and every inbox, each once.
  var all: [String] {
    ([state, spool] + inboxes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  static func account(_ name: String) -> Account? {
    getpwnam(name).map { Account(number: $0.pointee.pw_uid, name: name) }
  }

  /// The name of a user; the number where it has none.
  static func name(ofUser number: UInt32) -> String {
    getpwuid(number).map { String(cString: $0.pointee.pw_name) } ?? "\(number)"
  }

  private static var caller: Account {
    let number = geteuid()
    return Account(number: number, name: name(ofUser: number))
  }

  /// Renames work between them.
  static func areOnOneMount(_ a: String, _ b: String) -> Bool {
    guard let a = try? Folder.open(Array(a.utf8)), let b = try? Folder.open(Array(b.utf8)),
      let facts = try? a.facts(), let other = try? b.facts()
    else { return false }
    return facts.device == other.device && a.mountID == b.mountID
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
