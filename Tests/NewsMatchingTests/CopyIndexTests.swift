import NewsMatching
import NewsModel
import NewsText
import Testing

@Suite("Copies")
struct CopyIndexTests {
  enum Change: String, CaseIterable {
    case misprints, edits, capitals, wrapping, forms, order, headline, furniture, shortened
  }

  private func changed(_ text: String, _ change: Change, _ room: inout Newsroom) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    switch change {
    case .misprints: return room.misprinted(text, every: 9)
    case .edits: return room.edited(text, every: 8)
    case .capitals: return text.uppercased()
    case .wrapping: return room.wrapped(text)
    case .forms:
      return text.map { "\($0)\u{AD}" }.joined()
    case .order: return room.reordered(text)
    case .headline:
      return ([room.article(paragraphs: 0)] + lines.dropFirst()).joined(separator: "\n")
    case .furniture:
      return (["Page 7, late edition"] + lines + ["Printed by the harbour press for its readers."])
        .joined(separator: "\n")
    case .shortened: return lines.dropLast().joined(separator: "\n")
    }
  }

  @Test(
    "copy that a desk changed is a near-duplicate of its first form", arguments: Change.allCases)
  func nearDuplicates(change: Change) throws {
    for seed in 0..<6 as Range<UInt64> {
      var room = Newsroom(seed: seed)
      let desk = try Desk()
      for _ in 0..<5 { try desk.admit(room.article()) }
      let text = room.article()
      try desk.admit(text)
      for _ in 0..<5 { try desk.admit(room.article()) }
      let decision = try desk.admit(changed(text, change, &room))
      #expect(decision.verdict == .nearDuplicate)
      #expect(decision.of == 6)
      #expect(decision.group == 6)
      let link = try #require(decision.link(to: 6))
      #expect(link.relation == .nearDuplicate && link.coverage > 0.5)
      #expect(link.rule.hasPrefix("near."))
      #expect(desk.group(of: 12) == 6 && desk.group(of: 5) == 5)
    }
  }

  @Test("an equal text is identical to the first one, without an alignment")
  func identical() throws {
    var room = Newsroom(seed: 3)
    let desk = Desk(index: try CopyIndex(seed: 1, limits: .small(cacheBytes: 0)))
    let text = room.article()
    try desk.admit(text)
    let decision = try desk.admit(text.uppercased(), provenance: Provenance(identicalTo: 1))
    #expect(decision.verdict == .identical && decision.of == 1 && decision.group == 1)
    let link = try #require(decision.links.first)
    #expect(link.coverage == 1 && link.rule == "identical.digest")
    #expect(desk.textsRead == 0)
  }

  @Test("an excerpt stands inside its source, and the shared passage is shown in both")
  func excerpt() throws {
    var room = Newsroom(seed: 4)
    let desk = try Desk()
    let text = room.article(paragraphs: 9)
    try desk.admit(text)
    let part = text.split(separator: "\n")[3...4].joined(separator: "\n")
    let decision = try desk.admit(part)
    #expect(decision.verdict == .excerpt && decision.of == 1 && decision.group == 2)
    let link = try #require(decision.link(to: 1))
    #expect(link.relation == .containedIn && link.coverage > 0.95 && link.coverageOther < 0.4)
    let passage = try #require(link.passages.first)
    let here = String(decoding: Array(part.utf8)[passage.here], as: UTF8.self)
    let there = String(decoding: Array(text.utf8)[passage.there], as: UTF8.self)
    #expect(here == there && here.utf8.count + 1 == part.utf8.count)
  }

  @Test("a digest of several articles contains each, is an original, and joins no group")
  func digest() throws {
    var room = Newsroom(seed: 5)
    let desk = try Desk()
    let texts = (0..<4).map { _ in room.article(paragraphs: 3) }
    for text in texts { try desk.admit(text) }
    let decision = try desk.admit(texts.joined(separator: "\n\n"))
    #expect(decision.verdict == .original && decision.of == nil && decision.group == 5)
    #expect(Set(decision.links.map(\.to)) == [1, 2, 3, 4])
    #expect(decision.links.allSatisfy { $0.relation == .contains && $0.coverageOther > 0.95 })
    for id in 1...5 as ClosedRange<Int64> {
      #expect(desk.group(of: ArticleID(rawValue: id)) == ArticleID(rawValue: id))
    }
  }

  @Test("the two halves of a composite keep their groups apart")
  func composite() throws {
    var room = Newsroom(seed: 6)
    let desk = try Desk()
    let (a, b) = (room.article(), room.article())
    try desk.admit(a + "\n" + b)
    try desk.admit(a)
    try desk.admit(b)
    try desk.admit(room.misprinted(a, every: 11))
    try desk.admit(room.misprinted(b, every: 11))
    try desk.admit(room.misprinted(a + "\n" + b, every: 13))
    #expect(desk.group(of: 2) != desk.group(of: 3))
    #expect(desk.group(of: 4) == desk.group(of: 2))
    #expect(desk.group(of: 5) == desk.group(of: 3))
  }

  @Test("issues of one form are siblings, never copies", arguments: 0..<8 as Range<UInt64>)
  func siblings(seed: UInt64) throws {
    var room = Newsroom(seed: seed)
    let desk = try Desk()
    for _ in 0..<30 {
      let decision = try desk.admit(room.bulletin())
      #expect(decision.verdict == .original)
      #expect(decision.links.allSatisfy { $0.relation == .templateSibling })
    }
    #expect((1...30).allSatisfy { desk.group(of: ArticleID(rawValue: $0))?.rawValue == $0 })
  }

  @Test("what everybody prints under everything makes no copies, once it is known")
  func boilerplate() throws {
    var room = Newsroom(seed: 7)
    let desk = try Desk()
    let furniture = room.paragraphs(2).joined(separator: "\n")
    var decisions: [CopyDecision] = []
    for _ in 0..<12 { decisions.append(try desk.admit(room.article() + "\n" + furniture)) }
    #expect(decisions.allSatisfy { $0.verdict == .original })
    #expect(decisions[1].links.map(\.relation) == [.overlaps])
    #expect(decisions[3...].allSatisfy { $0.links.isEmpty })
    let copy = try desk.admit(room.misprinted(desk.text(12), every: 9))
    #expect(copy.verdict == .nearDuplicate && copy.of == 12)
  }

  @Test("boilerplate of one source is not boilerplate of another")
  func boilerplateOfSource() throws {
    var room = Newsroom(seed: 8)
    let desk = try Desk()
    let furniture = room.paragraphs(2).joined(separator: "\n")
    let harbour = Provenance(source: "harbour")
    for _ in 0..<4 { try desk.admit(room.article() + "\n" + furniture, provenance: harbour) }
    #expect(try desk.admit(room.article() + "\n" + furniture, provenance: harbour).links.isEmpty)
    let other = try desk.admit(
      room.article() + "\n" + furniture, provenance: Provenance(source: "b"))
    #expect(!other.links.isEmpty)
  }

  @Test("short takes are found by a single shared key")
  func short() throws {
    var room = Newsroom(seed: 9)
    let desk = try Desk()
    let text = room.sentence()
    try desk.admit(text)
    #expect(try desk.admit("“" + text.uppercased() + "” — " + "agency").verdict == .nearDuplicate)
    #expect(try desk.admit("").verdict == .original)
    #expect(try desk.admit("…").links.isEmpty)
  }

  @Test("articles come in ascending order, and gaps do no harm")
  func gaps() throws {
    var room = Newsroom(seed: 10)
    let desk = try Desk()
    let text = room.article()
    try desk.admit(text, as: 3)
    #expect(try desk.admit(room.article(), as: 9).group == 9)
    #expect(try desk.admit(room.misprinted(text, every: 12), as: 1000).group == 3)
  }

  @Test("when a text cannot be read nothing is admitted")
  func unreadable() throws {
    struct Unreadable: Error {}
    var room = Newsroom(seed: 11)
    let desk = Desk(index: try CopyIndex(seed: 2, limits: .small(cacheBytes: 0)))
    let text = room.article()
    let copy = room.misprinted(text, every: 10)
    try desk.admit(text)
    desk.failure = Unreadable()
    #expect(throws: Unreadable.self) { try desk.admit(copy) }
    desk.failure = nil
    #expect(try desk.admit(copy).of == 1)
  }

  @Test("an article that was removed is nobody's original")
  func removed() throws {
    var room = Newsroom(seed: 12)
    let desk = try Desk()
    let text = room.article()
    try desk.admit(text)
    desk.remove(1)
    #expect(try desk.admit(room.misprinted(text, every: 12)).verdict == .original)
    #expect(try desk.admit(room.misprinted(text, every: 9)).of == 2)
  }
}
