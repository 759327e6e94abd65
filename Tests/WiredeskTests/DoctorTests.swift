import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

/// One line of `doctor --json`.
private struct Finding: Decodable {
  var check: String
  var level: String
  var text: String
  var remedy: String?
}

extension RealProgramTests {
  @Suite("The doctor")
  struct DoctorTests {
    private func findings(_ desk: Desk, _ more: String...) throws -> (
      found: [Finding], code: Int32?
    ) {
      let ended = try Program.run(
        ["doctor", "--json", "--inbox", desk.inbox.path, "--state", desk.state.path] + more)
      return (try ended.lines(Finding.self), ended.code)
    }

    private func makePrivate(_ desk: Desk) throws {
      try check(chmod(desk.state.path, 0o750))
    }

    @Test("finds no problem in a desk that works, and says what it has looked at")
    func healthy() throws {
      let desk = try Desk()
      try makePrivate(desk)
      #expect(try desk.once().code == 0)
      let (found, code) = try findings(desk)
      #expect(found.filter { $0.level == "problem" }.map(\.text) == [])
      #expect(code == 0)
      #expect(
        Set(found.map(\.check)).isSuperset(of: [
          "configuration", "state", "inbox", "unit", "inotify", "journal", "clock", "disk",
          "database",
        ]))
    }

    @Test("what is wrong comes with a remedy, and doing as it says is enough")
    func remedies() throws {
      let desk = try Desk()
      #expect(try desk.once().code == 0)
      try check(chmod(desk.state.path, 0o755))
      try FileManager.default.removeItem(at: desk.inbox)
      let (found, code) = try findings(desk)
      #expect(code == 1)
      let problems = found.filter { $0.level == "problem" }
      // Else what it says of this machine would be done to it.
      try #require(problems.map(\.check).sorted() == ["inbox", "state"])
      for problem in problems {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", try #require(problem.remedy)]
        try shell.run()
        shell.waitUntilExit()
      }
      #expect(try findings(desk).code == 0)
    }

    @Test("wrong owners and modes are found, and what it advises opens the desk again")
    func ownership() throws {
      let desk = try Desk()
      try desk.drop("a.txt", "The tide mill of Kelmore grinds again after forty years.\n")
      try makePrivate(desk)
      #expect(try desk.once().code == 0)
      let nobody = try Nobody(owning: desk)
      guard getuid() == 0 else { return }
      let daemon = try nobody.start(desk)
      try eventually("ready") { daemon.errors.contains("watching") }
      // Root is not taken for the daemon's user.
      let (well, code) = try findings(desk)
      #expect(code == 0, "\(well.filter { $0.level == "problem" })")
      #expect(well.contains { $0.check == "daemon" && $0.level == "ok" })
      #expect(try daemon.stop().code == 0)
      try check(chown(desk.state.appending(path: "wiredesk.db").path, 0, 0))
      try check(chmod(desk.state.appending(path: "search.db").path, 0o600))
      try check(chmod(desk.done.path, 0o555))
      try check(chown(desk.failed.path, 0, 0))
      let (found, broken) = try findings(desk)
      #expect(broken == 1)
      let wrong = found.filter { $0.level == "problem" || $0.text.contains("search.db has") }
      try #require(wrong.count == 4, "\(wrong)")
      for finding in wrong {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", try #require(finding.remedy)]
        try shell.run()
        shell.waitUntilExit()
      }
      let mended = try findings(desk).found.filter { $0.level == "problem" }
      #expect(mended.isEmpty, "\(mended)")
      #expect(try nobody.ask(["stories"], desk).code == 0)
    }

