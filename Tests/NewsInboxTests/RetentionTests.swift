import Glibc
import NewsLinux
import NewsModel
import Testing

@testable import NewsInbox

/// 2026-11-22T09:30:00Z.
private let now = Timestamp(milliseconds: 1_795_339_800_000)

@Suite("Retention")
struct RetentionTests {
  private struct Spooled {
    let test: TestFolder
    let spool: Spool
    var kept: KeptFiles

    init() throws {
      test = try TestFolder()
      spool = try test.spool()
      kept = KeptFiles(spool)
    }

    func put(_ path: String, _ text: String = "0123456789") throws {
      let folders = path.split(separator: "/").dropLast()
      for end in folders.indices {
        let folder = test.path + "/spool/" + folders[...end].joined(separator: "/")
        if !test.exists(folder) { try test.make(folder: folder) }
      }
      try test.write(text, to: test.path + "/spool/" + path)
    }

    mutating func overdue(
      _ folder: KeptFiles.Place, days: Int? = nil, bytes: Int64? = nil, limit: Int = 100
    ) throws -> [String] {
      try kept.overdue(
        folder, RetentionRule(age: days.map { .seconds($0 * 86_400) }, bytes: bytes), now: now,
        limit: limit
      ).map(\.path.text)
    }
  }

  @Test(
    "a day goes when its last moment is older than the limit, and only what is laid out as a day",
    arguments: [
      (0, ["2026/11/20/a", "2026/11/21/b"]), (1, ["2026/11/20/a"]), (2, []), (36_500, []),
    ])
  func age(days: Int, gone: [String]) throws {
    var desk = try Spooled()
    for path in [
      "2026/11/20/a", "2026/11/21/b", "2026/11/22/c", "notes/a", "2026/a", "2026/11/1/a",
    ] {
      try desk.put("done/" + path)
    }
    #expect(try desk.overdue(.done, days: days) == gone)
  }

  @Test(
    "nothing is too old while the clock is not believed, and a limit in bytes holds all the same")
  func doubtfulClock() throws {
    var desk = try Spooled()
    try desk.put("done/2026/01/01/a")
    let old = RetentionRule(age: .seconds(86_400))
    #expect(try desk.kept.overdue(.done, old, now: nil, limit: 9).isEmpty)
    let small = RetentionRule(age: .seconds(86_400), bytes: 5)
    #expect(try desk.kept.overdue(.done, small, now: nil, limit: 9).count == 1)
  }

  @Test(
    "over the limit in bytes the oldest go until it fits",
    arguments: [(Int64(40), 0), (39, 1), (30, 1), (29, 2), (1, 4), (0, 4)])
  func bytes(limit: Int64, gone: Int) throws {
    var desk = try Spooled()
    let all = ["2025/12/31/a", "2026/11/20/x/b", "2026/11/21/c", "2026/11/22/d"]
    for path in all { try desk.put("done/" + path) }
    // Twice: the second time from the sums it remembers.
    for _ in 1...2 { #expect(try desk.overdue(.done, bytes: limit) == Array(all.prefix(gone))) }
  }

  @Test("a round has at most so many files, and what follows it goes on")
  func rounds() throws {
    var desk = try Spooled()
    for number in 1...5 { try desk.put("done/2026/01/0\(number)/a") }
    var seen: [FileName] = []
    while true {
      let round = try desk.kept.overdue(
        .done, RetentionRule(bytes: 15), now: now, limit: 2)
      if round.isEmpty { break }
      #expect(round.count <= 2)
      #expect(Removal(desk.spool, today: now).remove(round).isEmpty)
      desk.kept.forget(round)
      seen += round.map(\.path)
    }
    #expect(seen.map(\.text) == (1...4).map { "2026/01/0\($0)/a" })
    // The emptied days are gone, and with them what they were in.
    #expect(try desk.test.files("spool") == ["done/2026/01/05/a"])
    #expect(!desk.test.exists(desk.test.path + "/spool/done/2026/01/01"))
  }

  @Test("today's folder stays, also when it is empty: disposal may be at it")
  func today() throws {
    var desk = try Spooled()
    try desk.put("done/2026/11/22/a")
    let round = try desk.kept.overdue(.done, RetentionRule(bytes: 0), now: now, limit: 9)
    #expect(Removal(desk.spool, today: now).remove(round).isEmpty)
    #expect(desk.test.exists(desk.test.path + "/spool/done/2026/11/22"))
    #expect(!desk.test.exists(desk.test.path + "/spool/done/2026/11/22/a"))
  }

  @Test("a failed file and its reason go together, the file first; what has no reason stays")
  func failed() throws {
    var desk = try Spooled()
    for path in ["a", "a.reason.json", "x/b", "x/b.reason.json", "alone.reason.json", "strange"] {
      try desk.put("failed/" + path)
    }
    let gone = try desk.overdue(.failed, bytes: 0)
    #expect(
      Set(gone) == ["a", "a.reason.json", "x/b", "x/b.reason.json", "alone.reason.json"])
    #expect((gone.firstIndex(of: "a") ?? 9) + 1 == gone.firstIndex(of: "a.reason.json"))
    #expect(try desk.overdue(.failed, bytes: 60).isEmpty)
    #expect(try desk.overdue(.failed, days: 1).isEmpty)
  }

