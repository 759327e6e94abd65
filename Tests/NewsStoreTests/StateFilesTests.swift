import Foundation
import Glibc
import NewsLinux
import NewsModel
import Testing

@testable import NewsStore

@Suite("Files beside the databases")
struct StateFilesTests {
  private func failure(_ body: () throws -> Void) -> StoreFailure? {
    do {
      try body()
      return nil
    } catch {
      return error as? StoreFailure
    }
  }

  @Test("a line is written over an older one and read back, to its end")
  func lines() throws {
    let folder = try Folder()
    let path = folder.path + "/note"
    #expect(StateFiles.line(path) == nil)
    try StateFiles.write("the first, which is longer", to: path)
    try StateFiles.write("second", to: path)
    #expect(try folder.bytes("note") == Data("second\n".utf8))
    #expect(StateFiles.line(path) == "second")
  }

  @Test("a file is never moved over another one, in the same folder or another")
  func moves() throws {
    let folder = try Folder()
    try StateFiles.makeFolder(folder.path + "/aside")
    for name in ["a", "b", "aside/a"] { try StateFiles.write(name, to: folder.path + "/" + name) }
    for target in ["b", "aside/a"] {
      let met = failure { try StateFiles.move(folder.path + "/a", to: folder.path + "/" + target) }
      #expect(met?.reason == .unopened)
      #expect(met?.message.contains("(EEXIST)") == true)
      #expect(StateFiles.line(folder.path + "/" + target) == target)
    }
    try StateFiles.move(folder.path + "/a", to: folder.path + "/c")
    #expect(StateFiles.line(folder.path + "/c") == "a")
  }

  @Test("what is absent is removed without an error, and a folder that is not empty stays")
  func removes() throws {
    let folder = try Folder()
    try StateFiles.remove(folder.path + "/none")
    try StateFiles.remove(folder.path + "/none/none")
    try StateFiles.removeFolder(folder.path + "/none")
    try StateFiles.makeFolder(folder.path + "/full")
    try StateFiles.write("x", to: folder.path + "/full/x")
    let met = failure { try StateFiles.removeFolder(folder.path + "/full") }
    #expect(met?.message.contains("(ENOTEMPTY)") == true)
    try StateFiles.remove(folder.path + "/full/x")
    try StateFiles.removeFolder(folder.path + "/full")
    #expect(!StateFiles.exists(folder.path + "/full"))
  }

  @Test("a failure names its call, its file and its error")
  func named() throws {
    let folder = try Folder()
    let met = failure { try StateFiles.sync(folder.path + "/gone") }
    #expect(met?.reason == .unopened)
    #expect(met?.message == "openat2 'gone': No such file or directory (ENOENT)")
  }

  @Test(
    "each error of the system has the reason that its handler needs",
    arguments: [
      (ENOSPC, .full), (EDQUOT, .full), (EROFS, .readOnly), (EACCES, .unopened), (EIO, .io),
      (ENOMEM, .outOfMemory), (EEXIST, .unopened), (ESTALE, .io),
    ] as [(Int32, StoreFailure.Reason)])
  func reasons(number: Int32, reason: StoreFailure.Reason) {
    let failure = StoreFailure(SystemError(call: "write", number: number))
    #expect(failure.reason == reason && failure.disposition == .retry)
  }
}
