/// The text of an HTML fragment that stands in a JSON field. One linear pass; the reader of whole
/// pages is another.
///
/// A body is HTML when it has at least one pair of real elements, or a `<br>`, `<hr>` or `<img>` in
/// small letters, and when its elements balance: at most one element without its partner for each
/// five pairs. `<CBCO>`, `<A>` and `<P.N>` in wire copy fulfil neither.
struct MarkupBody {
  /// Paragraphs divided by blank lines, valid UTF-8.
  private(set) var text: [UInt8] = []
  private(set) var opensWithHeading = false
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// A space is owed before the next character: white space of any length is one space.
  private var owesSpace = false
  /// See `hiddenEnd`; "!--" stands for comments.
  private var endless: Set<String> = []
  private let blankLinesDivide: Bool
  /// Inside of a `<pre>`: each line of it is a paragraph.
  private var keepsLines = false
  /// Known to be HTML: a tag of no element is no text either.
  private let isCertain: Bool

  /// A fragment that is known to be HTML, balanced or not: tags of unknown elements go too, unless
  /// they are wire marks (`<CBCO>`: capitals, nothing else). The bytes are valid UTF-8; where
  /// `blankLinesDivide`, a blank line in the source is a paragraph's end.
  init(
    html bytes: UnsafeBufferPointer<UInt8>, blankLinesDivide: Bool = false, isCertain: Bool = true
  ) {
    self.bytes = bytes
    self.isCertain = isCertain
    self.blankLinesDivide = blankLinesDivide
    text.reserveCapacity(bytes.count)
    while index < bytes.count { step() }
  }

