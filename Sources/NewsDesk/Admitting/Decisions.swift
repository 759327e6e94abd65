import NewsAnswers
import NewsBytes
import NewsMatching
import NewsModel
import NewsStore
import NewsStories
import NewsText

/// What is decided about each article in the order of admission, with the index of copies and the open stories.
/// Both are derived: they can be restored from the store at any time, bit for bit (P6).
///
/// Belongs to the store queue, but for the two indices, which lock themselves: the workers ask them
/// for their speculation.
final class Decisions {
  /// What was decided about one article, and the records from which it is restored.
  struct Decided {
    var copy: CopyDecision
    var story: StoryDecision
    var copyBlob: [UInt8]
    var storyBlob: [UInt8]
    /// To be stored after the article.
    var secondLook: StorySecondLook?
    var composite: CompositeNote?
    var item: ItemStanding
    var versions: VersionOutcome
  }

  let copies: CopyIndex
  let stories: StoryIndex
  let settings: DeskSettings
  /// In a rebuild: articles that open a story under the number that it had of one which was forgotten.
  var heirs: [ArticleID: StoryID] = [:]
  /// The open stories' state, when it is due to be stored.
  private var checkpoint: (article: ArticleID, data: [UInt8])?
  /// Articles decided since the index's last upkeep.
  private var decided = 0

  var indices: Indices { Indices(copies: copies, stories: stories) }

  /// Goes on with what is remembered already.
  init(_ indices: Indices, _ settings: DeskSettings) {
    copies = indices.copies
    stories = indices.stories
    self.settings = settings
  }

  /// Remembers nothing; holds the place while another one is restored.
  convenience init(emptyFor store: Store, _ settings: DeskSettings) throws {
    var limits = settings.copyLimits
    limits.cacheBytes = 0
    self.init(
      Indices(
        copies: try CopyIndex(seed: store.reader.seed, limits: limits),
        stories: StoryIndex(seed: store.reader.seed)), settings)
  }

  /// Restores what the store remembers (`IndexRestoring`).
  convenience init(
    restoring store: Store, _ settings: DeskSettings, onProgress: () throws -> Void = {}
  ) throws {
    let restoring = IndexRestoring(store: store, limits: settings.copyLimits)
    self.init(try restoring.indices(onProgress: onProgress), settings)
  }

  /// Decides in the order of admission; `id` is greater than all before.
  func decide(
    _ id: ArticleID, _ prepared: PreparedArticle, of deposit: DepositID, received: Timestamp,
    _ writer: inout StoreWriter
  ) throws -> Decided {
    try forgetOld(before: id, received, &writer)
    let measured = prepared.measured
    let item = try ItemStanding(measured, of: deposit, received: received, writer)
    var copy =
      try item.isApart
      ? copies.admitApart(id) : decideCopy(id, measured, item, prepared.speculated, &writer)
    let versions = try VersionOutcome(item, measured, &copy.decision, writer)
    let standing = try StandingRule.standing(item, copy.decision, measured, &writer)
    copy.decision.links = item.links + copy.decision.links
    let siblings = copy.decision.links.filter(\.drawsNobody).map(\.to)
    let story = try decideStory(
      id, prepared, standing, siblings: siblings, received: received, &writer)
    if story.isCheckpointDue { checkpoint = (id, stories.checkpoint()) }
    decided += 1
    return Decided(
      copy: copy.decision, story: story.decision, copyBlob: copy.blob,
      storyBlob: story.record ?? [], secondLook: story.secondLook, composite: copy.composite,
      item: item, versions: versions)
  }

  private func decideStory(
    _ id: ArticleID, _ prepared: PreparedArticle, _ standing: StoryStanding, siblings: [ArticleID],
    received: Timestamp, _ writer: inout StoreWriter
  ) throws -> StoryAdmission {
    let inherited = try heirs[id].flatMap { try writer.isLegible($0) ? nil : $0 }
    return try stories.admit(
      id, terms: prepared.measured.terms, published: prepared.measured.article.published,
      received: received, standing: standing, siblings: siblings,
      using: prepared.speculated.story(by: stories),
      reopen: {
        try writer.members(of: [$0], latest: IndexRestoring.latestMembers).first.map(
          StoredStory.init)
      },
      newStoryID: { inherited ?? writer.nextStoryID() })
  }

  /// Writes what the article changes of other versions and of the groups that it made one, after it is stored,
  /// and its second look; what it takes back draws nobody from now on.
  func settle(
    _ decided: Decided, _ id: ArticleID, _ source: String, at now: Timestamp,
    _ writer: inout StoreWriter
  ) throws {
    var stories = try writer.store(decided.item, decided.versions, of: id, source: source, at: now)
    if !decided.copy.united.isEmpty {
      stories += try writer.gather(decided.copy.group, by: id, at: now)
    }
    if !decided.item.kills.isEmpty { try writer.place(decided.item.kills, for: id, at: now) }
    if !stories.isEmpty { try correct(corrected(Set(stories).sorted(), writer)) }
  }

  /// The stories that a correction or a kill has changed, as the store has them then.
  struct Corrected {
    var concerned: [StoryID]
    var stored: [StoredStory]
    /// The stories in which the latest articles are now.
    var moved: [ArticleID: StoryID]
    var held: Set<StoryID>
  }

  /// Reads them in the transaction of the correction.
  func corrected(
    _ concerned: [StoryID], _ writer: borrowing StoreWriter
  ) throws -> Corrected {
    var moved: [ArticleID: StoryID] = [:]
    for article in stories.latestArticles { moved[article] = try writer.story(of: article) }
    return Corrected(
      concerned: concerned,
      stored: try writer.members(of: concerned, latest: IndexRestoring.latestMembers)
        .map(StoredStory.init),
      moved: moved, held: try writer.heldStories())
  }

  /// Of a person's correction: call after COMMIT.
  func correct(_ corrected: Corrected) throws {
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
    _ id: ArticleID, _ measured: MeasuredArticle, _ item: ItemStanding, _ speculated: Speculated,
    _ writer: inout StoreWriter
  ) throws -> CopyAdmission {
    let provenance = Provenance(
      source: measured.source, identicalTo: try writer.firstArticle(measured.fingerprint.digest),
      previousVersion: item.newest?.id, previousIsCertain: item.isCertain,
      isEarlierVersion: item.isEarlier)
    return try copies.decide(
      id, measured.fingerprint, provenance: provenance, using: speculated.copy(by: copies),
      archive: StoredCopies(reading: writer.reading))
  }

  /// Stores what a restart begins from, when it is due, and does the index's upkeep for what was
  /// decided in this transaction.
  func finish(_ writer: inout StoreWriter) throws {
    if let due = checkpoint {
      checkpoint = nil
      try writer.storeCheckpoint(
        IndexRestoring.storyCheckpoint, article: due.article, data: due.data)
    }
    let budget = decided * CopyIndex.upkeepOfAnArticle
    decided = 0
    if budget > 0 {
      try StoredCopies.upkeep(of: copies, postings: budget, &writer)
      try DeskStatus.SourceRhythms.storeIfDue(&writer)
    }
  }

  /// The transaction that `finish` was called in is durable.
  func committed() { copies.committed() }
}

extension CopyLink {
  /// A text of the same form tells of another event; a digest tells of several, and does not bring two of its items
  /// into one story because it came before them.
  fileprivate var drawsNobody: Bool {
    relation == .templateSibling || RuleWords.isBesideAnother(rule)
      || rule == "contained.other-group"
  }
}
