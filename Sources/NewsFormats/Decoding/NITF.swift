import NewsModel

extension Format {
  static let nitf = Format("nitf", Signature(roots: ["nitf"])) {
    (document) throws(DecodingFailure) in
    let document = try document.markupInUTF8()
    if try NITFSeries.isOne(document) { return NITFSeries.source(document) }
    return OneRecord.source(document, article: NITF.article)
  }
}

/// NITF, the News Industry Text Format of the IPTC, 3.0 to 3.6: one document, one article; several
/// documents in a file are a series (`NITFSeries`).
///
/// Read by the documentation of NITF 3.6 (elements by name there), with or without the namespace of
/// 3.4 and later, with or without a DOCTYPE, which is never loaded (`XMLReader`).
///
/// | field | from |
/// |---|---|
/// | uri, version | `docdata/doc-id@id-string`; `docdata/du-key@version` |
/// | headline | `hedline/hl1`, else `head/title` |
/// | byline | the `person`s of `byline`, else its text |
/// | body | `body.content`, else `abstract`: one paragraph an element that is a block; of a table a row |
/// | published | the first that is a time: `docdata/date.issue@norm`, `dateline/story.date@norm`, `pubdata@date.publication`, `docdata/date.release@norm` |
/// | status, embargo, facts | `NITFPublication`, and the `dateline` |
/// | source | `distributor`, else `doc.copyright@holder`, `pubdata@name`, `doc-id@regsrc` |
/// | url, language | `pubdata@ex-ref`; `xml:lang` or `baselang` of the root or the body |
///
/// Not text: media with their captions, notes, which are for editors, and what the writer of a byline is
/// (`byttl`). HTML that a content system has put into the text escaped is read as HTML. A document that is not
/// well-formed is `syntax`, one that ends too early `truncated`; `no-text` has no article.
enum NITF {
  /// The document is in UTF-8, perhaps damaged.
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    let news = try NITFDocument(document.window.bytes, at: document.place, meter: document.meter)
    document.window.release()
    return try news.article(at: document.place)
  }

  /// Of one that another document holds, or of one of several.
  static func article(
    in bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> Article {
    try NITFDocument(bytes, at: place, meter: meter).article(at: place)
  }
}

/// What of an NITF document is an article's, gathered event by event; open elements stand on a stack.
private struct NITFDocument {
  /// What the text in an element is for.
  private enum Role: Int, CaseIterable {
    case nothing, unread, title, headline, byline, person, distributor, dateline, abstract, content
  }

  /// By element, outermost first.
  private var open: [Role] = []
  /// By role.
  private var texts = [[UInt8]](repeating: [], count: Role.allCases.count)
  private var hasHeadline = false
  private var names = NITFNames()
  private var persons: [[UInt8]] = []
  private var given: [String: [UInt8]] = [:]
  private var publication = NITFPublication()
  /// Of elements whose line ends are the text's.
  private var preformatted = 0

