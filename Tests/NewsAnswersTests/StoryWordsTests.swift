import Testing

@testable import NewsAnswers

@Suite("Words of a story")
struct StoryWordsTests {
  @Test("a short text is read whole")
  func short() {
    #expect(WordReader.beginning(of: "The ferry sails.") == "The ferry sails.")
    #expect(WordReader.beginning(of: "") == "")
  }

  @Test(
    "of a long text whole words are read, whatever the script",
    arguments: ["The ferry sails at noon. ", "Паром отходит в полдень. ", "العبّارة تبحر ظهرًا. "])
  func wholeWords(_ sentence: String) {
    let text = String(repeating: sentence, count: 60)
    let read = WordReader.beginning(of: text)
    #expect(text.hasPrefix(read) && read.utf8.count > 500 && read.utf8.count <= 600)
    #expect(Set(read.split(separator: " ")).isSubset(of: sentence.split(separator: " ")))
  }

  @Test("a text without white space is cut between its characters")
  func withoutSpace() {
    for length in 0..<3 {
      let text = String(repeating: "a", count: length) + String(repeating: "渡船正午啟航。", count: 60)
      let read = WordReader.beginning(of: text)
      #expect(text.hasPrefix(read) && read.utf8.count > 590 && read.utf8.count <= 600)
    }
  }
}
