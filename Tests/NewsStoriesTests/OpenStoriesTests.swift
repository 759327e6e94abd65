import NewsModel
import NewsText
import Testing

@testable import NewsStories

@Suite("Open stories")
struct OpenStoriesTests {
  private static let term = StoryVector([.init(hash: 5, weight: 60_000)], count: 1)

  private func member(_ article: Int64) -> OpenStories.Member {
    OpenStories.Member(
      article: ArticleID(rawValue: article), published: nil, received: 20_000, vector: Self.term)
  }

  private func add(_ number: Int64, to open: inout OpenStories) -> Int32 {
    let place = open.open(StoryID(rawValue: number), .english)
    open.add(member(number), Self.term.heaviest(1), to: place)
    return place
  }

  @Test("a story that comes back stands under its terms as if it had never been away")
  func comesBack() {
    var open = OpenStories(seed: 1)
    let first = add(1, to: &open)
    _ = add(2, to: &open)
    open.close(first)
    // Takes the places that the first one had.
    _ = add(3, to: &open)
    open.insert(StoryID(rawValue: 1), .english, [member(1)])
    let stories = open.postings.latest(9, of: 5).map {
      open.stories[Int(open.storyOfMember[Int($0.member)])].id.rawValue
    }
    #expect(stories == [1, 2, 3])
  }

  @Test("a story keeps its first member and the latest, and nobody is found by those that left")
  func leaving() throws {
    var open = OpenStories(seed: 1)
    let place = add(1, to: &open)
    for number in 2...20 as ClosedRange<Int64> {
      open.add(member(number), Self.term.heaviest(1), to: place)
    }
    let kept = [1] + Array((20 - Int64(StoryRules.memberLimit) + 2)...20)
    #expect(open.stories[Int(place)].members.articles.map(\.rawValue) == kept)
    #expect(open.postings.latest(99, of: 5).map(\.member) == open.stories[Int(place)].numbers)
    open.close(place)
    #expect(open.postings.latest(99, of: 5).isEmpty && open.weight == 0)
  }
}
