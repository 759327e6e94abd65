import NewsModel
import Testing

@testable import NewsDesk

@Suite("The order of versions")
struct ItemEditionTests {
  @Test(
    "versions are numbers of any length, in parts; other words decide nothing",
    arguments: [
      ("2", "10", true), ("10", "2", false), ("010", "10", nil), ("1.9", "1.10", true),
      ("1", "1.1", true), ("20260701120000123999", "20260701120000124000", true), ("a", "b", nil),
      ("1", "b", nil), ("", "1", nil), ("1.", "2", nil), ("-1", "2", nil),
      ("v2", "v10", true), ("v2", "3", true), ("Rev. 2", "rev 3", nil), ("r2", "v3", nil),
      ("1a", "1b", true), ("1", "1a", true), ("2", "1b", false), ("1a", "1.1", nil),
      ("9f3e", "a01c", nil), ("3f2a", "3f2b", nil), ("draft", "final", nil),
      ("2026-11-22", "2026-11-23", true), ("2026-11-22", "2026-11-22T10:00", true),
      ("20261122T090000", "20261122T100000", true), ("2026-11-22 09:59", "2026-11-22 10:00", true),
      ("2026-11-22T10:00:00+02:00", "2026-11-22T09:00:00Z", true),
      ("20261122T1000+0100", "20261122T0930Z", nil), ("22.11.2026", "01.12.2026", true),
      ("31.12.2025", "1.1.2026", true), ("1.2.3", "1.10.1", true),
    ] as [(String, String, Bool?)])
  func versions(a: String, b: String, isLess: Bool?) {
    #expect(ItemEdition.isLess(a, b) == isLess)
    #expect(ItemEdition.isLess(b, a) == isLess.map { !$0 })
  }

  @Test("by version, then updated, then published, then the mark; then nothing tells")
  func order() {
    func edition(_ version: String?, _ updated: Int64?, _ published: Int64?, _ headline: String)
      -> ItemEdition
    {
      ItemEdition(
        Article(
          version: version, headline: headline, body: "A.",
          published: published.map(Timestamp.init(milliseconds:)),
          updated: updated.map(Timestamp.init(milliseconds:)), format: "json"))
    }
    #expect(edition("1", 9, 9, "").precedes(edition("2", 1, 1, "")) == true)
    #expect(edition("x", 9, 1, "").precedes(edition("y", 8, 9, "")) == false)
    #expect(edition(nil, nil, 1, "").precedes(edition("2", 7, 2, "")) == true)
    #expect(edition(nil, 5, 5, "").precedes(edition(nil, 5, 5, "UPDATE 1-A")) == true)
    #expect(edition(nil, 5, 5, "A").precedes(edition(nil, 5, 5, "B")) == nil)
  }
}
