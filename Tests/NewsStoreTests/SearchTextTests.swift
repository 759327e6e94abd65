import Testing

@testable import NewsStore

@Suite("Text as the index of words takes it")
struct SearchTextTests {
  @Test("a character of a script without spaces is a word, wherever in the text it stands")
  func places() {
    for before in 0..<20 {
      for after in 0..<20 {
        let (head, tail) = (
          String(repeating: "a", count: before), String(repeating: "b", count: after)
        )
        #expect(SearchText.indexed(head + "港" + tail) == head + " 港 " + tail)
        #expect(SearchText.indexed(head + "\u{AD}" + tail) == head + tail)
        #expect(SearchText.indexed(head + "ß" + tail) == head + "ss" + tail)
        // Of the same length in UTF-8, and led by a byte that leads such characters too.
        #expect(SearchText.indexed(head + "한" + tail) == head + "한" + tail)
      }
    }
  }

  @Test(
    "text that the index folds by itself comes back as it is",
    arguments: ["", "Harbour", "Zürich, “today” – 9 °C €5", "दिल्ली", "Καλημερα", "Йошкар-Ола, Київ"])
  func plain(text: String) {
    #expect(SearchText.indexed(text) == text)
    #expect(SearchText.asked(text) == text)
  }

  @Test("a word that is written in two ways stands behind the text in the other")
  func variants() {
    #expect(
      SearchText.indexed("Đorđe, Łódź, smørrebrød")
        == "Dorde, Lódź, smorrebrod\nDjordje\nsmoerrebroed")
    #expect(SearchText.asked("Đorđe") == "Dorde")
    #expect(SearchText.indexed("港Đà\u{AD} مُحَمَّد") == " 港 Dà محمد\n 港 Djà")
  }

  @Test(
    "what people type finds what they see, in Greek, Cyrillic, Arabic and other widths",
    arguments: [
      ("Αθήνα", "αθηνα"), ("Ἀθῆναι", "αθηναι"), ("Οδυσσεύς", "οδυσσευσ"), ("Королёв", "королев"),
      ("أحمد", "احمد"),
      ("آمال", "امال"), ("مدينة", "مدينه"), ("على", "علي"), ("ایران", "ايران"), ("ＡＢＣ社", "abc社"),
      ("ｶﾀｶﾅ", "カタカナ"), ("ﾊﾟﾋﾞｳﾞｧ", "パビヴァ"), ("ﬁnance", "finance"), ("e\u{200B}mail", "email"),
      ("می‌خواهم", "میخواهم"),
    ])
  func folded(shown: String, typed: String) {
    func words(_ text: String) -> [Substring] { text.lowercased().split(separator: " ") }
    #expect(words(SearchText.indexed(shown)) == words(SearchText.asked(typed)))
  }
}
