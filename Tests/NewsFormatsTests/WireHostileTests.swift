import NewsModel
import TestSupport
import Testing

@testable import NewsFormats

/// Hostile inputs, written by rule: each fault at each place of a document that is read, with the code that it
/// has. In a message the item beside a bad one must be there.
@Suite("Hostile wires")
struct WireHostileTests {
  /// A document in pieces: faults go into the middle one, which is one item.
  struct Base: Sendable, CustomTestStringConvertible {
    var name: String
    var before = ""
    var item: String
    var after = ""
    /// Articles beside those of the item.
    var others = 0
    /// Documents one behind the other: what is cut between two of them is whole.
    var isSeries = false
    var testDescription: String { name }
  }
  struct Input {
    var item: String
    var code: String
    var what: String
  }

  static let g2 = """
    <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:tide:7" version="2" xml:lang="en">\
    <itemMeta><itemClass qcode="ninat:text"/><provider qcode="p:tw"><name>Tide</name></provider>\
    <versionCreated>2026-11-22T09:30:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>\
    <contentMeta><urgency>3</urgency><creator><name>Ann Moss</name></creator><language tag="en"/>\
    <subject qcode="medtop:1"><name>tides</name></subject><slugline>mills</slugline>\
    <headline>Mills turn</headline><by>Ann Moss</by></contentMeta><contentSet>\
    <inlineXML contenttype="application/xhtml+xml"><html><body><p>It <b>turns</b> again.</p>\
    <table><tr><td>1</td><td>2</td></tr></table><p>It stays.</p></body></html></inlineXML>\
    </contentSet></newsItem>
    """
  static let newsML = """
    <NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>tide.example</ProviderId>\
    <DateId>20261122</DateId><NewsItemId>7</NewsItemId><RevisionId Update="N">2</RevisionId>\
    </NewsIdentifier></Identification><NewsManagement><FirstCreated>20261122T080000Z</FirstCreated>\
    <Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Mills</HeadLine>\
    <ByLine>Ann Moss</ByLine></NewsLines><NewsComponent><Role FormalName="Main"/><ContentItem>\
    <MediaType FormalName="Text"/><DataContent><nitf><body><body.content><p>It <em>turns</em>.</p>\
    <p>It stays.</p></body.content></body></nitf></DataContent></ContentItem></NewsComponent>\
    </NewsComponent></NewsItem>
    """
  private static let otherML =
    "<NewsItem><NewsComponent><ContentItem><DataContent>Other.</DataContent></ContentItem></NewsComponent></NewsItem>"
  private static let otherG2 =
    "<newsItem guid='o'><contentSet><inlineData>Other.</inlineData></contentSet></newsItem>"

  static let nitf = """
    <nitf><head><title>Mills</title><docdata management-status="usable"><doc-id id-string="tide-7"/>\
    <urgency ed-urg="3"/><date.issue norm="20261122T093000Z"/><du-key key="mills" version="2"/>\
    <key-list><keyword key="mill"/></key-list></docdata></head><body><body.head><hedline>\
    <hl1>Mills turn</hl1></hedline><byline>By <person>Ann Moss</person></byline><dateline>\
    <location>Tidewater</location></dateline></body.head><body.content><p>It <em>turns</em> again.</p>\
    <block><p>It stays.</p><media><caption>A mill.</caption></media></block><table><tr><td>1</td>\
    <td>2</td></tr></table><pre>a\nb</pre></body.content></body></nitf>
    """
  private static let otherNITF =
    "<nitf><body><body.content><p>Other.</p></body.content></body></nitf>"

  static let bases = [
    Base(name: "an NITF document", item: nitf),
    Base(
      name: "NITF documents in one file", before: otherNITF, item: nitf, after: otherNITF,
      others: 2,
      isSeries: true),
    Base(name: "a NewsML-G2 item", item: g2),
    Base(
      name: "a NewsML-G2 message", before: "<newsMessage><itemSet>" + otherG2, item: g2,
      after: otherG2 + "</itemSet></newsMessage>", others: 2),
    Base(
      name: "NewsML", before: "<NewsML Version='1.2'>" + otherML, item: newsML,
      after: otherML + "</NewsML>", others: 2),
  ]

