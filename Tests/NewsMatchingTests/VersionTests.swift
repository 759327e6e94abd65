import NewsMatching
import NewsModel
import Testing

@Suite("Versions")
struct VersionTests {
  @Test("a new text of the same item updates it, and a chain stays one group")
  func chain() throws {
    var room = Newsroom(seed: 1)
    let desk = try Desk()
    var text = room.article(paragraphs: 2)
    try desk.admit(text)
    for version in 2...5 as ClosedRange<Int64> {
      text += "\n" + room.paragraphs(2).joined(separator: "\n")
      let previous = ArticleID(rawValue: version - 1)
      let decision = try desk.admit(text, provenance: Provenance(previousVersion: previous))
      #expect(decision.verdict == .update && decision.of == previous && decision.group == 1)
      #expect(try #require(decision.link(to: previous)).rule == "version.same-item")
    }
  }

  @Test("an item whose text has nothing of the old one is an update in a group of its own")
  func reusedIdentifier() throws {
    var room = Newsroom(seed: 2)
    let desk = try Desk()
    try desk.admit(room.article())
    let decision = try desk.admit(room.article(), provenance: Provenance(previousVersion: 1))
    #expect(decision.verdict == .update && decision.of == 1 && decision.group == 2)
  }

  @Test("a version that goes back to an older text updates the newest, in the same group")
  func reverted() throws {
    var room = Newsroom(seed: 3)
    let desk = try Desk()
    let first = room.article()
    try desk.admit(first)
    try desk.admit(room.edited(first, every: 9), provenance: Provenance(previousVersion: 1))
    let decision = try desk.admit(first, provenance: Provenance(identicalTo: 1, previousVersion: 2))
    #expect(decision.verdict == .update && decision.of == 2 && decision.group == 1)
    #expect(decision.link(to: 1)?.relation == .identical)
  }

  @Test("a marked near-duplicate updates its own source's article only")
  func marks() throws {
    var room = Newsroom(seed: 4)
    for (source, verdict) in [("agency", Verdict.update), ("paper", .nearDuplicate)] {
      let desk = try Desk()
      let text = room.article()
      try desk.admit(text, provenance: Provenance(source: "agency"))
      let marked = "UPDATE 2-" + room.edited(text, every: 12)
      let decision = try desk.admit(marked, provenance: Provenance(source: source))
      #expect(decision.verdict == verdict && decision.of == 1 && decision.group == 1)
    }
    let unknown = try Desk()
    let text = room.article()
    try unknown.admit(text)
    #expect(try unknown.admit("UPDATE 2-" + room.edited(text, every: 12)).verdict == .nearDuplicate)
  }

  @Test("a short form with another figure is a sibling, unless it says that it corrects")
  func correction() throws {
    let text = """
      Ferry fares rise
      The ferry line will charge 14 crowns for a crossing from Monday, said its owner. Children \
      travel free until the autumn timetable begins, when all boats will call at the island pier.
      """
    for (headline, relation) in [
      ("Ferry fares rise", CopyLink.Relation.templateSibling),
      ("CORRECTION-Ferry fares rise", .updateOf),
    ] {
      let desk = try Desk()
      try desk.admit(text, provenance: Provenance(source: "agency"))
      let other = text.replacing("14", with: "16").replacing("Ferry fares rise", with: headline)
      let decision = try desk.admit(other, provenance: Provenance(source: "agency"))
      #expect(decision.link(to: 1)?.relation == relation)
    }
  }
}
