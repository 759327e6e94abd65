/// What the address of a page says of it, when it may lead to articles.
enum ListAddress: Equatable {
  /// A site's front page.
  case root
  /// `/tag/harbour`, `/category/sport/page/2`, `/2026/11/`, `/archives.html`.
  case list
  /// `/culture/`: a section's, or a page with a short name.
  case short

  /// Nil for one that has the form of an article's.
  ///
  /// - Parameter address: absolute; one with a question names what nobody can tell.
  init?(_ address: String) {
    guard let start = address.utf8.firstRange(of: "://".utf8)?.upperBound else { return nil }
    let rest = address[start...].prefix { $0 != "#" }
    guard !rest.contains("?") else { return nil }
    var parts = rest.split(separator: "/").dropFirst().map { $0.lowercased()[...] }
    guard parts.count <= Self.most else { return nil }
    Self.normalize(&parts)
    guard let last = parts.last else {
      self = .root
      return
    }
    if Self.lists.contains(last) || Self.isNumbered(last, "index") || Self.isArchive(parts) {
      self = .list
    } else if parts.count > 1, Self.holders.contains(parts[parts.count - 2]), Self.isName(last) {
      self = .list
    } else if parts.count <= Self.mostOfShort, parts.allSatisfy(Self.isShort) {
      self = .short
    } else {
      return nil
    }
  }

  private static let most = 12
  private static let mostOfShort = 3

  /// Without the name of a folder's file, a suffix, and the number of one page of many.
  private static func normalize(_ parts: inout [Substring]) {
    if let last = parts.last, let dot = last.lastIndex(of: ".") {
      let suffix = last[dot...].dropFirst()
      if ["html", "htm", "php", "asp", "aspx", "jsp"].contains(suffix) {
        parts[parts.count - 1] = last[..<dot]
        if ["index", "default", "home"].contains(last[..<dot]) { parts.removeLast() }
      }
    }
    if parts.count > 1, parts[parts.count - 1].utf8.count <= 3, isNumber(parts[parts.count - 1]),
      ["page", "p", "seite", "pagina"].contains(parts[parts.count - 2])
    {
      parts.removeLast(2)
    }
  }

  private static func isNumber(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
  /// `index2`, `index-12`.
  private static func isNumbered(_ part: Substring, _ word: String) -> Bool {
    guard part.hasPrefix(word) else { return false }
    let rest = part.dropFirst(word.count).drop { $0 == "-" || $0 == "_" }
    return isNumber(rest) && rest.count <= 3
  }
  private static func isYear(_ part: Substring) -> Bool {
    part.utf8.count == 4 && isNumber(part) && (part.hasPrefix("19") || part.hasPrefix("20"))
  }
  /// A year, a month of it, or a day of that.
  private static func isArchive(_ parts: [Substring]) -> Bool {
    let numbers = parts.suffix(3).reversed().prefix { isNumber($0) && $0.utf8.count <= 2 }
    guard numbers.count < min(parts.count, 3) else { return false }
    return isYear(parts[parts.count - 1 - numbers.count])
  }
  /// Of a tag or a person, and not a title.
  private static func isName(_ part: Substring) -> Bool { part.count { $0 == "-" } < 3 }
  private static func isShort(_ part: Substring) -> Bool {
    part.count < 30 && part.count { $0 == "-" } < 2 && !part.contains(where: \.isNumber)
  }

  /// What sites call their lists.
  private static let lists: Set<Substring> = holders.union([
    "blog", "posts", "page", "home", "search", "suche", "news", "articles", "latest", "index",
    "sitemap",
  ])
  /// Below which each name is a list of its own.
  private static let holders: Set<Substring> = [
    "tag", "tags", "category", "categories", "cat", "author", "authors", "topic", "topics",
    "section",
    "sections", "archive", "archives", "label", "labels", "schlagwort", "schlagworte", "thema",
    "themen", "rubrik", "rubriken", "kategorie", "kategorien", "autor", "autoren", "archiv",
    "etiqueta", "etiquetas",
    "categoria", "categorias", "categoría", "tema", "temas", "etiquette", "categorie", "auteur",
    "emne", "kategori", "tagg",
  ]
}
