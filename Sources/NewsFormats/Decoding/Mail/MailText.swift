import NewsModel

/// The text of a message, which is one article.
///
/// Of an alternative the last form that says something counts, which is HTML where there is one (`MailPage`);
/// texts that stand behind each other are one text. Signature (`TransferText`), quoted mail at the end
/// (`Quotations`) and what newsletters write around their text (`MailFurniture`) are none of it.
struct MailText: FramedDocument {
  private let document: OpenedDocument
  private let tree: MailTree
  private let message: MailMessage
  /// Nothing else comes of the document, whose memory may go as soon as its text is read.
  private let isAlone: Bool
  private var isDone = false

  init(_ document: OpenedDocument, _ tree: MailTree, _ message: MailMessage, isAlone: Bool) {
    self.document = document
    self.tree = tree
    self.message = message
    self.isAlone = isAlone
  }

  var window: ByteWindow { document.window }
  var isContainer: Bool { false }
  var emptyWords: StaticString { "the e-mail is empty" }

  mutating func nextFrame() -> Frame? {
    if isDone { return nil }
    isDone = true
    return Frame(range: 0..<window.count, label: .document)
  }

  func pass(_ frame: Frame) {
    if isAlone { window.release() }
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    guard let copy = try copy(of: message.text, at: place) else {
      throw isAlone
        ? Rejection(.noText, "the e-mail has no text", locator: place.locator)
        : Rejection(
          .leftAlone, "the e-mail has no text beside its attachments", locator: place.locator)
    }
    let draft = MailFields(message.header, charset: copy.charset).draft
    return [
      try copy.text.withUnsafeBufferPointer { (text) throws(Rejection) in
        try draft.article(at: place, text: TextLines(text), wasMarkup: copy.isMarkup)
      }
    ]
  }

  /// Valid UTF-8, not blank.
  private struct Copy {
    var text: [UInt8]
    /// Each line is a paragraph.
    var isMarkup: Bool
    /// The charset that its part names.
    var charset: String?
  }

  /// Nil when there is no text. The tree's limit bounds the depth.
  private func copy(
    of text: MailMessage.Text, at place: DocumentPlace
  ) throws(Rejection) -> Copy? {
    switch text {
    case .part(let part): return try copy(ofPart: part, at: place)
    case .best(let texts):
      for text in texts.reversed() {
        if let copy = try copy(of: text, at: place) { return copy }
      }
      return nil
    case .all(let texts):
      var whole: Copy?
      for text in texts {
        guard let next = try copy(of: text, at: place) else { continue }
        whole = whole.map { Self.joined($0, next) } ?? next
        try hold(whole?.text.count ?? 0, at: place)
      }
      return whole
    }
  }

  private static func joined(_ one: Copy, _ other: Copy) -> Copy {
    func lines(_ copy: Copy) -> [UInt8] {
      if copy.isMarkup { return copy.text }
      return copy.text.withUnsafeBufferPointer { Paragraphs(TextLines($0), from: 0).joined }
    }
    if one.isMarkup || other.isMarkup {
      return Copy(
        text: lines(one) + [0x0A] + lines(other), isMarkup: true, charset: one.charset)
    }
    return Copy(
      text: one.text + [0x0A, 0x0A] + other.text, isMarkup: false, charset: one.charset)
  }

  /// A mail may be larger than a document, for what is attached to it; its text may not.
  private func hold(_ count: Int, at place: DocumentPlace) throws(Rejection) {
    if count > place.limits.documentTextBytes {
      throw place.limits.documentTooLarge(locator: place.locator)
    }
  }

  private static func isPacked(at place: DocumentPlace) -> Rejection {
    Rejection(
      .unknownFormat,
      "the file looks like e-mail whose text is packed, which Wiredesk does not read",
      locator: place.locator)
  }

  /// What looks at lines holds 32 bytes for each: a text of line feeds would cost half a gigabyte.
  private static func hasFewLines(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      var (from, lines) = (0, 0)
      while lines <= mostLines, let feed = ByteRuns.first(0x0A, in: text, from: from) {
        lines += 1
        from = feed + 1
      }
      return lines <= mostLines
    }
  }
  /// As `TextLines` tells apart.
  private static let mostLines = 1 << 18

  private func copy(ofPart number: Int, at place: DocumentPlace) throws(Rejection) -> Copy? {
    let part = tree.parts[number]
    let content = MailContent(part, in: window.bytes)
    try hold(part.body.count, at: place)
    guard let bytes = content.decoded else { throw Self.isPacked(at: place) }
    let text = try self.text(of: part, content, bytes, at: place)
    guard text.contains(where: { $0 > 0x20 }) else { return nil }
    return Copy(text: text, isMarkup: part.type == "text/html", charset: content.charset)
  }

  /// - Returns: valid UTF-8, without what repeats another mail, frames a text or names recipients.
  private func text(
    of part: MailTree.Part, _ content: MailContent, _ bytes: [UInt8], at place: DocumentPlace
  ) throws(Rejection) -> [UInt8] {
    var text: [UInt8]
    if part.type == "text/html" {
      text = try MailPage.text(bytes, charset: content.charset, at: place, meter: document.meter)
      if Self.hasFewLines(text) {
        text = Quotations.withoutRepeated(in: text, subject: message.header["subject"])
      }
    } else {
      text = content.plainText(bytes)
      if part.type == "text/enriched" || part.type == "text/richtext" {
        text = text.withUnsafeBufferPointer { MarkupBody(html: $0, blankLinesDivide: true).text }
      }
      if Self.hasFewLines(text) {
        text = MailFurniture.without(
          in: Quotations.without(in: text, subject: message.header["subject"]))
      }
    }
    if Self.hasFewLines(text) {
      text = Recipients(message.header).without(in: ForwardedHead.without(in: text))
    }
    return text
  }
}
