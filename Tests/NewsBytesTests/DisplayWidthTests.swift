import NewsBytes
import Testing

@Suite("Width on a terminal")
struct DisplayWidthTests {
  @Test(
    "a text takes the cells that a terminal gives it",
    arguments: [
      ("Harbour", 7), ("港口", 4), ("ハーバー", 8), ("부산", 4), ("Порт", 4), ("é", 1), ("e\u{301}", 1),
      ("मुंबई", 3), ("ｱ", 1), ("Ａ", 2), ("", 0), ("…", 1), ("👍", 2), ("ท่า", 2),
    ])
  func cells(text: String, cells: Int) { #expect(text.cells == cells) }

  @Test(
    "a text is cut by the cells that are seen, whatever its letters cost in bytes",
    arguments: [
      ("За сутки в порту", 8, "За сутки…"), ("港口的桥又关了", 6, "港口的…"), ("港口的桥", 5, "港口…"),
      ("cafe\u{301} au lait", 4, "cafe\u{301}…"), ("abc", 3, "abc"),
      ("a\u{1b}[31m", 40, "a\\u{1b}[31m"),
      ("it's", 9, "it's"), ("a\\b", 9, "a\\b"),
    ])
  func cut(text: String, cells: Int, shown: String) {
    #expect(legible(text, .prose, cut: .cells(cells)) == shown)
  }
}
