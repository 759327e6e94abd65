import CArchive
import NewsModel
import Testing

@testable import NewsFormats

/// What is no news is refused by its own name, also without its suffix and in an archive; what only looks like
/// it a little is news.
@Suite("What is no news")
struct ForeignFormatTests {
  struct Case: CustomTestStringConvertible {
    var what: String
    /// Where the bytes alone tell it, any; else with its suffix only.
    var name = "a"
    var text: String
    var testDescription: String { "\(what) \(name)" }
  }

  static let cases = [
    Case(
      what: "a style sheet", text: "body{margin:0;font:16px serif}\n.article p{line-height:1.5}\n"),
    Case(what: "a style sheet", text: "/*! the theme */\n@media print{nav{display:none}}\n"),
    Case(what: "a style sheet", text: "a:hover , .x > p {\n  color : red;\n  margin-top: 2px\n}\n"),
    Case(what: "a style sheet", name: "a.css", text: "/* nothing yet */ x"),
    Case(
      what: "a script",
      text: "(function(){var ads=document.querySelector('.ad');if(ads){ads.remove();}})();\n"),
    Case(
      what: "a script",
      text: "/*! lib 1.2 | MIT */\n!function(e,t){\"use strict\";e.x=t()}(window,f);\n"),
    Case(what: "a script", text: "// one line\nconst a = require('b');\nmodule.exports = { a };\n"),
    Case(what: "a script", text: "#!/bin/sh\nset -e\necho \"The ferry is late\"\n"),
    Case(what: "a script", text: "<?php echo 'The ferry is late'; ?>\n"),
    Case(
      what: "a script", name: "tag.js", text: "The whole file is a comment that somebody forgot.\n"),
    Case(
      what: "a log",
      text:
        "2026-11-22 14:05:00 INFO ferry left\n2026-11-22 14:05:01 WARN fog\n2026-11-22 14:05:09 INFO in\n"
    ),
    Case(
      what: "a log",
      text:
        "Nov 22 14:05:00 harbour sshd[7]: open\nNov 22 14:05:01 harbour sshd[7]: shut\nNov 22 14:06:01 harbour cron: x\n"
    ),
    Case(
      what: "a log",
      text:
        "203.0.113.9 - - [22/Nov/2026:14:05:00 +0000] \"GET / HTTP/1.1\" 200 1\n203.0.113.9 - - [22/Nov/2026:14:05:01 +0000] \"GET /a HTTP/1.1\" 200 1\n203.0.113.8 - - [22/Nov/2026:14:05:02 +0000] \"GET /b HTTP/1.1\" 404 1\n"
    ),
    Case(what: "a calendar", text: "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"),
    Case(what: "an address book", text: "BEGIN:VCARD\nFN:Ada Berg\nEND:VCARD\n"),
    Case(what: "subtitles", text: "WEBVTT\n\n00:01.000 --> 00:04.000\nThe ferry is late.\n"),
    Case(
      what: "subtitles",
      text:
        "1\n00:00:01,000 --> 00:00:04,000\nThe ferry is late.\n\n2\n00:00:05,000 --> 00:00:07,000\nIt is in.\n"
    ),
    Case(what: "a shortcut", text: "[InternetShortcut]\nURL=https://a.example/1\n"),
    Case(what: "a shortcut", text: "[Desktop Entry]\nType=Link\nURL=https://a.example/1\n"),
    Case(
      what: "settings", text: "[.ShellClassInfo]\nIconResource=C:\\x.dll,3\n[ViewState]\nMode=\n"),
    Case(
      what: "a property list",
      text: "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict><key>URL</key></dict></plist>"),
    Case(
      what: "an SVG drawing",
      text: "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Quay</title><path d=\"M0 0\"/></svg>"),
    Case(
      what: "a sitemap",
      text:
        "<?xml version=\"1.0\"?><urlset xmlns=\"x\"><url><loc>https://a.example</loc></url></urlset>"
    ),
    Case(
      what: "a sitemap",
      text: "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"),
    Case(what: "OPML", text: "<opml version=\"2.0\"><body><outline text=\"a\"/></body></opml>"),
    Case(
      what: "an SGML",
      text: "<DOC>\n<DOCNO> A-1 </DOCNO>\n<TEXT>\nThe ferry is late.\n</TEXT>\n</DOC>\n"),
    Case(
      what: "an SGML",
      text:
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"NO\"><TEXT>The ferry</TEXT></REUTERS>\n"
    ),
    Case(what: "XML", text: "<shipping><ship>The ferry</ship><late>yes</late></shipping>"),
    Case(what: "RTF", text: "{\\rtf1\\ansi The ferry is late.}"),
    Case(what: "PDF", text: "%PDF-1.7\n1 0 obj\n"),
    Case(
      what: "e-mail about a delivery",
      text:
        "X-Spam: no\nFrom: press@a.example\nContent-Type: multipart/report; boundary=x\n\n--x\n\nThe ferry is late.\n"
    ),
    Case(what: "a table", text: "place;depth;tide\nElvik;12;3\nTarn;4;1\nSkar;7;2\n"),
    Case(
      what: "a table",
      text: "1,2026-11-24,17.4\n2,2026-11-25,16.1\n3,2026-11-26,11.1\n4,2026-11-27,9.4\n"),
  ]

  @Test("it is refused and named, alone and in an archive", arguments: cases)
  func refused(each: Case) throws {
    let decoded = decode(each.text, as: each.name)
    #expect(decoded.articles.isEmpty)
    #expect(decoded.code == "unknown-format")
    #expect(try #require(decoded.failure).message.contains("looks like \(each.what)"))
    let packed = try archived([(each.name, Array(each.text.utf8))], ARCHIVE_FORMAT_ZIP)
    let rejection = try #require(decode(packed, as: "a.zip").rejections.first)
    #expect(rejection.reason == .unknownFormat && rejection.message.contains(each.what))
  }

  @Test(
    "news that looks like it a little is news",
    arguments: [
      "The minister said (not for the first time): \"We will; we must.\" {sic}\n\nHe left.\n",
      "22 November 2026\n\nThe ferry is late, again, said the mayor.\nIt is in, now, he said.\n",
      "14:05 The ferry is late.\n14:10 The fog is thick.\n14:30 The ferry is in.\n14:40 Nobody was hurt.\n",
      "Headline: The ferry is late\nDate: 2026-11-22\nSource: Tide\n\nIt left two hours late.\n",
      "From: the harbour of Elvik\n\nThe ferry is late, said the mayor.\n",
      "<CBCO> and <AAPL> rose, said the analysts of the house in a note to clients.\n",
      "[Update]\n\nThe ferry is late = not in, said the mayor of Elvik on Sunday.\n",
      "1\n\nThe first of three parts tells how the ferry was built, and by whom.\n",
      "Elvik, Tarn, Skar\nA ferry, a mill, a quay\nOne, two, three that nobody counts any more\n",
      "class war, said the mayor; import taxes (and others) are its cause, he thinks, for now.\n",
    ])
  func news(text: String) {
    let decoded = decode(text, as: "a.txt")
    #expect(decoded.articles.count == 1, "\(decoded.failure?.message ?? "")")
    #expect(decoded.format == "text")
  }
}
