import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  /// What went wrong when a desk was lived with: what is told to whom.
  @Suite("A desk that is lived with")
  struct LivedWithTests {
    private func write(_ text: String, _ path: URL) throws {
      try text.write(to: path, atomically: false, encoding: .utf8)
    }

    @Test(
      "ingest beside a daemon says which files no inbox takes, and hands over the others: exit 3")
    func included() throws {
      let desk = try Desk(configuration: "")
      let toml = desk.root.appending(path: "include.toml")
      try write(
        """
        spool = "\(desk.state.path)"
        [[inbox]]
        path = "\(desk.inbox.path)"
        include = ["*.xml"]
        """, toml)
      let daemon = try Running(["run", "--config", toml.path, "--state", desk.state.path])
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      let given = desk.root.appending(path: "given")
      try FileManager.default.createDirectory(at: given, withIntermediateDirectories: true)
      try write("The pier of Kelmore is closed.\n", given.appending(path: "one.txt"))
      try write(
        "<nitf><head><title>Pier</title></head><body><body.content><p>The pier of Kelmore is open."
          + "</p></body.content></body></nitf>", given.appending(path: "two.xml"))
      let ended = try desk.ask("ingest", given.path)
      #expect(ended.code == 3 && ended.output.contains("handed 1 file to"), "\(ended)")
      #expect(ended.errors.contains("no inbox of the daemon takes files of that name"))
      try eventually("the other is stored") { try desk.account().stored == 1 }
      #expect(desk.files(below: desk.inbox).isEmpty)
      #expect(try desk.account().waiting == 0)
      #expect(try daemon.stop().code == 0)
    }

    @Test("beside a daemon that leaves files where they are, ingest refuses and copies nothing")
    func leaving() throws {
      let desk = try Desk(configuration: "")
      let toml = desk.root.appending(path: "leave.toml")
      try write(
        """
        spool = "\(desk.state.path)"
        [[inbox]]
        path = "\(desk.inbox.path)"
        mode = "leave"
        """, toml)
      let daemon = try Running(["run", "--config", toml.path, "--state", desk.state.path])
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      let ended = try desk.ask("ingest", toml.path)
      #expect(ended.code == 1 && ended.errors.contains("mode = \"leave\""), "\(ended)")
      #expect(desk.files(below: desk.inbox).isEmpty)
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "an inbox on a read-only mount: doctor says so, and its advice is enough",
      .enabled(if: getuid() == 0, "needs root"))
    func readOnly() throws {
      let desk = try Desk(configuration: "")
      try write("The harbour of Kelmore freezes over.\n", desk.inbox.appending(path: "a.txt"))
      let toml = desk.root.appending(path: "ro.toml")
      func configure(_ mode: String) throws {
        try write(
          """
          spool = "\(desk.state.path)"
          [[inbox]]
          path = "\(desk.inbox.path)"
          mode = "\(mode)"
          """, toml)
      }
      func underReadOnly(_ words: [String]) throws -> Ended {
        let mount = """
          mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"
          """
        return try Running(
          words + ["--config", toml.path, "--state", desk.state.path],
          wrapper: [
            "/usr/bin/unshare", "-m", "--propagation", "private", "/bin/sh", "-c", mount, "sh",
            desk.inbox.path,
          ]
        ).end(within: .seconds(60))
      }
      try configure("move")
      let doctor = try underReadOnly(["doctor"])
      #expect(doctor.code == 1, "\(doctor)")
      #expect(doctor.output.contains("is read-only, so no file can be moved out of it"))
      #expect(doctor.output.contains("mode = \"leave\"") && !doctor.output.contains(".wiredesk"))
      let refused = try underReadOnly(["run", "--once"])
      #expect(refused.code != 0 && !refused.errors.contains("database cannot be opened"))
      try configure("leave")
      #expect(try underReadOnly(["run", "--once"]).code == 0)
      #expect(try desk.account().stored == 1)
      let after = try underReadOnly(["doctor"])
      #expect(!after.output.contains("problem  inbox"), "\(after.output)")
    }

    @Test(
      "who may not look into the inbox is told the daemon's count, and without one that more may wait",
      .enabled(if: getuid() == 0, "needs root"))
    func reader() throws {
      let desk = try Desk()
      let nobody = try Nobody(owning: desk)
      // As the package makes it: droppers drop, and nobody but the daemon lists.
      try check(chmod(desk.inbox.path, 0o730))
      let daemon = try nobody.start(desk)
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      // A file that its writer holds open waits.
      let open = open(desk.inbox.appending(path: "open.txt").path, O_WRONLY | O_CREAT, 0o666)
      defer { close(open) }
      try eventually("it waits") { try desk.account().waiting == 1 }
      let reader = try nobody.ask(["account", "--json"], as: 65533, desk)
      #expect(try reader.lines(Account.self).first?.waiting == 1, "\(reader)")
      #expect(try daemon.stop().code == 0)
      let alone = try nobody.ask(["account"], as: 65533, desk)
      #expect(alone.output.contains("you may not look into every inbox"), "\(alone)")
    }

    @Test("a reload with a mistake is in status with its line, until one succeeds")
    func refusedReload() throws {
      let desk = try Desk()
      let toml = URL(filePath: desk.configurationPath)
      let daemon = try desk.start()
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      try write("# nothing yet\nyoung_secnds = 2\n", toml)
      daemon.send(SIGHUP)
      try eventually("it is refused") { daemon.errors.contains("configuration is refused") }
      let status = try desk.ask("status")
      #expect(status.output.contains("not the one in force"), "\(status.output)")
      #expect(status.output.contains("young_secnds") && status.output.contains("desk.toml:2"))
      try write("young_seconds = 2\n", toml)
      daemon.send(SIGHUP)
      try eventually("it is taken") { daemon.errors.contains("read again") }
      #expect(try !desk.ask("status").output.contains("not the one in force"))
      #expect(try daemon.stop().code == 0)
    }
  }
}