  private static let feedBytes = 16 << 10

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) {
    if let converted = Charset.converted(bytes, isMarkup: true) ?? Charset.withoutMarks(bytes) {
      try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
        try read(bytes, at: place, meter: meter)
      }
    } else {
      try read(bytes, at: place, meter: meter)
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) {
    let reader = XMLReader(depthLimit: place.limits.depth)
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeBufferPointer(rebasing: rest.prefix(Self.feedBytes))
      rest = rest.dropFirst(piece.count)
      do throws(XMLFault) { try reader.feed(piece) } catch { throw error.rejection(at: place) }
      take(reader)
      reader.forgetEvents()
      guard meter.allows(piece.count) else {
        throw place.limits.tooSlow(locator: place.locator)
      }
    }
    if reader.isStalledAtAmpersand {
      throw Rejection(.syntax, "a reference is not closed", locator: place.locator)
    }
    do throws(XMLFault) { try reader.finish() } catch { throw error.rejection(at: place) }
    take(reader)
  }

  private mutating func take(_ reader: XMLReader) {
    names.update(reader.names)
    let events = reader.events
    for event in events.events {
      switch event {
      case .start(let name, let attributes):
        if names[name].isNoted {
          for attribute in events.attributes[attributes] {
            note(names[name].local, names[attribute.name].local, events.bytes[attribute.value])
          }
        }
        begin(names[name])
      case .end(let name):
        if names[name].isPreformatted { preformatted -= 1 }
        divide(at: names[name], role: open.popLast() ?? .nothing)
      case .text(let range): append(events.bytes[range])
      }
    }
  }

  /// The first value of each attribute that is asked for.
  private mutating func note(_ element: String, _ attribute: String, _ value: ArraySlice<UInt8>) {
    publication.note(element, attribute, value)
    let key = attribute == "lang" || attribute == "baselang" ? "lang" : "\(element)@\(attribute)"
    guard given[key] == nil, Self.keys.contains(key),
      key != "lang" || element == "nitf" || element == "body"
    else { return }
    given[key] = Array(value)
  }
  private static let times = [
    "date.issue@norm", "story.date@norm", "pubdata@date.publication", "date.release@norm",
  ]
  private static let sources = ["doc.copyright@holder", "pubdata@name", "doc-id@regsrc"]
  private static let keys = Set(
    times + sources + [
      "doc-id@id-string", "du-key@version", "pubdata@ex-ref", "lang",
    ])

  private mutating func begin(_ element: NITFNames.Name) {
    let around = open.last ?? .nothing
    var role = around
    switch element.meaning {
    case .title: role = around == .nothing ? .title : around
    // The second headline of a document stands in its text.
    case .headline: role = around == .nothing && !hasHeadline ? .headline : around
    case .byline: role = .byline
    case .person:
      if around == .byline {
        role = .person
        persons.append([])
      }
    case .distributor: role = around == .nothing ? .distributor : around
    case .dateline: role = around == .nothing ? .dateline : around
    case .abstract: role = around == .nothing ? .abstract : around
    case .content: role = .content
    case .unread: role = .unread
    case .other: break
    }
    // A note has a body.content of its own.
    if around == .unread { role = .unread }
    open.append(role)
    if element.isPreformatted { preformatted += 1 }
    divide(at: element, role: role)
  }

  private subscript(role: Role) -> [UInt8] {
    get { texts[role.rawValue] }
    _modify { yield &texts[role.rawValue] }
  }

  private mutating func divide(at element: NITFNames.Name, role: Role) {
    guard element.division != .none, role == .content || role == .abstract else { return }
    if element.division == .block {
      self[role].append(0x0A)
    } else {
      Self.append([0x20], to: &self[role])
    }
  }

  private mutating func append(_ text: ArraySlice<UInt8>) {
    guard let role = open.last, role != .nothing, role != .unread else { return }
    if role == .headline { hasHeadline = true }
    if role == .person {
      Self.append(text, to: &persons[persons.count - 1])
    } else if preformatted > 0 {
      for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false)
        .enumerated()
      {
        if number > 0 { self[role].append(0x0A) }
        Self.append(line, to: &self[role])
      }
    } else {
      Self.append(text, to: &self[role])
    }
  }

  /// White space as written, of any length, is one space: lines of the source are no lines of the
  /// text, and wires indent paragraphs.
  private static func append(_ text: ArraySlice<UInt8>, to line: inout [UInt8]) {
    text.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let start = index
        while index < bytes.count, bytes[index] > 0x20 { index &+= 1 }
        line.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        if index < bytes.count, let last = line.last, last > 0x20 { line.append(0x20) }
        index &+= 1
      }
    }
  }

  func article(at place: DocumentPlace) throws(Rejection) -> Article {
    var draft = ArticleDraft()
    draft[.uri] = given["doc-id@id-string"]
    draft[.version] = given["du-key@version"]
    draft[.headline] = first([self[.headline], self[.title]])
    draft[.byline] = byline.map { Array($0.utf8) }
    draft[.published] = Self.times.lazy.compactMap { given[$0] }
      .first { DateReader.timestamp($0) != nil }
    draft[.source] = first([self[.distributor]] + Self.sources.map { given[$0] })
    draft[.url] = given["pubdata@ex-ref"]
    draft[.language] = given["lang"]
    publication.fill(&draft, received: place.received)
    draft.facts.dateline = String(decoding: self[.dateline], as: UTF8.self)
    let text = first([self[.content], self[.abstract]]).map(Self.withoutEscapedMarkup) ?? []
    let lines = text.withUnsafeBufferPointer { TextLines($0) }
    return try draft.article(at: place, text: lines, wasMarkup: true)
  }

  /// A line that is HTML, as a content system has put it there escaped or as CDATA: an embed in a paragraph,
  /// or all of the text.
  private static func withoutEscapedMarkup(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x3C) else { return text }
    let lines = text.split(separator: 0x0A).map { line in
      Array(line).withUnsafeBufferPointer { MarkupBody($0)?.text } ?? Array(line)
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  private var byline: String? {
    let names = persons.compactMap { Byline.name(inField: String(decoding: $0, as: UTF8.self)) }
    if !names.isEmpty { return names.joined(separator: ", ") }
    return Byline.name(inField: String(decoding: self[.byline], as: UTF8.self))
  }

  /// The first that is more than white space.
  private func first(_ texts: [[UInt8]?]) -> [UInt8]? {
    texts.lazy.compactMap { $0 }.first { $0.contains { $0 > 0x20 } }
  }
}
