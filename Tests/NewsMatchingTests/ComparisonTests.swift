import NewsMatching
import NewsModel
import Testing

@Suite("Comparison for people")
struct ComparisonTests {
  private static let here = """
    Ferry line adds boats
    The ferry line will run 14 boats a day from Monday, said Anna Berg of the harbour office. \
    A crossing costs 60 crowns until the autumn timetable begins.
    """
  private static let there = """
    Ferry line adds boats
    The ferry line will run 12 boats a day from Monday, said Anna Lind of the harbour office. \
    A crosing costs 60 crowns until the autumn timetable begins. Dogs travel for 5 crowns.
    """

  private func words(_ passages: [CopyLink.Passage]) -> [String] {
    passages.map { passage in
      let (a, b) = (Array(Self.here.utf8), Array(Self.there.utf8))
      return String(decoding: a[passage.here], as: UTF8.self) + "/"
        + String(decoding: b[passage.there], as: UTF8.self)
    }
  }

  @Test("numbers and names are told apart by whether they agree, with their places")
  func facts() {
    let comparison = TextComparison(of: Self.here, and: Self.there)
    #expect(words(comparison.numbersAgreeing) == ["60/60"])
    #expect(words(comparison.numbersConflicting) == ["14/12"])
    #expect(words(comparison.namesAgreeing) == ["Monday/Monday", "Anna/Anna"])
    #expect(words(comparison.namesConflicting) == ["Berg/Lind"])
    #expect(words(comparison.misprints) == ["crossing/crosing"])
    let there = Array(Self.there.utf8)
    #expect(
      comparison.onlyThere.map { String(decoding: there[$0], as: UTF8.self) } == [
        "12", "Lind", "5",
      ])
    #expect(comparison.coverage > 0.9 && comparison.coverageOther < comparison.coverage)
  }

  @Test("every passage is shown, in the order of the first text, and passages do not overlap")
  func passages() {
    for seed in 0..<20 as Range<UInt64> {
      var room = Newsroom(seed: seed)
      let text = room.article(paragraphs: 30)
      let other = room.reordered(room.misprinted(text, every: 9))
      let comparison = TextComparison(of: text, and: other)
      #expect(comparison.passages.count > 16)
      for (first, second) in zip(comparison.passages, comparison.passages.dropFirst()) {
        #expect(first.here.upperBound <= second.here.lowerBound)
      }
      let there = comparison.passages.sorted { $0.there.lowerBound < $1.there.lowerBound }
      for (first, second) in zip(there, there.dropFirst()) {
        #expect(first.there.upperBound <= second.there.lowerBound)
      }
      #expect(comparison.passages.allSatisfy { $0.here.upperBound <= text.utf8.count })
      #expect(comparison.passages.allSatisfy { $0.there.upperBound <= other.utf8.count })
    }
  }

  @Test("texts without anything in common have nothing to show")
  func nothing() {
    #expect(TextComparison(of: "", and: "").passages.isEmpty)
    let comparison = TextComparison(of: Self.here, and: "Some other words altogether.")
    #expect(comparison.passages.isEmpty && comparison.coverage == 0)
    #expect(comparison.onlyHere.count == 4)
  }

  @Test("an inquiry names every older article that is compared, related or not")
  func inquiry() throws {
    var room = Newsroom(seed: 2)
    let desk = try Desk()
    let text = room.article()
    try desk.admit(text)
    try desk.admit(room.article())
    let sentences = text.split(separator: "\n")[2].split(separator: ".")[...1]
    try desk.admit(room.article(paragraphs: 4) + "\n" + sentences.joined(separator: "."))
    let copy = room.misprinted(text, every: 11)
    try desk.admit(copy)
    try desk.admit(room.edited(text, every: 9))
    let found = try desk.index.candidates(
      of: copy, before: 4, provenance: Provenance(), archive: desk)
    try #require(found.map(\.to) == [1, 3])
    #expect(found[0].relation == .nearDuplicate && found[0].rule == "near.both-covered")
    #expect(found[1].relation == nil && found[1].rule == "unrelated" && found[1].longest >= 6)
    #expect(desk.blobs.count == 5)
  }
}
