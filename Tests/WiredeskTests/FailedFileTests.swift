import Foundation
import Glibc
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Failed files")
  struct FailedFileTests {
    private func failing() throws -> Desk {
      let desk = try Desk()
      try desk.drop("a.bin", "\u{0}\u{1}\u{2}\u{3}\u{0}\u{1}\u{2}\u{3}")
      try desk.drop("b.bin", "\u{1}\u{0}\u{2}\u{3}\u{0}\u{1}\u{2}\u{3}")
      #expect(try desk.once().code == 3)
      return desk
    }

    @Test("what is in failed/ now is counted apart from how often something failed")
    func now() throws {
      let desk = try failing()
      #expect(try desk.ask("account").output.contains("in failed/ now: 2\n"))
      #expect(try desk.ask("retry", "a.bin").code == 0)
      #expect(try desk.ask("account").output.contains("in failed/ now: 1\n"))
      #expect(try desk.once().code == 3)
      let account = try desk.ask("account").output
      #expect(account.hasPrefix("3 files seen = 0 stored + 0 unchanged + 0 partial + 3 failed"))
      #expect(account.contains("in failed/ now: 2\n"))
    }

    @Test(
      "dropped for good: the file and its reason go, who and when stay; with a daemon and without")
    func drop() throws {
      let desk = try failing()
      // Nothing is dropped by saying nothing.
      #expect(try desk.ask("retry", "--drop").code == 2)
      #expect(try desk.ask("retry", "--drop", "c.bin").code == 5)
      let alone = try desk.ask("retry", "--drop", "a.bin")
      #expect(alone.code == 0 && alone.output.contains("'a.bin' is dropped for good"), "\(alone)")
      #expect(desk.files(below: desk.failed).map(\.text) == ["b.bin", "b.bin.reason.json"])
      let daemon = try desk.start()
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      let told = try desk.ask("retry", "--drop", "b.bin", "--json")
      #expect(told.code == 0 && told.output.contains(#""dropped":true"#), "\(told)")
      try eventually("it is in the log") {
        daemon.errors.contains("is dropped from failed/ for good")
      }
      #expect(try daemon.stop().code == 0)
      #expect(desk.files(below: desk.failed).isEmpty)
      let user = try #require(getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
      for name in ["a.bin", "b.bin"] {
        let traced = try desk.ask("trace", name)
        #expect(traced.output.contains("was dropped for good by \(user), 20"), "\(traced)")
      }
      let account = try desk.ask("account")
      #expect(account.output.contains("in failed/ now: 0\n"))
      #expect(account.output.contains("dropped from failed/ by people: 2 files"))
      let log = try String(
        contentsOf: desk.state.appending(path: "dropped"), encoding: .utf8)
      #expect(log.split(separator: "\n").count == 2 && log.contains(#""code":"unknown-format""#))
      // A copy of the desk, rebuilt, misses nothing that was to be kept.
      #expect(try desk.ask("verify", "--files").code == 0)
    }

    @Test("a path that is there is meant alone, though others were once called so; each file once")
    func alone() throws {
      let desk = try Desk()
      for number in 1...4 {
        try desk.drop("x.bin", "\u{0}\u{1}\u{2}\u{3}\u{0}\u{1}\u{2}\(number)")
        #expect(try desk.once().code == 3)
      }
      func failed() -> [String] {
        desk.files(below: desk.failed).map(\.text).filter { !$0.hasSuffix(".reason.json") }
      }
      let all = failed()
      #expect(all.count == 4 && all.contains("x.bin"))
      let dropped = try desk.ask("retry", "--drop", "x.bin", "x.bin")
      #expect(dropped.code == 0, "\(dropped)")
      #expect(failed() == all.filter { $0 != "x.bin" })
      // Now it is a name of three: nobody says which.
      let many = try desk.ask("retry", "--drop", "x.bin")
      #expect(many.code == 1 && failed().count == 3, "\(many)")
      for path in failed() { #expect(many.output.contains(path)) }
      let one = try #require(failed().first)
      #expect(try desk.ask("retry", one, one).code == 0)
      #expect(failed().count == 2)
      // To put back is no loss: all of the name.
      #expect(try desk.ask("retry", "x.bin").code == 0)
      #expect(failed().isEmpty && desk.files(below: desk.inbox).count == 3)
    }

    @Test("who may only read may not drop")
    func readers() throws {
      let desk = try failing()
      guard getuid() == 0 else { return }
      let nobody = try Nobody(owning: desk)
      let daemon = try nobody.start(desk)
      try eventually("it answers: \(daemon.errors)", isTrue: { (try? desk.live()) != nil })
      let barred = try nobody.ask(["retry", "--drop", "a.bin"], as: 65533, desk)
      #expect(barred.code != 0 && barred.errors.contains("may"), "\(barred)")
      #expect(desk.files(below: desk.failed).count == 4)
      #expect(try daemon.stop().code == 0)
    }
  }
}
