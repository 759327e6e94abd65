import Glibc
package import NewsModel
package import NewsText

extension StoryDecision.SharedTerm {
  /// What the article shares with the story, in points of its score, heaviest first.
  static func heaviest(
    _ article: WeighedTerms, _ terms: TermCounts, _ story: StoryView
  ) -> [StoryDecision.SharedTerm] {
    let vector = article.vector
    // Each member is gone through once, beside the article: looking up each term in each was 50 µs.
    var sums = [UInt32](repeating: 0, count: vector.count)
    var nearest = (product: UInt64(0), member: 0)
    var nearestWeights = [UInt16](repeating: 0, count: vector.count)
    vector.withView { own in
      story.members.withViews { members in
        for (index, member) in members.enumerated() {
          var product: UInt64 = 0
          own.shared(with: member.vector) { term, weight in
            sums[term] += UInt32(weight)
            product += UInt64(own.weights[term]) * UInt64(weight)
          }
          if product > nearest.product { nearest = (product, index) }
        }
        guard nearest.product > 0 else { return }
        own.shared(with: members[nearest.member].vector) { nearestWeights[$0] = $1 }
      }
    }
    let length = Double(story.squaredLength).squareRoot() * StoryVector.one
    var shared: [(points: Double, term: Int32)] = []
    for index in 0..<vector.count where sums[index] > 0 {
      let own = Double(vector.weights[index])
      let member = own * Double(nearestWeights[index])
      let points =
        StoryRules.centrePoints * own * Double(sums[index]) / length
        + StoryRules.memberPoints * member / (StoryVector.one * StoryVector.one)
      shared.append((points, article.termOfVector[index]))
    }
    let heaviest = shared.foremost(lookedAt) {
      $0.points != $1.points ? $0.points > $1.points : $0.term < $1.term
    }
    return merged(heaviest.map { Part($0.points, 0, terms.terms[Int($0.term)]) }, of: [terms])
  }

  /// A term in points of a score, and the place of the article that it stands in.
  typealias Part = (points: Double, article: Int, term: TermCounts.Term)

  /// More than are shown, because several may be one for people.
  private static let lookedAt = 2 * StoryRules.sharedTermLimit

  /// Terms that stand in the same letters are one for people: rare characters of Chinese count in pairs,
  /// Thai in pairs of letters, Vietnamese in syllables and pairs of them.
  ///
  /// - Parameters:
  ///   - parts: heaviest first; twice the limit of them is looked at.
  ///   - articles: those that the parts stand in.
  /// - Returns: at most the limit, in the same order.
  static func merged(_ parts: [Part], of articles: [TermCounts]) -> [StoryDecision.SharedTerm] {
    var whole: [(part: Part, span: TermCounts.Span?)] = []
    let placed = parts.prefix(lookedAt)
      .map { ($0, articles[$0.article].surfaceRange($0.term)) }
      .sorted { ($0.1?.bytes.lowerBound ?? 0) < ($1.1?.bytes.lowerBound ?? 0) }
    for (part, span) in placed {
      guard let span,
        let index = whole.lastIndex(where: { other in
          guard let there = other.span, there.inHeadline == span.inHeadline else { return false }
          return there.bytes.overlaps(span.bytes)
            && (other.part.article == part.article
              || articles[other.part.article].sharesTexts(with: articles[part.article]))
        }), let bytes = whole[index].span?.bytes
      else {
        whole.append((part, span))
        continue
      }
      whole[index].part.points += part.points
      whole[index].span?.bytes = bytes.lowerBound..<max(bytes.upperBound, span.bytes.upperBound)
    }
    let heaviest = whole.foremost(StoryRules.sharedTermLimit) {
      $0.part.points != $1.part.points
        ? $0.part.points > $1.part.points : $0.part.term.hash < $1.part.term.hash
    }
    return heaviest.map { part, span in
      let article = articles[part.article]
      return StoryDecision.SharedTerm(
        term: span.map(article.text) ?? article.surface(part.term), weight: part.points)
    }
  }
}