  @Test("a name that stands for another file by now is left alone")
  func replaced() throws {
    var desk = try Spooled()
    try desk.put("done/2026/01/01/a")
    let round = try desk.kept.overdue(.done, RetentionRule(bytes: 0), now: now, limit: 9)
    try desk.put("done/2026/01/01/new", "other")
    let day = desk.test.path + "/spool/done/2026/01/01/"
    try desk.test.rename(day + "new", day + "a")
    #expect(Removal(desk.spool, today: now).remove(round).isEmpty)
    #expect(try desk.test.text(day + "a") == "other")
  }

  @Test("what cannot be removed is told, and is not counted")
  func refused() throws {
    var record = Removal.Ledger()
    let files = ["a", "b"].map { file($0, .done) }
    record.plan(files, at: now)
    #expect(record.sums[.done] == .init(files: 2, bytes: 20))
    record.finish(left: [files[1]])
    #expect(record.sums[.done] == .init(files: 1, bytes: 10))
    #expect(record.round.isEmpty)
  }

  private func file(_ name: String, _ folder: KeptFiles.Place) -> KeptFiles.File {
    KeptFiles.File(
      folder: folder, path: FileName(name),
      facts: FileFacts(
        device: 1, inode: 2, sizeBytes: 10, modifiedNanoseconds: 0, changedNanoseconds: 0))
  }

  @Test("the record comes back from the disk as it was, whatever the names are")
  func record() throws {
    let test = try TestFolder()
    let folder = try Folder.open(Array(test.path.utf8))
    #expect(try Removal.Ledger.read(in: folder) == Removal.Ledger())
    var record = Removal.Ledger()
    record.sweptAt = now
    record.doubtedAt = now
    record.plan([file("x", .done)], at: now)
    record.plan(
      [Array("2026/11/22/a b\n c".utf8), [0xFF, 0xFE], Array(" ".utf8), Array("done 1 2".utf8)].map
      {
        KeptFiles.File(
          folder: .failed, path: FileName(bytes: $0),
          facts: FileFacts(
            device: 3, inode: .max, sizeBytes: 7, modifiedNanoseconds: 0, changedNanoseconds: 0))
      }, at: now)
    for _ in 1...2 { try record.write(in: folder) }
    let read = try Removal.Ledger.read(in: folder)
    #expect(read.sums[.failed] == .init(files: 4, bytes: 28))
    #expect(read.sweptAt == now && read.doubtedAt == now)
    #expect(read.emptied == record.emptied && read.emptied.count == 1)
    #expect(read.round.map(\.path) == record.round.map(\.path))
    #expect(read.round.allSatisfy { $0.facts.inode == .max })
  }

  @Test(
    "a record that is not as we write it is refused, not guessed",
    arguments: ["what 1", "done 1", "done x 2", "remove done 1 2", "swept", "through 1", "doubted"])
  func foreign(text: String) throws {
    #expect(Removal.Ledger(bytes: Array(text.utf8) + [0]) == nil)
  }

  @Test(
    "a failed file is known by its deposit's name, a record by its container's",
    arguments: [
      ("x/a.json", "x/a.json"), ("x/a.json.reason.json", "x/a.json"),
      ("feed.jsonl~12", "feed.jsonl"), ("a~0123abcd.txt", "a.txt"), ("a~0123abcd-2.txt", "a.txt"),
    ])
  func names(path: String, deposit: String) {
    let facts = FileFacts(
      device: 0, inode: 0, sizeBytes: 0, modifiedNanoseconds: 0, changedNanoseconds: 0)
    let file = KeptFiles.File(folder: .failed, path: FileName(path), facts: facts)
    #expect(file.depositNames.contains(FileName(deposit)))
  }
}
