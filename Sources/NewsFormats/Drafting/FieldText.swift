/// The text of a field as records have it: plain, plain with HTML's character references, HTML, or HTML that
/// was escaped once too often. Nothing says which of them it is.
enum FieldText {
  /// A headline or a name in one line.
  ///
  /// - Parameter value: valid UTF-8.
  /// - Returns: without markup, its references read once: `&amp;lt;` gives `&lt;`.
  static func line(_ value: [UInt8]) -> [UInt8] {
    guard value.contains(0x26) || value.contains(0x3C) else { return value }
    return value.withUnsafeBufferPointer { bytes in
      MarkupBody(bytes)?.text ?? CharacterReference.resolved(bytes)
    }
  }

  /// The body of a record; nil when it is blank.
  ///
  /// - Parameters:
  ///   - value: valid UTF-8.
  ///   - headline: the one that the record names.
  /// - Returns: headline and body.
  static func copy(_ value: [UInt8], headline: String?) -> HeadlineRule? {
    (PageMarks.divided(value) ?? value).withUnsafeBufferPointer { bytes in
      if MarkupBody.isMarkup(bytes) { return markup(bytes, headline) }
      guard ByteRuns.first(0x26, in: bytes, from: 0) != nil else {
        return HeadlineRule(TextLines(bytes), given: headline)
      }
      return CharacterReference.resolved(bytes).withUnsafeBufferPointer { text in
        // An article about HTML may write tags; one that begins with a block is written in it.
        if opensWithBlock(text), MarkupBody.isMarkup(text) { return markup(text, headline) }
        return HeadlineRule(TextLines(text), given: headline)
      }
    }
  }

  /// In HTML without tags of paragraphs, as content systems keep it, blank lines divide them.
  private static func markup(
    _ bytes: UnsafeBufferPointer<UInt8>, _ headline: String?
  ) -> HeadlineRule? {
    let markup = MarkupBody(
      html: bytes, blankLinesDivide: !holdsParagraphs(bytes), isCertain: false)
    return markup.text.withUnsafeBufferPointer {
      HeadlineRule(
        TextLines($0), given: headline, takesFirstLine: markup.opensWithHeading,
        mayBeWrapped: false)
    }
  }

  private static func holdsParagraphs(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var from = 0
    while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
      if let tag = MarkupTag(bytes, at: start), ["p", "br", "div"].contains(tag.name) {
        return true
      }
      from = start + 1
    }
    return false
  }

  /// Whether a text without a field's name is HTML: it begins with a block, and balances. One tag alone is
  /// spoken of.
  static func isFragment(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      opensWithBlock(text) && text.count { $0 == 0x3C } > 1 && MarkupBody.isMarkup(text)
    }
  }

  private static func opensWithBlock(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.firstIndex(where: { $0 > 0x20 }), text[start] == 0x3C,
      let tag = MarkupTag(text, at: start), let kind = ElementName.kind(of: tag.name)
    else { return false }
    return switch kind {
    case .block, .heading: true
    default: false
    }
  }
}