extension Sequence {
  /// The first of them in an order that no two share a place in, in that order: what sorting all and taking a
  /// prefix gives, without the sorting. O(count) when few of them are foremost.
  fileprivate func foremost(
    _ limit: Int, _ precedes: (Element, Element) -> Bool
  ) -> [Element] {
    var best: [Element] = []
    best.reserveCapacity(limit + 1)
    for element in self {
      if best.count == limit, !precedes(element, best[limit - 1]) { continue }
      let place = best.firstIndex { precedes(element, $0) } ?? best.count
      best.insert(element, at: place)
      if best.count > limit { best.removeLast() }
    }
    return best
  }
}

/// What articles share and what they are about, without any stream: for people.
package enum SharedGround {
  /// Parts of the score that two stories, or articles, would give each other in an empty database,
  /// heaviest first, at most 12, as they stand in the first; and that score, without regard to dates.
  /// Nothing across languages.
  package static func shared(
    _ a: [TermCounts], _ b: [TermCounts]
  ) -> (terms: [StoryDecision.SharedTerm], points: Double) {
    guard let language = a.first?.language, language == b.first?.language else { return ([], 0) }
    let (first, second) = (centre(a), centre(b))
    let all = StoryRules.centrePoints + StoryRules.memberPoints
    let shared = first.compactMap { hash, own in
      second[hash].map { (points: all * own.weight * $0.weight, hash: hash) }
    }.sorted { $0.points != $1.points ? $0.points > $1.points : $0.hash < $1.hash }
    let parts = shared.compactMap { term in
      first[term.hash].map { (points: term.points, article: $0.article, term: $0.term) }
    }
    return (StoryDecision.SharedTerm.merged(parts, of: a), shared.reduce(0) { $0 + $1.points })
  }

  /// What the articles are about together: the terms with the greatest sum of weights, as they stand
  /// in the first article that holds them, and countries by their codes.
  package static func heaviest(
    _ articles: [TermCounts], terms termLimit: Int, places placeLimit: Int
  ) -> (terms: [String], places: [String]) {
    let sums = sums(articles).values
    func surfaces(_ limit: Int, where isWanted: (TermCounts.Term) -> Bool) -> [String] {
      sums.filter { isWanted($0.term) }.foremost(limit) {
        $0.weight != $1.weight ? $0.weight > $1.weight : $0.term.hash < $1.term.hash
      }.map { articles[$0.article].surface($0.term) }
    }
    return (
      surfaces(termLimit) { $0.isSubject },
      surfaces(placeLimit) { $0.isCountry }.map { String($0.dropFirst()) }
    )
  }

  /// A term's weight in several articles together, and where it was first met.
  private typealias Sum = (weight: Double, article: Int, term: TermCounts.Term)

  private static func sums(_ articles: [TermCounts]) -> [TermHash: Sum] {
    var sums: [TermHash: Sum] = [:]
    for (index, article) in articles.enumerated() {
      for (term, weight) in zip(article.terms, unit(article)) {
        sums[term.hash, default: (0, index, term)].weight += weight
      }
    }
    return sums
  }

  /// The sum of the articles' weights, length 1.
  private static func centre(_ articles: [TermCounts]) -> [TermHash: Sum] {
    let sums = sums(articles)
    let length = sums.values.map { $0.weight * $0.weight }.sorted().reduce(0, +).squareRoot()
    return sums.mapValues { ($0.weight / max(length, 1e-9), $0.article, $0.term) }
  }

  /// Weights by the shipped prior alone, length 1.
  private static func unit(_ terms: TermCounts) -> [Double] {
    let weights = terms.terms.map { term in
      (1 + log(Double(term.count)))
        * max(0, min(StoryRules.idfLimit, -log(Double(term.prior) + 1e-9)))
        * (term.inHeadline ? StoryRules.headlineFactor : 1)
    }
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return weights.map { $0 / max(length, 1e-9) }
  }
}
