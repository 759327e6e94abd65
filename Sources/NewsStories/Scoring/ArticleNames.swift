import Glibc
import NewsText

/// The names of the article at hand, with all that is known of them on its worker.
struct ArticleNames: Sendable {
  struct Name: Sendable {
    var key: TermHash
    /// The term of its commonest form.
    var term: TermHash
    var prior: Double
    /// Articles of the stream that hold it.
    var documents: Double
    var entity: UInt16
    var isLede: Bool
  }

  /// Ascending by key, countries among them.
  private(set) var names: [Name] = []
  /// Keys of everything in the text that is written like a name, ascending.
  private(set) var mentioned: [TermHash] = []
  /// As the article's story will keep them.
  private(set) var kept = StoryNames()
  /// Articles of the stream in its language.
  private(set) var articles = 0.0
  private(set) var isEnglish = false
  /// Capitals tell which words are names; English apart, whose politics has other people in every lede of one matter.
  private(set) var areNamesSeen = false

  init() {}

  /// - Parameters:
  ///   - terms: of the article.
  ///   - documents: the live count of each term.
  ///   - articles: those of the same language.
  init(_ terms: TermCounts, documents: [UInt32], articles: UInt32) {
    self.articles = Double(articles)
    isEnglish = terms.language == .english
    areNamesSeen = !isEnglish && terms.language.marksNames
    var stored: [StoryNames.Name] = []
    for name in terms.names {
      mentioned.append(name.key)
      guard name.isName else { continue }
      let index = Int(name.term)
      stored.append(
        keep(name.key, terms.terms[index], documents[index], name.marks, name.entity))
    }
    for (index, term) in terms.terms.enumerated() where term.isCountry && term.inHeadline {
      stored.append(keep(term.hash, term, documents[index], [.lede, .country], 0))
    }
    names.sort { $0.key < $1.key }
    stored.sort { $0.key < $1.key }
    kept = StoryNames(stored, headline: terms.headlineHash)
  }

  /// Keeps what stands side by side with them.
  mutating func keep(_ pairs: [TermHash]) { kept.pairs = pairs }

  private mutating func keep(
    _ key: TermHash, _ term: TermCounts.Term, _ count: UInt32, _ marks: TermName.Marks,
    _ entity: UInt16
  ) -> StoryNames.Name {
    let (documents, prior) = (Double(count), Double(term.prior))
    let idf = min(
      StoryRules.idfLimit,
      log(articles + StoryRules.priorArticles)
        - log(documents + StoryRules.priorArticles * prior + 1e-6))
    names.append(
      Name(
        key: key, term: term.hash, prior: prior, documents: documents, entity: entity,
        isLede: marks.contains(.lede)))
    return StoryNames.Name(
      key: key, weight: UInt8(max(0, (idf * StoryNames.unitsOfIdf).rounded())), marks: marks)
  }

  /// True when the text is not silent on a name of another article's lede.
  func mentions(_ key: TermHash, in vector: VectorView) -> Bool {
    if vector.holds(key) { return true }
    var (low, high) = (0, mentioned.count)
    while low < high {
      let middle = (low + high) / 2
      if mentioned[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < mentioned.count && mentioned[low] == key
  }
}
