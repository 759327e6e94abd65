import NewsAnswers
import NewsBytes
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText

/// Points that join an article to a story; for words about a decision.
package let storyJoiningScore = StoryRules.joinScore
/// Of these, points that must come from words that are neither countries nor figures.
package let storySubjectScore = StoryRules.subjectScore

/// What must be remembered to decide about the next article: the index of copies and the open
/// stories. Derived: it can be restored from the store at any time, bit for bit (P6).
///
/// Belongs to the store queue, but for the two indices, which lock themselves: the workers ask them
/// for their speculation.
final class Memory {
  /// What was decided about one article, and the records from which it is restored.
  struct Decided {
    var copy: CopyDecision
    var story: StoryDecision
    var copyBlob: [UInt8]
    var storyBlob: [UInt8]
    /// To be stored after the article.
    var secondLook: StorySecondLook?
    var composite: CompositeNote?
  }

  let copies: CopyIndex
  let stories: StoryIndex
  let settings: DeskSettings
  private var checkpoint: Checkpoint?
  /// Articles decided since the index's last upkeep.
  private var decided = 0

  var indices: Indices { Indices(copies: copies, stories: stories) }

  private struct Checkpoint {
    var article: ArticleID
    var data: [UInt8]
  }

  /// Remembers nothing; holds the place while another one is restored.
  init(emptyFor store: Store, _ settings: DeskSettings) throws {
    self.settings = settings
    var limits = settings.copyLimits
    limits.cacheBytes = 0
    copies = try CopyIndex(seed: store.reader.seed, limits: limits)
    stories = StoryIndex(seed: store.reader.seed)
  }

  /// Parameter onProgress: called several times a second, and may throw to end it. Errors: a
  /// `MatchingFailure` that `isDerived` when the index of copies is damaged: `CopyMending` helps.
  /// Cost: 5 µs an article since the last run of postings was written, 65,000 at most, and the open
  /// stories' members. When the index of copies is gone, 30 µs an article ever stored.
  init(
    restoring store: Store, _ settings: DeskSettings, onProgress: () throws -> Void = {}
  ) throws {
    self.settings = settings
    let copies = try StoredCopies.index(in: store.reader, limits: settings.copyLimits)
    let checkpoint = try store.reader.checkpoint(Self.storyCheckpoint)
    let covered = checkpoint?.article ?? ArticleID(rawValue: 0)
    let copiesThrough = copies.restoredThrough
    var since: [(article: ArticleID, record: [UInt8])] = []
    var last = min(copiesThrough, covered)
    var count = 0
    repeat {
      count = 0
      try store.reader.remembered(
        after: last, limit: Self.restoredAtOnce, copiesAfter: copiesThrough, storiesAfter: covered
      ) { remembered in
        count += 1
        last = remembered.id
        if last > copiesThrough { try copies.restore(last, remembered.copyBlob) }
        if last > covered, !remembered.storyBlob.isEmpty {
          since.append((article: last, record: remembered.storyBlob))
        }
      }
      // An index that is made anew is written on the way: memory holds only so much of it.
      while copies.hasUpkeep, count == Self.restoredAtOnce {
        try StoredCopies.upkeep(of: copies, in: store, postings: CopyIndex.upkeepSlice)
        try onProgress()
      }
      try onProgress()
    } while count == Self.restoredAtOnce
    let stories = StoryIndex(seed: store.reader.seed)
    try stories.restore(
      try Self.rememberedStories(in: store, checkpoint: checkpoint?.data, since: since))
    // The records of the open stories' members: some 40 MiB that nobody needs now.
    ProcessState.returnFreeMemory()
    self.copies = copies
    self.stories = stories
  }

  /// Articles read in one go: a longer read would keep the store's log from being reset.
  private static let restoredAtOnce = 16_384

  private static let storyCheckpoint = "story-terms"

  /// First and latest members of a story that is kept in memory.
  private static let latestMembers = 7

  private static func rememberedStories(
    in store: Store, checkpoint: [UInt8]?, since: [(article: ArticleID, record: [UInt8])]
  ) throws -> RememberedStories {
    guard let last = try store.reader.lastStoryBlob() else {
      return RememberedStories(
        checkpoint: checkpoint, since: since, oldestOpen: ArticleID(rawValue: 0), open: [],
        latest: [], held: [])
    }
    let oldestOpen = try StoryBlob(bytes: last).oldestOpen
    let extractor = TermExtractor()
    let latest = try store.reader.latestStoryArticles(StoryIndex.secondLookDelay).map { entry in
      let article = entry.isAlone ? try store.reader.article(entry.article)?.article : nil
      return RememberedArticle(
        article: entry.article, story: entry.story, related: entry.related,
        terms: article.map(extractor.terms))
    }
    return RememberedStories(
      checkpoint: checkpoint, since: since, oldestOpen: oldestOpen,
      open: try store.reader.openStories(since: oldestOpen, latest: latestMembers).map(
        StoredStory.init),
      latest: latest, held: try store.reader.heldStories())
  }

