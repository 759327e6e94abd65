import NewsModel

extension Format {
  static let anpa = Format(
    "anpa",
    Signature(
      leading: [LeadingBytes("", [0x16, 0x16, 0x01]), LeadingBytes("", [0x16, 0x01])],
      looks: { ANPA.begins($0.bytes) })
  ) { (document) throws(DecodingFailure) in WireMessages<ANPA>.source(document) }
}

/// ANPA 1312, the wire of the American agencies: a header of two lines and a text, in control bytes or, where
/// they were lost, without.
///
/// Source: ANPA 1312 (1989), "High Speed Wire Service Transmission Guidelines".
///
/// | part | example | gives |
/// |---|---|---|
/// | service, number, selector | `SYN SYN SOH W2346 US asian` | – |
/// | priority, category, keyword, day, words | `r i DC3 DC1 BC-AS--China-Escape 05-09 1444` | urgency, subject, word count; the day where the end has none |
/// | keyword line | `STX ^BC-AS--China-Escape, 3rd Ld-Writethru,827<` | slug, take |
/// | flush lines | `^Headline<`, `^Eds: …<`, `^By NAME=` | headline, note to editors, byline |
/// | text | indented paragraphs; `a;b;c` is a row of a table | body |
/// | end | `ETX AP-WF-05-09-17 0056GMT<` | source, published |
enum ANPA: WireDialect {
  /// `r i  BC-AS--China-Escape   05-09 1444`, where the bytes between are dropped.
  static func isHeader(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    ANPAHeader(line) != nil
  }

