import Foundation
import NewsModel
import TestSupport
import Testing

extension RealProgramTests {
  @Suite(
    "The reading room",
    .enabled(
      if: WebProgram.path != nil, "no wiredesk-web: build it, or set WIREDESK_WEB_PROGRAM"))
  struct Web {
    /// A desk with a text, nearly the same from another source, and one that is hostile.
    private func desk() throws -> Desk {
      let desk = try Desk()
      var copy = GeneratedCopy(seed: 91)
      var text = copy.record(uri: "urn:a:1")
      for source in ["harbour", "coast"] {
        defer { text.replace("\"body\":\"", with: "\"body\":\"Our own desk adds this sentence. ") }
        let folder = desk.inbox.appending(path: source)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(to: folder.appending(path: "a.json"), atomically: false, encoding: .utf8)
      }
      try desk.drop(
        "hostile.json",
        #"{"headline":"&lt;script&gt;alert(1)&lt;/script&gt;","body":"Its body says <b>bold</b> \"things\"."}"#
      )
      #expect(try desk.once().code == 0)
      return desk
    }

    @Test("every page is there, whole, and lets nothing run")
    func pages() throws {
      let web = try WebProgram(desk())
      for target in ["/", "/story/S1", "/article/2", "/health", "/search?q=the", "/files"] {
        let page = try web.ask(target)
        #expect(page.status == 200, "\(target): \(page.body)")
        #expect(page.fields["content-type"] == "text/html; charset=utf-8")
        #expect(page.fields["content-length"] == "\(page.body.utf8.count)")
        #expect(page.fields["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(page.body.hasSuffix("</html>\n"))
        let scripts = page.body.split(separator: "<script").count - 1
        #expect(scripts == (target == "/" ? 1 : 0))
      }
      let articles = try (1...3).map { try web.ask("/article/\($0)").body }
      #expect(articles.contains { $0.contains("&lt;script&gt;alert(1)&lt;/script&gt;") })
      let copy = try #require(articles.first { $0.contains("Verdict: near-duplicate") })
      #expect(copy.contains("<mark id=\"here-1\">") && copy.contains("<mark id=\"there-1\">"))
      for (target, kind) in [("/style.css", "text/css"), ("/icon.svg", "image/svg+xml")] {
        #expect(try web.ask(target).fields["content-type"]?.hasPrefix(kind) == true)
      }
      for nowhere in ["/story/S99", "/article/99", "/story/S1?page=2", "/article/1?part=2", "/x"] {
        #expect(try web.ask(nowhere).status == 404, "\(nowhere)")
      }
    }

    @Test(
      "what is searched for is found, with its filters; two articles are compared; files are told")
    func asked() throws {
      let desk = try desk()
      try desk.drop("cut.json", "{\"headline\": \"A headline\", \"body\": \"and a bo")
      #expect(try desk.once().code == 3)
      let web = try WebProgram(desk)
      #expect(try web.ask("/search").body.contains("<form action=\"/search\" role=\"search\""))
      let found = try web.ask("/search?q=sentence+%22own+desk%22")
      #expect(found.body.split(separator: "<article").count == 2, "\(found.body)")
      #expect(found.body.contains("<mark>own</mark>"))
      #expect(try web.ask("/search?q=sentence&source=nobody").body.contains("No article has"))
      let feed = try web.ask("/search.atom?q=sentence")
      #expect(feed.status == 200 && feed.body.split(separator: "<entry").count == 2)
      let articles = try (1...3).map { ($0, try web.ask("/article/\($0)").body) }
      let copy = try #require(articles.first { $0.1.contains("Verdict: near-duplicate") })
      let other = try #require(articles.first { $0.0 != copy.0 && $0.1.contains("story S1") })
      let compared = try web.ask("/compare/\(other.0)/\(copy.0)")
      #expect(compared.status == 200 && compared.body.contains("are copies of one text"))
      #expect(try web.ask("/compare/1/99").status == 404)
      let files = try web.ask("/files")
      #expect(files.body.contains("cut.json") && files.body.contains("truncated: "))
      let failed = try web.ask("/files?outcome=failed").body
      #expect(failed.contains("cut.json") && !failed.contains("hostile.json"))
    }

    @Test(
      "of more who ask at once than it answers each is answered, and so is who comes behind them")
    func crowd() throws {
      let web = try WebProgram(desk())
      let crowd = try (0..<400).map { _ in try web.listen("/") }
      for one in crowd { try one.wait(for: "</html>") }
      #expect(
        crowd.allSatisfy { $0.text.hasPrefix("HTTP/1.1 200") || $0.text.hasPrefix("HTTP/1.1 503") })
      #expect(try web.ask("/").status == 200)
    }

