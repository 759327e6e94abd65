/// One element of a feed that means something, as the places of its events; and its text.
///
/// How text may be written: RSS says nothing, so what has tags is HTML and anything else is text
/// with character references (RSS 2.0: "entity-encoded HTML is allowed"). Atom 1.0 says `type`:
/// text, html, xhtml or a media type (RFC 4287, 3.1.1 and 4.1.3.3). Atom 0.3 says a media type and
/// `mode`: xml, escaped, base64.
struct FeedElement {
  enum Writing {
    case plain, html
    /// HTML where it has tags.
    case unsaid
    /// An image, a sound: no text of ours.
    case foreign
  }

  var meaning: FeedMeaning
  /// Atom's own, of either version.
  var isAtom: Bool
  var attributes: Range<Int>
  /// Between the start tag and the end tag.
  var inside: Range<Int>
  /// True when elements stand in it.
  var hasElements = false
  /// The nearest `xml:lang` and `xml:base` at or above it, below the feed; empty means none.
  var language: String?
  var base: String?
}

/// The text of a feed's element, without markup.
struct FeedText {
  var lines: TextLines
  /// Line ends are paragraphs, and no headline is to be guessed.
  var wasMarkup: Bool

  /// - Parameters:
  ///   - text: what stands in the element, valid UTF-8.
  ///   - writing: how it is written there.
  ///   - isExport: of WordPress: HTML without its paragraph tags, and with its shortcodes.
  init(_ text: [UInt8], _ writing: FeedElement.Writing, isExport: Bool = false) {
    var text = Charset.withoutC1(text)
    if let divided = PageMarks.divided(text) { text = divided }
    if isExport, let plain = text.withUnsafeBufferPointer({ Shortcodes.removed(from: $0) }) {
      text = plain
    }
    let isHTML =
      writing == .html
      || writing == .unsaid && text.withUnsafeBufferPointer { MarkupBody.holdsTags($0) }
    if isHTML {
      let markup = text.withUnsafeBufferPointer {
        MarkupBody(html: $0, blankLinesDivide: isExport)
      }
      self.init(markup)
    } else if writing == .unsaid, text.contains(0x26) {
      let resolved = text.withUnsafeBufferPointer { CharacterReference.resolved($0) }
      // When references hide a balanced HTML body, the provider has escaped it once too often.
      if let markup = resolved.withUnsafeBufferPointer({ MarkupBody($0) }) {
        self.init(markup)
      } else {
        self.init(lines: resolved.withUnsafeBufferPointer { TextLines($0) }, wasMarkup: false)
      }
    } else {
      self.init(lines: text.withUnsafeBufferPointer { TextLines($0) }, wasMarkup: false)
    }
  }
  private init(_ markup: MarkupBody) {
    self.init(lines: markup.text.withUnsafeBufferPointer { TextLines($0) }, wasMarkup: true)
  }
  private init(lines: TextLines, wasMarkup: Bool) {
    self.lines = lines
    self.wasMarkup = wasMarkup
  }

  var isBlank: Bool { lines.lines.isEmpty }
  /// As one line.
  var line: [UInt8] {
    var out: [UInt8] = []
    for line in lines.lines {
      if !out.isEmpty { out.append(0x20) }
      out += lines.bytes[line.range]
    }
    return out
  }
}

extension XMLEvents {
  /// What stands in an element: its text, and elements as HTML tags without attributes where HTML
  /// has such an element (others leave no trace but their text). Where elements stand in it
  /// (`isMarkup`), text is escaped.
  func content(_ inside: Range<Int>, isMarkup: Bool, names: [XMLName]) -> [UInt8] {
    if !isMarkup {
      if inside.count == 1, case .text(let range) = events[inside.lowerBound] {
        return Array(bytes[range])
      }
      return events[inside].reduce(into: []) {
        if case .text(let range) = $1 { $0 += bytes[range] }
      }
    }
    var out: [UInt8] = []
    for event in events[inside] {
      switch event {
      case .start(let name, _): Self.append(tag: names[name].local, isEnd: false, to: &out)
      case .end(let name): Self.append(tag: names[name].local, isEnd: true, to: &out)
      case .text(let range):
        for byte in bytes[range] {
          switch byte {
          case 0x26: out += Array("&amp;".utf8)
          case 0x3C: out += Array("&lt;".utf8)
          default: out.append(byte)
          }
        }
      }
    }
    return out
  }

  private static func append(tag name: String, isEnd: Bool, to out: inout [UInt8]) {
    let name = name.lowercased()
    guard let kind = ElementName.kind(of: name) else { return }
    switch kind {
    case .void,
      .lineBreak where isEnd:
      return
    default: break
    }
    out.append(0x3C)
    if isEnd { out.append(0x2F) }
    out += Array(name.utf8)
    out.append(0x3E)
  }
}
