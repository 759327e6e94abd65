import Foundation
import Glibc
import NewsModel

/// The daemon as a user without rights: root may read everything, so permissions bite only so.
/// When the tests do not run as root themselves, it is simply the daemon.
struct Nobody {
  private static let user: uid_t = 65534
  private let program: String

  /// Gives the desk to that user, and the program a place where that user may run it.
  init(owning desk: Desk) throws {
    guard let path = Program.path else { throw ProgramError.absent }
    guard getuid() == 0 else {
      program = path
      return
    }
    program = desk.root.appending(path: "wiredesk").path
    try FileManager.default.copyItem(atPath: path, toPath: program)
    for folder in [desk.root, desk.inbox, desk.state] {
      try check(chown(folder.path, Self.user, Self.user))
      for name in desk.files(below: folder) {
        try check(chown(folder.appending(path: name.text).path, Self.user, Self.user))
      }
    }
  }

  func start(_ desk: Desk) throws -> Running {
    let drop = ["--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups", "--"]
    return try desk.start(
      wrapper: getuid() == 0 ? ["/usr/bin/setpriv"] + drop : [], program: program)
  }
}
