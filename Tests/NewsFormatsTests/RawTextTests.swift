import NewsModel
import TestSupport
import Testing

@testable import NewsFormats

@Suite("Scripts and styles are passed over")
struct RawTextTests {
  private static let long = String(
    repeating: "var light = \"<p>Not read. Not this.</p>\"; ", count: 40)
  private static let text =
    "<p>The light is lit again, and a sentence stands here. Then one more.</p>"

  private func body(_ page: String, piece: Int = 1 << 16) -> String? {
    decode(page, as: "a.html", piece: piece).articles.first?.body
  }

  @Test(
    "the text between and behind them is read",
    arguments: [
      "<script>\(long)</script>", "<SCRIPT async>\(long)</SCRIPT>", "<style>\(long)</style >",
      "<script type='text/javascript' src=\"a>b\">\(long)</script>",
      "<script>document.write(\"<script>\(long)</scr\" + \"ipt>\")</script>",
      "<style><script>\(long)</style>", "<script><style>\(long)</script>",
      "<!-- <script> \(long) -->", "<!-- <style> -->", "<scripted>x</scripted>",
      "<script/>", "<script>\(long)</scriptx></script>",
    ])
  func surrounded(raw: String) {
    let page = "<html><body>\(Self.text)\(raw)\(Self.text)\(raw)\(Self.text)"
    let line = "The light is lit again, and a sentence stands here. Then one more."
    let lines = body(page)?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.filter { $0.hasPrefix(line) }.count == 3, "\(lines)")
    #expect(!lines.contains { $0.contains("var light") })
  }

  @Test("what looks like a script in an attribute hides no text")
  func attribute() {
    let page =
      "<html><body><div data-embed=\"<script>\">\(Self.text)</div>\(Self.text)"
      + "<div title='<style>'>\(Self.text)</div><script>\(Self.long)</script>\(Self.text)"
    #expect(body(page)?.split(separator: "\n").count == 4)
  }

  @Test("a script without an end hides what is behind it, as in a browser")
  func endless() {
    #expect(
      body("<html><body>\(Self.text)<script>\(Self.long)\(Self.text)")
        == body("<html><body>\(Self.text)"))
  }

  @Test("a NUL, which is left out, hides no end tag")
  func nul() throws {
    let page = Array("<p>a<script>\(Self.long)</scr\u{0}ipt>b<style>\u{0}</style>c".utf8)
    let tree = try page.withUnsafeBufferPointer { bytes throws(HTMLReader.Fault) in
      try HTMLReader(depthLimit: 9).read(bytes) { _ in true }
    }
    let read = try #require(tree)
    let texts = (0..<read.count).filter { read.isText($0) }.flatMap { read.text($0) }
    #expect(String(decoding: texts, as: UTF8.self) == "abc")
  }

  @Test("JSON-LD is no script that nobody reads")
  func linkedData() throws {
    let json =
      #"{"@type":"NewsArticle","author":{"name":"Anna Muster"},"keywords":"\#(Self.long.filter { $0 != "\"" })"}"#
    let page = "<html><head>\(Pages.linked(json))</head><body>\(Self.text)"
    #expect(try #require(decode(page, as: "a.html").articles.first).byline == "Anna Muster")
  }

  @Test("places are proposed with their ends, each end looked for once")
  func places() {
    let filler = String(repeating: "x", count: RawText.fewestBytes)
    func places(_ page: String) -> [RawText.Place] {
      Array(page.utf8).withUnsafeBufferPointer { bytes in
        var rawText = RawText(bytes)
        return Array(sequence(state: ()) { _ in rawText.next() })
      }
    }
    #expect(
      places("<script>\(filler)</script><style>\(filler)") == [
        .init(start: 8, end: 8 + filler.utf8.count, tag: .script),
        .init(start: 24 + filler.utf8.count, end: 24 + 2 * filler.utf8.count, tag: .style),
      ])
    #expect(places("<script>short</script><s>\(filler)</s><script").isEmpty)
    // Each start tag with a look for an end to the last byte would take minutes.
    let hostile = String(repeating: "<script><style>", count: 200_000)
    #expect(places(hostile).count == 1)
  }
}
