import Testing

@testable import NewsStore

@Suite("Text without spaces")
struct UnspacedTextTests {
  @Test("a character of a script without spaces is a word, wherever in the text it stands")
  func places() {
    for before in 0..<20 {
      for after in 0..<20 {
        let (head, tail) = (
          String(repeating: "a", count: before), String(repeating: "b", count: after)
        )
        #expect(UnspacedText.spaced(head + "港" + tail) == head + " 港 " + tail)
        // Of the same length in UTF-8, and led by a byte that leads such characters too.
        #expect(UnspacedText.spaced(head + "한" + tail) == head + "한" + tail)
      }
    }
  }

  @Test(
    "text with spaces comes back as it is", arguments: ["", "Harbour", "Zürich, “today” – 9 °C €5"])
  func spaced(text: String) {
    #expect(UnspacedText.spaced(text) == text)
  }
}
