import Glibc
import NewsLinux
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

/// 2026-11-22T09:30:00Z.
private let day = Timestamp(milliseconds: 1_795_339_800_000)

private func digest(_ byte: UInt8) -> ContentDigest {
  ContentDigest(bytes: [UInt8](repeating: byte, count: 32))
}

extension Claiming.Result {
  fileprivate var file: ClaimedFile? {
    if case .claimed(let file) = self { file } else { nil }
  }
}

/// Claims every file of the inbox, in the order of their names.
func claimAll(_ test: TestFolder, _ spool: Spool, _ mode: Inbox.Mode = .move) throws
  -> [ClaimedFile]
{
  let claiming = Claiming(test.configured(mode: mode), spool: spool, timing: Timing())
  return try test.files("inbox").map { name in
    try #require(try claiming.claim(test.arrival(name)).file)
  }
}

@Suite("Spool")
struct SpoolTests {
  @Test(
    "a failed sync of the file system puts what is claimed in doubt, and nothing that comes after")
  func doubt() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let copy = spool
    try test.write("x", to: test.inbox + "/before")
    let before = try claimAll(test, spool)
    #expect(before.count == 1 && !spool.mayHaveLost(before[0]))
    copy.failures.note()
    try test.write("x", to: test.inbox + "/after")
    let after = try claimAll(test, spool)
    #expect(spool.mayHaveLost(before[0]))
    #expect(after.count == 1 && !spool.mayHaveLost(after[0]))
  }

  @Test("a claimed file that nobody holds any more is found, with its age; one in work is not")
  func idleClaims() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for name in ["kept", "lost"] { try test.write("x", to: test.inbox + "/" + name) }
    var claimed = try claimAll(test, spool)
    #expect(claimed.count == 2)
    var idle = IdleClaims()
    let now = Moment.now()
    #expect(try idle.look(at: spool, now: now).isEmpty)
    #expect(try idle.look(at: spool, now: now).isEmpty)
    claimed.removeAll { $0.file.name == FileName("lost") }
    // Met once it may be a claim under way.
    #expect(try idle.look(at: spool, now: now).isEmpty)
    var later = now
    later.wallNanoseconds += 60_000_000_000
    let found = try idle.look(at: spool, now: later)
    #expect(found.map { $0.path.last } == [FileName("lost")])
    #expect((50_000_000_000...70_000_000_000).contains(found.first?.ageNanoseconds ?? 0))
    #expect(claimed.count == 1)
  }

  @Test("a folder in claim/ that no file is in and that no claim comes back to is removed")
  func emptyBatch() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    _ = try spool.claim.makeFolders(Array("wire@1-1/coast/south".utf8), durably: false)
    try test.write("x", to: test.inbox + "/held")
    let claimed = try claimAll(test, spool)
    var idle = IdleClaims()
    // Met once it may be a claim under way.
    _ = try idle.look(at: spool, now: .now())
    #expect(try spool.claim.entries().count == 2)
    _ = try idle.look(at: spool, now: .now())
    let held = try #require(claimed.first?.place?.batch.name)
    #expect(try spool.claim.entries().map(\.name) == [held])
    #expect(try spool.claim.regularFiles(below: held).count == 1)
  }

  @Test("a folder of a claim that could not be made does not keep its batch in claim/")
  func unmadeFolder() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let batch = try ClaimBatch(in: spool, inbox: "wire")
    // `coast` is there when `coast/…` cannot be made: its name is too long.
    let deep = FileName("coast/" + String(repeating: "x", count: 300) + "/a.txt")
    #expect(throws: SystemError.self) { try batch.reserve(deep) }
    try batch.removeIfEmpty()
    #expect(try spool.claim.entries().isEmpty)
  }

  @Test("a claim can be tried without a file, and leaves nothing")
  func trial() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try spool.tryClaim(from: test.configured())
    try spool.tryClaim(from: test.configured())
    #expect(try spool.claim.entries().isEmpty)
  }

  @Test("a claim fails on trial when nothing may be made in claim/ any more")
  func trialFails() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    // Not even root makes something in a folder that was removed.
    try Folder.open(spool.path).removeFolder(Array("claim".utf8))
    #expect(throws: InboxError.self) { try spool.tryClaim(from: test.configured()) }
  }

  @Test("a spool in an inbox that is a link, or that others may write to, is refused")
  func foreignSpool() throws {
    let test = try TestFolder()
    let path = test.inbox + "/.wiredesk"
    func isRefused() -> Bool {
      do {
        _ = try Spool(opening: Array(path.utf8))
        return false
      } catch {
        return error == .foreignSpool(path) && error.disposition == .stop
      }
    }
    #expect(symlink(test.outside, path) == 0)
    #expect(isRefused())
    #expect(try test.files("outside").isEmpty && !test.exists(test.outside + "/claim"))
    #expect(unlink(path) == 0)
    try test.make(folder: path)
    #expect(chmod(path, 0o777) == 0)
    #expect(isRefused())
    #expect(chmod(path, 0o750) == 0)
    #expect(!isRefused())
    if getuid() == 0 {
      #expect(chown(path, 60_011, 60_011) == 0)
      #expect(isRefused())
    }
  }

  @Test("a spool whose path leads to another folder knows it")
  func elsewhere() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    #expect(!spool.isElsewhere)
    let path = String(decoding: spool.path, as: UTF8.self)
    #expect(rename(path, path + ".old") == 0)
    // A path that leads nowhere is no better place.
    #expect(!spool.isElsewhere)
    try test.make(folder: path)
    #expect(spool.isElsewhere)
  }
}

