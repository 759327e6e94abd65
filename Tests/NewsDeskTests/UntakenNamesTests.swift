import NewsInbox
import NewsModel
import Testing

@testable import NewsDesk

@Suite("Names that cannot be taken")
struct UntakenNamesTests {
  private static let second: Int64 = 1_000_000_000

  private func name(_ text: String) -> InboxWatch.UntakenName {
    InboxWatch.UntakenName(file: InboxFile(inbox: 0, name: FileName(text)), cause: "no right")
  }

  @Test("each is spoken of once after ten minutes, and then once a day")
  func times() {
    var names = UntakenNames()
    var said: [Int64] = []
    for second in stride(from: Int64(0), through: 3 * 86_400, by: 10) {
      let due = names.due([name("a")], now: second * Self.second)
      for entry in due {
        #expect(entry.nanoseconds == second * Self.second)
        said.append(second)
      }
    }
    #expect(said == [600, 87_000, 173_400])
  }

  @Test("one that could be taken meanwhile has its ten minutes again")
  func over() {
    var names = UntakenNames()
    #expect(names.due([name("a")], now: 0).isEmpty)
    #expect(names.due([], now: 300 * Self.second).isEmpty)
    #expect(names.due([name("a")], now: 601 * Self.second).isEmpty)
    #expect(names.due([name("a")], now: 1201 * Self.second).map(\.name) == [name("a")])
  }

  @Test("names are told one by one, each by its own time")
  func several() {
    var names = UntakenNames()
    _ = names.due([name("a")], now: 0)
    _ = names.due([name("a"), name("b")], now: 60 * Self.second)
    #expect(names.due([name("a"), name("b")], now: 600 * Self.second).map(\.name) == [name("a")])
    #expect(names.due([name("a"), name("b")], now: 660 * Self.second).map(\.name) == [name("b")])
  }
}
