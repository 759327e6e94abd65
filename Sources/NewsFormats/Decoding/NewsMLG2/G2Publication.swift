import NewsModel

/// What a NewsML-G2 item says about what may be done with it, and by what it is sorted.
extension G2Item {
  /// `pubStatus`, usable without one; the signal of a correction makes what is usable corrected.
  var status: Article.Status? {
    let given = code(outline.first("pubStatus", in: itemMeta)).flatMap(StatusWord.status)
    if given == nil || given == .usable {
      let signals = outline.all("signal", in: itemMeta).compactMap { code($0) }
      if signals.contains(where: { StatusWord.status($0) == .corrected }) { return .corrected }
      // Power conformance: without a time it holds until its provider says so.
      if outline.first("embargoed", in: itemMeta) != nil, embargo == nil { return .embargoed }
    }
    return given
  }

  var embargo: Timestamp? {
    outline.words(outline.first("embargoed", in: itemMeta)).flatMap { DateReader.timestamp($0) }
  }

  var facts: Article.Facts {
    var facts = Article.Facts()
    for subject in outline.all("subject", in: contentMeta) {
      let type = string("type", of: subject)?.lowercased()
      if let type, type.hasSuffix(":geoarea") || type.hasSuffix(":poi") {
        facts.places.append(concept(subject))
      } else {
        facts.subjects.append(concept(subject))
      }
    }
    facts.places = outline.all("located", in: contentMeta).map(concept) + facts.places
    facts.genres = outline.all("genre", in: contentMeta).map(concept)
    facts.keywords = outline.all("keyword", in: contentMeta).compactMap { text($0) }
    facts.urgency = outline.words(outline.first("urgency", in: contentMeta))
      .flatMap { Int(String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self)) }
    facts.slug = text(spoken("slugline", in: contentMeta).first)
    facts.dateline = text(spoken("dateline", in: contentMeta).first)
    facts.editorNote = note
    facts.wordCount = inline.lazy.compactMap { string("wordcount", of: $0) }
      .compactMap { Int($0) }.first { $0 > 0 }
    return facts
  }

  private func concept(_ element: Int) -> Article.Concept {
    let code = ["qcode", "uri", "literal"].lazy.compactMap { string($0, of: element) }.first
    return Article.Concept(code: code, name: text(spoken("name", in: element).first))
  }

  /// All notes in one, as far as they fit; agencies send the same once more as markup.
  private var note: String? {
    let notes = spoken("edNote", in: itemMeta).filter { !holdsBlocks($0) }.compactMap { text($0) }
    var joined = notes.first
    for note in notes.dropFirst() {
      guard let before = joined,
        before.utf8.count + note.utf8.count < Article.Facts.limitBytes
      else { break }
      joined = before + " " + note
    }
    return joined ?? text(spoken("edNote", in: itemMeta).first)
  }

  private func holdsBlocks(_ element: Int) -> Bool {
    outline.children(of: element).contains { child in
      switch ElementName.kind(of: outline.name(of: child).lowercased()) {
      case .block, .heading: true
      default: false
      }
    }
  }

  private func text(_ element: Int?) -> String? {
    outline.words(element).map { String(decoding: $0, as: UTF8.self) }
  }
}
