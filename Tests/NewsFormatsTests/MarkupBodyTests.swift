import NewsFormats
import NewsModel
import Testing

@Suite("HTML in a JSON body")
struct MarkupBodyTests {
  private func article(_ body: String) throws -> Article {
    var escaped = ""
    for scalar in body.unicodeScalars {
      escaped +=
        scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : scalar == "\n" ? "\\n" : "\(scalar)"
    }
    return try #require(decode("{\"body\":\"\(escaped)\"}", as: "a.json").articles.first)
  }

  @Test("real elements that balance are turned into text", arguments: markup)
  func turned(body: String, text: String) throws {
    #expect(try article(body).body == text)
  }
  static let markup: [(String, String)] = [
    ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    ("<div>One <b>bold</b>\n  word.<br/>Two &amp; three.</div>", "One bold word.\nTwo & three."),
    ("One.<br>Two.", "One.\nTwo."),
    ("<p>One.<p>Two.</p>", "One.\nTwo."),
    ("<ul><li>One<li>Two</ul>", "One\nTwo"),
    ("<p>A</p><script>if (a < b) { x(\"</p>\") }</script><style>p{}</style><p>B</p>", "A\nB"),
    ("<p>A<!-- <p>no</p> -->B</p>", "AB"),
    ("<p>&#8220;A&#x201D; &eacute;&nbsp;&#150;&unknown; &</p>", "“A” é\u{A0}–&unknown; &"),
    ("<p>COBANCO <CBCO> said &lt;CBCO> rose.</p>", "COBANCO <CBCO> said <CBCO> rose."),
    ("<a title=\"a > b\" href='x'>Link</a> text", "Link text"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<P ALIGN=LEFT>Upper</P>", "Upper"),
    ("<p>in <em>one</em>word<i>s</i></p>", "in onewords"),
    (
      "<!DOCTYPE html>\n<html><head><title>No</title></head><body><p>A</p><p>B</p></body></html>",
      "A\nB"
    ),
    ("<!DOCTYPE html><style>p{}</style><p>A</p>", "A"),
    ("<!doctype html PUBLIC '-//W3C//DTD'>A.<br><br>B.", "A.\nB."),
    ("<?xml version='1.0'?><!-- x --><p>A</p><p>B</p>", "A\nB"),
    ("<p>A</p><p>B <!DOCTYPE", "A\nB <!DOCTYPE"),
  ]

  @Test("white space of any length is one space, wherever eight bytes end", arguments: 1...20)
  func spaces(length: Int) throws {
    for gap in [" ", "  ", " \n ", "\n\n", " <b></b> ", " <i>x</i> &amp; "] {
      let word = String(repeating: "a", count: length)
      let body = try article("<p>\(word)\(gap)\(word) b c\(gap)d  \(word) </p>").body
      let middle = gap.contains("x") ? " x & " : " "
      #expect(body == "\(word)\(middle)\(word) b c\(middle)d \(word)")
    }
  }

  @Test("a heading at the beginning is the headline, a first paragraph is not")
  func heading() throws {
    let headed = try article("<h1>Harbour reopens</h1><p>It did.</p>")
    #expect(headed.headline == "Harbour reopens")
    #expect(headed.body == "It did.")
    let plain = try article("<p>It did.</p><p>Yes.</p>")
    #expect(plain.headlineIsDerived)
    #expect(plain.body == "It did.\nYes.")
  }

  @Test(
    "tags of wire copy, and HTML that does not balance, stay untouched",
    arguments: [
      "COBANCO INC <CBCO> YEAR NET", "Agilent <A> and Ford <F> rose, Sprint <S> fell.",
      "Renault <RENA.PA> said.", "if a < b and c > d", "<P> is a ticker",
      "The <B> of <Q> and </i>.",
      "<BR> is Burlington", "a <p b", "<strong>cut", "< p > no", "The <p> of a page",
    ])
  func untouched(body: String) throws { #expect(try article(body).body == body) }

  @Test("a long body full of ticker tags stays untouched")
  func tickers() throws {
    let body = (1...500).map { "Company \($0) <CO\($0)> and <A> said." }.joined(separator: " ")
    #expect(try article(body).body == body)
  }
}
