import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  /// What is said to somebody who has typed something wrong, or sits at a terminal.
  @Suite("Words for people")
  struct WordsTests {
    @Test(
      "a mistyped command is told, with the one that was meant where one is near",
      arguments: [
        (["storys"], "did you mean 'stories'?"), (["acount", "--json"], "did you mean 'account'?"),
        (["help", "explian"], "did you mean 'explain'?"), (["frobnicate"], "wiredesk --help"),
      ] as [([String], String)])
    func mistyped(words: [String], meant: String) throws {
      let ended = try Program.run(words)
      #expect(ended.code == 2 && ended.output.isEmpty)
      #expect(ended.errors.contains(meant), "\(ended.errors)")
      #expect(ended.errors.contains("no command '\(words.first == "help" ? words[1] : words[0])'"))
    }

    @Test(
      "help fills its lines at 80 columns and breaks none of its examples",
      arguments: [
        [], ["run"], ["ingest"], ["check"], ["status"], ["account"], ["stories"], ["show"],
        ["explain"], ["diff"], ["merge"], ["split"], ["watch"], ["search"], ["export"], ["trace"],
        ["retry"], ["verify"], ["rebuild"], ["backup"], ["doctor"],
      ])
    func helpLines(command: [String]) throws {
      let help = try Program.run(["help"] + command).output
      // Options are set by the parser, in columns of its own.
      let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        .prefix { !$0.hasPrefix("USAGE:") }
      #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 80 })
      for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !next.isEmpty {
        if line.hasPrefix(" ") {
          #expect(next.hasPrefix(" "), "an example is broken: \(line)")
        } else {
          let word = next.prefix { $0 != " " }.count
          #expect(line.count + 1 + word >= 80, "broken too early: \(line)")
        }
      }
    }

    @Test("a number that makes no sense is refused by its option's name")
    func numbers() throws {
      for (words, name) in [
        (["stories", "--limit", "0"], "--limit"), (["stories", "--sources", "0"], "--sources"),
        (["search", "x", "--limit", "0"], "--limit"), (["watch", "--last", "-1"], "--last"),
        (["trace", "x", "--limit", "0"], "--limit"),
      ] {
        let ended = try Program.run(words)
        #expect(ended.code == 2 && ended.errors.contains(name), "\(words): \(ended.errors)")
      }
    }

    @Test("one is one, a format that nobody knows is said so, and no story is said")
    func singular() throws {
      let desk = try Desk()
      try desk.drop("x.bin", "\u{0}\u{1}\u{2}\u{3}\u{0}\u{1}\u{2}\u{3}")
      #expect(try desk.once().code == 3)
      #expect(try desk.ask("account").output.hasPrefix("1 file seen = "))
      let traced = try desk.ask("trace", "x.bin").output
      #expect(traced.contains("as no format that is read: 0 articles"), "\(traced)")
      let none = try desk.ask("stories", "--sources", "50")
      #expect(none.code == 0 && none.output.isEmpty && none.errors.contains("no such story"))
    }

    @Test("trace of the end of a path tells the newest that ends so, and names the others")
    func ends() throws {
      let desk = try Desk()
      for folder in ["harbour", "coast"] {
        for place in [desk.inbox, desk.root.appending(path: "staging")] {
          try FileManager.default.createDirectory(
            at: place.appending(path: folder), withIntermediateDirectories: true)
        }
        try desk.drop("\(folder)/late.txt", "The \(folder) road of Kelmore is shut until May.\n")
        #expect(try desk.once().code == 0)
      }
      let traced = try desk.ask("trace", "late.txt")
      #expect(traced.code == 0 && traced.output.hasPrefix("'coast/late.txt'"), "\(traced)")
      #expect(traced.errors.contains("end so: 'harbour/late.txt'"), "\(traced.errors)")
      #expect(try desk.ask("trace", "coast/late.txt").errors.isEmpty)
      #expect(try desk.ask("trace", "ate.txt").code == 5)
    }

    @Test("a terminal is told sentences without fields, and one that cannot go back no bar")
    func terminal() throws {
      let desk = try Desk()
      try desk.drop("a.txt", "The lifeboat of Kelmore has a new crew since Monday.\n")
      let program = try #require(Program.path)
      func onTerminal(_ command: String, _ kind: String) throws -> String {
        try Running(
          ["-qec", command, "/dev/null"], environment: ["TERM": kind], program: "/usr/bin/script"
        ).end(within: .seconds(60)).output
      }
      let files = "--state '\(desk.state.path)'"
      let run = try onTerminal(
        "'\(program)' run --once --inbox '\(desk.inbox.path)' \(files)", "xterm")
      #expect(run.contains("info: stored 'a.txt' from 'inbox': 1 new, story S1"), "\(run)")
      #expect(!run.contains("sha256="))
      let ingest = "'\(program)' ingest '\(desk.configurationPath)' \(files)"
      #expect(try onTerminal(ingest, "xterm").contains("█"))
      #expect(try !onTerminal(ingest, "dumb").contains("█"))
    }

    @Test("a spool on the command line that is not the file's is said, and is the one that is used")
    func overruledSpool() throws {
      let desk = try Desk()
      let spool = desk.root.appending(path: "spool").path
      let other = desk.root.appending(path: "other").path
      let file = desk.root.appending(path: "clash.toml").path
      try "spool = \"\(spool)\"\n".write(toFile: file, atomically: false, encoding: .utf8)
      func once(_ spool: String) throws -> Ended {
        try Program.run([
          "run", "--once", "--config", file, "--state", desk.state.path, "--spool", spool,
        ])
      }
      let clash = try once(other)
      #expect(clash.code == 0 && clash.errors.contains("spool = '\(spool)' is not used"))
      #expect(FileManager.default.fileExists(atPath: other + "/inbox"))
      #expect(try !once(spool).errors.contains("is not used"))
    }

    @Test("a spool beside an inbox on the command line is used, remembered, and checked")
    func spoolOfOneInbox() throws {
      let desk = try Desk()
      let spool = desk.root.appending(path: "spool").path
      try desk.drop("a.txt", "The harbour gates stay shut until the pumps are mended.\n")
      let run = try desk.start(["--once", "--spool", spool]).end(within: .seconds(60))
      #expect(run.code == 0, "\(run)")
      #expect(desk.files(below: URL(filePath: spool + "/done")).count == 1)
      #expect(FileManager.default.fileExists(atPath: spool + "/order"))
      #expect(desk.files(below: desk.done) == [])
      let trace = try desk.ask("trace", "a.txt")
      #expect(trace.output.contains("is in 'done/"), "\(trace)")
      let doctor = try desk.ask("doctor", "--inbox", desk.inbox.path)
      #expect(doctor.output.contains("are free at \(spool)"), "\(doctor)")
      for more in [["--once"], ["--check"]] {
        let inside = desk.inbox.path + "/spool"
        let refused = try desk.start(more + ["--spool", inside]).end(within: .seconds(60))
        #expect(refused.code == 2 && refused.errors.contains(inside), "\(refused)")
      }
    }
  }
}
