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
  /// Tokens of texts that were compared lately; a text of 3 KB takes 12 KB.
  static let tokenCacheBytes = 24 << 20

  /// What was decided about one article, and the records from which it is restored.
  struct Decided {
    var copy: CopyDecision
    var story: StoryDecision
    var copyRecord: [UInt8]
    var storyRecord: [UInt8]
    /// To be stored after the article.
    var secondLook: StorySecondLook?
  }

  let copies: CopyIndex
  let stories: StoryIndex
  private var checkpoint: Checkpoint?

  var indices: Indices { Indices(copies: copies, stories: stories) }

  private struct Checkpoint {
    var article: ArticleID
    var data: [UInt8]
  }

  /// Remembers nothing; holds the place while another one is restored.
  init(emptyFor store: Store) {
    copies = CopyIndex(seed: store.seed, cacheBytes: 0)
    stories = StoryIndex(seed: store.seed)
  }

  /// Cost: some 10 µs an article ever stored, and the open stories' members.
  init(restoring store: Store) throws {
    let copies = CopyIndex(seed: store.seed, cacheBytes: Self.tokenCacheBytes)
    let checkpoint = try store.checkpoint(Self.storyCheckpoint)
    let covered = checkpoint?.article ?? ArticleID(rawValue: 0)
    var since: [(article: ArticleID, record: [UInt8])] = []
    try store.remembered(storiesAfter: covered) { remembered in
      try copies.restore(remembered.id, remembered.copyRecord)
      if remembered.id > covered, !remembered.storyRecord.isEmpty {
        since.append((article: remembered.id, record: remembered.storyRecord))
      }
    }
    let stories = StoryIndex(seed: store.seed)
    try stories.restore(
      try Self.rememberedStories(in: store, checkpoint: checkpoint?.data, since: since))
    // The records of the open stories' members: some 40 MiB that nobody needs now.
    ProcessState.returnFreeMemory()
    self.copies = copies
    self.stories = stories
  }

  private static let storyCheckpoint = "story-terms"

  /// First and latest members of a story that is kept in memory.
  private static let latestMembers = 7

  private static func rememberedStories(
    in store: Store, checkpoint: [UInt8]?, since: [(article: ArticleID, record: [UInt8])]
  ) throws -> RememberedStories {
    guard let last = try store.lastStoryRecord() else {
      return RememberedStories(
        checkpoint: checkpoint, since: since, oldestOpen: ArticleID(rawValue: 0), open: [],
        latest: [], held: [])
    }
    let oldestOpen = try StoryRecord(bytes: last).oldestOpen
    let extractor = TermExtractor()
    let latest = try store.latestStoryArticles(StoryIndex.secondLookDelay).map { entry in
      let article = entry.isAlone ? try store.article(entry.article)?.article : nil
      return RememberedArticle(
        article: entry.article, story: entry.story, related: entry.related,
        terms: article.map(extractor.terms))
    }
    return RememberedStories(
      checkpoint: checkpoint, since: since, oldestOpen: oldestOpen,
      open: try store.openStories(since: oldestOpen, latest: latestMembers).map(StoredStory.init),
      latest: latest, held: try store.heldStories())
  }

  /// Decides in the order of admission; `id` is greater than all before.
  func decide(
    _ id: ArticleID, _ prepared: PreparedArticle, received: Timestamp, _ writer: inout StoreWriter
  ) throws -> Decided {
    let copy = try decideCopy(id, prepared, &writer)
    let standing = try Self.standing(copy.decision, &writer)
    let usable = prepared.stories === stories ? prepared.storySpeculation : nil
    let story = try stories.admit(
      id, terms: prepared.terms, published: prepared.article.published, received: received,
      standing: standing, using: usable,
      reopen: {
        try writer.members(of: [$0], latest: Self.latestMembers).first.map(StoredStory.init)
      },
      newStoryID: { writer.nextStoryID() })
    if story.isCheckpointDue { checkpoint = Checkpoint(article: id, data: stories.checkpoint()) }
    return Decided(
      copy: copy.decision, story: story.decision, copyRecord: copy.record,
      storyRecord: story.record ?? [], secondLook: story.secondLook)
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
    return try copies.decide(id, prepared.fingerprint, provenance: provenance, using: usable) {
      guard let text = try writer.text(of: $0) else {
        throw StoreFailure(.corrupt, "article \($0.rawValue) is known and not stored")
      }
      return text
    }
  }

  /// A copy stands where its original stands; what only shares a passage is a text of its own.
  private static func standing(
    _ decision: CopyDecision, _ writer: inout StoreWriter
  ) throws -> StoryStanding {
    guard let of = decision.of, let story = try writer.story(of: of) else { return .own }
    switch decision.verdict {
    case .original: return .own
    case .identical, .nearDuplicate, .excerpt: return .copy(of: story)
    case .update: return .update(of: story)
    }
  }

  /// Stores what a restart begins from, when it is due.
  func storeCheckpoint(_ writer: inout StoreWriter) throws {
    guard let due = checkpoint else { return }
    checkpoint = nil
    try writer.storeCheckpoint(Self.storyCheckpoint, article: due.article, data: due.data)
  }
}

extension StoredStory {
  fileprivate init(_ story: Store.OpenStory) {
    self.init(id: story.id, members: story.members)
  }
}
