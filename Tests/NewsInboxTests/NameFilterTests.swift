import NewsBytes
import NewsInbox
import NewsModel
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
      ("**a**", "ba", true), ("A*", "a", false), ("ab*ba", "aba", false), ("ab*ba", "abba", true),
      ("", "", true), ("", "a", false), ("abc", "abc", true), ("abc", "abcd", false),
      ("[a-c]b*", "ab", true), ("*b[a-c]", "ab", false),
    ])
  func patterns(pattern: String, name: String, matches: Bool) {
    #expect(NamePattern(pattern).matches(Array(name.utf8)) == matches)
  }

  @Test("a pattern of stars against a long name ends soon: 255 × 255 steps, not 2^255")
  func linear() {
    let pattern = NamePattern(String(repeating: "*a", count: 127) + "b*")
    #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 255)))
  }

  @Test(
    "names of unfinished files are left alone",
    arguments: [
      ".hidden", "a~", "a.tmp", "a.part", "a.partial", "a.filepart", "a.crdownload", ".in.a",
      ".pureftpd-upload.1", ".a.txt.Xq2h1A", "a.partial~", ".syncthing.a.tmp", "~$a.docx",
      ".goutputstream-X", "#1234", "UPPER.TMP", "x.temp", "x.txt.uploading", "x.txt.inprogress",
      "x.txt.aria2", "x.txt.aria2__temp", "x.lftp-pget-status", "x.txt.0000000002", "x.txt.bak",
      "sedAbC123",
      "sedaaaaa1", "x.opdownload",
    ])
  func temporary(name: String) { #expect(!Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test(
    "what storage, systems and download tools put beside files is left alone",
    arguments: [
      "desktop.ini", "Desktop.ini", "Thumbs.db", "a.txt:Zone.Identifier", "a.txt.sha256",
      "a.txt.MD5",
      "Icon\r", "a.txt@SynoEAStream", "a.done", "story.ready",
    ])
  func beside(name: String) { #expect(!Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test(
    "what a mail server keeps in a maildir is left alone",
    arguments: ["dovecot-uidlist", "dovecot.index.log", "dovecot-keywords", "maildirfolder"])
  func mailServer(name: String) { #expect(!Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test(
    "in a maildir what a reader has thrown away or not finished is left alone, and what he has seen is not",
    arguments: [
      ("1764000000.M1P2.host:2,T", false), ("1764000000.M1P2.host,S=42:2,ST", false),
      ("1764000000.M1P2.host!2,D", false), ("1764000000.M1P2.host:2,DS", false),
      ("1764000000.M1P2.host:2,S", true), ("1764000000.M1P2.host:2,FRS", true),
      ("1764000000.M1P2.host:2,", true), ("1764000000.M1P2.host:2,Sabt", true),
      ("Budget:2,TD", true), ("1764000000 report:2,5 T", true),
    ])
  func flags(name: String, isTaken: Bool) {
    #expect(Inbox.NameFilter().takesFile(Array(name.utf8)) == isTaken)
  }

  @Test(
    "an unfinished name tells the one that its file is to have",
    arguments: [
      ("a.txt.aria2", "a.txt"), ("d/a.pdf.PART", "d/a.pdf"), ("a.lftp-pget-status", "a"),
      ("a.txt", nil), (".part", nil), ("d/.part", nil), ("a.tmp", nil),
    ] as [(String, String?)])
  func finished(name: String, of file: String?) {
    #expect(FileName(name).finished == file.map { FileName($0) })
  }

  @Test(
    "in a maildir the source is the folder above new/ and cur/",
    arguments: [
      ("ann/new/1764460800.M1P2.host", "ann"), ("ann/cur/1764460800.M1P2.host:2,S", "ann"),
      ("new/1764460800.1_2.host", "inbox"), ("lists/ann/cur/1764460800.R1.host,U=3:2,FS", "lists"),
      // No mail: a source may be called so.
      ("new/story.txt", "new"), ("new/1764460800.txt", "new"), ("cur/a.b.c", "cur"),
    ])
  func mailSource(name: String, source: String) {
    #expect(Inbox.SourceRule.subfolder(otherwise: "inbox").source(of: FileName(name)) == source)
  }

  @Test(
    "recycle bins, snapshots and thumbnails' folders are left alone with all that is in them",
    arguments: [
      "@eaDir", "#recycle", "@Recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found",
      ".Trash-1000", "__MACOSX", "#snapshot",
    ])
  func bins(name: String) { #expect(!Inbox.NameFilter().takesFolder(Array(name.utf8))) }

  @Test(
    "ordinary names are taken",
    arguments: [
      "a", "a.txt", "-rf", "#budget.txt", "template", "a~b", "part.1", "sedition", "sedatives",
      "sed1.html", "0000000002", "wire.1795339800", "a.asc", "recycle.txt", "done", "ready.txt",
      "icon.html",
      "md5.txt", "thumbs.html", "old", "sedAbC12.txt",
    ])
  func ordinary(name: String) { #expect(Inbox.NameFilter().takesFile(Array(name.utf8))) }

  @Test("with patterns to include, only those are taken, and the ignored ones still are not")
  func include() {
    let filter = Inbox.NameFilter(include: [NamePattern("*.xml")])
    #expect(filter.takesFile(Array("a.xml".utf8)))
    #expect(!filter.takesFile(Array("a.txt".utf8)))
    #expect(!filter.takesFile(Array(".a.xml".utf8)))
    #expect(filter.takesFolder(Array("a".utf8)))
  }

  @Test("a name that is not UTF-8 matches byte by byte")
  func raw() { #expect(NamePattern("?*").matches([0xFF, 0xFE])) }
}
