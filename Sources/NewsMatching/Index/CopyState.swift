import NewsBytes
import NewsModel
import NewsText

/// What the index holds in memory, without its lock: the newest postings, which runs hold the others,
/// and sentence counts. Changed by `admit` alone, with a blob; so a restart that admits the same
/// blobs has the same state.
struct CopyState {
  private(set) var postings: PostingIndex
  private(set) var sentences: SentenceCounts
  /// Articles up to this one were counted before the counts were restored.
  private let sentencesThrough: UInt32
  private(set) var lastArticle: UInt32

  init(postings: PostingIndex, sentences: SentenceCounts, sentencesThrough: UInt32) {
    self.postings = postings
    self.sentences = sentences
    self.sentencesThrough = sentencesThrough
    lastArticle = min(postings.through, sentencesThrough)
  }

  func isKnown(_ article: UInt32) -> Bool { article > 0 && article <= lastArticle }

  /// Takes one article in. Its number must be above all before it.
  mutating func admit(_ article: UInt32, _ blob: CopyBlob) {
    precondition(article > lastArticle, "articles are admitted in ascending order")
    lastArticle = article
    if article > sentencesThrough {
      for sentence in blob.sentences { sentences.add(sentence) }
    }
    if article > postings.through, !blob.keys.isEmpty {
      let mark = Posting.mark(group: blob.group, keyCount: blob.keys.count)
      postings.append(article, keys: blob.keys, mark: mark)
    }
  }

  /// A sentence's hash within its source: what one publisher prints under everything is boilerplate
  /// there, and may be a quotation elsewhere.
  static func counted(_ sentence: Sentence, source: UInt64) -> UInt64 {
    source == 0 ? sentence.hash : mixed(sentence.hash ^ source)
  }

  /// The stretches of a text that are boilerplate at this moment.
  func boilerplate(of fingerprint: Fingerprint, source: UInt64) -> Boilerplate {
    var found: Boilerplate = []
    for sentence in fingerprint.sentences
    where sentences.isBoilerplate(Self.counted(sentence, source: source)) {
      if let last = found.last, last.upperBound == sentence.first {
        found[found.count - 1] = last.lowerBound..<sentence.last + 1
      } else {
        found.append(sentence.first..<sentence.last + 1)
      }
    }
    return found
  }

  var sealedArticles: Int { postings.sealed.reduce(0) { $0 + $1.articleCount } }

  mutating func adopt(_ merge: PostingMerge) {
    postings.adopt(merge.output, replacing: merge.replaced, filter: merge.filter)
  }

  mutating func insert(_ filter: PostingFilter, of run: PostingRun) {
    postings.insert(filter, of: run)
  }

  mutating func raiseFloor(to article: UInt32, merging busy: Set<Int64>) -> [PostingRun] {
    postings.raiseFloor(to: article, merging: busy)
  }
}

#if DEBUG
  extension CopyState {
    func checkInvariants() {
      postings.checkInvariants()
      sentences.checkInvariants()
    }
  }
#endif

extension Fingerprint {
  /// The sketch keys of shingles that lie in boilerplate with both ends; none when three quarters of
  /// the text are boilerplate, for then nothing else is left to find it by.
  func keys(inside boilerplate: Boilerplate) -> Set<UInt64> {
    let covered = boilerplate.reduce(0) { $0 + $1.count }
    guard covered > 0, covered * 4 < tokens.tokens.count * 3 else { return [] }
    return Set(boilerplate.flatMap { shingleKeys(in: $0) })
  }
}
