import Testing

@testable import NewsBytes

@Suite("Legible text")
struct LegibleTextTests {
  @Test(
    "what could forge a line or turn one round is escaped in every form",
    arguments: [
      ("a\n<3>b", "a\\u{a}<3>b"), ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{9B}31m", "\\u{9b}31m"),
      ("x\u{202E}y", "x\\u{202e}y"), ("\u{7F}", "\\u{7f}"), ("a\u{200D}b", "a\\u{200d}b"),
      ("\u{E0041}", "\\u{e0041}"), ("Ångström 新聞", "Ångström 新聞"),
    ])
  func unseen(text: String, shown: String) {
    for form in [Legibility.prose, .line, .quoted] {
      #expect(legible(text, form, cut: .bytes(1000)) == shown)
    }
  }

  @Test("ticks are escaped between ticks only, backslashes everywhere but in prose")
  func forms() {
    let text = #"it's C:\new"#
    #expect(legible(text, .prose, cut: .bytes(100)) == #"it's C:\new"#)
    #expect(legible(text, .line, cut: .bytes(100)) == #"it's C:\\new"#)
    #expect(legible(text, .quoted, cut: .bytes(100)) == #"it\'s C:\\new"#)
  }

  @Test("a cut falls between characters, never inside an escape, and is seen")
  func cuts() {
    #expect(legible("éééé", .line, cut: .bytes(5)) == "éé…")
    #expect(legible("éééé", .line, cut: .characters(3)) == "ééé…")
    #expect(legible("ab\n", .line, cut: .bytes(6)) == "ab…")
    #expect(legible("ab\n", .line, cut: .bytes(7)) == "ab\\u{a}")
    #expect(legible("abc", .line, cut: .characters(3)) == "abc")
    #expect(legible("", .line, cut: .bytes(0)).isEmpty)
  }
}
