import Foundation
import NewsModel
import Testing

extension RealProgramTests {
  @Suite("Commands")
  struct Commands {
    @Test("a second daemon on one state is refused with 75")
    func held() throws {
      let desk = try Desk()
      let daemon = try desk.start()
      try desk.drop("a.txt", "A first short story about the lock of the state folder.\n")
      try desk.settled(1, by: daemon)
      let second = try desk.start().end(within: .seconds(30))
      #expect(second.code == 75, "\(second.errors)")
      #expect(second.errors.contains(desk.state.path))
      #expect(daemon.poll() == nil)
      #expect(try daemon.stop().code == 0)
    }

    @Test("check prints what would be stored, touches nothing, and tells bad from good")
    func check() throws {
      let desk = try Desk()
      let good = desk.root.appending(path: "good.json").path
      let bad = desk.root.appending(path: "bad.json").path
      var copy = GeneratedCopy(seed: 5)
      try copy.record(uri: "urn:good").write(toFile: good, atomically: false, encoding: .utf8)
      try #"{"headline": }"#.write(toFile: bad, atomically: false, encoding: .utf8)
      let fine = try Program.run(["check", good, "--json"])
      #expect(fine.code == 0, "\(fine.errors)")
      #expect(fine.output.contains("urn:good"))
      let wrong = try Program.run(["check", bad, "--json"])
      #expect(wrong.code == 3)
      #expect((wrong.output + wrong.errors).contains("syntax"))
      #expect(FileManager.default.fileExists(atPath: good))
      #expect(desk.files(below: desk.state).isEmpty)
    }

    @Test("ingest takes files and folders at once and leaves them where they are")
    func ingest() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 6)
      let folder = desk.root.appending(path: "archive")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for number in 0..<5 {
        try copy.text().write(
          to: folder.appending(path: "\(number).txt"), atomically: false, encoding: .utf8)
      }
      let first = try desk.ask("ingest", folder.path)
      #expect(first.code == 0, "\(first.errors)")
      #expect(try desk.account().articles.stored == 5)
      #expect(desk.files(below: folder).count == 5)
      // The same again changes nothing.
      #expect(try desk.ask("ingest", folder.path).code == 0)
      #expect(try desk.account().articles.stored == 5)
      #expect(try desk.account().articles.unchanged == 5)
      #expect(try desk.account().adds)
    }

    @Test("help names every command with one line about it")
    func help() throws {
      let ended = try Program.run(["--help"])
      #expect(ended.code == 0)
      for command in [
        "run", "ingest", "check", "status", "account", "stories", "show", "explain", "search",
        "export", "trace", "retry", "verify", "rebuild", "backup",
      ] {
        let line = ended.output.split(separator: "\n").first {
          $0.split(separator: " ").first.map(String.init) == command
        }
        #expect((line?.split(separator: " ").count ?? 0) >= 3, "no word about \(command)")
        let own = try Program.run(["help", command])
        #expect(own.code == 0)
        #expect(own.output.contains("USAGE: wiredesk \(command)"))
      }
    }
  }
}
