import Foundation
import Testing

extension RealProgramTests {
  /// scripts/compare-builds holds one build against another.
  @Suite("Comparing builds")
  struct CompareBuilds {
    static func compare(with second: String) throws -> (code: Int32, output: String) {
      let process = Process()
      let output = Pipe()
      process.executableURL = Repository.root.appending(path: "scripts/compare-builds")
      process.arguments = [
        try #require(Program.path), second, "--files", "60", "--only", "files,daemon",
        "--folder", URL.temporaryDirectory.path,
      ]
      process.standardOutput = output
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    @Test("a build differs in nothing from itself, also with four workers and a rebuild")
    func same() throws {
      let (code, output) = try Self.compare(with: try #require(Program.path))
      #expect(code == 0, "\(output)")
      #expect(output.contains("60 files: 60 ("))
      #expect(output.hasSuffix("no differences\n"))
    }

    @Test("each difference is named with its file: another verdict, and an article that is missing")
    func different() throws {
      let folder = URL.temporaryDirectory.appending(path: "wiredesk-altered-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      // The program, but for two of its answers.
      let altered = folder.appending(path: "wiredesk")
      let program = try #require(Program.path)
      try """
      #!/bin/sh
      [ "$1" = export ] || exec '\(program)' "$@"
      '\(program)' "$@" | sed '1s/"verdict":"original"/"verdict":"excerpt"/;9d'
      """.write(to: altered, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: altered.path)

      let (code, output) = try Self.compare(with: altered.path)
      #expect(code == 1)
      let lines = output.split(separator: "\n")
      #expect(
        lines.contains {
          $0.contains("article of desk-00/") && $0.hasSuffix(": verdict: original → excerpt")
        })
      #expect(
        lines.contains { $0.contains("article of desk-") && $0.contains("only the first has it") })
      #expect(lines.contains { $0.hasPrefix("60 files: 60 (") && $0.contains("and 59 (") })
    }
  }
}
