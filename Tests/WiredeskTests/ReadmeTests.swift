import Foundation
import Testing

extension RealProgramTests {
  /// README.md is the first thing a newcomer tries, by pasting it.
  @Suite("What README tells to type")
  struct ReadmeTests {
    /// The lines below "By hand:", as they are pasted.
    static func byHand() throws -> String {
      let text = try String(
        contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { $0 != "By hand:" }.dropFirst()
        .prefix { $0.isEmpty || $0.hasPrefix("    ") }
      return lines.map { String($0.dropFirst(4)) }.joined(separator: "\n")
    }

    /// A shell goes on behind a line that fails; this one says so.
    private static let paste = """
      trap 'echo "ended with $?: $BASH_COMMAND" >&2' ERR; cd "$1"; eval "$2"
      """

    /// The checkout's files as they are now, without what was built, and a `swift` that has built already what
    /// README tells it to build: the product of these tests.
    static func freshCopy() throws -> URL {
      let copy = URL.temporaryDirectory.appending(path: "wiredesk-readme-\(UUID().uuidString)")
      let bin = copy.appending(path: "bin-of-the-test")
      try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
      let program = try #require(Program.path)
      let swift = """
        #!/bin/sh
        [ "$*" = --version ] && echo 'Swift version 6.3' && exit
        [ "$*" = 'build -c release --show-bin-path' ] && echo "$PWD/.build/release" && exit
        [ "$*" = 'build -c release --product wiredesk' ] || exit 64
        # As SwiftPM says it of libraries.
        echo "warning: 'library': found 1 file(s) which are unhandled" >&2
        mkdir -p .build/release && ln -sf '\(program)' .build/release/wiredesk
        """
      let stub = bin.appending(path: "swift").path
      try swift.write(toFile: stub, atomically: false, encoding: .utf8)
      try check(chmod(stub, 0o755))
      let copied = try Running(
        [
          "-ec",
          "cd \"$1\"; git -c safe.directory='*' ls-files -z | xargs -0 cp -P --parents -t \"$2\"",
          "sh", Repository.root.path, copy.path,
        ], program: "/bin/bash"
      ).end(within: .seconds(60))
      try #require(copied.code == 0, "\(copied.errors)")
      return copy
    }

    @Test("pasted into a fresh copy, line by line, it gives stories, reasons and an account")
    func pasted() throws {
      let lines = try Self.byHand()
      try #require(lines.contains("wiredesk run") && lines.contains("wiredesk stories"))
      let copy = try Self.freshCopy()
      // What stays behind in /tmp harms nobody.
      defer { try? FileManager.default.removeItem(at: copy) }
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      let ended = try Running(
        ["-c", Self.paste, "sh", copy.path, lines],
        environment: ["PATH": "\(copy.path)/bin-of-the-test:\(path)"], program: "/bin/bash"
      ).end(within: .seconds(120))
      // The copy that was cut off on its way has failed, as it should; all else works.
      let ends = ended.errors.split(separator: "\n").filter { $0.hasPrefix("ended with ") }
      #expect(ends.count == 1 && ends[0].hasPrefix("ended with 3: .build/release/wiredesk run"))
      // And was waited for, as its writer might have gone on; it says so.
      #expect(ended.errors.contains("waiting for 'coast-times/observatory.json': ends too early"))
      // One ferry, three desks: each story once. `cp` writes the ten within a few milliseconds, so their times give
      // no order: where the brief comes last it is a copy too, and the feature of another day may find them.
      let isTold = [
        "3 articles, 1 a copy", "3 articles, 2 copies", "4 articles, 1 a copy",
        "4 articles, 2 copies",
      ]
      #expect(isTold.contains(where: ended.output.contains), "\(ended.output)")
      #expect(
        ended.output.contains("Article 4: ") && ended.output.contains("Verdict: "),
        "\(ended.output)")
      #expect(ended.output.contains("10 files seen = 9 stored"))
      #expect(ended.output.contains("1 failed + 0 waiting"))
    }

    @Test("its demo ends well, and shows stories, reasons and an account")
    func demo() throws {
      let copy = try Self.freshCopy()
      defer { try? FileManager.default.removeItem(at: copy) }
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      let ended = try Running(
        [copy.appending(path: "scripts/demo").path],
        environment: ["PATH": "\(copy.path)/bin-of-the-test:\(path)"], program: "/bin/bash"
      ).end(within: .seconds(180))
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("11 files seen = 10 stored"), "\(ended.output)")
      #expect(ended.output.contains("Verdict: ") && ended.output.contains("(rule "))
    }
  }
}