  /// Decides in the order of admission; `id` is greater than all before.
  func decide(
    _ id: ArticleID, _ prepared: PreparedArticle, received: Timestamp, _ writer: inout StoreWriter
  ) throws -> Decided {
    try forgetOld(before: id, received, &writer)
    let copy = try decideCopy(id, prepared, &writer)
    let standing = try Self.standing(copy.decision, prepared, &writer)
    let usable = prepared.stories === stories ? prepared.storySpeculation : nil
    let story = try stories.admit(
      id, terms: prepared.terms, published: prepared.article.published, received: received,
      standing: standing, using: usable,
      reopen: {
        try writer.members(of: [$0], latest: Self.latestMembers).first.map(StoredStory.init)
      },
      newStoryID: { writer.nextStoryID() })
    if story.isCheckpointDue { checkpoint = Checkpoint(article: id, data: stories.checkpoint()) }
    decided += 1
    return Decided(
      copy: copy.decision, story: story.decision, copyBlob: copy.blob,
      storyBlob: story.record ?? [], secondLook: story.secondLook, composite: copy.composite)
  }

  /// The stories that a person's correction has changed, as the store had them then.
  struct CorrectedMemory {
    var concerned: [StoryID]
    var stored: [StoredStory]
    var moved: [ArticleID: StoryID] = [:]
    var held: Set<StoryID>

    init(_ concerned: [StoryID], _ writer: borrowing StoreWriter, _ stories: StoryIndex) throws {
      self.concerned = concerned
      for article in stories.latestArticles { moved[article] = try writer.story(of: article) }
      stored = try writer.members(of: concerned, latest: Memory.latestMembers)
        .map(StoredStory.init)
      held = try writer.heldStories()
    }
  }

  /// Call after COMMIT.
  func correct(_ corrected: CorrectedMemory) throws {
    try stories.correct(
      concerned: corrected.concerned, stored: corrected.stored, moved: corrected.moved,
      held: corrected.held)
  }

  /// Retention by age: moves the floor, at certain numbers only, by the times of receipt alone. So the
  /// same admissions forget the same articles, whenever they are replayed (P6).
  private func forgetOld(
    before id: ArticleID, _ received: Timestamp, _ writer: inout StoreWriter
  ) throws {
    let step = Int64(settings.copyLimits.retentionStep)
    guard let remember = settings.remember, id.rawValue % step == 0 else { return }
    let oldest = Timestamp(
      milliseconds: received.milliseconds - remember.nanoseconds / 1_000_000)
    var low: Int64 = 0
    var high = id.rawValue / step - 1
    while low < high {
      let middle = (low + high + 1) / 2
      let time = try writer.reading.received(from: ArticleID(rawValue: middle * step))
      if let time, time < oldest { low = middle } else { high = middle - 1 }
    }
    if low > 0 {
      try StoredCopies.forget(before: ArticleID(rawValue: low * step), in: copies, &writer)
    }
  }

  private func decideCopy(
    _ id: ArticleID, _ prepared: PreparedArticle, _ writer: inout StoreWriter
  ) throws -> CopyAdmission {
    var previous: ArticleID?
    if let uri = prepared.article.uri {
      previous = try writer.newestVersion(source: prepared.source, uri: uri)?.id
    }
    let provenance = Provenance(
      source: prepared.source, identicalTo: try writer.firstArticle(prepared.fingerprint.digest),
      previousVersion: previous)
    let usable = prepared.index === copies ? prepared.speculation : nil
    return try copies.decide(
      id, prepared.fingerprint, provenance: provenance, using: usable,
      archive: StoredCopies(reading: writer.reading))
  }

  /// A copy stands where its original stands; what only shares a passage, or names another article, is
  /// a text of its own that cites it.
  private static func standing(
    _ decision: CopyDecision, _ prepared: PreparedArticle, _ writer: inout StoreWriter
  ) throws -> StoryStanding {
    guard let of = decision.of, let story = try writer.story(of: of) else {
      let cited = try cited(decision, prepared, &writer)
      return cited.isEmpty ? .own : .citing(cited)
    }
    switch decision.verdict {
    case .original: return .own
    case .identical, .nearDuplicate, .excerpt: return .copy(of: story)
    case .update: return .update(of: story)
    }
  }

  /// The stories of the articles that it shares passages with, best first, and of those of its own
  /// source that it names by their identifier. Another source's identifiers are in no index: one would
  /// cost every article two entries, and few texts name any.
  private static func cited(
    _ decision: CopyDecision, _ prepared: PreparedArticle, _ writer: inout StoreWriter
  ) throws -> [StoryID] {
    var articles = decision.links.filter { $0.relation != .templateSibling }.map(\.to)
    for address in prepared.addresses {
      let named = try writer.newestVersion(source: prepared.source, uri: address)
      if let named { articles.append(named.id) }
    }
    var stories: [StoryID] = []
    for article in articles where stories.count < StoryIndex.citedLimit {
      if let story = try writer.story(of: article), !stories.contains(story) {
        stories.append(story)
      }
    }
    return stories
  }

  /// Stores what a restart begins from, when it is due, and does the index's upkeep for what was
  /// decided in this transaction.
  func finish(_ writer: inout StoreWriter) throws {
    if let due = checkpoint {
      checkpoint = nil
      try writer.storeCheckpoint(Self.storyCheckpoint, article: due.article, data: due.data)
    }
    let budget = decided * CopyIndex.upkeepOfAnArticle
    decided = 0
    if budget > 0 { try StoredCopies.upkeep(of: copies, postings: budget, &writer) }
  }

  /// The transaction that `finish` was called in is durable.
  func committed() { copies.committed() }
}

extension StoredStory {
  fileprivate init(_ story: StoreReader.OpenStory) {
    self.init(id: story.id, members: story.members)
  }
}
