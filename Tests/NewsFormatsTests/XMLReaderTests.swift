import NewsModel
import Testing

@testable import NewsFormats

/// The events of a document as one line: `<a x=1>text</a>`, names with their namespace in braces.
private func events(
  of text: String, piece: Int = 7, tolerance: XMLReader.Tolerance = .strict
) throws(XMLFault) -> String {
  let reader = XMLReader(tolerance: tolerance)
  let bytes = Array(text.utf8)
  var shown = ""
  func show() {
    func text(_ range: Range<Int>) -> String {
      String(decoding: reader.events.bytes[range], as: UTF8.self)
    }
    func name(_ place: Int) -> String {
      let name = reader.names[place]
      return name.space.isEmpty ? name.local : "{\(name.space)}\(name.local)"
    }
    for event in reader.events.events {
      switch event {
      case .start(let place, let attributes):
        let given = reader.events.attributes[attributes].map {
          " \(name($0.name))=\(text($0.value))"
        }
        shown += "<\(name(place))\(given.joined())>"
      case .end(let place): shown += "</\(name(place))>"
      case .text(let range): shown += text(range)
      }
    }
    reader.forgetEvents()
  }
  for start in stride(from: 0, to: bytes.count, by: piece) {
    try bytes[start..<min(start + piece, bytes.count)].withUnsafeBufferPointer {
      (part) throws(XMLFault) in
      try reader.feed(part)
    }
    show()
  }
  try reader.finish()
  show()
  #expect(tolerance == .recovering || reader.depth == 0)
  return shown
}

@Suite("The XML reader")
struct XMLReaderTests {
  @Test(
    "events come in order, however the document is cut",
    arguments: [
      ("<a><b>x</b>y</a>", "<a><b>x</b>y</a>"),
      ("<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>é</a>", "<a>é</a>"),
      ("<a>1 &lt; 2 &amp; <![CDATA[3 <b>]]> 4&#x2014;</a>", "<a>1 < 2 & 3 <b> 4—</a>"),
      ("<a x='1' y=\"&amp;2\"/>", "<a x=1 y=&2></a>"),
      ("<!-- x --><a><!-- > --><?p q?></a>", "<a></a>"),
      ("<a:b xmlns:a='u'/>", "<{u}b {http://www.w3.org/2000/xmlns/}a=u></{u}b>"),
      ("<b xmlns='u'/>", "<{u}b {http://www.w3.org/2000/xmlns/}=u></{u}b>"),
      (
        "<a xml:lang='de'/>",
        "<a {http://www.w3.org/XML/1998/namespace}lang=de></a>"
      ),
      ("<dc:a/>", "<a></a>"),
      (
        "<!DOCTYPE rss PUBLIC 'x' 'http://localhost/rss.dtd'><rss>&eacute;&unknown;!</rss>",
        "<rss>é!</rss>"
      ),
    ])
  func order(text: String, shown: String) throws {
    for piece in [1, 2, 7, 4096] { #expect(try events(of: text, piece: piece) == shown) }
  }

  @Test(
    "an internal DTD subset is refused, an external DOCTYPE is passed over",
    arguments: [
      "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a []><a/>",
      "<!DOCTYPE a SYSTEM 'x'  [ <!-- c --> ]><a/>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p;]><a/>",
    ])
  func subset(text: String) throws {
    for piece in [1, 5, 4096] {
      #expect(throws: XMLFault.self) { try events(of: text, piece: piece) }
      do { _ = try events(of: text, piece: piece, tolerance: .recovering) } catch {
        #expect(error.kind == .dtdRefused)
      }
    }
    #expect(try events(of: "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>") == "<a></a>")
  }

  @Test(
    "what is not well-formed is a fault with its kind",
    arguments: [
      ("<a><b></a>", XMLFault.Kind.syntax), ("<a>&nbsp;</a>", .syntax), ("<a x=1/>", .syntax),
      ("<a>\u{1}</a>", .syntax), ("<a><b>", .truncated), ("<a", .truncated), ("", .truncated),
      ("<a>" + String(repeating: "<b>", count: 300), .tooDeep),
    ])
  func faults(text: String, kind: XMLFault.Kind) {
    do throws(XMLFault) {
      Issue.record("no fault: \(try events(of: text))")
    } catch {
      #expect(error.kind == kind)
      #expect(
        error.rejection(at: DocumentPlace(format: "", locator: "", limits: .init())).message != "")
    }
  }

  @Test("a fault says where it is")
  func position() {
    do throws(XMLFault) {
      _ = try events(of: "<a>\n<b></c></a>")
    } catch {
      #expect(error.line == 2)
      #expect(error.what.contains("b"))
    }
  }

  @Test("recovering goes on behind a fault, and counts it")
  func recovering() throws {
    #expect(try events(of: "<a><b>x</c>y</a>", tolerance: .recovering) == "<a><b>x</b>y</a>")
    let reader = XMLReader(tolerance: .recovering)
    try Array("<a><b></c></a>".utf8).withUnsafeBufferPointer { (part) throws(XMLFault) in
      try reader.feed(part)
    }
    #expect(reader.faults > 0)
  }

  @Test("256 elements may stand in each other, a million end it without a crash")
  func depth() throws {
    func nest(_ count: Int) -> String {
      String(repeating: "<b>", count: count) + String(repeating: "</b>", count: count)
    }
    #expect(try events(of: nest(256), piece: 999).count == 256 * 7)
    for tolerance in [XMLReader.Tolerance.strict, .recovering] {
      do throws(XMLFault) {
        _ = try events(of: nest(1_000_000), piece: 1 << 16, tolerance: tolerance)
        Issue.record("no fault")
      } catch {
        #expect(error.kind == .tooDeep)
      }
    }
  }
}
