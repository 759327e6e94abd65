import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("What status says to a monitor")
  struct StatusTests {
    @Test("what cannot be taken is told with its reason, exit 4, and is over when it is mended")
    func notTaken() throws {
      let desk = try Desk()
      let nobody = try Nobody(owning: desk)
      guard getuid() == 0 else { return }
      let daemon = try nobody.start(desk)
      try eventually("ready") { daemon.errors.contains("watching") }
      #expect(try nobody.ask(["status"], desk).code == 0)
      let barred = desk.inbox.appending(path: "barred")
      try FileManager.default.createDirectory(at: barred, withIntermediateDirectories: true)
      try check(chmod(barred.path, 0o700))
      // Only its owner may remove a file from a folder with this bit.
      let sticky = desk.inbox.appending(path: "sticky")
      try FileManager.default.createDirectory(at: sticky, withIntermediateDirectories: true)
      try check(chmod(sticky.path, 0o1777))
      try "The ferry to Kelmore is late again, and nobody says why.\n"
        .write(to: sticky.appending(path: "root.txt"), atomically: false, encoding: .utf8)
      try "Nobody may read this.\n"
        .write(to: barred.appending(path: "inside.txt"), atomically: false, encoding: .utf8)
      let told = try eventually(within: .seconds(90), "both are told: \(daemon.errors)") {
        let ended = try nobody.ask(["status"], desk)
        return ended.code == 4 && ended.output.contains("cannot be entered: 'barred'")
          && ended.output.contains("cannot be taken: 'sticky/root.txt'") ? ended : nil
      }
      #expect(told.output.contains("(EACCES)") && told.output.contains("(EPERM)"))
      #expect(!told.output.contains("left alone: 'barred'"))
      // Root sees into the folder, and counts as the daemon does.
      let own = try #require(try nobody.ask(["account", "--json"], desk).lines(Account.self).first)
      #expect(try desk.account() == own)
      #expect(own.waiting == 1)
      try check(chmod(barred.path, 0o777))
      try check(chown(sticky.path, Nobody.user, Nobody.user))
      try eventually(within: .seconds(90), "all is taken") { try desk.account().stored == 2 }
      try eventually(within: .seconds(60), "all is well") {
        try nobody.ask(["status"], desk).code == 0
      }
      #expect(try daemon.stop().code == 0)
    }

    @Test("a folder deeper than a path can say is told, and the rest is watched all the same")
    func tooDeep() throws {
      let desk = try Desk()
      let dig =
        "import os, sys\nos.chdir(sys.argv[1])\n"
        + "for _ in range(2100): os.mkdir('d'); os.chdir('d')\nopen('deep.txt', 'w').write('Deep.')"
      func shell(_ arguments: [String], program: String) throws {
        let ended = try Running(arguments, program: program).end(within: .seconds(30))
        try #require(ended.code == 0, "\(ended.errors)")
      }
      try shell(["-c", dig, desk.inbox.path], program: "/usr/bin/python3")
      // Foundation removes by path, and would leave it for ever.
      defer { try? shell(["-rf", desk.inbox.path + "/d"], program: "/bin/rm") }
      try desk.drop("a.txt", "The quay of Kelmore is dry.\n\nIt stays so, says the port.\n")
      let once = try desk.once()
      #expect(once.code == 4, "\(once.output.suffix(300))")
      #expect(once.errors.contains("(ENAMETOOLONG)"))
      #expect(try desk.account().stored == 1 && desk.account().waiting == 1)
      let daemon = try desk.start()
      try eventually(within: .seconds(90), "it is told: \(daemon.errors.suffix(300))") {
        let status = try desk.ask("status")
        return status.code == 4 && status.output.contains("cannot be entered: 'd/d")
          && !status.output.contains("polling")
      }
      #expect(try daemon.stop().code == 0)
    }

    @Test("a daemon that was stopped is missing: exit 3; after --once nobody expects one")
    func stopped() throws {
      let desk = try Desk()
      try desk.drop("a.txt", "The bridge of Kelmore is open to traffic again since noon.\n")
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("status").code == 0)
      let daemon = try desk.start()
      try eventually("ready") { daemon.errors.contains("watching") }
      #expect(try desk.ask("status").code == 0)
      try daemon.killNow()
      let status = try desk.ask("status")
      #expect(status.code == 3)
      #expect(status.output.hasPrefix("not running"))
    }

    @Test("names that are left alone are counted in status, and in no account")
    func leftAlone() throws {
      let desk = try Desk()
      for name in ["desktop.ini", "upload.part", ".hidden", "fine.txt"] {
        try desk.drop(name, "The fish market of Kelmore moves to the old station.\n")
      }
      let bin = desk.inbox.appending(path: "#recycle")
      try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
      try "thrown away".write(
        to: bin.appending(path: "old.txt"), atomically: false, encoding: .utf8)
      let daemon = try desk.start()
      try desk.settled(1, by: daemon)
      let status = try eventually(within: .seconds(60), "a full scan has ended") {
        let status = try desk.ask("status")
        return status.output.contains("left alone by rule, include or ignore: 4") ? status : nil
      }
      #expect(status.code == 0)
      #expect(try desk.account().waiting == 0)
      #expect(try daemon.stop().code == 0)
      // Without a daemon they are counted by looking.
      let stopped = try desk.ask("status")
      #expect(stopped.output.contains("left alone by rule, include or ignore: 4"), "\(stopped)")
      #expect(try desk.ask("status", "--json").output.contains(#""left_alone_by_name":4"#))
    }

    @Test("a missing folder, a missing database and a missing right are told apart")
    func missing() throws {
      let desk = try Desk()
      for command in ["status", "account", "stories", "export", "verify"] {
        let none = try Program.run([command, "--state", "/nonexistent/desk"])
        #expect(none.code == 5 && none.errors.contains("no folder"), "\(command): \(none)")
        let empty = try desk.ask(command)
        #expect(empty.code == 5 && empty.errors.contains("no database"), "\(command): \(empty)")
      }
      #expect(try desk.once().code == 0)
      guard getuid() == 0 else { return }
      let nobody = try Nobody(owning: desk)
      // Group 2 is `bin`: shared by nobody, and not root's.
      try check(chown(desk.state.path, 0, 2))
      try check(chmod(desk.state.path, 0o750))
      for command in ["status", "account", "stories", "retry"] {
        let barred = try nobody.ask([command], desk)
        #expect(barred.code == 69 && barred.errors.contains("you may not"), "\(command): \(barred)")
        #expect(!barred.errors.contains("system("))
      }
      let stories = try nobody.ask(["stories"], desk)
      #expect(stories.errors.contains("usermod -aG bin"))
      try check(chown(desk.state.path, Nobody.user, Nobody.user))
      try check(chmod(desk.state.appending(path: "wiredesk.db").path, 0o600))
      try check(chown(desk.state.appending(path: "wiredesk.db").path, 0, 0))
      let owned = try nobody.ask(["stories"], desk)
      #expect(owned.code == 69 && owned.errors.contains("sudo chown"), "\(owned.errors)")
    }

    @Test("trace of a path that is of no inbox says that nothing is known")
    func strangePaths() throws {
      let desk = try Desk()
      try desk.drop("a.txt", "A second ferry is to serve the islands off Kelmore from May.\n")
      #expect(try desk.once().code == 0)
      let given = desk.root.appending(path: "given.txt")
      try "The lighthouse of Kelmore has been sold to a hotel.\n"
        .write(to: given, atomically: false, encoding: .utf8)
      #expect(try desk.ask("ingest", given.path).code == 0)
      let strange = [
        "/etc/hostname", desk.state.appending(path: "desk.json").path,
        desk.inbox.path + "/../state/desk.json",
      ]
      for path in strange {
        let traced = try desk.ask("trace", path)
        #expect(traced.code == 5, "\(path): \(traced.output)")
      }
      let stored = try #require(desk.files(below: desk.done).first)
      let known = [
        desk.done.appending(path: stored.text).path, "./a.txt", "a.txt",
        desk.inbox.path + "//a.txt", given.path, "given.txt",
      ]
      for path in known {
        let traced = try desk.ask("trace", path)
        #expect(traced.code == 0 && traced.output.contains("stored"), "\(path): \(traced)")
      }
    }
  }
}
