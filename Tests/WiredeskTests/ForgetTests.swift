import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// A right to be forgotten: what was a text is nowhere in the desk, and what was decided by it stays.
  @Suite("Forgetting")
  struct Forgetting {
    static let quay = """
      Zyxquorble closes the quay of Norhaven

      The harbour master of Norhaven closes quay 7 until spring, for divers have found vexillomart cracks below
      the crane. Marta Ilvesdotter of the port says that ships go to Selborne meanwhile.

      """
    static let quayAgain = """
      Norhaven shuts its quay

      Divers found cracks in quay 7 of Norhaven below the crane, and the harbour master closes it until spring.
      Ships go to Selborne, said Marta Ilvesdotter of the port.

      """
    static let council =
      (0..<5).map { number in
        let secret = number == 2 ? "A quintharrow was plimbucketed." : "Nothing was decided."
        return
          #"{"uri":"urn:council:\#(number)","headline":"Council meets in Brackwater \#(number)","#
          + #""byline":"Ann Tarrow\#(number)","body":"Item \#(number) of the budget was read. \#(secret)"}"#
      }.joined(separator: "\n") + "\n"
    /// Words of the articles 1 and 5, and of no other.
    static let words = [
      "Zyxquorble", "vexillomart", "quintharrow", "plimbucket", "Tarrow2", "urn:council:2",
    ]

    /// Two reports of one event, and a container of five articles.
    static func filled() throws -> Desk {
      let desk = try Desk()
      for (name, text) in [("a.txt", quay), ("b.txt", quayAgain), ("council.jsonl", council)] {
        try desk.drop(name, text)
        // One after the other: the numbers of the articles count.
        #expect(try desk.once().code == 0)
      }
      return desk
    }

    /// Files below the desk's state folder in whose bytes one of the words stands.
    static func holding(_ words: [String], _ desk: Desk) throws -> [String] {
      try desk.files(below: desk.state).filter { $0.text != "control.sock" }.compactMap { name in
        let bytes = try Data(contentsOf: desk.state.appending(path: name.text))
        let found = words.filter {
          bytes.range(of: Data($0.utf8)) != nil
            || bytes.range(of: Data($0.lowercased().utf8)) != nil
        }
        return found.isEmpty ? nil : "\(name.text): \(found.joined(separator: ", "))"
      }
    }

    enum Python {
      static func run(_ script: String, _ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script] + arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
      }
    }

    struct Line: Decodable, Equatable {
      struct Forgotten: Decodable, Equatable {
        var by: String
        var cause: String
      }
      var id: Int64
      var story: Int64
      var verdict: String
      var headline: String
      var body: String
      var forgotten: Forgotten?
    }

    static func lines(_ desk: Desk) throws -> [Line] {
      try desk.ask("export", "--format", "jsonl").lines(Line.self)
    }

    /// Databases that a rebuild has set aside are the person's to clear.
    static func removeSetAside(_ desk: Desk) throws {
      for name in try FileManager.default.contentsOfDirectory(atPath: desk.state.path)
      where name.hasPrefix("before-rebuild-") {
        try FileManager.default.removeItem(at: desk.state.appending(path: name))
      }
    }

    static func expectForgotten(_ desk: Desk) throws {
      #expect(try holding(words, desk) == [])
      let lines = try lines(desk)
      #expect(lines.map(\.id) == [1, 2, 3, 4, 5, 6, 7])
      #expect(lines.filter { $0.forgotten != nil }.map(\.id) == [1, 5])
      #expect(lines.filter { $0.body.isEmpty || $0.headline.isEmpty }.map(\.id) == [1, 5])
      #expect(lines.map(\.story) == [1, 1, 2, 2, 2, 2, 2])
      let account = try desk.account()
      #expect(account.balanced && account.stored == 3)
      let sound = try desk.ask("verify", "--files")
      #expect(sound.code == 0, "\(sound.output) \(sound.errors)")
    }

    @Test(
      "the words of a forgotten article are in no file of the desk, and its story shows another face"
    )
    func alone() throws {
      let desk = try Self.filled()
      #expect(try Self.holding(Self.words, desk).count >= 4, "they are there before")
      #expect(try desk.ask("forget", "1", "5").code == 2, "nobody has said yes")
      #expect(try desk.ask("forget", "1", "5", "77", "--yes").code == 5, "one of them is not there")
      #expect(try Self.lines(desk).allSatisfy { $0.forgotten == nil }, "and so none is forgotten")
      let forgot = try desk.ask("forget", "1", "5", "--yes")
      #expect(forgot.code == 0, "\(forgot.errors)")
      try Self.expectForgotten(desk)
      #expect(try desk.ask("stories").output.contains("Norhaven shuts its quay"))
      for (command, name) in [("show", "1"), ("explain", "1"), ("show", "S1"), ("trace", "a.txt")] {
        let told = try desk.ask(command, name)
        #expect(
          told.code == 0 && told.output.contains("FORGOTTEN by"), "\(command): \(told.output)")
      }
      #expect(try desk.ask("diff", "1", "2").code == 5)
      #expect(try desk.ask("account").output.contains("of these forgotten: 2 articles"))
      #expect(try desk.ask("search", "--json", "crane").output.split(separator: "\n").count == 1)
      let again = try desk.ask("forget", "5", "--yes")
      #expect(again.code == 0 && again.output.contains("before"))
    }

    @Test("what was forgotten is known when it comes again, and stays forgotten")
    func redelivery() throws {
      let desk = try Self.filled()
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      try desk.drop("a-again.txt", Self.quay)
      try desk.drop("council-again.jsonl", Self.council)
      #expect(try desk.once().code == 0)
      #expect(try Self.lines(desk).filter { $0.forgotten != nil }.map(\.id) == [1, 5])
      #expect(try Self.lines(desk).count == 7)
      #expect(try desk.account().unchanged == 2)
    }

    @Test(
      "a rebuild gives the same desk, with the old database and without", arguments: [true, false])
    func rebuild(hasOld: Bool) throws {
      let desk = try Self.filled()
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      let before = try Self.lines(desk)
      if !hasOld {
        for name in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm"] {
          try FileManager.default.removeItem(at: desk.state.appending(path: name))
        }
      }
      let rebuilt = try desk.ask("rebuild")
      #expect(rebuilt.code == 0, "\(rebuilt.output) \(rebuilt.errors)")
      #expect(try Self.lines(desk) == before)
      try Self.expectForgotten(desk)
      #expect(try desk.once().code == 0)
      try Self.expectForgotten(desk)
    }

    @Test("a backup from before brings nothing back: the next start takes it out again")
    func backup() throws {
      let desk = try Self.filled()
      let kept = desk.root.appending(path: "kept.db")
      #expect(try desk.ask("backup", kept.path).code == 0)
      #expect(try desk.ask("forget", "1", "5", "--yes").code == 0)
      for name in ["wiredesk.db", "wiredesk.db-wal", "wiredesk.db-shm"] {
        try FileManager.default.removeItem(at: desk.state.appending(path: name))
      }
      try FileManager.default.copyItem(at: kept, to: desk.state.appending(path: "wiredesk.db"))
      #expect(try Self.holding(Self.words, desk) != [])
      #expect(try desk.once().code == 0)
      #expect(try Self.lines(desk).filter { $0.forgotten != nil }.map(\.id) == [1, 5])
    }

    @Test(
      "every second one of many articles goes, and not a word of it is left in unused parts of pages"
    )
    func many() throws {
      let desk = try Desk()
      for number in 1...120 {
        let line = "Word zq\(number)qz of the quay in town \(number). "
        try desk.drop(
          "\(number).txt",
          "Head zh\(number)hz\n\n" + String(repeating: line, count: 1 + number * 7 % 90))
      }
      #expect(try desk.once().code == 0)
      let gone = try Self.lines(desk).filter { $0.id % 2 == 0 }
      // One command each: what one moves in the file, another must not leave behind.
      for part in 0..<6 {
        let numbers = gone.filter { Int($0.id) / 2 % 6 == part }.map { "\($0.id)" }
        let forgot = try Program.run(
          ["forget"] + numbers + ["--yes", "--state", desk.state.path])
        #expect(forgot.code == 0, "\(forgot.errors)")
      }
      let words = gone.map { String($0.headline.dropFirst(5)) }
      #expect(words.count == 60 && words.allSatisfy { $0.hasPrefix("zh") })
      let all = words + words.map { "zq\($0.dropFirst(2).dropLast(2))qz" }
      #expect(try Self.holding(all, desk) == [])
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test("the running daemon carries it out, and goes on with what is left")
    func daemon() throws {
      let desk = try Self.filled()
      let daemon = try desk.start()
      _ = try eventually("the daemon answers") { try? desk.live() }
      #expect(try desk.ask("forget", "77", "--yes").code == 5)
      let forgot = try desk.ask("forget", "1", "5", "--yes")
      #expect(forgot.code == 0 && forgot.output.contains("forgotten: 1, 5"), "\(forgot)")
      try eventually(
        "the index is filled again",
        isTrue: {
          try desk.ask("search", "crane").output.contains("Norhaven shuts its quay")
        })
      try Self.expectForgotten(desk)
      // The daemon remembers nothing of it either: another report stands with the other one.
      try desk.drop("again.txt", Self.quay)
      try desk.drop(
        "third.txt", Self.quayAgain + "\nThe crane of Norhaven was taken down on Friday.\n")
      try desk.settled(5, by: daemon)
      let lines = try Self.lines(desk)
      #expect(lines.map(\.id) == [1, 2, 3, 4, 5, 6, 7, 8] && lines.last?.story == 1)
      #expect(try desk.account().unchanged == 1)
      #expect(try daemon.stop().code == 0)
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test("what is older than article_days goes, and what is not stays")
    func age() throws {
      let desk = try Desk(configuration: "[retention]\narticle_days = 30\n")
      for (name, text) in [("a.txt", Self.quay), ("b.txt", Self.quayAgain)] {
        try desk.drop(name, text)
        #expect(try desk.once().code == 0)
      }
      let aged = try Python.run(
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
          + " db.execute('UPDATE article SET received = received - 32 * 86400000 WHERE id = 1');"
          + " db.commit(); db.close()", desk.state.appending(path: "wiredesk.db").path)
      #expect(aged == 0)
      let daemon = try desk.start()
      try eventually(
        "the old one is forgotten: \(daemon.errors)",
        isTrue: {
          try Self.lines(desk).first?.forgotten == .init(by: "retention", cause: "age")
            && Self.holding(Array(Self.words.prefix(2)), desk).isEmpty
        })
      #expect(try daemon.stop().code == 0)
      #expect(try Self.lines(desk).map { $0.forgotten == nil } == [false, true])
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test(
      "killed at any call, each article is wholly there or wholly forgotten after the next start",
      .enabled(if: access("/usr/bin/strace", X_OK) == 0, "needs strace"),
      arguments: [
        "pwrite64", "write", "fsync,fdatasync", "unlinkat,unlink", "renameat,renameat2",
        "ftruncate",
      ])
    func kills(call: String) throws {
      var kills = 0
      for number in stride(from: Program.isLong ? 1 : 2, through: 200, by: Program.isLong ? 1 : 8) {
        let desk = try Self.filled()
        let forget = try Running(
          ["forget", "1", "5", "--yes", "--state", desk.state.path],
          wrapper: [
            "/usr/bin/strace", "-D", "-f", "-qq", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)", "-o", "/dev/null",
          ]
        ).end(within: .seconds(60))
        if forget.code == 0 { break }
        kills += 1
        #expect(forget.signal == SIGKILL, "\(forget.errors)")
        #expect(try desk.once().code == 0)
        try Self.expectWhole(desk, after: "a kill at \(call) \(number)")
      }
      #expect(kills > 0, "no kill has happened")
    }

    /// The articles 1 and 5 are each there or forgotten, and nothing else is touched.
    private static func expectWhole(_ desk: Desk, after what: String) throws {
      let lines = try lines(desk)
      #expect(lines.map(\.id) == [1, 2, 3, 4, 5, 6, 7], "\(what)")
      for (id, words) in [(1, Array(words.prefix(2))), (5, Array(words.suffix(4)))] {
        let line = try #require(lines.first { $0.id == id })
        let places = try holding(words, desk)
        if line.forgotten == nil {
          #expect(words.contains { line.body.contains($0) }, "\(what)")
          #expect(places.contains { $0.hasPrefix("done/") }, "\(what): \(places)")
        } else {
          #expect(line.body.isEmpty && places.isEmpty, "\(what): \(places)")
        }
      }
      #expect(lines.filter { $0.body.isEmpty }.allSatisfy { $0.forgotten != nil })
      let sound = try desk.ask("verify", "--files")
      #expect(sound.code == 0, "\(what): \(sound.output)")
      let account = try desk.account()
      #expect(account.balanced, "\(what)")
    }
  }
}
