import Glibc
import NewsText

/// One article's terms with their weights in the stream as it stood.
struct WeighedTerms: Sendable {
  var vector = StoryVector()
  /// Those by which it looks for others and is found, heaviest first.
  var heaviest: [StoryVector.HeavyTerm] = []
  /// For each term of the vector its place in `TermCounts.terms`.
  var termOfVector: [Int32] = []
  var record: [StoryBlob.TermWeight] = []
  var names = ArticleNames()
  /// Its heaviest terms that stand side by side, heaviest first.
  var pairs: [Pair] = []

  struct Pair: Sendable {
    var hash: TermHash
    var first: TermHash
    var second: TermHash
  }

  init() {}

  /// Step 2 of docs/stories.md: v = (1 + ln count) · idf (· 1.6 for a term of the headline), length 1, with
  /// idf = min(10, −ln((df + 400 p) / (N + 400))).
  ///
  /// - Parameters:
  ///   - terms: of one article.
  ///   - documents: the live count of each term.
  ///   - articles: N, those of the same language.
  init(_ terms: TermCounts, documents: [UInt32], articles: UInt32) {
    let prior = StoryRules.priorArticles
    let all = log(Double(articles) + prior)
    var weights: [Double] = []
    weights.reserveCapacity(documents.count)
    var squares = 0.0
    for (term, count) in zip(terms.terms, documents) {
      let idf = min(
        StoryRules.idfLimit, all - log(Double(count) + prior * Double(term.prior) + 1e-6))
      var weight = max(0, (1 + log(Double(term.count))) * idf)
      if term.inHeadline { weight *= StoryRules.headlineFactor }
      weights.append(weight)
      squares += weight * weight
    }
    names = ArticleNames(terms, documents: documents, articles: articles)
    quantise(terms, weights, scale: StoryVector.one / max(squares.squareRoot(), 1e-9))
    pair(terms)
  }

  private mutating func quantise(_ terms: TermCounts, _ weights: [Double], scale: Double) {
    var fixed = weights.map { UInt16(min(StoryVector.one, ($0 * scale).rounded())) }
    Self.dropLightest(&fixed)
    termOfVector.reserveCapacity(fixed.count)
    record.reserveCapacity(fixed.count)
    for (index, weight) in fixed.enumerated() {
      record.append(.init(hash: terms.terms[index].hash, weight: weight))
      if weight > 0 { termOfVector.append(Int32(index)) }
    }
    vector = StoryVector(record, count: termOfVector.count)
    heaviest = vector.heaviest(StoryRules.postedTermCount)
  }

  /// The pairs whose lighter term is heaviest; of equal ones the first by hash.
  private mutating func pair(_ terms: TermCounts) {
    var order: [UInt64] = []
    order.reserveCapacity(terms.neighbours.count)
    for (index, pair) in terms.neighbours.enumerated() {
      let lighter = min(record[Int(pair.first)].weight, record[Int(pair.second)].weight)
      if lighter > 0 { order.append(UInt64(~lighter) << 32 | UInt64(index)) }
    }
    order.sort()
    var taken: [Pair] = []
    for key in order.prefix(StoryRules.pairLimit) {
      let pair = terms.neighbours[Int(key & 0xFFFF_FFFF)]
      let (first, second) = (record[Int(pair.first)].hash, record[Int(pair.second)].hash)
      let both = (UInt64(first) << 32 | UInt64(second)) &* 0x9e37_79b9_7f4a_7c15
      taken.append(
        Pair(hash: max(1, TermHash(truncatingIfNeeded: both >> 32)), first: first, second: second))
    }
    pairs = taken
    names.keep(Set(taken.map(\.hash)).sorted())
  }

  /// Leaves the heaviest terms; of equal ones the first by hash.
  private static func dropLightest(_ weights: inout [UInt16]) {
    guard weights.count > StoryRules.vectorTermLimit else { return }
    var order = weights.enumerated().map { UInt64(~$0.element) << 32 | UInt64($0.offset) }
    order.sort()
    for key in order[StoryRules.vectorTermLimit...] { weights[Int(key & 0xFFFF_FFFF)] = 0 }
  }
}
