import NewsModel
import Testing

@testable import NewsDesk

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

  @Test("the journal names the first story of a container, and counts the others")
  func journal() throws {
    let journal = RecordedEvents()
    let desk = try TestDesk(log: journal.log)
    let texts = [
      "The night ferry to the islands ran onto a reef, and lifeboats took its passengers ashore.",
      "A schoolgirl of thirteen won the chess final with her queen against two rooks.",
      "Growers burned straw to keep the late frost from their apricot blossom.",
      "The night ferry to the islands ran onto a reef, and lifeboats took its passengers ashore.",
    ]
    let lines = texts.enumerated().map { number, text in
      #"{"id":"n-\#(number)","headline":"Notice","text":"\#(text)"}"#
    }
    try desk.drop("a.jsonl", lines.joined(separator: "\n") + "\n")
    try desk.drain()
    let line = try #require(journal.texts(of: .depositStored).first)
    #expect(line.hasSuffix(", story S1 and 2 more"))
    try desk.close()
  }
}
