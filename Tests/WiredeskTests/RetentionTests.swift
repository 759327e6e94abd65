import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// Removing what is stored, with a kill -9 at every call that removes or counts.
  @Suite("Retention", .enabled(if: access("/usr/bin/strace", X_OK) == 0, "needs strace"))
  struct RetentionTests {
    private struct Removed: Decodable {
      struct Sum: Decodable, Equatable {
        var files: Int
        var bytes: Int
      }
      struct Sums: Decodable { var done: Sum }
      var removed: Sums
      var stored: Int
      var balanced: Bool
    }
    static let files = 6

    private func removed(_ desk: Desk) throws -> Removed {
      try #require(try desk.ask("account", "--json").lines(Removed.self).first)
    }

    /// A desk with some stored files, and the bytes that they have together.
    private func stored(_ copy: inout GeneratedCopy) throws -> (desk: Desk, bytes: Int) {
      let desk = try Desk(configuration: "[retention]\ndone_bytes = 1\n")
      var bytes = 0
      for number in 1...Self.files {
        let text = copy.text()
        bytes += text.utf8.count
        try desk.drop("\(number).txt", text)
      }
      // Stored by a desk that keeps everything.
      let keeping = desk.root.appending(path: "keeping.toml").path
      try "".write(toFile: keeping, atomically: false, encoding: .utf8)
      let plain = try Program.run([
        "run", "--inbox", desk.inbox.path, "--state", desk.state.path, "--config", keeping,
        "--once",
      ])
      #expect(plain.code == 0, "\(plain.errors)")
      #expect(desk.files(below: desk.done).count == Self.files)
      return (desk, bytes)
    }

    /// Only once it listens: before, SIGTERM ends it without ceremony.
    private func stop(_ daemon: Running, _ desk: Desk) throws {
      try eventually(
        within: .seconds(30), "the daemon answers: \(daemon.errors)",
        isTrue: { (try? desk.live()) != nil })
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "killed at any call, each removed file is counted once, and none is left",
      arguments: ["unlinkat", "renameat", "fsync"])
    func kills(call: String) throws {
      var copy = GeneratedCopy(seed: 7)
      var kills = 0
      for number in 1...40 {
        let (desk, bytes) = try stored(&copy)
        let daemon = try desk.start(wrapper: [
          "/usr/bin/strace", "-D", "-f", "-qq", "-e", "trace=\(call)", "-e",
          "inject=\(call):signal=KILL:when=\(number)", "-o", "/dev/null",
        ])
        // Either it dies, or it has removed everything without coming so far; then it may still die of
        // what it does at its stop.
        try eventually("a kill at \(call) \(number), or the end of the sweep") {
          daemon.poll() != nil
            || desk.files(below: desk.done).isEmpty && (try? desk.live()) != nil
        }
        let ended = try daemon.poll() ?? daemon.stop()
        let isOver = ended.code == 0
        if !isOver {
          kills += 1
          #expect(ended.signal == SIGKILL, "\(ended.errors)")
        }
        let again = try desk.start()
        try eventually("all is removed after a kill at \(call) \(number): \(again.errors)") {
          desk.files(below: desk.done).isEmpty
        }
        try stop(again, desk)
        let sums = try removed(desk)
        #expect(
          sums.removed.done == .init(files: Self.files, bytes: bytes),
          "after a kill at \(call) \(number)")
        #expect(sums.stored == Self.files && sums.balanced)
        #expect(try desk.export().count == Self.files)
        if isOver { break }
      }
      #expect(kills > 0, "no kill has happened")
    }
  }
}
