import NewsModel

/// By what an article is sorted, in lines for people.
struct FactLines {
  let facts: Article.Facts

  init(_ facts: Article.Facts) { self.facts = facts }

  /// None when there are none.
  var lines: [String] {
    let sorted = [
      ("slug", facts.slug), ("take", facts.take), ("urgency", facts.urgency.map(String.init)),
      ("subject", list(facts.subjects)), ("genre", list(facts.genres)),
      ("place", list(facts.places)),
      ("language of the text, against the copy's label", facts.languageGiven),
      ("keywords", facts.keywords.isEmpty ? nil : facts.keywords.joined(separator: ", ")),
    ].compactMap { name, text in text.map { "\(name) \(shown($0, cells: 200))" } }
    let note = facts.editorNote.map { "note to editors: " + shown($0, cells: 400) }
    return (sorted.isEmpty ? [] : [sorted.joined(separator: " · ")]) + (note.map { [$0] } ?? [])
  }

  private func list(_ concepts: [Article.Concept]) -> String? {
    concepts.isEmpty
      ? nil : concepts.map { $0.name ?? $0.code ?? "" }.joined(separator: ", ")
  }
}
