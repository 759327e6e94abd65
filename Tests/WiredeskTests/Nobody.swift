import Foundation
import Glibc
import Testing

/// The daemon as a user without rights: root may read everything, so permissions bite only so.
/// When the tests do not run as root themselves, it is simply the daemon.
struct Nobody {
  static let user: uid_t = 65534
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
    // Folders that an earlier run has made too, and names of any bytes.
    let chown = try Running(
      ["-R", "\(Self.user):\(Self.user)", desk.root.path], program: "/bin/chown"
    ).end(within: .seconds(30))
    try #require(chown.code == 0, "\(chown.errors)")
  }

  func start(_ desk: Desk) throws -> Running {
    try desk.start(wrapper: Self.wrapper(Self.user), program: program)
  }

  /// A command as another user of the daemon's group; as its own user without one.
  func ask(_ words: [String], as user: uid_t = Nobody.user, _ desk: Desk) throws -> Ended {
    try Running(
      words + ["--state", desk.state.path], wrapper: Self.wrapper(user), program: program
    ).end(within: .seconds(60))
  }

  private static func wrapper(_ user: uid_t) -> [String] {
    let drop = ["--reuid=\(user)", "--regid=\(Self.user)", "--clear-groups", "--"]
    return getuid() == 0 ? ["/usr/bin/setpriv"] + drop : []
  }
}