  /// Places behind the tags of an item, but the last.
  private static func places(of item: String) -> [String.Index] {
    Array(item.indices.filter { item[$0] == ">" }.map { item.index(after: $0) }.dropLast())
  }

  private static let insertions: [(String, String)] = [
    ("&", "syntax"), ("&nope;", "syntax"), ("&#0;", "syntax"), ("\u{1}", "syntax"), ("<", "syntax"),
    ("<1>", "syntax"), ("]]>", "syntax"), ("<!DOCTYPE a [<!ENTITY b 'c'>]>", "syntax"),
    ("</x>", "syntax"), ("<x a=1/>", "syntax"), ("<x a='1' a='2'/>", "syntax"),
    ("<x a='<'/>", "syntax"), ("<?xml version='1.0'?>", "syntax"),
    (String(repeating: "<a>", count: 300), "too-deep"),
  ]

  /// Each insertion behind each tag; each end tag renamed, and left out; each attribute without quotes.
  static func faults(of item: String) -> [Input] {
    var inputs: [Input] = []
    for place in places(of: item) {
      for (text, code) in insertions {
        let broken = item[..<place] + text + item[place...]
        inputs.append(Input(item: String(broken), code: code, what: "\(text.prefix(12)) inserted"))
      }
    }
    let ends = item.ranges(of: "</").dropLast()
    for end in ends {
      let close = item[end.upperBound...].firstIndex(of: ">") ?? item.endIndex
      let renamed = item[..<end.upperBound] + "x" + item[close...]
      inputs.append(Input(item: String(renamed), code: "syntax", what: "an end tag renamed"))
      let without = item[..<end.lowerBound] + item[item.index(after: close)...]
      inputs.append(Input(item: String(without), code: "syntax", what: "an end tag left out"))
    }
    for quote in item.ranges(of: "=\"") {
      let value = item[quote.upperBound...]
      let broken = item[..<quote.lowerBound] + "=" + value
      inputs.append(Input(item: String(broken), code: "syntax", what: "a quote left out"))
    }
    return inputs
  }

  @Test("a fault anywhere in an item has its code, and its siblings are there", arguments: bases)
  func faults(base: Base) {
    let inputs = Self.faults(of: base.item)
    #expect(inputs.count >= 500)
    for input in inputs {
      let decoded = decode(base.before + input.item + base.after, as: "a.xml")
      let codes = decoded.code.map { [$0] } ?? decoded.rejections.map(\.code)
      #expect(codes == [input.code], "\(input.what): \(input.item)")
      #expect(decoded.articles.count == base.others, "\(input.what): \(input.item)")
    }
  }

  @Test(
    "a document cut anywhere behind its root's tag is truncated",
    arguments: bases.filter { !$0.isSeries })
  func cut(base: Base) {
    let whole = Array((base.before + base.item + base.after).utf8)
    let first = (whole.firstIndex(of: UInt8(ascii: ">")) ?? 0) + 1
    for count in stride(from: first, to: whole.count - 1, by: 2) {
      let decoded = decode(Array(whole.prefix(count)), as: "a.xml")
      let last = decoded.code ?? decoded.rejections.last?.code
      #expect(last == "truncated", "\(count) of \(whole.count)")
    }
  }

