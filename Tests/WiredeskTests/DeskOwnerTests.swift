import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// A desk of a user without rights, administered by root.
  @Suite("Root at another's desk")
  struct RootAtAnothersDesk {
    /// Of a user, with one file stored and a daemon at work.
    private struct Case {
      let desk: Desk
      let nobody: Nobody
      let daemon: Running
      var copy = GeneratedCopy(seed: 95)

      init() throws {
        desk = try Desk()
        try desk.drop("first.txt", copy.text())
        nobody = try Nobody(owning: desk)
        daemon = try nobody.start(desk)
        let desk = desk
        try eventually("the first is stored") { (try? desk.account())?.stored == 1 }
      }

      /// A folder `given` beside the desk with files of a sub-folder.
      mutating func given(_ names: [String]) throws -> URL {
        let folder = desk.root.appending(path: "given")
        for name in names {
          let file = folder.appending(path: name)
          try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
          try copy.text().write(to: file, atomically: false, encoding: .utf8)
        }
        return folder
      }
    }

    @Test("what root hands to a running daemon is taken, also from new folders")
    func handed() throws {
      var test = try Case()
      let given = try test.given(["bbc/a.txt", "b.txt"])
      let ended = try test.desk.ask("ingest", given.path)
      #expect(ended.code == 0, "\(ended)")
      let desk = test.desk
      try eventually("both are stored") { try desk.account().stored == 3 }
      #expect(try test.daemon.stop().code == 0)
    }

    @Test("what cannot be read is told, and the rest is handed over: exit 3")
    func unreadable() throws {
      var test = try Case()
      let given = try test.given(["a.txt", "b.txt", "c.txt"])
      // No regular file, whoever asks.
      try FileManager.default.removeItem(at: given.appending(path: "b.txt"))
      try FileManager.default.createSymbolicLink(
        at: given.appending(path: "b.txt"), withDestinationURL: given.appending(path: "a.txt"))
      let files = ["a.txt", "b.txt", "c.txt"].map { given.appending(path: $0).path }
      let ended = try Program.run(
        ["ingest"] + files + ["--state", test.desk.state.path], within: .seconds(60))
      #expect(ended.code == 3, "\(ended)")
      #expect(ended.errors.contains("b.txt") && !ended.errors.contains("NSCocoa"), "\(ended)")
      #expect(ended.output.contains("handed 2 files"), "\(ended)")
      let desk = test.desk
      try eventually("the others are stored") { try desk.account().stored == 3 }
      #expect(try test.daemon.stop().code == 0)
    }

    @Test("a folder that a single run may not enter is named at its end, and left: exit 4")
    func left() throws {
      try #require(getuid() == 0)
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 96)
      try desk.drop("first.txt", copy.text())
      let nobody = try Nobody(owning: desk)
      let closed = desk.inbox.appending(path: "closed")
      try FileManager.default.createDirectory(
        at: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try copy.text().write(
        to: closed.appending(path: "a.txt"), atomically: false, encoding: .utf8)
      let ended = try nobody.ask(["run", "--inbox", desk.inbox.path, "--once"], desk)
      #expect(ended.code == 4, "\(ended)")
      #expect(ended.errors.contains("cannot take 'closed'"), "\(ended)")
      #expect(try desk.account().stored == 1)
    }

    @Test("nobody is told to join root's group")
    func advice() throws {
      try #require(getuid() == 0)
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 97)
      try desk.drop("first.txt", copy.text())
      let nobody = try Nobody(owning: desk)
      try #require(try desk.once().code == 0)
      for folder in [desk.state] {
        try check(chown(folder.path, 0, 0))
        try check(chmod(folder.path, 0o750))
      }
      let ended = try nobody.ask(["stories"], desk)
      #expect(ended.code == 69, "\(ended)")
      #expect(ended.errors.hasSuffix("run it as root\n"), "\(ended)")
    }
  }

  /// The record of the last run (desk.json), and what depends on it.
  @Suite("The record of the last run")
  struct RecordOfTheLastRun {
    private func desk() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 98)
      try desk.drop("first.txt", copy.text())
      #expect(try desk.once().code == 0)
      return desk
    }

    @Test("a damaged one is named with what to do; status and account do without; a run mends it")
    func damaged() throws {
      let desk = try desk()
      let record = desk.state.appending(path: "desk.json")
      for content in ["", #"{"state":"#] {
        try content.write(to: record, atomically: false, encoding: .utf8)
        #expect(try desk.ask("account").code == 0)
        #expect(try desk.ask("status").code == 0)
        let traced = try desk.ask("trace", "first.txt")
        #expect(traced.code == 69, "\(traced)")
        #expect(traced.errors.contains("desk.json' is damaged: remove it"), "\(traced)")
        let examined = try desk.ask("doctor")
        #expect(examined.output.contains("desk.json' is damaged"), "\(examined)")
      }
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("trace", "first.txt").code == 0)
    }

    @Test("a single run by hand does not make anybody forget that a daemon should work")
    func service() throws {
      let desk = try desk()
      #expect(try desk.ask("status").code == 0)
      let daemon = try desk.start()
      try eventually("it works") { daemon.errors.contains("watching") }
      #expect(try daemon.stop().code == 0)
      #expect(try desk.ask("status").code == 3)
      #expect(try desk.once().code == 0)
      #expect(try desk.ask("status").code == 3)
    }

    @Test("run --check refuses what a run would refuse")
    func checked() throws {
      let desk = try desk()
      let file = desk.root.appending(path: "file")
      try Data().write(to: file)
      for folder in [file.path, file.path + "/below", "/proc/1/none"] {
        for words in [
          ["--inbox", folder, "--state", desk.state.path],
          ["--inbox", desk.inbox.path, "--state", folder],
        ] {
          let checked = try Program.run(["run", "--check"] + words, within: .seconds(30))
          let ran = try Program.run(["run", "--once"] + words, within: .seconds(30))
          #expect(checked.code == ran.code && checked.code != 0, "\(words) \(checked) \(ran)")
        }
      }
      #expect(
        try Program.run(
          [
            "run", "--check", "--inbox", desk.root.path + "/new/inbox", "--state",
            desk.root.path + "/new/state",
          ],
          within: .seconds(30)
        ).code == 0)
      #expect(!FileManager.default.fileExists(atPath: desk.root.path + "/new"))
    }
  }
}
