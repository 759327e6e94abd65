import Foundation
import Testing

extension RealProgramTests {
  @Suite("Configuration")
  struct ConfigurationErrors {
    @Test(
      "a mistake is refused with file, line, key and what would be right",
      arguments: [
        ("# a comment\nscan_secnds = 30\n", 2, "scan_secnds", "scan_seconds"),
        ("workers = \"two\"\n", 1, "workers", "number"),
        ("\n\n[limits]\ndepth = \"deep\"\n", 4, "limits.depth", "number"),
        ("[limits]\nratios = 3\n", 2, "limits.ratios", "ratio"),
        ("scan_seconds = 100000\n", 1, "scan_seconds", "90"),
        ("[[inbox]]\npath = \"/\"\nmode = \"keep\"\n", 3, "mode", "leave"),
        ("[[inbox]]\nmode = \"move\"\n", 1, "path", "path ="),
        ("[[inbox]]\npath = \"/nonexistent/inbox\"\n", 2, "path", "/nonexistent/inbox"),
        ("[[inbox]]\npath = \"/\"\nhold_seconds = 99999\n", 3, "hold_seconds", "3600"),
        ("[[inbox]]\npath = \"/\"\ncomplete = \"done\"\n", 3, "complete", "marked"),
        ("[[inbox]]\npath = \"/\"\nhold_second = 5\n", 3, "hold_second", "hold_seconds"),
        ("state = \n", 1, "toml:1", "value"),
      ])
    func refuses(text: String, line: Int, key: String, hint: String) throws {
      let desk = try Desk()
      let file = desk.root.appending(path: "wiredesk.toml").path
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      let ended = try Program.run(
        ["run", "--config", file, "--state", desk.state.path, "--once"], within: .seconds(30))
      #expect(ended.code == 2, "\(ended.errors)")
      #expect(ended.errors.contains("\(file):\(line)"), "\(ended.errors)")
      #expect(ended.errors.contains(key), "\(ended.errors)")
      #expect(ended.errors.contains(hint), "\(ended.errors)")
    }

    @Test("the file that is shipped is taken as it is, and with every key switched on")
    func shipped() throws {
      let desk = try Desk()
      let shipped = try String(
        contentsOf: Repository.root.appending(path: "etc/wiredesk.toml"), encoding: .utf8)
      var on = ""
      for line in shipped.split(separator: "\n", omittingEmptySubsequences: false) {
        // A key that is switched off has no blank after its #; prose has.
        let key =
          line.hasPrefix("#") && line.dropFirst().first.map { $0.isLetter || $0 == "[" } == true
        on += (key ? line.dropFirst() : line) + "\n"
      }
      on = on.split(separator: "\n").joined(separator: "\n")
        .replacing("/var/spool/wiredesk/inbox", with: desk.inbox.path)
        .replacing("/var/spool/wiredesk", with: desk.state.path)
        .replacing("/var/lib/wiredesk", with: desk.state.path)
      #expect(on.contains("\n[[inbox]]\n"))
      let file = desk.root.appending(path: "wiredesk.toml").path
      for text in [shipped, on] {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        try desk.drop("\(text.count).txt", "A short story of \(text.count) words and one line.\n")
        let ended = try Program.run([
          "run", "--config", file, "--inbox", desk.inbox.path, "--state", desk.state.path, "--once",
        ])
        #expect(ended.code == 0, "\(ended.errors)")
      }
      #expect(try desk.account().stored == 2)
    }
  }
}