  static let object = """
    {"uri": "urn:tide:7", "$standard": {"name": "x"}, "type": "text", "version": "2", "urgency": 3, \
    "versioncreated": "2026-11-22T09:30:00Z", "firstcreated": "2026-11-22T08:00:00Z", \
    "pubstatus": "usable", "language": "en", "copyrightholder": "Tide", "byline": "Ann Moss", \
    "headline": "Mills", "headlines": [{"role": "main", "value": "Mills"}], "slugline": "mills", \
    "body_text": "It turns.", "body_xhtml": "<p>It turns.</p>", "bodies": [{"value": "It turns."}], \
    "subject": [{"name": "tides", "code": "1"}], "keywords": ["mill"], "located": "Tidewater", \
    "associations": {"a": {"uri": "b", "renditions": [1, true, null]}}}
    """
  /// Where a member's value stands: behind its colon, up to the next member or the end.
  private static func values() -> [Range<String.Index>] {
    var ranges: [Range<String.Index>] = []
    var (depth, inString, start) = (0, false, String.Index?.none)
    for index in object.indices {
      switch object[index] {
      case "\"": inString.toggle()
      case "{" where !inString, "[" where !inString: depth += 1
      case "}" where !inString, "]" where !inString:
        depth -= 1
        if depth == 0, let begun = start { ranges.append(begun..<index) }
      case ":" where !inString && depth == 1: start = object.index(after: index)
      case "," where !inString && depth == 1:
        if let begun = start { ranges.append(begun..<index) }
      default: break
      }
    }
    return ranges
  }

  @Test("an object cut anywhere is truncated")
  func cutObject() {
    let whole = Array(Self.object.utf8)
    #expect(whole.count >= 500)
    for count in 1..<whole.count {
      #expect(decode(Array(whole.prefix(count)), as: "a.json").code == "truncated", "\(count)")
    }
  }

  @Test("a value of another type costs its member and no more")
  func types() {
    for value in Self.values() {
      for other in ["null", "true", "12", "-1.5e3", "[]", "{}", "[[1]]", "[{}]", "\"\""] {
        let decoded = decode(Self.object.replacingCharacters(value, with: other), as: "a.json")
        #expect(decoded.articles.map(\.body) == ["It turns."], "\(other) for \(Self.object[value])")
        #expect(decoded.articles.map(\.format) == ["ninjs"])
      }
    }
  }

  @Test("a value that is none has its code wherever it stands")
  func values() {
    #expect(Self.values().count == 21)
    let faults: [(String, String)] = [
      ("01", "syntax"), ("1.", "syntax"), (".5", "syntax"), ("+1", "syntax"), ("1e", "syntax"),
      ("--1", "syntax"), ("NaN", "syntax"), ("'x'", "syntax"), ("tru", "syntax"), ("", "syntax"),
      ("\"a\u{1}\"", "syntax"), ("\"\\x\"", "syntax"), ("\"\\u12\"", "syntax"), ("[1 2]", "syntax"),
      ("{\"a\" 1}", "syntax"), ("{1: 2}", "syntax"), ("[1,]", "syntax"), ("{\"a\":1,}", "syntax"),
      ("\"a\" \"b\"", "syntax"), ("undefined", "syntax"), ("/**/1", "syntax"), ("0x1", "syntax"),
      (String(repeating: "[", count: 300) + String(repeating: "]", count: 300), "too-deep"),
      (
        String(repeating: "{\"a\":", count: 300) + "1" + String(repeating: "}", count: 300),
        "too-deep"
      ),
    ]
    for value in Self.values() {
      for (text, code) in faults {
        let decoded = decode(Self.object.replacingCharacters(value, with: text), as: "a.json")
        #expect(decoded.code == code, "\(text.prefix(12)) for \(Self.object[value])")
      }
    }
  }

  @Test(
    "mutations of wire documents never crash and never hang",
    arguments: bases.map(\.name) + ["ninjs"])
  func mutations(name: String) {
    let base = Self.bases.first { $0.name == name }
    let whole = base.map { $0.before + $0.item + $0.after } ?? Self.object
    var random = SplitMix(state: UInt64(name.utf8.count))
    for _ in 0..<1000 {
      var bytes = Array(whole.utf8)
      for _ in 0...random.below(4) { random.mutate(&bytes) }
      let decoded = decode(bytes, as: base == nil ? "a.json" : "a.xml", piece: 1 + random.below(64))
      #expect(decoded.articles.allSatisfy { !$0.body.isEmpty })
      #expect(!decoded.records.isEmpty || decoded.failure != nil)
    }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound] + text + self[range.upperBound...])
  }
}
