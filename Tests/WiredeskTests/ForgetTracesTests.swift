import Foundation
import TestSupport
import Testing

/// What lies beside the database: other files that hold an article, and the log.
extension RealProgramTests.Forgetting {
  @Test("files that brought it again go, and what else was in them stays")
  func feed() throws {
    let desk = try Self.filled()
    let more =
      #"{"uri":"urn:council:9","headline":"Late item","body":"The lamps of Brackwater were lit."}"#
    try desk.drop("later.jsonl", Self.council + more + "\n")
    #expect(try desk.once().code == 0)
    let before = try Self.lines(desk)
    #expect(before.count == 8)
    let forgot = try desk.ask("forget", "5", "--yes")
    #expect(forgot.output.contains("removed from the spool: 2 files"), "\(forgot)")
    #expect(try Self.holding(Array(Self.words.suffix(4)), desk) == [])
    let rebuilt = try desk.ask("rebuild").output
    #expect(
      rebuilt.contains("taken from order/rest/, since something of them was forgotten: 2 deposits"))
    #expect(!rebuilt.contains("taken from the old database"))
    #expect(try desk.ask("doctor").output.contains("1 database set aside by rebuild"))
    #expect(try Self.lines(desk).filter { $0.id != 5 } == before.filter { $0.id != 5 })
    #expect(try desk.account().unchanged == 0 && desk.account().stored == 4)
  }

  @Test("at a terminal it is asked, and only yes is yes", arguments: [("no", 1), ("yes", 0)])
  func question(answer: String, code: Int32) throws {
    let desk = try Self.filled()
    let terminal = Process()
    terminal.executableURL = URL(filePath: "/usr/bin/python3")
    terminal.arguments = [
      "-c",
      """
      import os, pty, sys
      child, terminal = pty.fork()
      if not child:
          os.execv(sys.argv[1], sys.argv[1:2] + ["forget", "5", "--state", sys.argv[2]])
      said = b""
      try:
          while b"Type yes:" not in said:
              said += os.read(terminal, 4096)
          os.write(terminal, sys.argv[3].encode() + b"\\n")
          while more := os.read(terminal, 4096):
              said += more
      except OSError:
          pass
      assert b"Council meets in Brackwater 2" in said, said
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """, try #require(Program.path), desk.state.path, answer,
    ]
    try terminal.run()
    terminal.waitUntilExit()
    #expect(terminal.terminationStatus == code)
    #expect(try Self.lines(desk).contains { $0.forgotten != nil } == (answer == "yes"))
  }

  @Test(
    "while a reader holds the log it is said that the text is still there, and the next start ends it"
  )
  func reader() throws {
    let desk = try Self.filled()
    let reading = Process()
    reading.executableURL = URL(filePath: "/usr/bin/python3")
    reading.arguments = [
      "-c",
      "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute('BEGIN');"
        + " db.execute('SELECT count(*) FROM article').fetchone(); print('reads', flush=True); sys.stdin.read()",
      desk.state.appending(path: "wiredesk.db").path,
    ]
    let (input, output) = (Pipe(), Pipe())
    (reading.standardInput, reading.standardOutput) = (input, output)
    try reading.run()
    _ = output.fileHandleForReading.availableData
    let forgot = try desk.ask("forget", "1", "5", "--yes")
    #expect(forgot.code == 0 && forgot.output.contains("not yet gone everywhere"), "\(forgot)")
    #expect(try Self.lines(desk).filter { $0.forgotten != nil }.map(\.id) == [1, 5])
    try input.fileHandleForWriting.close()
    reading.waitUntilExit()
    #expect(try desk.once().code == 0)
    try Self.expectForgotten(desk)
  }
}
