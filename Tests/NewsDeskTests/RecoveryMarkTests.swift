import Foundation
import Glibc
import NewsInbox
import NewsModel
import Testing

@testable import NewsDesk

@Suite("The mark of a recovery")
struct RecoveryMarkTests {
  @Test("only a death by its own hand is counted, over the same file again and again")
  func deaths() async throws {
    let root = URL.temporaryDirectory.appending(path: "mark-\(UUID().uuidString)").path
    let mark = try RecoveryMark(Spool(opening: Array(root.utf8)))
    #expect(mark.read() == nil)
    mark.write(nil, after: nil)
    #expect(mark.read() == nil, "a kill leaves this")
    for count in 1...3 {
      await #expect(processExitsWith: .signal(SIGABRT)) { [root = root as String] in
        let mark = try RecoveryMark(Spool(opening: Array(root.utf8)))
        mark.write(Self.evil, after: mark.read())
        abort()
      }
      #expect(mark.read() == RecoveryMark.Deaths(count: count, file: Self.evil))
    }
    mark.write(Self.evil, after: mark.read())
    #expect(mark.read()?.count == 3, "a kill adds none")
    mark.write(FileName(bytes: Array("b@1-0/b".utf8)), after: mark.read())
    #expect(mark.read() == nil)
    mark.remove()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: root).sorted() == [
        "claim", "done", "failed",
      ])
    try FileManager.default.removeItem(atPath: root)
  }

  private static let evil = FileName(bytes: Array("b@1-0/a\u{1B}\n!\n.txt".utf8) + [0xFF])
}
