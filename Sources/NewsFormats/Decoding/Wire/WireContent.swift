import NewsBytes
import NewsModel

/// One content of a wire item, and the text that it is. Written in it may be: NITF or a piece of it, XHTML
/// or HTML, as elements or as text with references; plain text.
struct WireContent {
  /// Its media type, or what else its provider calls it, in small letters; empty when nothing is said.
  var type: String
  /// The first element in it, in small letters; nil when there is none.
  var root: String?
  /// What stands in it: text, or markup without attributes.
  var bytes: [UInt8]

  /// A text, and what of an article stands in it beside.
  struct Copy {
    var lines: TextLines
    /// Line ends are paragraphs, and no headline is to be guessed.
    var wasMarkup: Bool
    var headline: String?
    var byline: String?
  }

  private static let pieces: Set<String> = [
    "nitf", "body.head", "body.content", "block", "hedline",
  ]
  private var isNITF: Bool { type.holds("nitf") || root.map(Self.pieces.contains) ?? false }
  private var isHTML: Bool { type.holds("html") }
  /// An image, a sound: whatever its bytes look like.
  private var isForeign: Bool {
    ["image/", "video/", "audio/", "font/", "text/css"].contains { type.hasPrefix($0) }
  }

  /// - Parameters:
  ///   - place: of the item.
  ///   - meter: told of what another parser reads.
  /// - Returns: nil for what holds no text.
  /// - Throws: `tooSlow`, `tooDeep` and the like; what cannot be read as NITF is no fault of the item.
  func copy(at place: DocumentPlace, meter: WorkMeter) throws(Rejection) -> Copy? {
    guard !isForeign, bytes.contains(where: { $0 > 0x20 }) else { return nil }
    if isNITF || root == nil && beginsAsNITF {
      if let copy = try nitf(at: place, meter: meter) { return copy }
    }
    if let root {
      // What is neither NITF nor HTML is data, unless paragraphs stand in it.
      return isNITF || ElementName.kind(of: root) != nil || holdsParagraphs ? html : nil
    }
    if isHTML { return html }
    let markup = bytes.withUnsafeBufferPointer { MarkupBody($0)?.text }
    return copy(markup ?? bytes, wasMarkup: markup != nil)
  }

  private func copy(_ text: [UInt8], wasMarkup: Bool) -> Copy? {
    let lines = text.withUnsafeBufferPointer { TextLines($0) }
    return lines.lines.isEmpty ? nil : Copy(lines: lines, wasMarkup: wasMarkup)
  }
  private var html: Copy? {
    let around = HTMLSurroundings.removed(from: bytes)
    return around.flatMap(html) ?? html(bytes)
  }
  private func html(_ bytes: [UInt8]) -> Copy? {
    let markup = bytes.withUnsafeBufferPointer { MarkupBody(html: $0) }
    guard var copy = copy(markup.text, wasMarkup: true) else { return nil }
    if markup.opensWithHeading, copy.lines.lines.count > 1 {
      copy.headline = copy.lines.lines.first.map { copy.lines.text($0) }
    }
    return copy
  }

  private var holdsParagraphs: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var from = 0
      while let mark = ByteRuns.first(0x3C, in: bytes, from: from) {
        let rest = bytes[(mark + 1)...]
        if rest.starts(with: "p>".utf8) || rest.starts(with: "pre>".utf8) { return true }
        from = mark + 1
      }
      return false
    }
  }
  private var beginsAsNITF: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let start = bytes.firstIndex { $0 > 0x20 } ?? 0
      let head = UnsafeBufferPointer(rebasing: bytes[start...].prefix(DocumentHead.bytes))
      return head.first == 0x3C && XMLPrologue.root(head) == "nitf"
    }
  }

  /// Read as the document that it is, or is a piece of; nil when it is none, or holds no text.
  private func nitf(at place: DocumentPlace, meter: WorkMeter) throws(Rejection) -> Copy? {
    let document = whole
    do throws(Rejection) {
      let article = try document.withUnsafeBufferPointer { (bytes) throws(Rejection) in
        try NITF.article(in: bytes, at: place, meter: meter)
      }
      let lines = Array(article.body.utf8).withUnsafeBufferPointer { TextLines($0) }
      return Copy(
        lines: lines, wasMarkup: true,
        headline: article.headlineIsDerived ? nil : article.headline, byline: article.byline)
    } catch {
      switch error.reason {
      case .noText, .syntax, .truncated, .dtdRefused: return nil
      default: throw error
      }
    }
  }

  /// A piece with the elements around it that NITF has there.
  private var whole: [UInt8] {
    let around: [String]
    switch root {
    case "nitf": return bytes
    case nil: return Array(bytes.drop { $0 <= 0x20 })
    case "body": around = ["nitf"]
    case "body.content", "body.head": around = ["nitf", "body"]
    case "hedline": around = ["nitf", "body", "body.head"]
    default: around = ["nitf", "body", "body.content"]
    }
    return around.reduce(into: []) { $0 += Array("<\($1)>".utf8) } + bytes
      + around.reversed().reduce(into: []) { $0 += Array("</\($1)>".utf8) }
  }
}

extension ArticleDraft {
  /// The article of a wire item: its first content that holds text is the text.
  ///
  /// - Parameters:
  ///   - place: of the item.
  ///   - contents: the best first.
  ///   - meter: told of what is parsed again.
  ///   - mayBeAlert: whether a headline alone is the text.
  /// - Returns: the article.
  /// - Throws: `noText` and what reading a content throws.
  func article(
    at place: DocumentPlace, contents: [WireContent], meter: WorkMeter, mayBeAlert: Bool
  ) throws(Rejection) -> Article {
    for content in contents {
      guard let copy = try content.copy(at: place, meter: meter) else { continue }
      var draft = self
      if line(.headline) == nil { draft[.headline] = copy.headline.map { Array($0.utf8) } }
      if line(.byline) == nil { draft[.byline] = copy.byline.map { Array($0.utf8) } }
      var lines = copy.lines
      // The headline once more above the text.
      if lines.lines.count > 1, let first = lines.lines.first,
        lines.text(first) == draft.line(.headline)
      {
        lines = lines.dropping(1)
      }
      return try draft.article(at: place, text: lines, wasMarkup: copy.wasMarkup)
    }
    var rest = PassedOver()
    rest.holdsObjects = !mayBeAlert
    return try article(at: place, passedOver: { rest })
  }
}
