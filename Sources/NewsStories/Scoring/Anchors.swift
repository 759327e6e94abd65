package import NewsModel
package import NewsText

/// What an article can be recognised by in another language: towns, figures, names in any script. Shown to
/// people as related; no story is joined by it (docs/stories.md, "Across languages").
///
/// From the prototype (EVIDENCE 4 of the design): a town counts 2, one of more than two million people 1; a
/// figure 1, below 32 .4; a name .35 for each of its consonants. Two kinds are needed.
package struct Anchors: Sendable {
  private static let townPoints = 2.0
  private static let cityPoints = 1.0
  private static let cityThousands: UInt32 = 2000
  private static let figurePoints = 1.0
  private static let smallFigurePoints = 0.4
  private static let smallFigure = 32.0
  private static let figureLimit = 2.0
  private static let consonantPoints = 0.35
  private static let leastConsonants = 4
  /// One town and one figure that is not small, or a long name instead of either.
  private static let leastPoints = 2.5
  private static let days = 2

  package let language: TermLanguage
  private let day: Int64?
  /// As the article writes them.
  private var towns: [TermCounts.Town: String] = [:]
  private var figures: [Double: String] = [:]
  private var names: [String: String] = [:]

  /// - Parameters:
  ///   - terms: of one article.
  ///   - published: when the provider says that it came out; without it nothing is related.
  ///   - latin: a name in plain Latin letters, small ones.
  package init(_ terms: TermCounts, published: Timestamp?, latin: (String) -> String) {
    language = terms.language
    day = published?.day
    for name in terms.names where name.marks.contains(.sure) {
      let written = terms.surface(terms.terms[Int(name.term)])
      let found = terms.towns(name)
      for town in found { towns[town] = written }
      let consonants = Self.consonants(latin(written))
      if found.isEmpty, consonants.count >= Self.leastConsonants { names[consonants] = written }
    }
    for term in terms.terms where term.isFigure {
      let written = terms.surface(term)
      if let value = terms.value(of: term) { figures[value] = written }
    }
  }

  /// - Returns: what both have, as this article writes it; nil when it is too little, when one is not
  ///   dated or the other more than two days away, and for one language.
  package func shared(with other: Anchors) -> [String]? {
    guard language != other.language, let day, let theirs = other.day,
      abs(day - theirs) <= Self.days
    else { return nil }
    let towns = towns.filter { other.towns[$0.key] != nil }
    let figures = figures.filter { other.figures[$0.key] != nil }
    let names = names.filter { other.names[$0.key] != nil }
    let kinds = [towns.isEmpty, figures.isEmpty, names.isEmpty].count { !$0 }
    var points =
      towns.keys.map {
        $0.thousandPeople > Self.cityThousands ? Self.cityPoints : Self.townPoints
      }.max() ?? 0
    points += min(Self.figureLimit, figures.keys.reduce(0) { $0 + Self.points($1) })
    points += Self.consonantPoints * Double(names.keys.map(\.count).max() ?? 0)
    guard kinds >= 2, points >= Self.leastPoints else { return nil }
    return (towns.values.sorted() + names.values.sorted() + figures.values.sorted())
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func points(_ figure: Double) -> Double {
    figure < smallFigure ? smallFigurePoints : figurePoints
  }

  /// The consonants of a name in Latin letters: Лазарев and Lazarev are lzrv.
  private static func consonants(_ name: String) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      guard ("a"..."z").contains(scalar), !"aeiouyhj".unicodeScalars.contains(scalar) else {
        continue
      }
      let letter: Unicode.Scalar =
        switch scalar {
        case "c", "q": "k"
        case "w": "v"
        case "z": "s"
        default: scalar
        }
      if out.unicodeScalars.last != letter { out.unicodeScalars.append(letter) }
    }
    return out
  }
}
