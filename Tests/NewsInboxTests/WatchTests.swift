import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import TestSupport
import Testing

@Suite("InboxWatch")
struct WatchTests {
  @Test("a file is waited for while a writer has it open, and taken after its close")
  func openWriter() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    var writer: Descriptor? = try test.open(test.inbox + "/a", O_WRONLY | O_CREAT)
    try writer?.write(Array("begun".utf8))
    #expect(eventually { desk.outcomes.contains(.busy) })
    #expect(desk.claimed.isEmpty)
    #expect(desk.watch.waitingFiles(limit: 5).map(\.cause).contains(.writerPresent))
    try writer?.write(Array(" and ended".utf8))
    writer = nil
    #expect(desk.settles(with: 1))
    #expect(
      try desk.claimed[0].descriptor.contents(limitBytes: 99) == Array("begun and ended".utf8))
  }

  @Test(
    "a file waits while an unfinished one of its name lies beside it, seen by an event and by a scan",
    arguments: [true, false])
  func unfinishedBeside(isWatched: Bool) throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    if isWatched { #expect(desk.startAndSettle()) }
    try test.write("progress", to: test.inbox + "/story.txt.aria2")
    try test.write("half of it, and nobody has it open", to: test.inbox + "/story.txt")
    try test.write("x", to: test.inbox + "/other.txt")
    if !isWatched { #expect(desk.startAndSettle()) }
    #expect(desk.settles(with: 1))
    #expect(
      eventually {
        desk.watch.waitingFiles(limit: 5).map(\.cause)
          == [.unfinished(beside: FileName("story.txt.aria2"))]
      })
    #expect(desk.names == ["other.txt"])
    unlink(test.inbox + "/story.txt.aria2")
    #expect(desk.settles(with: 2))
    #expect(desk.names == ["other.txt", "story.txt"])
  }

  @Test("a maildir's tmp/ is never looked into, though it is made before new/ and cur/")
  func maildir() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    let mail = test.inbox + "/ann"
    for (number, folder) in [mail, mail + "/tmp", mail + "/cur", mail + "/new"].enumerated() {
      mkdir(folder, 0o750)
      // Each is watched by the time the next one is made.
      #expect(eventually { desk.watch.counts.watches == 2 + number })
    }
    try test.write("From: b\n\nNot delivered yet.\n", to: mail + "/tmp/1764460800.1_1.host")
    try test.write("x", to: test.inbox + "/mark")
    #expect(desk.settles(with: 1))
    #expect(desk.names == ["mark"])
    // procmail and maildrop link it; mbsync renames, and may give it flags in new/.
    try systemCall("link") {
      link(mail + "/tmp/1764460800.1_1.host", mail + "/new/1764460800.1_1.host")
    }
    unlink(mail + "/tmp/1764460800.1_1.host")
    try test.write("From: b\n\nFlagged.\n", to: mail + "/tmp/1764460801.R1.host")
    try test.rename(mail + "/tmp/1764460801.R1.host", mail + "/new/1764460801.R1.host:2,F")
    #expect(desk.settles(with: 3))
    #expect(
      desk.names == ["ann/new/1764460800.1_1.host", "ann/new/1764460801.R1.host:2,F", "mark"])
  }

  @Test("a file is waited for while it is mapped writable, though its descriptor is closed")
  func mappedWriter() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    var writer: Descriptor? = try test.open(test.inbox + "/m", O_RDWR | O_CREAT)
    try systemCall("ftruncate") { ftruncate(writer?.raw ?? -1, 4096) }
    let map = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, writer?.raw ?? -1, 0)
    writer = nil
    #expect(eventually { desk.outcomes.contains(.busy) })
    #expect(desk.claimed.isEmpty)
    munmap(map, 4096)
    #expect(desk.settles(with: 1))
  }

  @Test("what is not a regular file is never opened, and listed with its kind")
  func passedOver() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    // Before the start: seen by the scan.
    mkfifo(test.inbox + "/fifo", 0o640)
    symlink("/etc/hostname", test.inbox + "/link")
    #expect(desk.startAndSettle())
    // After it: seen by events; the FIFO also by a rename in, which is ready without a look.
    mkfifo(test.outside + "/fifo2", 0o640)
    try test.rename(test.outside + "/fifo2", test.inbox + "/fifo2")
    symlink("/etc", test.inbox + "/folder-link")
    try test.write("x", to: test.inbox + "/a")
    #expect(desk.settles(with: 1))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.passedOver.count == 4 })
    #expect(desk.names == ["a"])
    #expect(
      Set(desk.watch.passedOver.map { "\($0.file.name.text) \($0.kind.rawValue)" })
        == ["fifo fifo", "fifo2 fifo", "link symlink", "folder-link symlink"])
    #expect(desk.watch.counts.passedOver == 4)
  }

  @Test("what a scan has no room for is counted as waiting all the same")
  func countsAll() throws {
    let test = try TestFolder()
    for number in 0..<60 { try test.write("x", to: test.inbox + "/f\(number)") }
    var limits = InboxWatch.Limits()
    limits.foundFiles = 8
    limits.readyNames = 4
    let desk = Desk([test.configured()], spool: try test.spool(), limits: limits, takes: false)
    desk.start()
    #expect(eventually { desk.watch.counts.waiting == 60 }, "\(desk.watch.counts.waiting)")
    desk.take()
    #expect(desk.settles(with: 60))
    #expect(eventually { desk.watch.counts.waiting == 0 }, "\(desk.watch.counts.waiting)")
  }

  @Test("an inbox that is deleted and made again is found again")
  func madeAgain() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    #expect(rmdir(test.inbox) == 0)
    #expect(eventually { desk.watch.conditions[0].isDegraded })
    try test.make(folder: test.inbox)
    try test.write("x", to: test.inbox + "/a")
    #expect(desk.settles(with: 1))
    #expect(eventually { desk.watch.conditions == [.watching] })
    try test.write("x", to: test.inbox + "/b")
    #expect(desk.settles(with: 2))
    #expect(desk.watch.counts.replacedInboxes == 1)
  }

  @Test("an inbox that is renamed away no longer counts; the new one of its name does")
  func renamedAway() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    try test.rename(test.inbox, test.path + "/old")
    try test.make(folder: test.inbox)
    try test.write("x", to: test.path + "/old/not-mine")
    try test.write("x", to: test.inbox + "/a")
    #expect(desk.settles(with: 1))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(desk.names == ["a"])
  }

  @Test("an inbox that is not there at the start is found when it comes")
  func lateInbox() throws {
    let test = try TestFolder()
    rmdir(test.inbox)
    let desk = Desk([test.configured()], spool: try test.spool())
    desk.start()
    #expect(
      eventually {
        if case .unreachable = desk.watch.conditions[0] { true } else { false }
      })
    try test.make(folder: test.inbox)
    try test.write("x", to: test.inbox + "/a")
    #expect(desk.settles(with: 1))
  }

  @Test("a folder renamed within the inbox keeps being watched, with all below it")
  func folderRenamed() throws {
    let test = try TestFolder()
    try test.make(folder: test.inbox + "/a")
    try test.make(folder: test.inbox + "/a/b")
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    try test.rename(test.inbox + "/a", test.inbox + "/c")
    try test.write("x", to: test.inbox + "/c/b/1")
    #expect(desk.settles(with: 1))
    try test.rename(test.inbox + "/c/b", test.outside + "/b")
    try test.write("x", to: test.outside + "/b/not-mine")
    try test.write("x", to: test.inbox + "/c/2")
    #expect(desk.settles(with: 2))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(desk.names == ["c/2", "c/b/1"])
    #expect(eventually { desk.watch.counts.watches == 2 })
  }

  @Test("files whose events the kernel dropped, its queue being full, are found once each")
  func overflow() throws {
    let test = try TestFolder()
    var limits = InboxWatch.Limits()
    limits.readyNames = 64
    let desk = Desk([test.configured()], spool: try test.spool(), limits: limits, takes: false)
    #expect(desk.startAndSettle())
    // One file in and out under 20,000 names fills the queue of 16,384 (making as many files takes
    // ten times as long); nobody takes what is ready, so the watch stops reading.
    let dancer = test.outside + "/dancer"
    try test.write("x", to: dancer)
    for number in 0..<20_000 {
      try test.rename(dancer, test.inbox + "/gone-\(number)")
      try test.rename(test.inbox + "/gone-\(number)", dancer)
    }
    for number in 0..<300 {
      try test.write("x", to: test.outside + "/f")
      try test.rename(test.outside + "/f", test.inbox + "/real-\(number)")
    }
    #expect(eventually { desk.watch.counts.ready >= 64 })
    desk.take()
    #expect(desk.settles(with: 300))
    #expect(desk.watch.counts.overflows > 0)
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(Set(desk.names) == Set((0..<300).map { "real-\($0)" }))
    #expect(desk.claimed.count == 300)
    #expect(!desk.everOutTwice)
    #expect(desk.errors.isEmpty)
  }

  @Test("in leave mode a file stays, and is handed out again only when it has changed")
  func leaveMode() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured(mode: .leave)], spool: try test.spool())
    try test.write("x", to: test.inbox + "/a")
    try test.write("x", to: test.inbox + "/b")
    #expect(desk.startAndSettle())
    #expect(desk.settles(with: 2))
    for _ in 0..<3 {
      let scans = desk.watch.counts.scans
      desk.watch.requestScan()
      #expect(eventually { desk.watch.counts.scans > scans })
    }
    #expect(desk.names == ["a", "b"])
    try test.write("changed", to: test.inbox + "/b")
    #expect(desk.settles(with: 3))
    #expect(desk.names == ["a", "b", "b"])
    #expect(try test.files("inbox") == ["a", "b"])
    #expect(try test.files("spool").isEmpty)
  }

  @Test("in leave mode a file that an earlier run has read is not handed out")
  func preload() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured(mode: .leave)], spool: try test.spool())
    try test.write("x", to: test.inbox + "/known")
    try test.write("x", to: test.inbox + "/new")
    let known = FileName("known")
    let facts = try Folder.open(Array(test.inbox.utf8)).facts(of: known.bytes)
    desk.watch.preload(InboxFile(inbox: 0, name: known), try #require(facts))
    #expect(desk.startAndSettle())
    #expect(desk.settles(with: 1))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(desk.names == ["new"])
  }

  @Test("a file put back waits for its writer and is handed out when it has changed")
  func putBack() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let inbox = test.configured()
    let desk = Desk([inbox], spool: spool)
    #expect(desk.startAndSettle())
    try test.write("half", to: test.inbox + "/a")
    #expect(desk.settles(with: 1))
    let claimed = desk.claimed[0]
    #expect(claimed.isYoung(now: Moment.now()))
    #expect(try claimed.isUnchanged())
    // The desk has finished it as claimed; the daemon would put back first. What comes back is an
    // arrival like any other then.
    let back = try claimed.putBack()
    #expect(back != nil)
    #expect(desk.settles(with: 2))
    #expect(desk.names == ["a", "a"])
    #expect(try test.files("spool").count == 1)
  }

  @Test("a file renamed in while its writer has it open waits until that one closes it")
  func renamedWhileOpen() throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    let log = test.outside + "/today.jsonl"
    do {
      let writer = try test.open(log, O_WRONLY | O_CREAT | O_APPEND)
      try writer.write(Array("first half\n".utf8))
      try test.rename(log, test.inbox + "/today-1.jsonl")
      // Renamed in after it, and taken before it.
      try test.write("x", to: test.outside + "/b")
      try test.rename(test.outside + "/b", test.inbox + "/b")
      #expect(eventually { desk.names == ["b"] })
      #expect(desk.watch.waitingFiles(limit: 2).map(\.cause) == [.writerPresent])
      try writer.write(Array("second half\n".utf8))
      #expect(desk.names == ["b"])
    }
    #expect(desk.settles(with: 2))
    let claimed = try #require(desk.claimed.last)
    #expect(claimed.facts.sizeBytes == 23)
    #expect(try claimed.isUnchanged())
  }

  @Test("how long a file is young is what the configuration says, not what is usual")
  func youth() throws {
    let test = try TestFolder()
    try test.write("[1,", to: test.inbox + "/a")
    let inbox = test.configured()
    let arrival = try test.arrival("a")
    var timing = Timing()
    timing.youth = .seconds(300)
    let claiming = Claiming(inbox, spool: try test.spool(), timing: timing)
    let claimed = try claiming.claimed(arrival)
    func isYoung(afterSeconds seconds: Int64) -> Bool {
      var moment = Moment.now()
      moment.wallNanoseconds += seconds * 1_000_000_000
      return claimed.isYoung(now: moment)
    }
    #expect(isYoung(afterSeconds: 33))
    #expect(isYoung(afterSeconds: 290))
    #expect(!isYoung(afterSeconds: 301))
  }

  @Test("several inboxes share one watch and keep their files apart")
  func severalInboxes() throws {
    let test = try TestFolder()
    try test.make(folder: test.path + "/second")
    let spool = try test.spool()
    var other = test.configured()
    other.name = "other"
    other.path = Array((test.path + "/second").utf8)
    let desk = Desk([test.configured(), other], spool: spool)
    #expect(desk.startAndSettle())
    try test.write("1", to: test.inbox + "/same")
    try test.write("2", to: test.path + "/second/same")
    #expect(desk.settles(with: 2))
    #expect(desk.claimed.map(\.file.inbox).sorted() == [0, 1])
    #expect(try Recovery(spool).files.compactMap(\.inboxName).sorted() == ["desk", "other"])
  }
}