@Suite("Disposal")
struct DisposalTests {
  @Test("a stored file moves to the day's folder, with its sub-folder and its bytes")
  func moves() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.make(folder: test.inbox + "/reuters")
    try test.write("text", to: test.inbox + "/reuters/a.txt")
    let files = try claimAll(test, spool)
    let results = try Disposal(spool).dispose(
      of: files.map { .init($0, digest: digest(1)) }, at: day)
    #expect(try results.map { try $0.get() } == [FileName("2026/11/22/reuters/a.txt")])
    #expect(try test.text(test.path + "/spool/done/2026/11/22/reuters/a.txt") == "text")
    #expect(try test.files("spool") == ["done/2026/11/22/reuters/a.txt"])
    // The batch and its sub-folder are gone.
    #expect(try Folder.open(Array((test.path + "/spool/claim").utf8)).entries().isEmpty)
  }

  @Test(
    "a name that is taken gets eight digits of the content, and then a number; nothing is overwritten"
  )
  func collisions() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for text in ["1", "2", "3", "4"] {
      try test.write(text, to: test.inbox + "/a.txt")
      let results = try Disposal(spool).dispose(
        of: try claimAll(test, spool).map { .init($0, digest: digest(0xAB)) }, at: day)
      _ = try results.map { try $0.get() }
    }
    let done = test.path + "/spool/done/2026/11/22/"
    #expect(try test.text(done + "a.txt") == "1")
    #expect(try test.text(done + "a~abababab.txt") == "2")
    #expect(try test.text(done + "a~abababab-2.txt") == "3")
    #expect(try test.text(done + "a~abababab-3.txt") == "4")
  }

  @Test("a taken name of 255 bytes is shortened between characters")
  func longNames() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let name = String(repeating: "é", count: 125) + "x.txt"
    #expect(name.utf8.count == 255)
    for text in ["1", "2"] {
      try test.write(text, to: test.inbox + "/" + name)
      _ = try Disposal(spool).dispose(
        of: try claimAll(test, spool).map { .init($0, digest: digest(0xCD)) }, at: day)
    }
    let names = try test.files("spool/done/2026/11/22")
    #expect(
      names.sorted() == [name, String(repeating: "é", count: 121) + "~cdcdcdcd.txt"].sorted())
    #expect(names.allSatisfy { $0.utf8.count <= 255 && !$0.contains("\u{FFFD}") })
  }

  @Test("delete mode removes the file, leave mode touches nothing")
  func otherModes() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/a")
    let left = try claimAll(test, spool, .leave)
    #expect(
      try Disposal(spool).dispose(of: left.map { .init($0, digest: digest(1)) }, at: day)
        .map { try $0.get() } == [nil])
    #expect(try test.files("inbox") == ["a"])
    let deleted = try claimAll(test, spool, .delete)
    #expect(
      try Disposal(spool).dispose(of: deleted.map { .init($0, digest: digest(1)) }, at: day)
        .map { try $0.get() } == [nil])
    #expect(try test.files("inbox").isEmpty)
    #expect(try test.files("spool").isEmpty)
  }

  @Test("one file that went missing from claim/ does not keep the others")
  func oneFails() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    for name in ["a", "b", "c"] { try test.write(name, to: test.inbox + "/" + name) }
    let files = try claimAll(test, spool)
    let inClaim = try test.files("spool/claim")
    unlink(test.path + "/spool/claim/" + (try #require(inClaim.first { $0.hasSuffix("/b") })))
    let results = try Disposal(spool).dispose(
      of: files.map { .init($0, digest: digest(1)) }, at: day)
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
    #expect(throws: InboxError.self) { try results[1].get() }
    #expect(try test.files("spool/done") == ["2026/11/22/a", "2026/11/22/c"])
  }

  @Test("a file that changes while it is read is found out")
  func changed() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("x", to: test.inbox + "/a")
    let claimed = try claimAll(test, spool)[0]
    #expect(try claimed.isUnchanged())
    let inClaim = try #require(try test.files("spool/claim").first)
    let writer = try test.open(test.path + "/spool/claim/" + inClaim, O_WRONLY | O_APPEND)
    try writer.write(Array("more".utf8))
    #expect(try !claimed.isUnchanged())
  }
}

