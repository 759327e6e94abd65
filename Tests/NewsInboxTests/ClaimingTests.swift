import Glibc
import NewsLinux
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

extension Claiming.Result {
  var file: ClaimedFile? {
    if case .claimed(let file) = self { file } else { nil }
  }
}

/// Claims every file of the inbox, in the order of their names.
func claimAll(_ test: TestFolder, _ spool: Spool, _ mode: Inbox.Mode = .move) throws
  -> [ClaimedFile]
{
  let claiming = Claiming(test.configured(mode: mode), spool: spool, timing: Timing())
  return try test.files("inbox").map { name in try claiming.claimed(test.arrival(name)) }
}

extension Claiming {
  /// Claims again while a writer is seen: a child that another test is just starting has a copy of every
  /// descriptor until its exec(2), that of a file written a moment ago among them.
  func claimed(_ arrival: Arrival) throws -> ClaimedFile {
    try eventually("the writer of \(arrival.file.name.text) is gone") {
      switch try claim(arrival) {
      case .claimed(let file): return file
      case .notClaimed(.busy): return nil
      case .notClaimed(let outcome):
        throw NotInTime(what: "the claim of \(arrival.file.name.text): \(outcome)")
      }
    }
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
      let file = try claiming.claimed(arrival)
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
    let file = try claiming.claimed(arrival)
    let batch = try #require(file.place?.batch)
    #expect(shell("PATH=/usr/bin:/bin; chattr +i '\(test.path)/spool/claim'") == 0)
    defer { shell("PATH=/usr/bin:/bin; chattr -i '\(test.path)/spool/claim' 2>/dev/null") }
    // Were it an error, the file would be read where it is open, and once more from the inbox.
    #expect(try file.putBack() != nil)
    #expect(test.exists(test.inbox + "/a") && !batch.isRemoved)
    shell("PATH=/usr/bin:/bin; chattr -i '\(test.path)/spool/claim'")
    let again = try claiming.claimed(arrival)
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
