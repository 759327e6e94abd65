import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  /// Whatever is dropped ends with a code of its own, and stops nothing else.
  @Suite("Bad input")
  struct BadInput {
    /// One bad file and how it has to end.
    struct Case: CustomTestStringConvertible {
      var name: FileName
      var bytes: [UInt8]
      var code: String
      var testDescription: String { "\(name.text) is \(code)" }

      init(_ name: String, _ bytes: some Sequence<UInt8>, _ code: Rejection.Code) {
        self.name = FileName(name)
        self.bytes = Array(bytes)
        self.code = code.rawValue
      }
    }

    static let refused: [Case] = [
      Case("empty.txt", [], .empty),
      Case("blank.txt", " \n\t\n ".utf8, .empty),
      Case("program.bin", binary, .unknownFormat),
      Case(
        "cut.json", #"{"headline": "Half a story", "body": "It was going so we"#.utf8, .truncated),
      Case("broken.json", #"{"headline": "A story", "body": }"#.utf8, .syntax),
      Case("nameless.json", #"{"author": "Nobody wrote it"}"#.utf8, .noText),
      Case("deep.json", repeatElement(UInt8(ascii: "["), count: 200_000), .tooDeep),
      Case("cut.gz", gzipBomb.prefix(gzipBomb.count / 2).prefix(60), .truncated),
      Case("bomb.gz", gzipBomb, .bomb),
    ]

    /// Bytes of an ELF file's kind: no text in any charset.
    static let binary: [UInt8] = {
      var random = SplitMix(state: 7)
      return [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0] + (0..<4096).map { _ in UInt8(random.below(256)) }
    }()

    /// 64 MiB of zeros and one letter, packed about 1000 : 1. Made by gzip itself.
    static let gzipBomb: [UInt8] = {
      let gzip = Process()
      gzip.executableURL = URL(filePath: "/bin/sh")
      gzip.arguments = ["-c", "yes a | head -c 67108864 | gzip -9n"]
      let pipe = Pipe()
      gzip.standardOutput = pipe
      // Without gzip the list holds an empty file here, and its case fails with another code.
      try? gzip.run()
      return Array(pipe.fileHandleForReading.readDataToEndOfFile())
    }()

    static let good =
      "Bridge at Kelmore closed\n\nThe old bridge at Kelmore was closed on Monday.\n"

    @Test(
      "a bad file fails with its own code, and the good one beside it is stored", arguments: refused
    )
    func refuses(bad: Case) throws {
      let desk = try Desk()
      try desk.drop(bad.name, bad.bytes)
      try desk.drop("good.txt", Self.good)
      let ended = try desk.once()
      #expect(ended.code == 3, "\(ended.errors)")
      let reason = try desk.reasons()[bad.name.text]
      #expect(reason?.code == bad.code, "\(String(describing: reason))")
      #expect(reason?.message.isEmpty == false)
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.stored == 1)
      #expect(account.failed == 1)
      // Set aside as it came.
      let kept = try Data(contentsOf: desk.failed.appending(path: bad.name.text))
      #expect(Array(kept) == bad.bytes)
      #expect(desk.files(below: desk.inbox).isEmpty)
    }

    @Test("all of them at once stop none of the good ones")
    func together() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 11)
      for (number, bad) in Self.refused.enumerated() {
        try desk.drop(bad.name, bad.bytes)
        try desk.drop("good-\(number).txt", copy.text())
      }
      #expect(try desk.once().code == 3)
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.failed == Self.refused.count)
      #expect(account.stored == Self.refused.count)
      let codes = try desk.reasons().mapValues(\.code)
      #expect(
        codes == Dictionary(uniqueKeysWithValues: Self.refused.map { ($0.name.text, $0.code) }))
    }

    @Test("a sparse file of 1 GiB is set aside as it is, without filling memory or disk")
    func sparse() throws {
      let desk = try Desk()
      try desk.drop("sparse.txt", "")
      try check(truncate(desk.inbox.appending(path: "sparse.txt").path, 1 << 30))
      try desk.drop("good.txt", Self.good)
      #expect(try desk.once().code == 3)
      let reason = try #require(try desk.reasons()["sparse.txt"])
      #expect(
        [Rejection.Code.unknownFormat, .tooLarge, .noText].map(\.rawValue).contains(reason.code))
      var facts = stat()
      try check(stat(desk.failed.appending(path: "sparse.txt").path, &facts))
      #expect(facts.st_size == 1 << 30)
      #expect(facts.st_blocks * 512 < 1 << 20)
      #expect(try desk.account().adds)
      #expect(try desk.account().stored == 1)
    }

    @Test("a file over its size limit is set aside by its size, without being read")
    func oversize() throws {
      let desk = try Desk()
      try desk.drop("huge.txt", "")
      // Reading it would take an hour.
      try check(truncate(desk.inbox.appending(path: "huge.txt").path, 1 << 40))
      #expect(try desk.once(within: .seconds(60)).code == 3)
      #expect(try desk.reasons()["huge.txt"]?.code == Rejection.Code.tooLarge.rawValue)
    }

    @Test("what is no file is left where it is and blocks nobody")
    func notFiles() throws {
      let desk = try Desk()
      let path = { (name: String) in desk.inbox.appending(path: name).path }
      try check(mkfifo(path("pipe.txt"), 0o666))
      try check(symlink("/etc/hostname", path("link.txt")))
      try check(mknod(path("socket.txt"), S_IFSOCK | 0o666, 0))
      try check(mkdir(path("folder.txt"), 0o755))
      try desk.drop("good.txt", Self.good)
      let daemon = try desk.start()
      let account = try desk.settled(1, by: daemon)
      #expect(account.stored == 1)
      #expect(account.seen == 1)
      let named = try desk.live().leftAlone.map(\.name).sorted()
      #expect(named == ["link.txt", "pipe.txt", "socket.txt"])
      #expect(try daemon.stop().code == 0)
      #expect(desk.files(below: desk.inbox).map(\.text) == ["link.txt", "pipe.txt", "socket.txt"])
    }

    @Test("a file that may not be read waits, with its cause, and the others go on")
    func unreadable() throws {
      let desk = try Desk()
      try desk.drop("locked.txt", "Nobody may read this yet, not even the daemon.\n")
      try desk.drop("good.txt", Self.good)
      let locked = desk.inbox.appending(path: "locked.txt").path
      let asNobody = try Nobody(owning: desk)
      try check(chmod(locked, 0))
      let daemon = try asNobody.start(desk)
      try eventually("the good file is stored; stderr: \(daemon.errors)") {
        (try? desk.account())?.stored == 1
      }
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.waiting == 1)
      let waiting = try desk.live().waiting
      #expect(waiting.map(\.name) == ["locked.txt"])
      #expect(waiting.first?.cause.isEmpty == false)
      // Once it may be read, it is taken: nobody has to restart anything.
      try check(chmod(locked, 0o644))
      try eventually(within: .seconds(120), "the unlocked file is stored") {
        try desk.account().stored == 2
      }
      #expect(try daemon.stop().code == 0)
    }

    @Test("text that is not UTF-8 is read in its own charset")
    func otherCharset() throws {
      let desk = try Desk()
      let text = "Café society returns to the façade of the old opéra in the summer of the fête.\n"
      let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      try desk.drop(FileName("latin.txt"), latin)
      #expect(try desk.once().code == 0)
      #expect(try desk.export().first?.body.contains("Café") == true)
    }

    @Test(
      "a name of any bytes keeps them all the way",
      arguments: [
        [0x61, 0xFF, 0xFE, 0x2E, 0x74, 0x78, 0x74], Array("a\n<3>forged.txt".utf8),
        Array("\u{1B}[31mred.txt".utf8), Array("-rf".utf8),
        Array(repeating: UInt8(ascii: "n"), count: 255),
      ] as [[UInt8]])
    func names(bytes: [UInt8]) throws {
      let desk = try Desk()
      try desk.drop(FileName(bytes: bytes), Self.good.utf8)
      let ended = try desk.once()
      #expect(ended.code == 0)
      #expect(!ended.errors.contains("\n<3>forged"))
      #expect(!ended.errors.contains("\u{1B}[31m"))
      #expect(desk.files(below: desk.done).map(\.last) == [FileName(bytes: bytes)])
      #expect(try desk.account().adds)
    }

    @Test("a bad line of a JSON Lines file is named, and its neighbours are stored")
    func partial() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 3)
      let lines = [
        copy.record(uri: "urn:a"), copy.record(uri: "urn:b"), "{\"headline\": nonsense\n",
        copy.record(uri: "urn:d"),
      ]
      try desk.drop("feed.jsonl", lines.joined())
      #expect(try desk.once().code == 3)
      let account = try desk.account()
      #expect(account.adds)
      #expect(account.partial == 1)
      #expect(account.articles.stored == 3)
      #expect(account.articles.rejected == 1)
      #expect(try desk.export().map(\.uri) == ["urn:a", "urn:b", "urn:d"])
      let reasons = try desk.reasons()
      #expect(reasons.count == 1)
      #expect(reasons.values.first?.code == "syntax")
      #expect(reasons.values.first?.locator?.contains("3") == true)
    }

    @Test("two files of one name are both kept")
    func sameName() throws {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 4)
      let texts = [copy.text(), copy.text()]
      for text in texts {
        try desk.drop("story.txt", text)
        #expect(try desk.once().code == 0)
      }
      let kept = try desk.files(below: desk.done).map {
        try String(contentsOf: desk.done.appending(path: $0.text), encoding: .utf8)
      }
      #expect(Set(kept) == Set(texts))
      #expect(try desk.account().stored == 2)
    }

    @Test("tags that are no HTML stay in the text")
    func wireTags() throws {
      let desk = try Desk()
      let body = "The index rose <CBCO> by 2 % <GB/> while <0#.FTSE> fell; a < b and c > d."
      try desk.drop("wire.json", #"{"headline": "Markets", "body": "\#(body)"}"#)
      #expect(try desk.once().code == 0)
      #expect(try desk.export().first?.body == body)
    }
  }
}
