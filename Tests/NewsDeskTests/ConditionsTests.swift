import NewsModel
import Testing

@testable import NewsDesk

@Suite("Conditions")
struct ConditionsTests {
  @Test("a degradation is told once, until its code changes or it ends")
  func once() {
    let conditions = Conditions()
    let time = Timestamp(milliseconds: 1000)
    #expect(conditions.begin(.storage, code: "disk-full", reason: "a", now: time))
    #expect(!conditions.begin(.storage, code: "disk-full", reason: "b", now: time))
    #expect(conditions.begin(.storage, code: "read-only", reason: "c", now: time))
    #expect(conditions.all.map(\.reason) == ["c"])
    #expect(conditions.end(.storage)?.code == "read-only")
    #expect(conditions.end(.storage) == nil)
    #expect(conditions.begin(.storage, code: "disk-full", reason: "a", now: time))
  }

  @Test("it counts from its first moment, whatever its code is now")
  func since() {
    let conditions = Conditions()
    _ = conditions.begin(.inbox("a"), code: "x", reason: "", now: Timestamp(milliseconds: 5))
    _ = conditions.begin(.inbox("a"), code: "y", reason: "", now: Timestamp(milliseconds: 9))
    #expect(conditions.all.first?.since == Timestamp(milliseconds: 5))
  }

  @Test("the longest lasting stands first")
  func order() {
    let conditions = Conditions()
    _ = conditions.begin(.search, code: "x", reason: "", now: Timestamp(milliseconds: 7))
    _ = conditions.begin(.storage, code: "x", reason: "", now: Timestamp(milliseconds: 3))
    #expect(conditions.all.map(\.subject) == [.storage, .search])
  }
}
