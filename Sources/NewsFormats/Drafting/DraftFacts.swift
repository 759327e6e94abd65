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

  private static func unique<T: Hashable>(_ values: some Sequence<T>) -> [T] {
    var seen: Set<T> = []
    var kept: [T] = []
    for value in values {
      if kept.count == limit { break }
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

  /// Codes nearly always are, and an item of a wire has fifty.
  private static func isClean(_ text: String) -> Bool {
    guard (1...limitBytes).contains(text.utf8.count) else { return false }
    var last: UInt8 = 0x20
    for byte in text.utf8 {
      guard byte > 0x20 && byte < 0x7F || byte == 0x20 && last != 0x20 else { return false }
      last = byte
    }
    return last != 0x20
  }
}
