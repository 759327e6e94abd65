/// Short lines at the end of a text that are a part of it: a fact box, results, when and where.
///
/// They have no sentence and stand behind the last one, as signatures, tags and credits do. What tells
/// them is their form: a label, a colon and what is behind it, or two numbers against each other.
enum FactLine {
  private static let longestLabel = 32
  private static let mostWordsOfLabel = 4

  /// White space in `line` is single.
  static func isFact(_ line: String) -> Bool {
    if Byline.name(ofSignedLine: line) != nil || line.contains("://") || line.contains("@") {
      return false
    }
    return isScore(line) || hasLabel(line)
  }

  /// "Nordvik – Elvik 2–1", "Elvik 3:0 Sundvik"; no day, no time of a change.
  private static func isScore(_ line: String) -> Bool {
    guard WrittenDate.first(in: line) == nil, !DatedLine.announcesChange(line) else { return false }
    let words = line.split(separator: " ")
    guard words.count > 1, words.contains(where: { $0.first?.isLetter == true }) else {
      return false
    }
    return words.contains { word in
      let parts = word.split(maxSplits: 2, omittingEmptySubsequences: false) { "-–:−".contains($0) }
      return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.count < 4 }
        && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
    }
  }

  /// "Opens: June 2028", "Facts Length: 400 m Cost: 412 million".
  private static func hasLabel(_ line: String) -> Bool {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }),
      !DatedLine.isOnlyDays(line)
    else { return false }
    let label = line[..<colon]
    let value = line[line.index(after: colon)...]
    let words = label.split(separator: " ")
    return label.utf8.count <= longestLabel && !words.isEmpty && words.count <= mostWordsOfLabel
      && label.first?.isLetter == true
      && (value.first?.isWhitespace == true || line[colon] == "：")
      && value.contains { $0.isLetter || $0.isNumber }
      && !words.contains { notFacts.contains($0.lowercased()) }
  }

  /// Labels of what stands around a text.
  private static let notFacts: Set<String> = [
    "tags", "tag", "topics", "keywords", "category", "categories", "filed", "share", "author",
    "text", "photo", "photos", "foto", "fotos", "image", "picture", "credit", "source", "sources",
    "quelle", "quellen", "bild", "bilder", "grafik", "video", "autor", "autorin", "redaktion",
    "schlagwörter", "stichworte", "themen", "thema", "kategorie", "kategorien", "rubrik", "teilen",
    "contact", "kontakt", "tel", "telefon", "phone", "fax", "mail", "e-mail", "email", "web",
    "website", "internet", "isbn", "copyright", "more", "mehr", "read", "see", "siehe", "lesen",
    "related", "previous", "next", "weiterlesen", "fuente", "etiquetas", "temas",
    "crédit",
    "fonte", "bron", "źródło", "fot", "tagi", "источник", "фото", "теги", "likes", "views",
    "aufrufe",
    "comments", "kommentare", "rating", "download", "pdf", "link", "links", "id", "datum", "date",
    "stand", "uhr",
  ]
}