  /// Nil when the text, which is valid UTF-8, is not HTML.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard Self.isMarkup(bytes) else { return nil }
    self.init(html: bytes, isCertain: false)
  }

  /// Whether a tag of a real element stands in it: enough where the sender may write HTML.
  static func holdsTags(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var from = 0
    while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
      if let tag = MarkupTag(bytes, at: start), ElementName.kind(of: tag.name) != nil {
        return true
      }
      from = start + 1
    }
    return false
  }

  static func isMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var census = MarkupCensus()
    let firstMark = bytes.firstIndex { $0 > 0x20 }
    var endless: Set<String> = []
    var from = 0
    while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
      from = start + 1
      guard let tag = MarkupTag(bytes, at: start), let kind = ElementName.kind(of: tag.name) else {
        continue
      }
      from = tag.end
      // Their end tags may be left out: they neither balance nor fail to.
      let isRuby = rubyParts.contains(tag.name)
      if case .hidden = kind, !tag.isEnd, isRuby || !tag.closesItself {
        // A script may write tags; they are not the body's.
        from = hiddenEnd(bytes, tag: tag, endless: &endless) ?? tag.end
        if !isRuby { census.countHidden(isClosed: from > tag.end) }
      } else if !isRuby {
        census.count(
          tag, kind, isSmall: (0x61...0x7A).contains(bytes[start + 1]), isFirst: start == firstMark)
      }
    }
    return census.isMarkup
  }

  private mutating func step() {
    switch bytes[index] {
    case 0x3C: takeTag()
    case 0x26: takeReference()
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
      owesSpace = true
      index += 1
      if bytes[index - 1] == 0x0A {
        if keepsLines { breakLine(2) }
        if blankLinesDivide { endParagraph() }
      }
    default:
      let start = index
      index = ByteRuns.wordsEnd(bytes, from: start)
      // Other control characters: dropped by TextLines.
      if index == start { index += 1 }
      paySpace()
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
    }
  }

  /// Behind a line feed: a second one with nothing but spaces between is a blank line.
  private mutating func endParagraph() {
    var next = index
    while next < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[next]) { next += 1 }
    if next < bytes.count, bytes[next] == 0x0A {
      index = next + 1
      breakLine(2)
    }
  }

  private mutating func paySpace() {
    if owesSpace, let last = text.last, last != 0x0A { text.append(0x20) }
    owesSpace = false
  }
  private mutating func breakLine(_ feeds: Int) {
    owesSpace = false
    guard !text.isEmpty else { return }
    var present = 0
    while present < feeds, text.count > present, text[text.count - 1 - present] == 0x0A {
      present += 1
    }
    for _ in present..<feeds { text.append(0x0A) }
  }

  private mutating func takeTag() {
    if takeComment() || takeDeclaration() { return }
    guard let tag = MarkupTag(bytes, at: index) else { return takeAsText() }
    guard let kind = ElementName.kind(of: tag.name) else {
      if !isCertain || isWireMark(tag) { return takeAsText() }
      index = tag.end
      return
    }
    index = tag.end
    if tag.name == "pre" { keepsLines = !tag.isEnd }
    if tag.name == "sup", !tag.isEnd,
      let raised = Superscript.read(bytes, from: index, behind: owesSpace ? nil : text.last)
    {
      text += raised.text
      index = raised.end
    } else {
      lay(tag, kind)
    }
  }

  /// `<!-- comment -->`, and the empty `<!-->` and `<!--->`; false when there is none that ends.
  private mutating func takeComment() -> Bool {
    guard index + 1 < bytes.count, bytes[index + 1] == 0x21,
      bytes[index...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]), !endless.contains("!--")
    else { return false }
    for ending in [[0x3E], [0x2D, 0x3E]] as [[UInt8]]
    where bytes[(index + 4)...].starts(with: ending) {
      index += 4 + ending.count
      return true
    }
    guard let end = firstIndex(of: [0x2D, 0x2D, 0x3E], from: index + 4) else {
      endless.insert("!--")
      return false
    }
    index = end + 3
    return true
  }

  /// `<!DOCTYPE html>`, `<?xml version="1.0"?>`: of a page that stands whole in a field. What else begins
  /// so is passed over where the text is HTML beyond doubt.
  private mutating func takeDeclaration() -> Bool {
    guard index + 2 < bytes.count, bytes[index + 1] == 0x21 || bytes[index + 1] == 0x3F,
      !endless.contains("!")
    else { return false }
    let name = bytes[(index + 2)...].prefix { $0 | 0x20 &- 0x61 < 26 }
    guard !name.isEmpty, isCertain || Self.declarations.contains(name.map { $0 | 0x20 }) else {
      return false
    }
    guard let end = ByteRuns.first(0x3E, in: bytes, from: index) else {
      endless.insert("!")
      return false
    }
    index = end + 1
    return true
  }
  private static let declarations = ["doctype", "xml", "php"].map { Array($0.utf8) }

  /// What a tag does to the lines of the text; of a hidden element all is passed over.
  private mutating func lay(_ tag: MarkupTag, _ kind: ElementName.Kind) {
    switch kind {
    case .void, .inline: break
    case .lineBreak: breakLine(1)
    case .block where tag.name == "td" || tag.name == "th": owesSpace = true
    case .block: breakLine(2)
    case .heading:
      if text.isEmpty, !tag.isEnd { opensWithHeading = true }
      breakLine(2)
    case .hidden:
      if !tag.isEnd, !tag.closesItself {
        index = Self.hiddenEnd(bytes, tag: tag, endless: &endless) ?? tag.end
      }
    }
  }

  private mutating func takeAsText() {
    paySpace()
    text.append(0x3C)
    index += 1
  }
  private func isWireMark(_ tag: MarkupTag) -> Bool {
    !tag.isEnd && tag.end - index == tag.name.utf8.count + 2
      && bytes[index + 1..<tag.end - 1].allSatisfy { !(0x61...0x7A).contains($0) }
  }

  /// Behind the end tag of a hidden element; nil when there is none: then only the tag is dropped.
  /// Names known to have no end tag from here on are `endless`: each is looked for once.
  private static func hiddenEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, tag: MarkupTag, endless: inout Set<String>
  ) -> Int? {
    guard !endless.contains(tag.name) else { return nil }
    let isRuby = rubyParts.contains(tag.name)
    var from = tag.end
    while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
      if let end = MarkupTag(bytes, at: start) {
        if end.isEnd, end.name == tag.name { return end.end }
        // The end tags of ruby's parts may be left out (HTML Living Standard 13.1.2.4).
        if isRuby, rubyParts.contains(end.name) || end.name == "ruby" { return start }
      }
      from = start + 1
    }
    endless.insert(tag.name)
    return nil
  }

  private static let rubyParts: Set<String> = ["rb", "rt", "rtc", "rp"]

  private func firstIndex(of sequence: [UInt8], from: Int) -> Int? {
    var from = from
    while from < bytes.count, let start = ByteRuns.first(sequence[0], in: bytes, from: from) {
      if bytes[start...].starts(with: sequence) { return start }
      from = start + 1
    }
    return nil
  }

  private mutating func takeReference() {
    paySpace()
    if let reference = CharacterReference(bytes, at: index) {
      text.append(contentsOf: UTF8.encode(reference.scalar) ?? UTF8.encodedReplacementCharacter)
      index = reference.end
    } else {
      text.append(0x26)
      index += 1
    }
  }
}