    @Test("a browser that listens is told when something has come, and a stop does not wait for it")
    func live() throws {
      let desk = try desk()
      let web = try WebProgram(desk)
      let listener = try web.listen("/live")
      try listener.wait(for: "retry: 5000")
      var copy = GeneratedCopy(seed: 93)
      try desk.drop("later.json", copy.record(uri: "urn:a:3"))
      #expect(try desk.once().code == 0)
      try listener.wait(for: "data: ")
      // What came between a page and its question is told, too.
      let page = try web.ask("/").body
      let seen = try #require(page.firstMatch(of: /data-event="([0-9]+)"/)?.1)
      try desk.drop("between.json", copy.record(uri: "urn:a:4"))
      #expect(try desk.once().code == 0)
      try web.listen("/live?after=\(seen)").wait(for: "data: ")
      let other = try web.listen("/live")
      try other.wait(for: "retry: 5000")
      #expect(try web.running.stop().code == 0)
    }

    @Test("a monitor is told in the form that it asks for")
    func metrics() throws {
      let web = try WebProgram(desk())
      let plain = try web.ask("/metrics")
      #expect(plain.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(plain.body.contains("wiredesk_files_total{outcome=\"stored\"} 3\n"))
      let open = try web.ask(
        "/metrics", fields: ["Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5"])
      #expect(open.fields["content-type"]?.hasPrefix("application/openmetrics-text") == true)
      #expect(open.body.hasSuffix("# EOF\n") && open.fields["vary"] == "Accept")
      for wish in [
        "application/openmetrics-text;q=0", "application/openmetrics-text;q=0.1,text/plain",
      ] {
        let other = try web.ask("/metrics", fields: ["Accept: \(wish)"])
        #expect(other.fields["content-type"]?.hasPrefix("text/plain") == true, "\(wish)")
      }
    }

