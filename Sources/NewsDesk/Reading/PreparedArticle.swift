import NewsAnswers
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText
import Synchronization

/// An article with all that a worker can find out about it alone.
struct PreparedArticle: Sendable {
  var article: Article
  /// Who published it: what the copy says, else the deposit's source.
  var source: String
  var fingerprint: Fingerprint
  var terms: TermCounts
  /// What its text names, without itself.
  var addresses: [String]
  /// Candidates and alignments against the index as it stood; used on the store queue only while
  /// it is the same index.
  var speculation: Speculation?
  /// The index that was asked for it; it may be gone, when the store has failed since.
  weak var index: CopyIndex?
  /// The same for its story.
  var storySpeculation: StorySpeculation?
  weak var stories: StoryIndex?
}

/// What the workers ask before the store queue decides.
struct Indices: Sendable {
  var copies: CopyIndex
  var stories: StoryIndex
}

/// The indices in force, for the workers' speculation; a failed transaction replaces them.
final class IndicesInForce: Sendable {
  private let indices: Mutex<Indices>

  init(_ indices: Indices) { self.indices = Mutex(indices) }

  var value: Indices { indices.withLock { $0 } }
  func set(_ value: Indices) { indices.withLock { $0 = value } }
}

/// Turns decoded articles into prepared ones: fingerprint, terms, speculation. Shared by all
/// workers; what no two threads may use at once (stemmers) is lent from a shelf.
final class Preparation: Sendable {
  private let seed: UInt64
  private let indices: IndicesInForce
  private let store: Store
  private let shelf = Mutex<[Tools]>([])

  /// Unchecked, because it is in one thread's hands at a time: taken from the shelf under its lock,
  /// used, and put back.
  private final class Tools: @unchecked Sendable {
    let extractor = TermExtractor()
  }

  init(store: Store, indices: IndicesInForce) {
    seed = store.reader.seed
    self.indices = indices
    self.store = store
  }

  /// Makes the tables of first use, about 100 ms (background statistics, folding), while the desk
  /// opens: the first article after a start does not wait for them (P9).
  func warmUp() {
    _ = prepare(
      Article(headline: "", body: "Nothing yet.", format: "text"), depositSource: "",
      received: Timestamp(milliseconds: 0))
  }

  /// Cost: 200–500 µs an article of 3 KB, most of it terms, alignments and story scores
  /// (`scripts/bench`).
  func prepare(
    _ article: Article, depositSource: String, received: Timestamp
  ) -> PreparedArticle {
    DeathNote.coverThread()
    let article = article.withLanguage
    let fingerprint = Fingerprint(article.matchedText, seed: seed)
    let tools = shelf.withLock { $0.popLast() } ?? Tools()
    let terms = tools.extractor.terms(of: article)
    shelf.withLock { $0.append(tools) }
    let source = article.source ?? depositSource
    let indices = indices.value
    return PreparedArticle(
      article: article, source: source, fingerprint: fingerprint, terms: terms,
      addresses: NamedAddresses.all(in: article.body).filter { $0 != article.uri },
      speculation: speculate(indices.copies, fingerprint, source: source),
      index: indices.copies,
      storySpeculation: indices.stories.speculate(
        terms, published: article.published, received: received),
      stories: indices.stories)
  }

  private func speculate(
    _ index: CopyIndex, _ fingerprint: Fingerprint, source: String
  ) -> Speculation? {
    // Speculation is only that: what cannot be read now is read when it must be.
    try? store.reader.reading {
      index.speculate(
        fingerprint, provenance: Provenance(source: source), archive: StoredCopies(reading: $0))
    }
  }
}

extension Article {
  /// With the language that its text is in, where the copy does not say it.
  var withLanguage: Article {
    guard language == nil else { return self }
    var article = self
    article.language = LanguageGuess.tag(of: matchedText)
    return article
  }
}