  /// `W2346asian`.
  static func isPrelude(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let line = line.filter { $0 > 0x20 }
    return (5...24).contains(line.count) && (0x61...0x7A).contains(line[0] | 0x20)
      && line[1...4].allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Without control bytes: a header line among the first two, and a flush line behind it.
  static func begins(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let lines = head.prefix(600).split(
      separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    guard let header = lines.prefix(2).firstIndex(where: { isHeader($0) }),
      header + 1 < lines.count
    else { return false }
    return lines[header + 1].first { $0 > 0x20 } == UInt8(ascii: "^")
  }

  static func article(
    _ message: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let headed = try HeadedLines(
      message, headerIn: headerLines, with: "priority, category and day", at: place
    ) { ANPAHeader($0) }
    let (header, lines) = (headed.header, headed.lines)
    var draft = ArticleDraft()
    header.fill(&draft)
    let end = lines.firstIndex { ANPATrailer($0) != nil } ?? lines.count
    let trailer = end < lines.count ? ANPATrailer(lines[end]) : nil
    let day = place.received.flatMap {
      WireDay.last(month: header.month, day: header.day, before: $0)
    }
    draft[.published] = (trailer?.time ?? day).map { Array($0.rfc3339.utf8) }
    let text = ANPAText(lines[..<end])
    text.fill(&draft)
    draft[.source] = (trailer?.house ?? text.dateline?.house).map { Array($0.utf8) }
    return try draft.article(at: place, paragraphs: text.paragraphs)
  }

  /// The header is one of so many lines.
  private static let headerLines = 4
}

/// The second line: `r i DC3 DC1 BC-AS--China-Escape 3rdLd-Writethru   05-09 1444`.
private struct ANPAHeader {
  /// Small letters.
  var priority: UInt8
  var category: UInt8
  var month: Int64
  var day: Int64
  var words: Int?

  private static let limitBytes = 200

  init?(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    guard line.count < Self.limitBytes else { return nil }
    let parts = line.split { $0 <= 0x20 }
    guard parts.count >= 4, parts[0].count == 1, parts[1].count == 1,
      let priority = parts[0].first.map({ $0 | 0x20 }), (0x61...0x7A).contains(priority),
      let given = parts[1].first, case let category = given < 0x40 ? given : given | 0x20,
      (0x61...0x7A).contains(category) || (0x30...0x39).contains(category)
    else { return nil }
    let last = parts.last.flatMap { $0.count <= 5 ? Int(String(decoding: $0, as: UTF8.self)) : nil }
    let date = parts[parts.count - (last == nil ? 1 : 2)].split(separator: 0x2D)
      .map { String(decoding: $0, as: UTF8.self) }
    guard date.count == 2, date.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let month = Int64(date[0]), let day = Int64(date[1]), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    (self.priority, self.category, self.month, self.day) = (priority, category, month, day)
    words = last
  }

  private static let urgencies: [Unicode.Scalar: Int] = ["f": 1, "b": 2, "u": 3, "r": 5, "d": 6]

  func fill(_ draft: inout ArticleDraft) {
    draft.facts.urgency = Self.urgencies[Unicode.Scalar(priority)]
    draft.facts.subjects = [Article.Concept(code: "anpa:\(Unicode.Scalar(category))")]
    draft.facts.wordCount = words
  }
}

/// `AP-WF-05-09-17 0056GMT<` behind the end of text.
private struct ANPATrailer {
  var house: String
  var time: Timestamp?

  init?(_ line: WireLine) {
    // Every line of a message is asked.
    guard line.ends(with: UInt8(ascii: "T")), line.bytes.count < 64,
      line.bytes.suffix(3).elementsEqual("GMT".utf8)
    else { return nil }
    let halves = line.text.split(separator: " ")
    let parts = (halves.first ?? "").split(separator: "-")
    guard halves.count == 2, halves[1].hasSuffix("GMT"), parts.count == 5,
      parts[0].allSatisfy(\.isLetter), parts[2...].allSatisfy({ $0.count == 2 }),
      let month = Int64(parts[2]), let day = Int64(parts[3]), let year = Int64(parts[4])
    else { return nil }
    house = String(parts[0])
    // The guidelines are of 1979.
    let days = Timestamp.day(year: year + (year < 79 ? 2000 : 1900), month: month, day: day)
    time = days.flatMap {
      Timestamp(milliseconds: $0 * 86_400_000).at(clock: halves[1].dropLast(3))
    }
  }
}

/// The text of a message: the flush lines at its head, and paragraphs.
private struct ANPAText {
  private var slug: String?
  private var take: String?
  private var head = ANPAHead([], above: [])
  private(set) var paragraphs: [UInt8] = []
  private(set) var dateline: WireDateline?

  init(_ lines: ArraySlice<WireLine>) {
    var rest = lines.drop { $0.isEmpty }
    if let first = rest.first, first.isFlush {
      readKeywords(first.text)
      rest = rest.dropFirst()
    }
    if let end = rest.firstIndex(where: { $0.isFlush && $0.bytes.elementsEqual("END".utf8) }) {
      rest = rest[..<end]
    }
    let head = rest.prefix { $0.isFlush && !$0.isRow }
    let text = rest.dropFirst(head.count)
    self.head = ANPAHead(Array(head), above: text)
    let set = WireParagraphs(self.head.kept + text)
    paragraphs = set.bytes
    dateline = set.dateline(inFirst: self.head.kept.count + 1)
  }

  /// `BC-AS--China-Daring Escape-ABRIDGED, 3rd Ld-Writethru,827`.
  private mutating func readKeywords(_ line: String) {
    var parts = line.split(separator: ",").map { $0.filter { $0 != "<" } }
    if let last = parts.last, Int(last.filter { $0 != " " }) != nil { parts.removeLast() }
    slug = parts.first
    let marks = parts.dropFirst().map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    take = marks.isEmpty ? nil : marks.joined(separator: ", ")
  }

  func fill(_ draft: inout ArticleDraft) {
    draft.facts.slug = slug
    draft.facts.take = take
    draft.facts.dateline = dateline?.place
    draft.facts.editorNote = head.notes.isEmpty ? nil : head.notes.joined(separator: " ")
    draft[.headline] = head.headline.map { Array($0.utf8) }
    draft[.byline] = head.byline.map { Array($0.utf8) }
  }
}
