import Foundation
import Glibc
import Testing

/// A server of its own in a folder of its own, reached by a socket in it.
struct PostgreSQL {
  private static let programs = "/usr/lib/postgresql/15/bin/"
  /// It does not run as root, so root has to begin it as another user.
  static let isThere =
    getuid() == 0 && access(programs + "initdb", X_OK) == 0
    && access("/usr/lib/python3/dist-packages/psycopg2", F_OK) == 0

  private let folder: URL
  private var data: String { folder.path + "/data" }
  var connection: String { "host=\(folder.path) user=news dbname=postgres" }

  init() throws {
    // A socket's path has a limit of 107 bytes.
    folder = URL(filePath: "/tmp/news-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try #require(run("/bin/chown", ["postgres", folder.path]).code == 0)
    let made = try asPostgres("initdb", ["-D", data, "-A", "trust", "-U", "news", "--no-sync"])
    try #require(made.code == 0, "\(made.errors)")
    let options = "-k \(folder.path) -c listen_addresses= -c fsync=off"
    let started = try asPostgres(
      "pg_ctl", ["-D", data, "-w", "-t", "120", "-o", options, "-l", folder.path + "/log", "start"])
    try #require(started.code == 0, "\(started.output)")
  }

  func stop() {
    _ = try? asPostgres("pg_ctl", ["-D", data, "-m", "immediate", "stop"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// What a question answers, without its last line break; nothing where there is no such table yet.
  func ask(_ sql: String) throws -> String {
    let ended = try run("/usr/bin/psql", ["-XAtqd", connection, "-c", sql])
    return String(ended.output.split(separator: "\n").joined(separator: "\n"))
  }

  private func asPostgres(_ program: String, _ words: [String]) throws -> Ended {
    try run("/usr/sbin/runuser", ["-u", "postgres", "--", Self.programs + program] + words)
  }

  private func run(_ program: String, _ words: [String]) throws -> Ended {
    try Running(words, program: program).end(within: .seconds(180))
  }
}