    @Test("a feed tells of the stories, and is not sent again while nothing has changed")
    func feed() throws {
      let desk = try desk()
      let web = try WebProgram(desk, ["--base-url", "https://news.example"])
      let first = try web.ask("/stories.atom")
      #expect(first.fields["content-type"] == "application/atom+xml; charset=utf-8")
      #expect(first.body.split(separator: "<entry").count == 3)
      #expect(first.body.contains("<id>tag:news.example,2026-11-30:wiredesk:story:1</id>"))
      #expect(first.body.contains("href=\"https://news.example/story/S1\""))
      for other in ["/stories.json", "/stories.atom?versions", "/story/S1.atom"] {
        #expect(try web.ask(other).status == 200, "\(other)")
      }
      #expect(
        try web.ask("/stories.atom?source=coast").body.split(separator: "<entry").count == 2)
      let tag = try #require(first.fields["etag"])
      let known = ["If-None-Match: \(tag)"]
      let again = try web.ask("/stories.atom", fields: known)
      #expect(again.status == 304 && again.body.isEmpty && again.fields["etag"] == tag)
      var copy = GeneratedCopy(seed: 92)
      try desk.drop("later.json", copy.record(uri: "urn:a:2"))
      #expect(try desk.once().code == 0)
      let later = try web.ask("/stories.atom", fields: known)
      #expect(later.status == 200 && later.body.split(separator: "<entry").count == 4)
    }

    @Test("only reading is possible, only under its own names")
    func refusals() throws {
      let web = try WebProgram(desk(), ["--host", "desk.example"])
      for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = try web.ask("/", method: method)
        #expect(answer.status == 405 && answer.fields["allow"] == "GET, HEAD", "\(method)")
      }
      let hosts = [
        ("localhost:1", 200), ("desk.example", 200), ("evil.example", 421), ("", 421),
        ("localhost\r\nHost: localhost", 421),
      ]
      for (host, status) in hosts {
        #expect(try web.ask("/", fields: ["Host: \(host)"]).status == status, "\(host)")
      }
      let head = try web.ask("/health", method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head.fields["content-length"] != "0")
      #expect(try web.ask("/\(String(repeating: "x", count: 70_000))").status == 400)
    }

    @Test("a client of HTTP/1.0 sees the end of the answer, one of 1.1 may ask again")
    func versions() throws {
      let web = try WebProgram(desk())
      let old = try web.ask("/health", version: "1.0", closing: false)
      #expect(old.status == 200 && old.fields["connection"] == "close")
      let twice = "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
      let last = "GET /icon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      let both = String(decoding: try web.exchange(Array((twice + last).utf8)), as: UTF8.self)
      #expect(both.split(separator: "HTTP/1.1 200 OK").count == 2)
    }

    @Test("without a desk it says so, and shows the desk once there is one")
    func noDesk() throws {
      let desk = try Desk()
      let web = try WebProgram(desk)
      let absent = try web.ask("/")
      #expect(absent.status == 503 && absent.body.contains("database-absent"))
      try desk.drop("a.txt", "A first short story about a room for readers.\n")
      #expect(try desk.once().code == 0)
      #expect(try web.ask("/").status == 200)
    }

    @Test("it listens on a socket file or on what systemd hands it, and stops at once")
    func sockets() throws {
      let desk = try desk()
      let path = desk.root.appending(path: "web.sock").path
      let web = try WebProgram(desk, unix: path)
      #expect(try web.ask("/health").status == 200)
      var status = stat()
      try check(stat(path, &status))
      #expect(status.st_mode & 0o007 == 0, "others may not connect")
      #expect(try web.running.stop().code == 0)
      let other = desk.root.appending(path: "handed.sock").path
      let handed = try WebProgram(
        desk, unix: other, wrapper: ["/usr/bin/systemd-socket-activate", "-l", other])
      #expect(try handed.ask("/stories.atom").status == 200)
      #expect(try handed.ask("/health").status == 200)
      #expect(handed.running.errors.contains("listens on the socket that systemd handed over"))
      #expect(try handed.running.stop().code == 0)
    }

    @Test("each of the sockets that it is handed answers")
    func severalSockets() throws {
      let desk = try desk()
      let paths = ["one.sock", "two.sock"].map { desk.root.appending(path: $0).path }
      let web = try WebProgram(
        desk, unix: paths[1],
        wrapper: ["/usr/bin/systemd-socket-activate"] + paths.flatMap { ["-l", $0] })
      #expect(try web.ask("/health").status == 200)
      for path in paths {
        let ended = try Running(
          ["-sS", "-m", "30", "--unix-socket", path, "http://localhost/stories.json"],
          program: "/usr/bin/curl"
        ).end(within: .seconds(40))
        #expect(ended.code == 0 && ended.output.contains("jsonfeed"), "\(ended)")
      }
      #expect(try web.running.stop().code == 0)
    }

    @Test("a search looks at all articles that have its words, however many newer ones do")
    func deepSearch() throws {
      let desk = try Desk()
      try desk.drop("first.json", Reports.record("The lock of Kelmore\nIt opens.", source: "rare"))
      #expect(try desk.once().code == 0)
      let many = try (0..<450).map {
        try Reports.record("Notice \($0) of Kelmore\nNumber \($0 * 31).", source: "usual")
      }
      try desk.drop("many.jsonl", many.joined(separator: "\n"))
      #expect(try desk.once().code == 0)
      let web = try WebProgram(desk)
      #expect(try web.ask("/search?q=kelmore&source=rare").body.contains("The lock of Kelmore"))
      #expect(try web.ask("/search.atom?q=kelmore&source=rare").body.contains("<entry"))
      #expect(try web.ask("/search?q=kelmore&before=40").body.contains("Earlier articles"))
      let end = try web.ask("/search?q=kelmore&before=1").body
      #expect(end.contains("No earlier article has all these words.") && !end.contains("newest"))
    }

    @Test("it listens where only this machine reaches it, unless it is told otherwise")
    func loopback() throws {
      let desk = try Desk()
      for words in [
        ["--listen", "0.0.0.0:0"], ["--listen", "nowhere"], ["--base-url", "https://a.example/x"],
      ] {
        let ended = try Running(
          ["--state", desk.state.path] + words, program: WebProgram.path
        ).end(within: .seconds(20))
        #expect(ended.code == 2, "\(words): \(ended.errors)")
      }
    }

    @Test("it writes nothing into the state folder")
    func readsOnly() throws {
      let desk = try desk()
      func names() -> [String] { desk.files(below: desk.state).map(\.text) }
      let database = desk.state.appending(path: "wiredesk.db")
      let before = (names(), try Data(contentsOf: database))
      let web = try WebProgram(desk)
      for target in [
        "/", "/story/S1", "/article/2", "/health", "/stories.atom", "/search?q=a", "/files",
        "/metrics",
      ] {
        #expect(try web.ask(target).status == 200)
      }
      #expect(try web.running.stop().code == 0)
      #expect(names() == before.0)
      #expect(try Data(contentsOf: database) == before.1)
    }
  }
}
