import Glibc
import NewsText

/// One article's terms with their weights in the stream as it stood.
struct WeighedTerms {
  var vector: StoryVector
  /// For each term of the vector its place in `TermCounts.terms`.
  var termOfVector: [Int32]
  var record: [StoryRecord.TermWeight]
}

extension StoryIndex {
  /// Weights the terms (step 3 of method A) and counts the article.
  ///
  /// v = (1 + ln count) · idf, idf = min(10, −ln((df + 400 p) / (N + 400))), length 1. Terms of
  /// other languages do not count in N.
  func weigh(_ terms: TermCounts) -> WeighedTerms {
    let prior = StoryRules.priorArticles
    let all = log(Double(counts.articleCount(terms.language)) + prior)
    var weights: [Double] = []
    weights.reserveCapacity(terms.terms.count)
    var squares = 0.0
    for term in terms.terms {
      let documents = Double(counts.increment(term.hash)) + prior * Double(term.prior) + 1e-6
      let idf = min(StoryRules.idfLimit, all - log(documents))
      let weight = max(0, (1 + log(Double(term.count))) * idf)
      weights.append(weight)
      squares += weight * weight
    }
    counts.endArticle(terms.language)
    return quantise(terms, weights, scale: StoryVector.one / max(squares.squareRoot(), 1e-9))
  }

  private func quantise(_ terms: TermCounts, _ weights: [Double], scale: Double) -> WeighedTerms {
    var fixed = weights.map { UInt16(min(StoryVector.one, ($0 * scale).rounded())) }
    dropLightest(&fixed)
    var weighed = WeighedTerms(vector: StoryVector(), termOfVector: [], record: [])
    weighed.termOfVector.reserveCapacity(fixed.count)
    weighed.record.reserveCapacity(fixed.count)
    for (index, weight) in fixed.enumerated() {
      weighed.record.append(.init(hash: terms.terms[index].hash, weight: weight))
      if weight > 0 { weighed.termOfVector.append(Int32(index)) }
    }
    weighed.vector = StoryVector(
      terms: weighed.record.lazy.map { ($0.hash, $0.weight) }, count: weighed.termOfVector.count)
    return weighed
  }

  /// Leaves the heaviest terms; of equal ones the first by hash.
  private func dropLightest(_ weights: inout [UInt16]) {
    guard weights.count > StoryRules.vectorTermLimit else { return }
    var order = weights.enumerated().map { UInt64(~$0.element) << 32 | UInt64($0.offset) }
    order.sort()
    for key in order[StoryRules.vectorTermLimit...] { weights[Int(key & 0xFFFF_FFFF)] = 0 }
  }
}
