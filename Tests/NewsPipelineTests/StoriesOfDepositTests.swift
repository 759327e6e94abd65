import NewsModel
import Testing

@testable import NewsPipeline

@Suite("Stories of a deposit")
struct StoriesOfDepositTests {
  private func stories(_ numbers: some Sequence<Int64>) -> StoriesOfDeposit {
    var stories = StoriesOfDeposit()
    for number in numbers { stories.note(StoryID(rawValue: number)) }
    return stories
  }

  @Test("each story counts once, and the first is the one that is named")
  func counts() {
    let none = stories([])
    #expect(none.first == nil && none.otherCount == 0 && !none.hasMore)
    let some = stories([7, 7, 3, 9, 3, 7])
    #expect(some.first == StoryID(rawValue: 7) && some.otherCount == 2 && !some.hasMore)
  }

  @Test("a container of a million stories is counted to the limit, and said to have more")
  func limit() {
    let limit = Int64(StoriesOfDeposit.limit)
    let most = stories(1...limit + 1)
    #expect(most.otherCount == StoriesOfDeposit.limit && !most.hasMore)
    #expect(!stories(Array(1...limit + 1) + [1, 2, limit]).hasMore)
    let beyond = stories(1...1_000_000)
    #expect(beyond.otherCount == StoriesOfDeposit.limit && beyond.hasMore)
  }
}
