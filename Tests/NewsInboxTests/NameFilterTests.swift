import NewsInbox
import Testing

@Suite("Names")
struct NameFilterTests {
  @Test(
    "a pattern matches as the shell's does",
    arguments: [
      ("*.xml", "a.xml", true), ("*.xml", "a.xml~", false), ("*", "", true), ("?", "", false),
      ("a?c", "abc", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[]x]", "]", true),
      ("[a", "[a", true), ("a*b*c", "aXXbYYc", true), ("a*b*c", "aXXcYYb", false),
      ("\\*", "*", true), ("\\*", "a", false), ("*~", "~", true), ("[z-a]", "m", false),
      ("**a**", "ba", true), ("A*", "a", false),
    ])
  func patterns(pattern: String, name: String, matches: Bool) {
    #expect(Inbox.NameFilter.Pattern(pattern).matches(Array(name.utf8)) == matches)
  }

  @Test("a pattern of stars against a long name ends soon: 255 × 255 steps, not 2^255")
  func linear() {
    let pattern = Inbox.NameFilter.Pattern(String(repeating: "*a", count: 127) + "b")
    #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 255)))
  }

  @Test(
    "names of unfinished files are left alone",
    arguments: [
      ".hidden", "a~", "a.tmp", "a.part", "a.partial", "a.filepart", "a.crdownload", ".in.a",
      ".pureftpd-upload.1", ".a.txt.Xq2h1A", "a.partial~", ".syncthing.a.tmp", "~$a.docx",
      ".goutputstream-X", "#1234",
    ])
  func temporary(name: String) { #expect(!Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test(
    "ordinary names are taken",
    arguments: ["a", "a.txt", "-rf", "#budget.txt", "template", "a~b", "part.1"])
  func ordinary(name: String) { #expect(Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test("with patterns to include, only those are taken, and the ignored ones still are not")
  func include() {
    let filter = Inbox.NameFilter(include: [Inbox.NameFilter.Pattern("*.xml")])
    #expect(filter.takesFile(Array("a.xml".utf8)))
    #expect(!filter.takesFile(Array("a.txt".utf8)))
    #expect(!filter.takesFile(Array(".a.xml".utf8)))
    #expect(filter.takesFolder(Array("a".utf8)))
  }

  @Test("a name that is not UTF-8 matches byte by byte")
  func raw() { #expect(Inbox.NameFilter.Pattern("?*").matches([0xFF, 0xFE])) }
}
