import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import Testing

private func reason(_ name: FileName, digest byte: UInt8 = 0xEF) -> ReasonFile {
  ReasonFile(
    name: name, code: "syntax", message: "line 1: \"x\" is not\na value", locator: "a › line 1",
    sizeBytes: 4, digest: ContentDigest(bytes: [UInt8](repeating: byte, count: 32)),
    source: "desk", received: Timestamp(milliseconds: 1_795_339_800_000))
}

@Suite("SetAside")
struct SetAsideTests {
  @Test("a failed file lies in failed/ with its reason beside it")
  func withReason() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.make(folder: test.inbox + "/ap")
    try test.write("{\"x", to: test.inbox + "/ap/a.json")
    let files = try claimAll(test, spool)
    let results = try SetAside(spool).setAside(files.map { ($0, reason($0.file.name)) })
    #expect(try results.map { try $0.get() } == [FileName("ap/a.json")])
    #expect(try test.files("spool") == ["failed/ap/a.json", "failed/ap/a.json.reason.json"])
    #expect(
      try test.text(test.path + "/spool/failed/ap/a.json.reason.json") == """
        {
          "name": "ap/a.json",
          "code": "syntax",
          "message": "line 1: \\"x\\" is not\\u000aa value",
          "locator": "a › line 1",
          "limit": null,
          "size": 4,
          "sha256": "\(String(repeating: "ef", count: 32))",
          "source": "desk",
          "received": "2026-11-22T09:30:00Z",
          "attempts": 1
        }

        """)
  }

  @Test("file and reason get the same free name, and none is overwritten")
  func collision() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for text in ["1", "2"] {
      try test.write(text, to: test.inbox + "/a.txt")
      let files = try claimAll(test, spool)
      for result in try SetAside(spool).setAside(files.map { ($0, reason($0.file.name)) }) {
        _ = try result.get()
      }
    }
    #expect(
      try test.files("spool/failed") == [
        "a.txt", "a.txt.reason.json", "a~efefefef.txt", "a~efefefef.txt.reason.json",
      ])
    #expect(try test.text(test.path + "/spool/failed/a.txt") == "1")
  }

  @Test("a reason that a crash left without its file is replaced")
  func dangling() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("old", to: test.path + "/spool/failed/a.reason.json")
    try test.write("x", to: test.inbox + "/a")
    let files = try claimAll(test, spool)
    _ = try SetAside(spool).setAside(files.map { ($0, reason($0.file.name)) })
    #expect(try test.files("spool/failed") == ["a", "a.reason.json"])
    #expect(try test.text(test.path + "/spool/failed/a.reason.json").contains("syntax"))
  }

  @Test("a name of 255 bytes is shortened so that its reason's name fits, too")
  func longName() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/" + String(repeating: "n", count: 255))
    let files = try claimAll(test, spool)
    _ = try SetAside(spool).setAside(files.map { ($0, reason($0.file.name)) })
    let name = String(repeating: "n", count: 234) + "~efefefef"
    #expect(try test.files("spool/failed") == [name, name + ".reason.json"])
  }

  @Test("a name that is not UTF-8 is in the reason as base64")
  func rawName() throws {
    #expect(
      String(decoding: reason(FileName(bytes: [0xFF, 0xFE, 0x61])).json, as: UTF8.self)
        .contains("\"name_bytes\": \"//5h\""))
    for (bytes, text) in [
      ([0xFF], "/w=="), ([0xFF, 0x61], "/2E="), ([0xFF, 0x61, 0x62, 0x63], "/2FiYw=="),
    ] as [([UInt8], String)] {
      #expect(
        String(decoding: reason(FileName(bytes: bytes)).json, as: UTF8.self)
          .contains("\"name_bytes\": \"\(text)\""))
    }
  }

  @Test("in leave mode the file stays and its reason is written, once")
  func leaveMode() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/a")
    for _ in 0..<2 {
      let files = try claimAll(test, spool, .leave)
      _ = try SetAside(spool).setAside(files.map { ($0, reason($0.file.name)) })
    }
    #expect(try test.files("spool/failed") == ["a.reason.json"])
    #expect(try test.files("inbox") == ["a"])
  }

  @Test("a bad record is written once, however often its container is replayed")
  func records() throws {
    let test = try TestFolder()
    let setAside = SetAside(try test.spool())
    let bytes = Array("{\"bad\": ".utf8)
    for _ in 0..<3 {
      let results = try setAside.setAside(
        records: [(bytes, reason(FileName("a.jsonl~line-3.json")))])
      #expect(try results.map { try $0.get() } == [FileName("a.jsonl~line-3.json")])
    }
    let other = try setAside.setAside(
      records: [(Array("other".utf8), reason(FileName("a.jsonl~line-3.json")))])
    #expect(try other.map { try $0.get() } == [FileName("a.jsonl~line-3~efefefef.json")])
    #expect(
      try test.files("spool/failed") == [
        "a.jsonl~line-3.json", "a.jsonl~line-3.json.reason.json",
        "a.jsonl~line-3~efefefef.json", "a.jsonl~line-3~efefefef.json.reason.json",
      ])
  }

  @Test("what an interrupted set-aside left is cleared when the spool is opened")
  func leftovers() throws {
    let test = try TestFolder()
    _ = try test.spool()
    try test.write("half", to: test.path + "/spool/failed/.reason.7.tmp")
    _ = try test.spool()
    #expect(try test.files("spool").isEmpty)
  }
}

@Suite("Recovery")
struct RecoveryTests {
  @Test("what an earlier run claimed is found with its name, opened, and disposed of")
  func finds() throws {
    let test = try TestFolder()
    try test.make(folder: test.inbox + "/afp")
    try test.write("1", to: test.inbox + "/a\nb")
    try test.write("2", to: test.inbox + "/afp/c")
    _ = try claimAll(test, try test.spool())
    try test.make(folder: test.path + "/spool/claim/desk@1-0")
    try test.make(folder: test.path + "/spool/claim/desk@1-0/empty")

    let spool = try test.spool()
    let recovery = try Recovery(spool)
    #expect(recovery.files.map(\.name) == [FileName("a\nb"), FileName("afp/c")])
    #expect(recovery.files.map(\.inboxName) == ["desk", "desk"])
    #expect(recovery.files.map(\.facts.sizeBytes) == [1, 1])
    #expect(!test.exists(test.path + "/spool/claim/desk@1-0"))

    let opened = try recovery.files.compactMap { try Recovery.open($0, inbox: 0, mode: .move) }
    #expect(try opened[1].descriptor.contents(limitBytes: 9) == Array("2".utf8))
    #expect(!opened[0].isYoung(now: Moment.now()))
    let digest = ContentDigest(bytes: [UInt8](repeating: 1, count: 32))
    _ = try Disposal(spool).dispose(
      of: opened.map { .init($0, digest: digest) }, at: Timestamp(milliseconds: 0))
    #expect(try test.files("spool") == ["done/1970/01/01/a\nb", "done/1970/01/01/afp/c"])
    #expect(try spool.claim.entries().isEmpty)
  }

  @Test("what is in claim/ and not ours is left alone and named")
  func strange() throws {
    let test = try TestFolder()
    _ = try test.spool()
    try test.write("x", to: test.path + "/spool/claim/stray")
    mkfifo(test.path + "/spool/claim/fifo", 0o640)
    let recovery = try Recovery(try test.spool())
    #expect(recovery.strange == [FileName("fifo"), FileName("stray")])
    #expect(recovery.files.isEmpty)
  }
}
