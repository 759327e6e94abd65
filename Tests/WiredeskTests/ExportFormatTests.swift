import Foundation
import TestSupport
import Testing

extension RealProgramTests {
  @Suite("Formats out")
  struct FormatsOut {
    /// Texts that have what each format has to escape, of every status.
    private func desk() throws -> Desk {
      let desk = try Desk()
      let wild = #"""
        Quotes \"here\", a comma, <b>markup</b> & an *emphasis* — Łódź 漢字 עברית 🦆
        First paragraph of [a](link) with `code` and \\ backslash, 3 < 4 & 5 > 2.
        """#
      let parts = wild.split(separator: "\n").map(String.init)
      let records = [
        #"{"uri":"x:1","version":"2","headline":"\#(parts[0])","body":"\#(parts[1])\n# No heading\n12. No list\n=1+1","source":"coast, \"times\"","byline":"Ann O'Hara","language":"pt-BR","url":"https://example.org/a?b=1&c=2","published":"2026-03-03T08:00:00Z"}"#,
        #"{"uri":"urn:x:2","headline":"Held back","body":"Nobody may print this before the council meets on Friday in the old hall.","status":"withheld","source":"b"}"#,
        #"{"headline":"Control \u0001\u001b[31m and \ufffe","body":"One line with\ttab \u0007 and nul.\r\nAnd one more line of it, so that it is long enough.","source":"b"}"#,
      ]
      for (index, record) in records.enumerated() {
        try desk.drop("\(index).json", record)
        #expect(try desk.once().code == 0)
      }
      return desk
    }

    private func export(_ desk: Desk, _ format: String, _ more: String...) throws -> String {
      let ended = try Program.run(
        ["export", "--format", format, "--state", desk.state.path] + more)
      #expect(ended.code == 0, "\(ended.errors)")
      return ended.output
    }

    /// What a Python program makes of a text.
    private func python(_ script: String, _ input: String) throws -> String {
      let file = URL.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: file) }
      try input.write(to: file, atomically: false, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/python3")
      process.arguments = ["-c", script, file.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: output, as: UTF8.self)
    }

    @Test("Python's csv reads every field back as it is in jsonl")
    func csv() throws {
      let desk = try desk()
      let read = try python(
        """
        import csv, json, sys
        with open(sys.argv[1], encoding='utf-8', newline='') as file:
            for row in csv.DictReader(file, strict=True):
                print(json.dumps(row))
        """, export(desk, "csv"))
      let rows = try read.split(separator: "\n").map {
        try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      }
      let articles = try desk.export()
      #expect(rows.count == 3)
      for (row, article) in zip(rows, articles) {
        #expect(row["id"] == "\(article.id)" && row["story"] == "\(article.story)")
        #expect(row["headline"] == article.headline && row["body"] == article.body)
        #expect(row["file"] == article.deposit.name && row["format"] == article.format)
      }
      #expect(rows.map { $0["status"] } == ["usable", "withheld", "usable"])
      #expect(rows[0]["source"] == #"coast, "times""# && rows[0]["language"] == "pt-br")
      #expect(rows[0]["published"] == "2026-03-03T08:00:00Z" && rows[0]["version"] == "2")
    }

    @Test("ninjs is told and read as ninjs, and gives the same articles again")
    func ninjs() throws {
      let desk = try desk()
      let items = try export(desk, "ninjs")
      let other = try Desk()
      try other.drop("items.jsonl", items)
      #expect(try other.once().code == 0)
      let (before, after) = (try desk.export(), try other.export())
      #expect(after.map(\.format) == ["ninjs", "ninjs", "ninjs"])
      #expect(before.map(\.headline) == after.map(\.headline))
      #expect(before.map(\.body) == after.map(\.body))
      #expect(before.prefix(2).map(\.uri) == after.prefix(2).map(\.uri))
      #expect(try other.ask("show", "2", "--json").output.contains(#""status":"withheld""#))
      for line in items.split(separator: "\n") {
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let standard = try #require(object["standard"] as? [String: String])
        #expect(standard["name"] == "ninjs" && standard["version"] == "3.0")
        #expect(["usable", "withheld"].contains(object["pubStatus"] as? String))
        #expect(object["type"] as? String == "text")
      }
    }

    @Test("atom is a feed to an XML parser, with the text of what may be published and no more")
    func atom() throws {
      let desk = try desk()
      let read = try python(
        """
        import html, json, re, sys, xml.etree.ElementTree as tree
        atom = '{http://www.w3.org/2005/Atom}'
        root = tree.parse(sys.argv[1]).getroot()
        assert root.tag == atom + 'feed', root.tag
        for name in ('id', 'title', 'updated'): assert root.findtext(atom + name), name
        for entry in root.findall(atom + 'entry'):
            for name in ('id', 'title', 'updated'): assert entry.findtext(atom + name), name
            assert entry.find(atom + 'author').findtext(atom + 'name')
            body = entry.findtext(atom + 'content')
            assert entry.find(atom + 'content').get('type') == 'html'
            paragraphs = re.findall('<p>(.*?)</p>', body, re.S)
            assert '<b>' not in body
            print(json.dumps({
                'headline': entry.findtext(atom + 'title'), 'id': entry.findtext(atom + 'id'),
                'link': (entry.find(atom + 'link').get('href') if entry.find(atom + 'link') is not None else ''),
                'body': '\\n'.join(html.unescape(p) for p in paragraphs)}))
        """, export(desk, "atom"))
      let entries = try read.split(separator: "\n").map {
        try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      }
      let articles = try desk.export()
      #expect(entries.count == 2 && Set(entries.map { $0["id"] }).count == 2)
      #expect(entries[0]["headline"] == articles[0].headline)
      #expect(entries[0]["body"] == articles[0].body)
      #expect(entries[0]["link"]?.hasSuffix("a?b=1&c=2") == true)
      #expect(entries[1]["headline"]?.contains("[31m") == true)
    }

    @Test("markdown has one heading an article, and nothing in a text is markup")
    func markdown() throws {
      let desk = try desk()
      let ended = try desk.ask("export", "--format", "markdown")
      #expect(ended.errors.contains("may not be published: 1 article"))
      let lines = ended.output.split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("#") } == 2)
      #expect(lines.contains { $0.hasPrefix("\\# No heading") })
      #expect(lines.contains { $0.hasPrefix("12\\. No list") })
      #expect(ended.output.contains(#"an \*emphasis\* —"#))
      #expect(
        ended.output.contains(#"\[a\]\(link\) with \`code\` and \\ backslash, 3 \< 4 \& 5 \> 2\."#))
      #expect(!ended.output.contains("Nobody may print this"))
    }

    @Test("story, source, language and time choose what is written")
    func filters() throws {
      let desk = try Counting.desk()
      func ids(_ words: String...) throws -> [Int64] {
        try Program.run(["export", "--state", desk.state.path] + words).lines(Exported.self)
          .map(\.id)
      }
      #expect(try ids() == [1, 2, 3, 4, 5])
      #expect(try ids("--story", "S1") == [1, 2, 3, 4])
      #expect(try ids("--source", "evening-digest") == [1, 4])
      #expect(try ids("--lang", "en-gb") == [2])
      #expect(try ids("--since", "2026-03-04T09:00Z") == [1, 4, 5])
      #expect(try ids("--until", "2026-03-04T09:30Z") == [2, 3])
      #expect(
        try ids("--story", "S1", "--since", "2026-03-04T00:00Z", "--source", "evening-digest") == [
          1, 4,
        ])
      #expect(try Program.run(["export", "--format", "doc", "--state", desk.state.path]).code == 2)
    }
  }
}
