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
