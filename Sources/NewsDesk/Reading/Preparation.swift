import NewsAnswers
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText
import Synchronization

/// Turns decoded articles into prepared ones: measures them, and asks the indices in advance. Shared by all
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
    let tools = shelf.withLock { $0.popLast() } ?? Tools()
    let measured = MeasuredArticle(
      article, depositSource: depositSource, seed: seed, extractor: tools.extractor)
    shelf.withLock { $0.append(tools) }
    return prepared(measured, received: received)
  }

  /// Asks the indices in advance.
  func prepared(_ measured: MeasuredArticle, received: Timestamp) -> PreparedArticle {
    let indices = indices.value
    let story = indices.stories.speculate(
      measured.terms, published: measured.article.published, received: received)
    return PreparedArticle(
      measured: measured,
      speculated: Speculated(speculate(indices.copies, measured), story, by: indices))
  }

  private func speculate(_ index: CopyIndex, _ measured: MeasuredArticle) -> Speculation? {
    // Speculation is only that: what cannot be read now is read when it must be.
    try? store.reader.reading {
      index.speculate(
        measured.fingerprint, provenance: Provenance(source: measured.source),
        archive: StoredCopies(reading: $0))
    }
  }
}

/// The indices in force, for the workers' speculation; a failed transaction replaces them.
final class IndicesInForce: Sendable {
  private let indices: Mutex<Indices>

  init(_ indices: Indices) { self.indices = Mutex(indices) }

  var value: Indices { indices.withLock { $0 } }
  func set(_ value: Indices) { indices.withLock { $0 = value } }
}