    @Test("a daemon that is degraded, or that should run and does not, is told")
    func daemon() throws {
      let desk = try Desk()
      try makePrivate(desk)
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      try FileManager.default.moveItem(at: desk.inbox, to: desk.root.appending(path: "away"))
      try eventually("it is degraded") { try desk.ask("status").code == 69 }
      try FileManager.default.createDirectory(
        at: desk.root.appending(path: "other"), withIntermediateDirectories: true)
      let told = try Program.run(
        ["doctor", "--json", "--inbox", desk.root.appending(path: "other").path],
        environment: ["WIREDESK_STATE": desk.state.path])
      let findings = try told.lines(Finding.self)
      #expect(told.code == 1)
      #expect(
        findings.contains {
          $0.check == "daemon" && $0.level == "problem" && $0.text.contains("unreachable")
        })
      try daemon.killNow()
      let dead = try self.findings(desk).found
      #expect(dead.contains { $0.check == "daemon" && $0.level == "warning" })
    }

    @Test("a mistake in the configuration is a finding, and the rest is looked at all the same")
    func configuration() throws {
      let desk = try Desk()
      try makePrivate(desk)
      let file = desk.root.appending(path: "bad.toml").path
      try "[retention]\ndone_day = 3\n".write(toFile: file, atomically: false, encoding: .utf8)
      let (found, code) = try findings(desk, "--config", file)
      #expect(code == 1)
      let first = try #require(found.first)
      #expect(first.level == "problem")
      #expect(first.text.contains("\(file):2") && first.text.contains("done_days"))
      #expect(found.contains { $0.check == "inotify" })
    }

    @Test("a database that is no database is a problem, not a crash")
    func damaged() throws {
      let desk = try Desk()
      try makePrivate(desk)
      try String(repeating: "not a database ", count: 100).write(
        to: desk.state.appending(path: "wiredesk.db"), atomically: false, encoding: .utf8)
      let (found, code) = try findings(desk)
      #expect(code == 1)
      #expect(found.contains { $0.check == "database" && $0.level == "problem" })
    }
  }

  /// A file system whose writers may sit elsewhere: what NFS and sshfs are, at hand without a network.
  @Suite(
    "An inbox on FUSE",
    .enabled(if: Mounted.isPossible, "needs root, /dev/fuse and bindfs"))
  struct FuseTests {
    @Test("is scanned and not watched, said aloud, and every file is taken")
    func polling() throws {
      let desk = try Desk()
      try check(chmod(desk.state.path, 0o750))
      let behind = desk.root.appending(path: "behind")
      try FileManager.default.createDirectory(at: behind, withIntermediateDirectories: true)
      let mounted = try Mounted(behind, on: desk.inbox)
      defer { mounted.end() }
      let told = try Program.run([
        "doctor", "--json", "--inbox", desk.inbox.path, "--state", desk.state.path,
      ]).lines(Finding.self)
      let warning = try #require(told.first { $0.check == "inbox" })
      #expect(warning.level == "warning")
      #expect(warning.text.contains("fuse") && warning.text.contains("scanned every 5 s"))

      let daemon = try desk.start()
      // Not through the mount: this kernel never tells of it there, as with another machine's writer.
      try "A crane fell at the fuse quay on Monday, and nobody was hurt.\n".write(
        to: behind.appending(path: "behind.txt"), atomically: false, encoding: .utf8)
      try "The ferry to the fuse islands sails again from Tuesday on.\n".write(
        to: desk.inbox.appending(path: "front.txt"), atomically: false, encoding: .utf8)
      try desk.settled(2, by: daemon)
      let status = try desk.ask("status")
      #expect(status.code == 69, "degraded: it polls")
      #expect(status.output.contains("polling") && status.output.contains("fuse"))
      #expect(try daemon.stop().code == 0)
      #expect(try desk.account().stored == 2)
    }
  }
}

/// bindfs: one folder shown at another place, through FUSE.
struct Mounted {
  private let target: URL
  private let server: Process

  static let isPossible: Bool =
    getuid() == 0 && access("/dev/fuse", R_OK | W_OK) == 0 && access("/usr/bin/bindfs", X_OK) == 0

  init(_ folder: URL, on target: URL) throws {
    self.target = target
    // In the foreground: one that goes into the background keeps what Foundation waits for.
    server = Process()
    server.executableURL = URL(filePath: "/usr/bin/bindfs")
    server.arguments = ["-f", "--no-allow-other", folder.path, target.path]
    try server.run()
    let device = try Self.device(folder)
    try eventually("bindfs is mounted", isTrue: { try Self.device(target) != device })
  }

  func end() {
    // Lazily: the daemon of a test that failed may still hold it.
    _ = target.path.withCString { umount2($0, Int32(MNT_DETACH)) }
    server.terminate()
    server.waitUntilExit()
  }

  private static func device(_ folder: URL) throws -> UInt {
    var facts = stat()
    try check(stat(folder.path, &facts))
    return UInt(facts.st_dev)
  }
}
