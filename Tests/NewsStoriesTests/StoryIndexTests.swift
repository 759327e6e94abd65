import NewsModel
import NewsStories
import NewsText
import Testing

@Suite("Stories")
struct StoryIndexTests {
  @Test("two reports of one event stand in one story, two events apart, in either order")
  func oneEvent() {
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1]] {
      var wire = Wire()
      let stories = order.map { wire.admit(Samples.reports[$0]).decision.story }
      let story = Dictionary(uniqueKeysWithValues: zip(order, stories))
      #expect(story[0] == story[1])
      #expect(story[2] != story[0])
    }
  }

  @Test("a join says its score and what is shared, as it was written")
  func evidence() throws {
    var wire = Wire()
    _ = wire.admit(Samples.reports[0])
    let decision = wire.admit(Samples.reports[1]).decision
    #expect(decision.reason == .joined)
    #expect(decision.score >= 5)
    #expect(decision.shared.contains { $0.term == "Marisol" })
    #expect(decision.shared.count <= 12)
    #expect(decision.shared.map(\.weight) == decision.shared.map(\.weight).sorted(by: >))
    #expect(decision.shared.reduce(0) { $0 + $1.weight } <= decision.score + 1e-9)
  }

  @Test("geography alone never joins")
  func geography() {
    var wire = Wire()
    let stories = Samples.sameCountries.map { wire.admit($0).decision }
    #expect(Set(stories.map(\.story)).count == Samples.sameCountries.count)
  }

  @Test("a copy stands where its original stands and teaches nothing")
  func copies() {
    var wire = Wire()
    let first = wire.admit(Samples.reports[0]).decision.story
    let before = wire.index.checkpoint()
    let copy = wire.admit(Samples.reports[2], standing: .copy(of: first))
    #expect(copy.decision.story == first)
    #expect(copy.decision.reason == .copy)
    #expect(copy.record == nil)
    #expect(wire.index.checkpoint() == before)
  }

  @Test("what an update adds counts for its story")
  func updates() {
    var wire = Wire()
    let flash = wire.admit("Alarm raised in harbour.").decision.story
    let update = wire.admit(Samples.reports[0], standing: .update(of: flash))
    #expect(update.decision.story == flash)
    #expect(wire.admit(Samples.reports[1]).decision.story == flash)
  }

  @Test("an update of a story that is closed teaches nothing")
  func updateOfClosed() {
    var wire = Wire(storyLimit: 1)
    let first = wire.admit(Samples.reports[0]).decision.story
    _ = wire.admit(Samples.reports[2])
    #expect(wire.admit(Samples.reports[1], standing: .update(of: first)).record == nil)
  }

  @Test(
    "a story that was silent for long takes nobody in",
    arguments: [(0, true), (1, true), (3, true), (15, false), (400, false), (-15, false)])
  func gaps(days: Int64, joins: Bool) {
    var wire = Wire()
    let first = wire.admit(Samples.reports[0], published: 20_000).decision.story
    let second = wire.admit(Samples.reports[1], published: 20_000 + days).decision.story
    #expect((first == second) == joins)
  }

  @Test("the day of arrival stands in only when one of two articles has no date")
  func undated() {
    var wire = Wire()
    let first = wire.admit(Samples.reports[0], published: 12_000, received: 20_000).decision.story
    #expect(wire.admit(Samples.reports[1], received: 20_001).decision.story == first)
    var late = Wire()
    let opened = late.admit(Samples.reports[0], published: 12_000, received: 20_000).decision.story
    #expect(late.admit(Samples.reports[1], received: 20_030).decision.story != opened)
  }

  @Test("the same words in another language are another story")
  func languages() {
    var wire = Wire()
    let english = wire.admit(Samples.reports[0], language: "en").decision
    let german = wire.admit(Samples.reports[0], language: "de").decision
    let unknown = wire.admit(Samples.reports[0]).decision
    #expect(english.story != german.story)
    #expect(german.next == nil && german.related.isEmpty)
    #expect(unknown.story == english.story)
  }

  @Test("an article of figures, or of nothing, opens a story nobody joins")
  func empty() {
    var wire = Wire()
    let decisions = ["… 12 …", "12", "…", "…", "12"].map { wire.admit($0).decision }
    #expect(Set(decisions.map(\.story)).count == 5)
    #expect(decisions.allSatisfy { $0.reason == .opened && $0.related.isEmpty })
  }

  @Test("the stories joined longest ago close when there are too many")
  func closing() {
    var wire = Wire(storyLimit: 50)
    var generator = Generator(seed: 7)
    let first = wire.admit(Samples.reports[0]).decision.story
    for _ in 0..<49 { _ = wire.admit(generator.article()) }
    #expect(wire.admit(Samples.reports[1]).decision.story == first)
    for _ in 0..<50 { _ = wire.admit(generator.article()) }
    #expect(wire.index.openStoryCount == 50)
    #expect(wire.admit(Samples.reports[1]).decision.story != first)
  }
}