@Suite("Claiming")
struct ClaimingTests {
  @Test("a folder on the way that becomes a symlink leads nowhere")
  func symlinkedFolder() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    try test.write("secret", to: test.outside + "/a")
    symlink(test.outside, test.inbox + "/sub")
    let result = try Claiming(test.configured(), spool: spool, timing: Timing()).claim(
      test.arrival("sub/a"))
    guard case .notClaimed = result else {
      Issue.record("it was claimed")
      return
    }
    #expect(try test.files("outside") == ["a"])
    #expect(try test.files("spool").isEmpty)
  }

  @Test(
    "a name with a way out is never followed",
    arguments: ["../outside/a", "/etc/hostname", "x/../../outside/a"])
  func wayOut(name: String) throws {
    let test = try TestFolder()
    try test.write("secret", to: test.outside + "/a")
    try test.make(folder: test.inbox + "/x")
    let claiming = Claiming(test.configured(), spool: try test.spool(), timing: Timing())
    let arrival = try test.arrival(name)
    if case .claimed = (try? claiming.claim(arrival)) { Issue.record("it was claimed") }
    #expect(test.exists(test.outside + "/a"))
  }

  @Test("a claim folder's name is given once, also when the folder is gone at once")
  func namesOfClaimFolders() throws {
    let test = try TestFolder()
    let claiming = Claiming(test.configured(), spool: try test.spool(), timing: Timing())
    let arrival = try test.arrival("a")
    var names: Set<[UInt8]> = []
    for _ in 0..<20 {
      try test.write("x", to: test.inbox + "/a")
      let file = try #require(try claiming.claim(arrival).file)
      let batch = try #require(file.place?.batch)
      #expect(names.insert(batch.name).inserted)
      #expect(try file.putBack() != nil)
      #expect(batch.isRemoved)
    }
  }

  @Test(
    "a file is put back also when its claim folder cannot be removed",
    .enabled(if: canMakeImmutable, "needs root and chattr on a local disk"))
  func folderThatStays() throws {
    let test = try TestFolder()
    let claiming = Claiming(test.configured(), spool: try test.spool(), timing: Timing())
    let arrival = try test.arrival("a")
    try test.write("x", to: test.inbox + "/a")
    let file = try #require(try claiming.claim(arrival).file)
    let batch = try #require(file.place?.batch)
    #expect(shell("PATH=/usr/bin:/bin; chattr +i '\(test.path)/spool/claim'") == 0)
    defer { shell("PATH=/usr/bin:/bin; chattr -i '\(test.path)/spool/claim' 2>/dev/null") }
    // Were it an error, the file would be read where it is open, and once more from the inbox.
    #expect(try file.putBack() != nil)
    #expect(test.exists(test.inbox + "/a") && !batch.isRemoved)
    shell("PATH=/usr/bin:/bin; chattr -i '\(test.path)/spool/claim'")
    let again = try #require(try claiming.claim(arrival).file)
    #expect(again.place?.batch !== batch)
  }

  @Test(
    "a file that may not be renamed waits with its cause, and is taken when it may",
    .enabled(if: canMakeImmutable, "needs root and chattr on a local disk"))
  func immutable() throws {
    let test = try TestFolder()
    try test.write("x", to: test.inbox + "/a")
    #expect(shell("PATH=/usr/bin:/bin; chattr +i '\(test.inbox)/a'") == 0)
    defer { shell("PATH=/usr/bin:/bin; chattr -i '\(test.inbox)/a' 2>/dev/null") }
    let desk = Desk([test.configured()], spool: try test.spool())
    desk.start()
    #expect(eventually { !desk.outcomes.isEmpty })
    guard case .refused(let cause) = desk.outcomes[0] else {
      Issue.record("\(desk.outcomes)")
      return
    }
    #expect(cause.contains("EPERM"))
    #expect(eventually { desk.watch.waitingFiles(limit: 1).map(\.cause) == [.refused(cause)] })
    #expect(shell("PATH=/usr/bin:/bin; chattr -i '\(test.inbox)/a'") == 0)
    #expect(desk.settles(with: 1))
  }

  @Test("that claim/ is gone is not taken for the file's going: the claim fails, and says where")
  func claimFolderGone() throws {
    let test = try TestFolder()
    let spool = try test.spool()
    let desk = Desk([test.configured()], spool: spool)
    #expect(desk.startAndSettle())
    try Folder.open(spool.path).removeFolder(Array("claim".utf8))
    try test.write("x", to: test.inbox + "/a")
    #expect(eventually { !desk.errors.isEmpty })
    guard case .system(let error, .claim) = desk.errors[0] else {
      Issue.record("\(desk.errors)")
      return
    }
    #expect(error.number == ENOENT && desk.errors[0].disposition == .stop)
    #expect(desk.errors[0].message.contains("in claim/"))
    #expect(!desk.outcomes.contains(.gone))
    #expect(eventually { desk.watch.waitingFiles(limit: 1).map(\.file.name.text) == ["a"] })
  }

  @Test(
    "an error on one arrival's name concerns that file alone; on claim/, all of them",
    arguments: [ENOENT, ENOTDIR, ELOOP, ENXIO, EACCES, EPERM, EAGAIN, ETXTBSY, ENAMETOOLONG])
  func places(number: Int32) {
    let error = SystemError(call: "openat2", number: number)
    #expect(InboxError.system(error, at: .arrival).disposition == .retry)
    #expect(InboxError.system(error, at: .claim).disposition == .stop)
  }

  @Test(
    "what the machine lacks is no file's fault",
    arguments: [EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EROFS, EIO, EXDEV])
  func machine(number: Int32) {
    let error = SystemError(call: "renameat2", number: number)
    #expect(InboxError.system(error, at: .arrival).disposition == .stop)
  }

  @Test("a spool on another file system is refused")
  func otherFileSystem() throws {
    let test = try TestFolder()
    var inbox = test.configured()
    inbox.path = Array("/proc".utf8)
    #expect(throws: InboxError.self) { try test.spool().check(against: inbox) }
    try test.spool().check(against: test.configured())
  }
}

/// Root may do everything but rename an immutable file.
private let canMakeImmutable =
  shell(
    """
    PATH=/usr/bin:/bin; f=$(mktemp -p /var/tmp) && chattr +i "$f" 2>/dev/null; r=$?
    chattr -i "$f" 2>/dev/null; rm -f "$f"; exit $r
    """) == 0
