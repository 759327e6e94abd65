import NewsModel
import Testing

@Suite("FileName")
struct FileNameTests {
  @Test("a path falls into folder, name and the folder that names the source")
  func parts() {
    let name = FileName("reuters/2026/a.txt")
    #expect(name.last == FileName("a.txt"))
    #expect(name.folder == FileName("reuters/2026"))
    #expect(name.topFolder == FileName("reuters"))
    #expect(FileName("a.txt").topFolder == nil)
    #expect(FileName("a.txt").folder.bytes.isEmpty)
  }

  @Test("a name that is not UTF-8 keeps its bytes and says so")
  func rawBytes() {
    let name = FileName(bytes: [0xFF, 0xFE, 0x2E, 0x74])
    #expect(!name.isUTF8)
    #expect(name.bytes == [0xFF, 0xFE, 0x2E, 0x74])
    #expect(name.text == "\u{FFFD}\u{FFFD}.t")
  }

  @Test(
    "what could forge a line, turn it round or end its ticks is escaped",
    arguments: [
      ("a\n<3>forged", "'a\\u{a}<3>forged'"), ("\u{1B}[31mred", "'\\u{1b}[31mred'"),
      ("x\u{202E}gnp", "'x\\u{202e}gnp'"), ("it's", "'it\\'s'"), ("Ångström", "'Ångström'"),
    ])
  func quoting(text: String, shown: String) { #expect(quoted(text) == shown) }

  @Test("long words are cut at 200 bytes, between characters")
  func cut() {
    let shown = quoted(String(repeating: "é", count: 300))
    #expect(shown == "'" + String(repeating: "é", count: 100) + "…'")
  }
}
