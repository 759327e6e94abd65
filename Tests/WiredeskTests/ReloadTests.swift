import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Reloading")
  struct Reloading {
    /// What a process has open, as /proc says it, but for sockets and pipes.
    private func open(_ process: pid_t) throws -> [String] {
      let folder = "/proc/\(process)/fd"
      return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
        // Closed meanwhile.
        try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0)
      }.filter { !$0.hasPrefix("socket:") && !$0.hasPrefix("pipe:") }.sorted()
    }

    @Test("a reload leaves nothing of the old desk open, and what comes next is stored")
    func nothingStays() throws {
      let desk = try Desk()
      let configuration = desk.root.appending(path: "desk.toml")
      var copy = GeneratedCopy(seed: 91)
      try desk.drop("before.txt", copy.text())
      let daemon = try desk.start()
      try eventually("the first is stored") { (try? desk.account())?.stored == 1 }
      var opened: [[String]] = []
      for round in 1...6 {
        try "young_seconds = \(round + 1)\n".write(
          to: configuration, atomically: false, encoding: .utf8)
        daemon.send(SIGHUP)
        try eventually("reload \(round)") {
          daemon.errors.components(separatedBy: "read again").count == round + 1
        }
        try desk.drop("\(round).txt", copy.text())
        try eventually("file \(round) is stored") { try desk.account().stored == round + 1 }
        try eventually("file \(round) is disposed of, and its claim's folder gone") {
          try open(daemon.pid).allSatisfy { !$0.contains("/claim/") || $0.hasSuffix("(deleted)") }
        }
        opened.append(try open(daemon.pid))
      }
      #expect(opened[0].count { $0.contains("inotify") } == 1)
      #expect(opened[5].count { $0.contains("inotify") } == 1)
      // Readers of the databases are opened when they are first needed, so one more of them is nothing that
      // stays; what every reload leaves is four by now.
      let (early, late) = (opened[1], opened[5])
      func isDatabase(_ path: String) -> Bool {
        path.contains("/wiredesk.db") || path.contains("/search.db")
      }
      #expect(late.count { !isDatabase($0) } <= early.count { !isDatabase($0) }, "\(early) \(late)")
      for path in Set(late) where isDatabase(path) {
        #expect(late.count { $0 == path } < early.count { $0 == path } + 4, "\(early) \(late)")
      }
      #expect(try daemon.stop().code == 0)
    }

    @Test(
      "what was stored before a reload is known after it: the same process, the same counts and verdicts"
    )
    func remembers() throws {
      let desk = try Desk()
      let configuration = desk.root.appending(path: "desk.toml")
      var copy = GeneratedCopy(seed: 92)
      let texts = (0..<8).map { _ in copy.text() }
      for source in ["one", "two", "three"] {
        for folder in [desk.inbox, desk.root.appending(path: "staging")] {
          try FileManager.default.createDirectory(
            at: folder.appending(path: source), withIntermediateDirectories: false)
        }
      }
      for (number, text) in texts.prefix(4).enumerated() {
        try desk.drop("one/\(number).txt", text)
      }
      let daemon = try desk.start()
      try eventually("the first are stored") { (try? desk.account())?.stored == 4 }
      for round in 0..<4 {
        try "scan_seconds = \(40 + round)\nworkers = \(1 + round % 2)\n".write(
          to: configuration, atomically: false, encoding: .utf8)
        daemon.send(SIGHUP)
        // While it is under way.
        try desk.drop("two/\(round).txt", texts[round])
        try desk.drop("three/\(round).txt", texts[4 + round])
        try eventually("reload \(round)") {
          daemon.errors.components(separatedBy: "read again").count == round + 2
        }
        try eventually("what came meanwhile is stored") {
          try desk.account().stored == 6 + 2 * round
        }
      }
      #expect(kill(daemon.pid, 0) == 0)
      let articles = try desk.account().articles
      #expect(articles.original == 8 && articles.identical == 4, "\(articles)")
      #expect(try daemon.stop().code == 0)
    }

    /// A daemon with one file stored, and a changed configuration.
    private func changed(_ desk: Desk, _ copy: inout GeneratedCopy) throws -> Running {
      try desk.drop("before.txt", copy.text())
      let daemon = try desk.start()
      try eventually("the first is stored") { (try? desk.account())?.stored == 1 }
      try "young_seconds = 2\n".write(
        to: desk.root.appending(path: "desk.toml"), atomically: false, encoding: .utf8)
      return daemon
    }

    @Test("what is asked for while the daemon reloads is done, by the desk that works then")
    func asked() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 94)
      let pairs = 24
      for number in 0..<2 * pairs { try desk.drop("\(number).txt", copy.text()) }
      let daemon = try desk.start()
      try eventually("all are stored") { (try? desk.account())?.stored == 2 * pairs }
      let isOver = Atomic<Bool>(false)
      let (pid, state) = (daemon.pid, desk.state.path)
      let configuration = desk.root.appending(path: "desk.toml")
      let (inbox, more) = (desk.inbox, (0..<6000).map { _ in copy.text() })
      let reloads = Thread {
        for (round, text) in more.enumerated() {
          if isOver.load(ordering: .relaxed) { return }
          try? text.write(
            to: inbox.appending(path: "more-\(round).txt"), atomically: false, encoding: .utf8)
          if round % 8 == 0 {
            try? "scan_seconds = \(5 + round % 50)\n".write(
              to: configuration, atomically: false, encoding: .utf8)
            kill(pid, SIGHUP)
          }
          pause(milliseconds: 10)
        }
      }
      reloads.start()
      let ended = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: pairs) { pair in
        let (one, other) = ("\(2 * pair + 1)", "\(2 * pair + 2)")
        let words = pair % 4 == 0 ? ["forget", "--yes", one] : ["merge", one, other]
        let end = try? Program.run(words + ["--state", state])
        ended.withLock { $0.append(end?.code == 0 ? "" : "\(words): \(String(describing: end))") }
      }
      // However fast that was, the daemon has reloaded all the while.
      try eventually("four reloads are told: \(daemon.errors.suffix(600))") {
        daemon.errors.components(separatedBy: "read again").count > 4
      }
      isOver.store(true, ordering: .relaxed)
      #expect(ended.withLock { $0 } == [String](repeating: "", count: pairs))
      #expect(kill(pid, 0) == 0)
      #expect(!daemon.errors.contains("Interrupted"), "\(daemon.errors.suffix(600))")
      #expect(try daemon.stop().code == 0)
      #expect(try desk.ask("verify").code == 0)
    }

    @Test("a reload that cannot leave word of itself is in force, and leaves it when it can")
    func unrecorded() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 93)
      let daemon = try changed(desk, &copy)
      let word = desk.state.appending(path: "desk.json")
      // Where the new word would be written first.
      let obstacle = desk.state.appending(path: "desk.json.new/x")
      try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: true)
      try FileManager.default.removeItem(at: word)
      daemon.send(SIGHUP)
      try eventually("it is in force") { daemon.errors.contains("read again") }
      try desk.drop("after.txt", copy.text())
      try eventually("files are taken") { (try? desk.account())?.stored == 2 }
      #expect(daemon.errors.components(separatedBy: "desk.json cannot be written").count == 2)
      #expect(!FileManager.default.fileExists(atPath: word.path))
      try FileManager.default.removeItem(at: obstacle.deletingLastPathComponent())
      try eventually("the word is there") { FileManager.default.fileExists(atPath: word.path) }
      #expect(try daemon.stop().code == 0)
    }

    @Test("a desk that cannot be opened at a reload is opened as soon as it can be, and says so")
    func reopened() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 94)
      let daemon = try changed(desk, &copy)
      let (done, aside) = (desk.done, desk.root.appending(path: "done-aside"))
      try FileManager.default.moveItem(at: done, to: aside)
      try Data().write(to: done)
      daemon.send(SIGHUP)
      try eventually("it is refused") { daemon.errors.contains("old one stays in force") }
      try desk.drop("after.txt", copy.text())
      #expect(try desk.ask("status").code == 69)
      try FileManager.default.removeItem(at: done)
      try FileManager.default.moveItem(at: aside, to: done)
      try eventually("files are taken") { (try? desk.account())?.stored == 2 }
      try eventually("it is well") { try desk.ask("status").code == 0 }
      #expect(daemon.errors.components(separatedBy: "the desk cannot be opened").count == 2)
      #expect(daemon.errors.contains("the desk is open again"))
      // Another reload takes the new configuration.
      daemon.send(SIGHUP)
      try eventually("it is in force") { daemon.errors.contains("read again") }
      #expect(try daemon.stop().code == 0)
    }
  }
}
