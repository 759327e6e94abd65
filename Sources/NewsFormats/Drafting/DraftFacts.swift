import NewsModel

extension Article.Facts {
  /// As they may be kept: each text one clean line, blank and too long ones left out, none twice, at most
  /// `limit` of a kind.
  var cleaned: Article.Facts {
    var facts = self
    facts.subjects = Self.cleaned(subjects)
    facts.genres = Self.cleaned(genres)
    facts.places = Self.cleaned(places)
    facts.keywords = Self.unique(keywords.lazy.compactMap(Self.line))
    facts.urgency = urgency.flatMap { (1...9).contains($0) ? $0 : nil }
    facts.slug = slug.flatMap(Self.line)
    facts.take = take.flatMap(Self.line)
    facts.dateline = dateline.flatMap(Self.line)
    facts.editorNote = editorNote.flatMap(Self.line)
    facts.wordCount = wordCount.flatMap { (0...10_000_000).contains($0) ? $0 : nil }
    return facts
  }

  private static func cleaned(_ concepts: [Article.Concept]) -> [Article.Concept] {
    unique(
      concepts.lazy.compactMap { concept in
        let (code, name) = (concept.code.flatMap(line), concept.name.flatMap(line))
        return code == nil && name == nil ? nil : Article.Concept(code: code, name: name)
      })
  }

  /// So many are compared one by one: to hash one costs as much as comparing eight of unlike words.
  private static let fewValues = 8

  private static func unique<T: Hashable>(_ values: some Sequence<T>) -> [T] {
    var seen: Set<T> = []
    var kept: [T] = []
    for value in values {
      if kept.count == limit { break }
      if kept.count < fewValues {
        if !kept.contains(value) { kept.append(value) }
        continue
      }
      if seen.isEmpty { seen = Set(kept) }
      if seen.insert(value).inserted { kept.append(value) }
    }
    return kept
  }

  private static func line(_ text: String) -> String? {
    if isClean(text) { return text }
    guard text.utf8.count <= limitBytes * 4 else { return nil }
    var text = text
    let line = text.withUTF8 { bytes in
      let lines = TextLines(bytes)
      return lines.lines.flatMap { lines.text($0).split(whereSeparator: \.isWhitespace) }
        .joined(separator: " ")
    }
    return line.isEmpty || line.utf8.count > limitBytes ? nil : line
  }

  /// Codes and names nearly always are, and an item of a wire has fifty.
  private static func isClean(_ text: String) -> Bool {
    guard (1...limitBytes).contains(text.utf8.count) else { return false }
    var text = text
    return text.withUTF8 { bytes in
      var last: UInt8 = 0x20
      for index in bytes.indices {
        let byte = bytes[index]
        if byte > 0x20 && byte < 0x7F || byte == 0x20 && last != 0x20 {
          last = byte
          continue
        }
        guard byte >= 0x80, !mayBeBlank(bytes, at: index) else { return false }
        last = byte
      }
      return last != 0x20
    }
  }

  /// Whether the byte, which is not ASCII, may begin white space, a mark or a control, or follow white space to
  /// stand above it.
  private static func mayBeBlank(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch bytes[index] {
    case 0xC2: return next <= 0xA0
    case 0xE1: return next == 0x9A
    case 0xE2:
      return next == 0x80 && index + 2 < bytes.count && !isSign(bytes[index + 2]) || next == 0x81
    case 0xE3: return next == 0x80
    case 0xEF: return next == 0xBB
    default:
      return bytes[index] & 0xC0 != 0x80 && index > 0 && bytes[index - 1] == 0x20
        && isMark(bytes[index])
    }
  }
  /// Of U+2010 to U+2027: dashes, quotation marks, bullets and dots.
  private static func isSign(_ last: UInt8) -> Bool { (0x90...0xA7).contains(last) }
  /// Combining marks of Latin, Greek and Cyrillic letters begin so (U+0300 to U+036F), and letters do not.
  private static func isMark(_ first: UInt8) -> Bool { first == 0xCC || first == 0xCD }
}
