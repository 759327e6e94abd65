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
    line.count < 120 && IPTCHeader(String(decoding: line, as: UTF8.self)) != nil
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

  static func article(_ text: String, at place: DocumentPlace) throws(Rejection) -> Article {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Substring($0)
    }
    guard let start = lines.prefix(3).firstIndex(where: { IPTCHeader(String($0)) != nil }),
      let header = IPTCHeader(String(lines[start]))
    else {
      throw Rejection(
        .syntax, "the message has no header with source, priority and category",
        locator: place.locator)
    }
    var draft = ArticleDraft()
    header.fill(&draft)
    let body = lines[(start + 1)...]
    let end = IPTCTrailer.place(in: body) ?? body.endIndex
    if end < body.endIndex, let time = IPTCTrailer.time(body[end], received: place.received) {
      draft[.published] = Array(time.rfc3339.utf8)
    }
    let text = IPTCText(body[..<end].map { WireLine($0) })
    text.fill(&draft)
    if draft[.source] == nil { draft[.source] = text.dateline.map { Array($0.house.utf8) } }
    return try draft.article(at: place, paragraphs: text.paragraphs)
  }
}

/// `eca0003 3 i 380  dpa 0045`.
private struct IPTCHeader {
  private var priority: Int
  private var category: String
  private var words: Int
  private var house: String?

  init?(_ line: String) {
    let scalars = line.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }
    let parts = String(scalars).split(separator: " ")
    guard parts.count >= 4, (4...8).contains(parts[0].utf8.count) else { return nil }
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
  static func place(in lines: ArraySlice<Substring>) -> Int? {
    var behind = 0
    for index in lines.indices.reversed() where behind <= linesBehind {
      if isOne(lines[index], isLast: behind == 0) { return index }
      if lines[index].utf8.contains(where: { $0 > 0x20 && $0 != 0x7F }) { behind += 1 }
    }
    return nil
  }

  /// Behind the end of text whatever looks like one. Where that byte was lost a line of text may look so,
  /// too (`250000 people came`): then it is a time of day with its zone or month, or the last line.
  private static func isOne(_ line: Substring, isLast: Bool) -> Bool {
    guard line.utf8.count < 48 else { return false }
    let parts = WireLine(line).text.split(separator: " ")
    guard let first = parts.first, first.utf8.count == 6, let number = Int(first) else {
      return false
    }
    let rest = parts.dropFirst().filter { !["GMT", "UTC"].contains($0.uppercased()) }
    let isNamed = rest.isEmpty || rest.count <= 2 && rest[0].allSatisfy(\.isLetter)
    if line.utf8.first(where: { $0 > 0x20 || $0 == 0x03 }) == 0x03 { return isNamed }
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

  static func time(_ line: Substring, received: Timestamp?) -> Timestamp? {
    let parts = WireLine(line).text.split(separator: " ")
    let rest = parts.dropFirst().filter { !["GMT", "UTC"].contains($0.uppercased()) }
    let (day, clock) = (parts[0].prefix(2), parts[0].suffix(4))
    if rest.count == 2, rest[1].count == 2 || rest[1].count == 4, let year = Int(rest[1]) {
      let full = year > 99 ? year : year + (year < 79 ? 2000 : 1900)
      let midnight = DateReader.timestamp(Array("\(day) \(rest[0]) \(full)".utf8))
      return midnight?.at(clock: clock)
    }
    guard rest.isEmpty, let received, let number = Int64(day) else { return nil }
    return WireDay.last(month: nil, day: number, before: received)?.at(clock: clock)
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
  private(set) var paragraphs: [String] = []
  private(set) var dateline: WireDateline?

  /// Lines that a head may have.
  private static let headLines = 10

  init(_ lines: [WireLine]) {
    var rest = lines.drop { $0.text.isEmpty }
    if let first = rest.first, first.text.hasSuffix("/") {
      slug = String(first.text.dropLast())
      keywords = first.text.split(separator: "/").map(String.init)
      rest = rest.dropFirst().drop { $0.text.isEmpty }
    }
    let head = Self.head(of: rest)
    readHead(head)
    let body = rest[head.endIndex...]
    let text = body.prefix { !Self.endsText($0) }
    paragraphs = WireParagraphs(text).paragraphs
    dateline = paragraphs.first.flatMap { WireDateline($0) }
    readNotes(body.dropFirst(text.count))
  }

  /// To the line that is set in the middle, the blank one or the dateline.
  private static func head(of lines: ArraySlice<WireLine>) -> ArraySlice<WireLine> {
    let end = lines.prefix(headLines).firstIndex {
      $0.ending == "=" || $0.text.isEmpty || WireDateline($0.text) != nil
    }
    guard let end else { return lines.prefix(1) }
    if lines[end].ending == "=" { return lines[...end] }
    // Where no blank line stands between them, the text would be headline as well.
    let holdsAll = lines[end...].allSatisfy { $0.text.isEmpty }
    return holdsAll ? lines.prefix(1) : lines[..<end]
  }

  private mutating func readHead(_ lines: some Sequence<WireLine>) {
    let starts = ["By ", "Von ", "Par ", "Por ", "Di "]
    for line in lines where !line.text.isEmpty {
      if headline.isEmpty, Self.isTake(line.text) {
        takes.append(line.text)
      } else if !headline.isEmpty, let start = starts.first(where: { line.text.hasPrefix($0) }) {
        byline = String(line.text.dropFirst(start.count))
      } else {
        headline.append(line.text)
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
    line.text == "# Notebook" || line.text == "# Notizblock" || line.text == "* * * *"
  }

  /// The lines below "Note to editors".
  private mutating func readNotes(_ lines: ArraySlice<WireLine>) {
    let notes = lines.drop { !$0.text.hasSuffix("Note to editors") }.dropFirst()
    self.notes = notes.prefix { !$0.text.hasPrefix("#") && !$0.text.hasPrefix("*") }
      .map(\.text).filter { !$0.isEmpty }
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
