import Glibc
package import NewsModel
package import NewsText

extension StoryIndex {
  /// What the article shares with the story it joins, in points of its score, heaviest first.
  func shared(
    _ article: WeighedTerms, _ place: Int32, _ terms: TermCounts
  ) -> [SharedTerm] {
    let vector = article.vector
    let story = open.stories[Int(place)]
    let vectors = story.members.map { open.members[Int($0)].vector }
    let nearest = vectors.max { vector.dot($0) < vector.dot($1) }
    let length = Double(story.squaredLength).squareRoot() * StoryVector.one
    var shared: [(points: Double, term: Int32)] = []
    for index in 0..<vector.count {
      let hash = vector.hashes[index]
      let sum = vectors.reduce(0) { $0 + Double($1.weight(of: hash)) }
      guard sum > 0 else { continue }
      let own = Double(vector.weights[index])
      let member = own * Double(nearest?.weight(of: hash) ?? 0)
      let points =
        StoryRules.centrePoints * own * sum / length
        + StoryRules.memberPoints * member / (StoryVector.one * StoryVector.one)
      shared.append((points, article.termOfVector[index]))
    }
    return Self.heaviest(shared).map {
      SharedTerm(term: terms.surface(terms.terms[Int($0.term)]), weight: $0.points)
    }
  }

  static func heaviest(_ shared: [(points: Double, term: Int32)]) -> [(points: Double, term: Int32)]
  {
    Array(
      shared.sorted { $0.points != $1.points ? $0.points > $1.points : $0.term < $1.term }
        .prefix(StoryRules.sharedTermLimit))
  }
}

/// What two articles share, without any stream: for `explain`.
package enum StoryEvidence {
  /// Parts of the score that the second article would give the first in an empty database, heaviest
  /// first, at most 12, as they stand in the first. Empty across languages.
  package static func shared(_ a: TermCounts, _ b: TermCounts) -> [SharedTerm] {
    guard a.language == b.language else { return [] }
    let (first, second) = (unit(a), unit(b))
    var shared: [(points: Double, term: Int32)] = []
    var j = 0
    for (i, term) in a.terms.enumerated() {
      while j < b.terms.count, b.terms[j].hash < term.hash { j += 1 }
      guard j < b.terms.count, b.terms[j].hash == term.hash else { continue }
      let points = (StoryRules.centrePoints + StoryRules.memberPoints) * first[i] * second[j]
      shared.append((points, Int32(i)))
    }
    return StoryIndex.heaviest(shared).map {
      SharedTerm(term: a.surface(a.terms[Int($0.term)]), weight: $0.points)
    }
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
