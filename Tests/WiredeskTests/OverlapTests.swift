import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgramTests {
  /// A desk never eats itself, and no file is taken twice.
  @Suite("Folders that lie in one another")
  struct OverlapTests {
    /// A fresh folder with the folders `news`, `news/sub` and `desk` in it.
    private func place() throws -> String {
      let root = "/var/tmp/wiredesk-overlap-\(UUID().uuidString)"
      for name in ["news/sub", "desk", "mnt"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(name)", withIntermediateDirectories: true)
      }
      return root
    }

    /// Runs once, and says how it ended and what it made.
    private func ended(
      _ root: String, _ arguments: [String], toml: String? = nil, before: String = ":"
    ) throws -> (ended: Ended, made: [String]) {
      var arguments = arguments.map { $0.replacing("ROOT", with: root) }
      if let toml {
        try toml.replacing("ROOT", with: root)
          .write(toFile: root + "/desk.toml", atomically: false, encoding: .utf8)
        arguments += ["--config", root + "/desk.toml"]
      }
      func all() -> Set<String> {
        Set(FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
      }
      let found = all()
      let script = before.replacing("ROOT", with: root) + "\nexec \"$@\""
      let running = try Running(
        arguments, wrapper: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"])
      return (try running.end(within: .seconds(30)), all().subtracting(found).sorted())
    }

    @Test(
      "a state folder in its inbox is refused, and nothing is made",
      arguments: ["ROOT/news/desk", "ROOT/news", "ROOT/news/a/b/c", "ROOT/link", "ROOT/link/below"])
    func state(state: String) throws {
      let root = try place()
      defer { try? FileManager.default.removeItem(atPath: root) }
      try FileManager.default.createSymbolicLink(
        atPath: root + "/link", withDestinationPath: "news/sub")
      for command in [["run", "--once"], ["doctor"]] {
        let run = try ended(root, command + ["--inbox", "ROOT/news", "--state", state])
        #expect(run.ended.code == (command == ["doctor"] ? 1 : 2), "\(run.ended)")
        let said = run.ended.output + run.ended.errors
        #expect(said.contains(root + "/news"), "\(said)")
        #expect(said.contains(state.replacing("ROOT", with: root)), "\(said)")
        #expect(run.made == [])
      }
    }

    @Test(
      "a state folder is found in its inbox also through a bind mount", .enabled(if: geteuid() == 0)
    )
    func bindMount() throws {
      let root = try place()
      defer { try? FileManager.default.removeItem(atPath: root) }
      for (mount, inbox, state) in [
        ("ROOT/news/sub ROOT/mnt", "ROOT/news", "ROOT/mnt"),
        ("ROOT/news ROOT/mnt", "ROOT/mnt", "ROOT/news/sub"),
        ("ROOT/news ROOT/mnt", "ROOT/news", "ROOT/mnt/sub/x"),
        // Shown in the inbox from elsewhere, itself or a folder above it.
        ("ROOT/mnt ROOT/news/sub", "ROOT/news", "ROOT/mnt"),
        ("ROOT/mnt ROOT/news/sub", "ROOT/news", "ROOT/mnt/deep/state"),
      ] {
        let run = try ended(
          root, ["run", "--once", "--inbox", inbox, "--state", state],
          before: "mount --bind \(mount)")
        #expect(run.ended.code == 2, "\(run.ended)")
      }
    }

    @Test(
      "a spool or an inbox in another watched folder is refused with both names",
      arguments: [
        ("spool = \"ROOT/news\"\n[[inbox]]\npath = \"ROOT/news\"", "/news"),
        ("spool = \"ROOT/news/sub\"\n[[inbox]]\npath = \"ROOT/news\"", "/news/sub"),
        ("spool = \"ROOT/desk\"\n[[inbox]]\npath = \"ROOT\"", "/desk"),
        ("spool = \"ROOT/news\"\n[[inbox]]\npath = \"ROOT/news/done\"", "/news/done"),
        (
          "spool = \"ROOT/desk\"\n[[inbox]]\npath = \"ROOT/news\"\n[[inbox]]\npath = \"ROOT/news\"",
          "/news"
        ),
        (
          "spool = \"ROOT/desk\"\n[[inbox]]\npath = \"ROOT/news\"\n[[inbox]]\npath = \"ROOT/news/\"",
          "/news"
        ),
        (
          "spool = \"ROOT/desk\"\n[[inbox]]\npath = \"ROOT/news\"\n[[inbox]]\npath = \"ROOT/news/sub\"\nmode = \"leave\"",
          "/news/sub"
        ),
        (
          "spool = \"ROOT/desk\"\n[[inbox]]\npath = \"ROOT/link\"\n[[inbox]]\npath = \"ROOT/news\"",
          "/link"
        ),
      ])
    func configured(toml: String, named: String) throws {
      let root = try place()
      defer { try? FileManager.default.removeItem(atPath: root) }
      try FileManager.default.createDirectory(
        atPath: root + "/news/done", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: root + "/link", withDestinationPath: "news/sub")
      let toml = "state = \"ROOT/.state\"\n" + toml
      let run = try ended(root, ["run", "--once"], toml: toml)
      #expect(run.ended.code == 2, "\(run.ended)")
      #expect(run.ended.errors.contains(root + named), "\(run.ended.errors)")
      #expect(!run.made.contains(".state"))
      #expect(try ended(root, ["doctor"], toml: toml).ended.code == 1)
    }

    @Test("a spool above its inbox, and one in it with a dot, stay right")
    func right() throws {
      let root = try place()
      defer { try? FileManager.default.removeItem(atPath: root) }
      try FileManager.default.createDirectory(
        atPath: root + "/desk/inbox", withIntermediateDirectories: true)
      for arguments in [
        ["--inbox", "ROOT/news", "--state", "ROOT/news/.desk"],
        ["--inbox", "ROOT/desk/inbox", "--state", "ROOT/desk"],
        ["--inbox", "ROOT/newsroom", "--state", "ROOT/news"],
      ] {
        let run = try ended(root, ["run", "--once"] + arguments)
        #expect(run.ended.code == 0, "\(run.ended)")
      }
    }

    @Test("a reload that would nest folders is refused, and the old configuration stays in force")
    func reload() throws {
      let desk = try KeyDesk("[[inbox]]\npath = \"ROOT/spool/inbox\"\n")
      let daemon = try desk.start()
      try eventually("it runs") { daemon.errors.contains("watching") }
      try desk.configure(
        "[[inbox]]\npath = \"ROOT/spool/inbox\"\n[[inbox]]\npath = \"ROOT/spool\"\n")
      daemon.send(SIGHUP)
      try eventually("it says so: \(daemon.errors)") {
        daemon.errors.contains("refused") && daemon.errors.contains(desk.root.path + "/spool")
      }
      try desk.drop("a.txt", KeyCase.copy)
      try eventually("the old inbox is watched") { desk.files("spool/inbox").isEmpty }
      #expect(try daemon.stop().code == 0)
    }
  }
}
