import NewsModel

extension Format {
  static let iptc7901 = Format(
    "iptc7901",
    Signature(looks: { IPTC7901.begins($0.bytes) })
  ) { (document) throws(DecodingFailure) in WireMessages<IPTC7901>.source(document) }
}

/// IPTC 7901, the wire of the European agencies.
///
/// Source: IPTC 7901 (1995), "The IPTC Recommended Message Format".
///
/// | part | example | gives |
/// |---|---|---|
/// | header | `SOH eca0003 3 i 380  dpa 0045` | urgency, subject, word count, source |
/// | keywords | `Switzerland/migration/UN/` | slug, keywords |
/// | head | `STX 1ST LEAD`, the headline, `By NAME =` | take, headline, byline |
/// | text | paragraphs between blank lines, to `# Notebook` or a row of stars | body; behind it the note to editors |
/// | end | `ETX 212322 GMT Nov 18` | published |
enum IPTC7901: WireDialect {
  static func isHeader(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    IPTCHeader(line) != nil
  }

  static func isPrelude(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool { false }

  /// SOH with letters behind it, since any binary file may begin with one; without control bytes its first
  /// line is a header.
  static func begins(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.first == 0x01 else { return isHeader(head[...].prefix { $0 != 0x0A }) }
    let next = head.dropFirst().prefix(8)
    return next.count == 8
      && next.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  static func article(
    _ message: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let headed = try HeadedLines(
      message, headerIn: headerLines, with: "source, priority and category", at: place
    ) { IPTCHeader($0) }
    let lines = headed.lines
    var draft = ArticleDraft()
    headed.header.fill(&draft)
    let end = IPTCTrailer.place(in: lines) ?? lines.count
    if end < lines.count, let time = IPTCTrailer.time(lines[end], received: place.received) {
      draft[.published] = Array(time.rfc3339.utf8)
    }
    let text = IPTCText(lines[..<end])
    text.fill(&draft)
    if draft[.source] == nil { draft[.source] = text.dateline.map { Array($0.house.utf8) } }
    return try draft.article(at: place, paragraphs: text.paragraphs)
  }

  /// The header is one of so many lines.
  private static let headerLines = 3
}

/// `eca0003 3 i 380  dpa 0045`.
private struct IPTCHeader {
  private var priority: Int
  private var category: String
  private var words: Int
  private var house: String?

  private static let limitBytes = 120

  init?(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    guard line.count < Self.limitBytes else { return nil }
    let spans = line.split { $0 <= 0x20 }
    guard spans.count >= 4, (4...8).contains(spans[0].count) else { return nil }
    let parts = spans.map { String(decoding: $0, as: UTF8.self) }
    let source = parts[0].prefix { $0.isASCII && $0.isLetter }
    guard (2...4).contains(source.count),
      (2...4).contains(parts[0].dropFirst(source.count).count),
      parts[0].dropFirst(source.count).allSatisfy({ $0.isASCII && $0.isNumber }),
      parts[1].utf8.count == 1, let priority = Int(parts[1]), priority > 0,
      parts[2].utf8.count <= 3, parts[2].allSatisfy({ $0.isASCII && $0.isLetter }),
      parts[3].utf8.count <= 5, let words = Int(parts[3]), words >= 0
    else { return nil }
    (self.priority, self.words) = (priority, words)
    category = parts[2].lowercased()
    let name = parts.dropFirst(4).first?.prefix { $0 != "-" } ?? ""
    house = name.isEmpty || !name.allSatisfy(\.isLetter) ? nil : String(name)
  }

  func fill(_ draft: inout ArticleDraft) {
    draft.facts.urgency = priority
    draft.facts.subjects = [Article.Concept(code: "iptc7901:" + category)]
    draft.facts.wordCount = words
    draft[.source] = house.map { Array($0.utf8) }
  }
}

/// `212322 GMT Nov 18`: day, hour and minute, then month and year, which may be absent.
private enum IPTCTrailer {
  /// So many lines may stand behind it, of the next hand on the way.
  private static let linesBehind = 4

  /// The last in the message's end; nil where there is none.
  static func place(in lines: [WireLine]) -> Int? {
    var behind = 0
    for index in lines.indices.reversed() where behind <= linesBehind {
      if isOne(lines[index], isLast: behind == 0) { return index }
      if !lines[index].isBlank { behind += 1 }
    }
    return nil
  }

  /// Behind the end of text whatever looks like one. Where that byte was lost a line of text may look so,
  /// too (`250000 people came`): then it is a time of day with its zone or month, or the last line.
  private static func isOne(_ line: WireLine, isLast: Bool) -> Bool {
    guard line.bytes.count < 48 else { return false }
    let parts = line.text.split(separator: " ")
    guard let first = parts.first, first.utf8.count == 6, let number = Int(first) else {
      return false
    }
    let rest = parts.dropFirst().filter { !["GMT", "UTC"].contains($0.uppercased()) }
    let isNamed = rest.isEmpty || rest.count <= 2 && rest[0].allSatisfy(\.isLetter)
    if line.endsMessage { return isNamed }
    guard isNamed, isTime(number) else { return false }
    if rest.count + 1 < parts.count { return true }
    guard let month = rest.first else { return isLast }
    return MonthNames.month(DateLetters.folded(String(month))) != nil
      && rest.dropFirst().allSatisfy { Int($0) != nil }
  }

  /// Day, hour and minute.
  private static func isTime(_ number: Int) -> Bool {
    (1...31).contains(number / 10000) && number / 100 % 100 < 24 && number % 100 < 60
  }

  static func time(_ line: WireLine, received: Timestamp?) -> Timestamp? {
    let parts = line.text.split(separator: " ")
    let rest = parts.dropFirst().filter { !["GMT", "UTC"].contains($0.uppercased()) }
    let (day, clock) = (parts[0].prefix(2), parts[0].suffix(4))
    if rest.count == 2, rest[1].count == 2 || rest[1].count == 4, let year = Int(rest[1]) {
      let full = year > 99 ? year : year + (year < 79 ? 2000 : 1900)
      let midnight = DateReader.timestamp(Array("\(day) \(rest[0]) \(full)".utf8))
      return midnight?.at(clock: clock)
    }
    guard rest.count < 2, let received, let number = Int64(day) else { return nil }
    let month = rest.first.flatMap { MonthNames.month(DateLetters.folded(String($0))) }
    if month == nil, !rest.isEmpty { return nil }
    return WireDay.last(month: month, day: number, before: received)?
      .at(clock: clock)
  }
}

/// Keywords, head, text and what is not to be published.
private struct IPTCText {
  private var keywords: [String] = []
  private var slug: String?
  private var takes: [String] = []
  private var headline: [String] = []
  private var byline: String?
  private var notes: [String] = []
  private(set) var paragraphs: [UInt8] = []
  private(set) var dateline: WireDateline?

  /// Lines that a head may have.
  private static let headLines = 10

  init(_ lines: ArraySlice<WireLine>) {
    var rest = lines.drop { $0.isEmpty }
    if let first = rest.first, first.ends(with: UInt8(ascii: "/")) {
      slug = String(decoding: first.bytes.dropLast(), as: UTF8.self)
      keywords = first.text.split(separator: "/").map(String.init)
      rest = rest.dropFirst().drop { $0.isEmpty }
    }
    let head = Self.head(of: rest)
    readHead(head)
    let body = rest[head.endIndex...]
    let text = body.prefix { !Self.endsText($0) }
    let set = WireParagraphs(text)
    paragraphs = set.bytes
    dateline = set.dateline(inFirst: 1)
    readNotes(body.dropFirst(text.count))
  }

  /// To the line that is set in the middle, the blank one or the dateline.
  private static func head(of lines: ArraySlice<WireLine>) -> ArraySlice<WireLine> {
    let end = lines.prefix(headLines).firstIndex {
      $0.isCentred || $0.isEmpty || WireDateline($0.bytes) != nil
    }
    guard let end else { return lines.prefix(1) }
    if lines[end].isCentred { return lines[...end] }
    // Where no blank line stands between them, the text would be headline as well.
    let holdsAll = lines[end...].allSatisfy(\.isEmpty)
    return holdsAll ? lines.prefix(1) : lines[..<end]
  }

  private mutating func readHead(_ lines: some Sequence<WireLine>) {
    for line in lines where !line.isEmpty {
      let text = line.text
      if headline.isEmpty, Self.isTake(text) {
        takes.append(text)
      } else if !headline.isEmpty, byline == nil, let name = WireByline.name(in: text) {
        byline = name
      } else {
        headline.append(text)
      }
    }
    // A headline in capitals, and nothing else.
    if headline.isEmpty, let last = takes.popLast() { headline = [last] }
  }

  /// `1ST LEAD`, `REFILE`, `(Achtung)`.
  private static func isTake(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    return text.hasPrefix("(") && text.hasSuffix(")")
      || text.contains(where: \.isLetter) && !text.contains(where: \.isLowercase)
  }

  private static func endsText(_ line: WireLine) -> Bool {
    guard line.begins(with: "#") || line.begins(with: "*") else { return false }
    let text = line.text
    return text == "# Notebook" || text == "# Notizblock" || text == "* * * *"
  }

  /// The lines below "Note to editors".
  private mutating func readNotes(_ lines: ArraySlice<WireLine>) {
    let notes = lines.drop { !$0.text.hasSuffix("Note to editors") }.dropFirst()
    self.notes = notes.prefix { !$0.begins(with: "#") && !$0.begins(with: "*") }
      .filter { !$0.isEmpty }.map(\.text)
  }

  func fill(_ draft: inout ArticleDraft) {
    draft.facts.keywords = keywords
    draft.facts.slug = slug
    draft.facts.take = takes.isEmpty ? nil : takes.joined(separator: ", ")
    draft.facts.dateline = dateline?.place
    draft.facts.editorNote = notes.isEmpty ? nil : notes.joined(separator: " ")
    draft[.headline] = headline.isEmpty ? nil : Array(headline.joined(separator: " ").utf8)
    draft[.byline] = byline.map { Array($0.utf8) }
  }
}
