import NewsModel

/// The fields of one article as the copy names them, not yet checked; valid UTF-8, may be blank.
struct ArticleDraft {
  /// As a format says it in its own way; nil when it does not, or in the field of that name.
  var status: Article.Status?
  /// The same.
  var embargo: Timestamp?
  /// As they came; the article gets them clean.
  var facts = Article.Facts()
  private var values = [[UInt8]?](repeating: nil, count: ArticleField.allCases.count)
  /// Whether the body stands under a name of what tells it in short.
  private var bodyIsSummary = false
  /// Whether an article without an identifier is known by its link: in records and feeds.
  var isKnownByLink = false
  /// Whether the byline is a line to be printed by the format's standard (NewsML-G2's `by`, ninjs): it stays as it is.
  var hasPrintedByline = false
  /// What stands in blocks of the body that are not understood.
  var missed: PassedOver?

  subscript(field: ArticleField) -> [UInt8]? {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// Takes what one of a record's names holds, the best name first: the first value of a field counts,
  /// of several times the first with a time of day, and of several texts the first that is no crumb of another.
  ///
  /// - Parameters:
  ///   - value: as the record has it.
  ///   - entry: the name.
  mutating func offer(_ value: [UInt8], as entry: ArticleFieldNames.Entry) {
    let field = entry.field
    if field.isTime, Self.isFlag(value) { return }
    if field == .status { return takeStatus(value, as: entry) }
    if let known = self[field] {
      if field == .embargo, Self.isBetterEmbargo(known, value) { self[field] = value }
      if field == .body, !entry.isSummary, Prose.isCrumb(known, beside: value) {
        self[field] = value
        return
      }
      guard field.isTime, DateReader.precision(of: known) < DateReader.precision(of: value) else {
        return
      }
    }
    switch field {
    case .headline, .byline, .source: self[field] = FieldText.line(value)
    default: self[field] = value
    }
    if field == .body { bodyIsSummary = entry.isSummary }
  }

  /// The first word that is a status counts; a flag is one by its name.
  private mutating func takeStatus(_ value: [UInt8], as entry: ArticleFieldNames.Entry) {
    var value = value
    if Self.statusFlags.contains(entry.name) {
      guard let word = line(value), ["true", "1", "yes"].contains(word.lowercased()) else { return }
      value = entry.name.starts(with: "is".utf8) ? Array(entry.name.dropFirst(2)) : entry.name
    }
    if let known = self[.status], line(known).flatMap(StatusWord.status) != nil { return }
    self[.status] = value
  }
  private static let statusFlags = Set(ArticleField.statusFlags.map(ArticleFieldNames.folded))
  private func line(_ value: [UInt8]) -> String? {
    value.count > 256 ? nil : String(decoding: value, as: UTF8.self)
  }

  /// The article of a record whose body is one of its fields, in JSON, tables and feeds; the body may
  /// be HTML.
  ///
  /// - Parameters:
  ///   - place: of the record.
  ///   - passedOver: asked when there is no body, or one that only tells it in short. An alert is a
  ///     headline and nothing else, which is then the text; but not beside a text of unknown name.
  /// - Returns: the article.
  /// - Throws: `noText` when there is none, `tooLarge` when it is too long as text; a kill needs none.
  func article(at place: DocumentPlace, passedOver: () -> PassedOver) throws(Rejection) -> Article {
    if let refusal = missed?.refusalOfBlocks(at: place) { throw refusal }
    let copy = self[.body].flatMap { FieldText.copy($0, headline: line(.headline)) }
    if let copy, !bodyIsSummary {
      if Prose.mayBeCrumb(copy.body),
        let refusal = passedOver().refusal(besideCrumb: copy, at: place)
      {
        throw refusal
      }
      return try article(at: place, copy: copy)
    }
    if copy == nil, givenStatus == .cancelled, let kill = killText {
      return try article(at: place, headline: kill, isDerived: true, body: kill)
    }
    let rest = passedOver()
    if let refusal = rest.refusal(beside: copy.map { Array($0.body.utf8) }, at: place) {
      throw refusal
    }
    if let copy, !rest.holdsRecords, !isBare { return try article(at: place, copy: copy) }
    guard !rest.holdsRecords, !rest.holdsObjects, let alert = line(.headline) else {
      throw Rejection(.noText, "there is no text", locator: place.locator)
    }
    return try article(at: place, headline: alert, isDerived: true, body: alert)
  }

  /// The article of a text whose paragraphs are known for certain, each a line; valid UTF-8.
  func article(at place: DocumentPlace, paragraphs: [UInt8]) throws(Rejection) -> Article {
    let text = paragraphs.withUnsafeBufferPointer { TextLines($0) }
    return try article(at: place, text: text, wasMarkup: true)
  }

  /// The article of a text that stands behind its header lines. When it was markup, its lines are
  /// paragraphs for certain, and the first one is no headline for standing apart.
  func article(
    at place: DocumentPlace, text: TextLines, wasMarkup: Bool = false
  ) throws(Rejection) -> Article {
    try article(
      at: place,
      copy: HeadlineRule(
        text, given: line(.headline), takesFirstLine: !wasMarkup, mayBeWrapped: !wasMarkup))
  }

  private func article(
    at place: DocumentPlace, copy: HeadlineRule?
  ) throws(Rejection) -> Article {
    guard let copy else {
      if givenStatus == .cancelled, let kill = killText {
        return try article(at: place, headline: kill, isDerived: true, body: kill)
      }
      throw Rejection(.noText, "the text is blank", locator: place.locator)
    }
    return try article(
      at: place, headline: copy.headline, isDerived: copy.isDerived, body: copy.body)
  }

  private func article(
    at place: DocumentPlace, headline: String, isDerived: Bool, body: String
  ) throws(Rejection) -> Article {
    guard body.utf8.count <= place.limits.documentTextBytes else {
      throw place.limits.documentTooLarge(locator: place.locator)
    }
    let facts = facts.isEmpty ? facts : facts.cleaned
    let (published, updated) = (time(.published), time(.updated))
    let (status, embargo) = standing(
      (headline, body), facts, written: updated ?? published, received: place.received)
    return Article(
      uri: line(.uri, limitBytes: 2048) ?? (isKnownByLink ? address(.url) : nil),
      version: line(.version, limitBytes: 256),
      headline: headline, headlineIsDerived: isDerived, byline: byline,
      body: body, published: published, updated: updated, status: status, embargo: embargo,
      facts: facts,
      language: language, source: source, url: address(.url) ?? address(.source),
      format: place.format, locator: place.locator)
  }

  /// Without headline, day, address and identifier: a program's settings, a recipe or goods have a description too.
  private var isBare: Bool {
    [.headline, .published, .url, .uri].allSatisfy { self[$0] == nil }
  }

  /// What the provider says.
  var givenStatus: Article.Status? {
    status ?? line(.status, limitBytes: 256).flatMap(StatusWord.status)
  }

  /// What stands for the text of a kill that has none.
  private var killText: String? {
    line(.headline) ?? facts.cleaned.editorNote ?? facts.cleaned.slug
      ?? line(.uri, limitBytes: 2048)
  }

  /// Names only.
  var byline: String? {
    hasPrintedByline ? line(.byline) : line(.byline).flatMap(DraftByline.names)
  }

  /// The value as one line, cleaned; nil when it is blank. One longer than its limit is nil too: an
  /// identifier that is cut names something else.
  func line(_ field: ArticleField, limitBytes: Int = 16 << 10) -> String? {
    guard let value = self[field], value.count <= limitBytes * 4 else { return nil }
    let text = value.withUnsafeBufferPointer { TextLines($0) }
    guard !text.lines.isEmpty else { return nil }
    let line = text.lines.map { text.text($0) }.joined(separator: " ")
    return line.utf8.count <= limitBytes ? line : nil
  }

  /// `"published": 1`, as databases have it: seconds of 1970, if it were a time.
  private static func isFlag(_ value: [UInt8]) -> Bool {
    value.count < 8 && value.allSatisfy { (0x30...0x39).contains($0) }
      && !(value.count == 4 && (0x31...0x32).contains(value[0]))
  }

  /// Where more stands beside the day than is understood, the day.
  private func time(_ field: ArticleField) -> Timestamp? {
    self[field].flatMap { value in
      DateReader.timestamp(value)
        ?? (field.isTime && value.count <= Self.longestDay && !Self.isNumeric(value)
          ? WrittenDate.first(in: String(decoding: value, as: UTF8.self)) : nil)
    }
  }
  /// `2026-11-22T…`: one that is written for programs is right or wrong as a whole.
  private static func isNumeric(_ value: [UInt8]) -> Bool {
    value.prefix(5).elementsEqual(value.prefix(4).filter { (0x30...0x39).contains($0) } + [0x2D])
  }
  /// In bytes; a sentence is none.
  private static let longestDay = 80

  /// BCP 47 in small letters; "English" and the like are nil.
  var language: String? { line(.language, limitBytes: 64).flatMap(LanguageTag.folded) }

  /// http and https only: nothing else may become a link on a page (P18).
  private func address(_ field: ArticleField) -> String? {
    guard let text = line(field, limitBytes: 2048), Self.isOfTheWeb(text),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
    else { return nil }
    return text
  }

  /// The address that a document's surroundings give, by the same rule.
  static func address(_ value: [UInt8]) -> String? {
    var draft = ArticleDraft()
    draft[.url] = value
    return draft.address(.url)
  }

  /// By its scheme, in any case. Nearly all are seen by their bytes to be or not; an accent may stand behind the rest.
  private static func isOfTheWeb(_ text: String) -> Bool {
    guard let first = text.utf8.first, first | 0x20 == 0x68 else { return false }
    for scheme in schemes where text.utf8.starts(with: scheme.utf8) {
      if text.utf8.dropFirst(scheme.utf8.count).first ?? 0 < 0x80 { return true }
    }
    let given = text.prefix(8).lowercased()
    return schemes.contains(where: given.hasPrefix)
  }
  private static let schemes = ["https://", "http://"]

  /// Of an address its host: web clippers name the page as their source, and a source of its own for
  /// each clipping would be none.
  private var source: String? {
    guard let address = address(.source) else { return line(.source) }
    let host = address.drop { $0 != "/" }.drop { $0 == "/" }
      .prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }.lowercased()
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host.isEmpty ? nil : host
  }
}
