import NewsModel
import NewsText

@testable import NewsMatching

/// An index with its articles at hand, as the store would give them: groups, composites and pages kept
/// in the plainest way there is.
final class Desk: CopyArchive {
  let index: CopyIndex
  private(set) var texts: [ArticleID: String] = [:]
  private(set) var blobs: [[UInt8]] = []
  private(set) var decisions: [CopyDecision] = []
  private var blobOf: [ArticleID: [UInt8]] = [:]
  private var groups: [ArticleID: ArticleID] = [:]
  private var composites: [ArticleID: Range<Int>] = [:]
  private(set) var pages: [Int64: [UInt8]] = [:]
  private(set) var runs: [Int64: (run: PostingRun, state: PostingRunState)] = [:]
  /// Older texts that the index asked for.
  private(set) var textsRead = 0
  private(set) var pagesRead = 0
  /// What a read throws, while it is set.
  var failure: (any Error)?

  init(index: CopyIndex) { self.index = index }
  convenience init() throws { self.init(index: try CopyIndex(seed: 41)) }

  func text(of article: ArticleID) throws -> String? {
    if let failure { throw failure }
    textsRead += 1
    return texts[article]
  }

  func standing(of article: ArticleID) throws -> StoredStanding? {
    guard let group = groups[article], let blob = blobOf[article] else { return nil }
    return StoredStanding(
      group: group, isShared: groups.contains { $0.value == group && $0.key != group },
      composite: composites[article], blob: blob)
  }

  func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Bool {
    if let failure { throw failure }
    pagesRead += 1
    guard let page = pages[number] else { return false }
    page.withUnsafeBytes(body)
    return true
  }

  func group(of article: ArticleID) -> ArticleID? { groups[article] }
  func text(_ id: ArticleID) -> String { texts[id] ?? "" }

  @discardableResult
  func admit(
    _ text: String, as given: ArticleID? = nil, provenance: Provenance = Provenance(),
    using speculation: Speculation? = nil
  ) throws -> CopyDecision {
    let id = given ?? ArticleID(rawValue: Int64(blobs.count + 1))
    let admission = try index.decide(
      id, index.fingerprint(text), provenance: provenance, using: speculation, archive: self)
    store(admission, of: id, text)
    return admission.decision
  }

  /// As the store keeps it.
  func store(_ admission: CopyAdmission, of id: ArticleID, _ text: String) {
    texts[id] = text
    blobs.append(admission.blob)
    decisions.append(admission.decision)
    blobOf[id] = admission.blob
    groups[id] = admission.decision.group
    for united in admission.decision.united {
      for member in groups.keys where groups[member] == united {
        groups[member] = admission.decision.group
      }
    }
    if let note = admission.composite {
      let known = composites[note.article] ?? note.tokens
      composites[note.article] =
        min(
          known.lowerBound, note.tokens.lowerBound)..<max(known.upperBound, note.tokens.upperBound)
    }
  }

  func remove(_ id: ArticleID) {
    texts[id] = nil
    blobOf[id] = nil
    groups[id] = nil
    index.forget(id)
  }

  /// One slice of upkeep and its COMMIT.
  func upkeep(postings: Int) throws {
    apply(try index.upkeep(postings: postings, archive: self))
    index.committed()
  }

  func apply(_ changes: [PostingChange]) {
    for change in changes {
      switch change {
      case .storePage(let number, let data): pages[number] = data
      case .storeRun(let run, let state): runs[run.id] = (run, state)
      case .removePages(let numbers): for number in numbers { pages[number] = nil }
      case .removeRun(let id): runs[id] = nil
      }
    }
  }

  /// A desk that starts again on what this one has stored.
  func restarted(limits: CopyIndex.Limits, counts: Bool) throws -> Desk {
    var saved = CopyIndex.Saved()
    saved.runs = runs.values.map { ($0.run, $0.state) }
    if counts { saved.sentenceCounts = storedCounts }
    let other = Desk(index: try CopyIndex(seed: 41, saved: saved, limits: limits))
    other.texts = texts
    other.blobs = blobs
    other.decisions = decisions
    other.blobOf = blobOf
    other.groups = groups
    other.composites = composites
    other.pages = pages
    other.runs = runs
    other.storedCounts = storedCounts
    let through = Int(other.index.restoredThrough.rawValue)
    for place in blobs.indices.dropFirst(through) {
      try other.index.restore(ArticleID(rawValue: Int64(place + 1)), blobs[place])
    }
    return other
  }

  private(set) var storedCounts: (through: ArticleID, data: [UInt8])?
  func storeCountsIfDue() { storedCounts = index.sentenceCountsIfDue() ?? storedCounts }
}

extension CopyIndex.Limits {
  /// Small enough that a hundred articles meet every limit.
  static func small(
    cacheBytes: Int = 1 << 20, standings: Int = 16, recent: Int = 7, sealed: Int = 14
  ) -> Self {
    var limits = Self()
    limits.cacheBytes = cacheBytes
    limits.postingCacheBytes = 1 << 14
    limits.standings = standings
    limits.recentArticles = recent
    limits.sealedArticles = sealed
    return limits
  }
}

extension ArticleID: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension CopyDecision {
  func link(to id: ArticleID) -> CopyLink? { links.first { $0.to == id } }
}
