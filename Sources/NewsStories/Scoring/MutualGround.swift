package import NewsModel
package import NewsText

/// What an editor asks of two articles of one language, as if nothing else had come: who, where, when and
/// which figures both have, what differs, and which rule decides.
package struct MutualGround: Sendable {
  /// What decided beside the words.
  package enum Rule: Hashable, Sendable {
    case words
    /// Points won.
    case rareNames(Double)
    /// Points that the largest entity gave too much.
    case oneEntity(Double)
    case namesInConflict, placesInConflict, sameHeadline
    /// What is shared stands below the first sentences, as a footer does.
    case belowLede
    /// Points enough, but nearly all from countries and figures.
    case whereOnly
  }

  /// As they stand in the first article, each once.
  package private(set) var names: [String] = []
  /// Towns as they stand there, countries by their codes: `@jp`.
  package private(set) var places: [String] = []
  package private(set) var figures: [String] = []
  /// Names of the one lede that the other text does not hold.
  package private(set) var onlyFirst: [String] = []
  package private(set) var onlySecond: [String] = []
  /// Days from one to the other; nil when one of the two is not dated.
  package let days: Int?
  package let rule: Rule
  /// What they would have for each other.
  package let points: Double
  package let mayJoin: Bool

  /// - Parameters:
  ///   - first: the terms of one article.
  ///   - second: those of the other; nil comes back for another language.
  ///   - published: when the providers say that they came out.
  package init?(
    _ first: TermCounts, _ second: TermCounts, published: (Timestamp?, Timestamp?)
  ) {
    guard first.language == second.language else { return nil }
    let (a, b) = (Told(first, published.0), Told(second, published.1))
    let view = b.story
    var query = StoryQuery(seed: 0)
    query.load(a.weighed, first)
    let ranked = RankedStory(a.member, a.weighed.names, &query, view)
    points = ranked.score
    mayJoin = ranked.mayJoin
    rule = Self.rule(ranked)
    let isDated = published.0 != nil && published.1 != nil
    days = isDated ? a.member.gap(to: view.dates) : nil
    readShared(first, second)
    onlyFirst = Self.lede(of: first, without: b)
    onlySecond = Self.lede(of: second, without: a)
  }

  /// One of the two, weighed by what is shipped.
  private struct Told {
    var weighed: WeighedTerms
    var member: OpenStories.Member

    init(_ terms: TermCounts, _ published: Timestamp?) {
      let none = [UInt32](repeating: 0, count: terms.terms.count)
      weighed = WeighedTerms(terms, documents: none, articles: 0)
      member = OpenStories.Member(
        article: ArticleID(rawValue: 1), published: published,
        received: Timestamp(milliseconds: 0), weighed: weighed)
    }

    /// True when the text is not silent on a name of another article's lede.
    func mentions(_ key: TermHash) -> Bool {
      member.vector.withView { weighed.names.mentions(key, in: $0) }
    }

    var story: StoryView {
      var dates = StoryDates()
      dates.note(published: member.published, received: member.received)
      return StoryView(
        place: 0, id: StoryID(rawValue: 1), version: 0,
        squaredLength: member.vector.dot(member.vector), dates: dates,
        members: StoryMembers.none.adding(member))
    }
  }

  private static func rule(_ ranked: RankedStory) -> Rule {
    switch ranked.corrections.conflict {
    case .series: return .sameHeadline
    case .names: return .namesInConflict
    case .places: return .placesInConflict
    case .belowLede: return .belowLede
    case nil: break
    }
    if ranked.score >= StoryRules.joinScore, !ranked.mayJoin { return .whereOnly }
    if ranked.corrections.won > 0 { return .rareNames(ranked.corrections.won) }
    return ranked.corrections.over > 0 ? .oneEntity(ranked.corrections.over) : .words
  }

  private mutating func readShared(_ first: TermCounts, _ second: TermCounts) {
    let theirs = Dictionary(second.names.map { ($0.key, $0) }) { one, _ in one }
    let shared = first.names.filter { $0.isName && theirs[$0.key]?.isName ?? false }
    let isPlace = { (name: TermName) in
      name.marks.contains(.place) || theirs[name.key]?.marks.contains(.place) ?? false
    }
    names = first.written(shared.filter { !isPlace($0) })
    places = first.written(shared.filter(isPlace))
    let held = Set(second.terms.map(\.hash))
    for term in first.terms where held.contains(term.hash) {
      if term.isCountry { places.append(first.surface(term)) }
      if term.isFigure { figures.append(first.surface(term)) }
    }
  }

  private static func lede(of terms: TermCounts, without other: Told) -> [String] {
    terms.written(
      terms.names.filter {
        $0.marks.isSuperset(of: [.sure, .lede])
          && !other.mentions($0.key)
          && !other.member.vector.holds(terms.terms[Int($0.term)].hash)
      })
  }
}
