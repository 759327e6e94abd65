import Glibc
import NewsLinux
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

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
