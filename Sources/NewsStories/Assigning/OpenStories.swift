import NewsModel
import NewsText

/// The stories that can still be joined, their members, and where to find them by term.
///
/// Places in the two arrays are used again and mean nothing outside; nothing that is decided may
/// depend on them.
struct OpenStories {
  struct Member: Sendable {
    var article: ArticleID
    /// UTC days since 1970.
    var published: Int32?
    var received: Int32
    var vector: StoryVector
    var names = StoryNames()
  }

  struct Story {
    var id: StoryID
    var language: TermLanguage
    /// In order of admission: the first and the latest; never empty.
    var members = StoryMembers.none
    /// By which the postings know them.
    var numbers: [UInt32] = []
    /// Squared length of the sum of the members, in units of 1 / 65,535².
    var squaredLength: UInt64 = 0
    var dates = StoryDates()
    /// Another number after every change: what was scored against the story stands while it is the
    /// same.
    var version: UInt64 = 0
    var older: Int32 = -1
    var newer: Int32 = -1
  }

  var stories: [Story] = []
  /// By the member's number.
  private var articleOfMember: [ArticleID] = []
  /// The place of each member's story: apart, because step 4 reads it for each posting.
  private(set) var storyOfMember: [Int32] = []
  /// How many members each place's story has: apart, because step 4 reads it for thousands of stories.
  private(set) var memberCounts: [UInt8] = []
  private(set) var postings: Postings
  private(set) var places: [StoryID: Int32] = [:]
  /// Terms of all members, with `memberWeight` each.
  private(set) var weight = 0
  private var freeStories: [Int32] = []
  private var freeMembers: [UInt32] = []
  /// The ends of the list in the order of the stories' last members.
  var oldest: Int32 = -1
  var newest: Int32 = -1
  private var changes: UInt64 = 0

  init(seed: UInt64) { postings = Postings(seed: seed) }

  var count: Int { places.count }

  func memberCount(of place: Int32) -> Int { Int(memberCounts[Int(place)]) }

  /// The number of the last member of the story that was joined longest ago; `next` when none is
  /// open.
  func oldestOpen(next: ArticleID) -> ArticleID {
    oldest >= 0 ? last(of: oldest) ?? next : next
  }

  /// The last member of a story; every open story has one.
  func last(of place: Int32) -> ArticleID? {
    stories[Int(place)].members.last
  }

  /// True when one of the articles is among the members that the story keeps.
  func keeps(_ articles: [ArticleID], in place: Int32) -> Bool {
    stories[Int(place)].members.articles.contains { articles.contains($0) }
  }

  // MARK: Changes

  mutating func open(_ id: StoryID, _ language: TermLanguage) -> Int32 {
    let story = Story(id: id, language: language)
    let place: Int32
    if let free = freeStories.popLast() {
      place = free
      stories[Int(place)] = story
    } else {
      place = Int32(stories.count)
      stories.append(story)
      memberCounts.append(0)
    }
    places[id] = place
    link(place)
    return place
  }

  /// Makes the article, the newest of all, the story's latest member; the one after the first
  /// leaves when they are too many. `heaviest` are terms of its vector; `cross` is the sum of its
  /// products with the members, where it is known.
  mutating func add(
    _ member: Member, _ heaviest: [StoryVector.HeavyTerm], to place: Int32, cross: UInt64? = nil
  ) {
    let cross = cross ?? products(of: member.vector, with: stories[Int(place)].members)
    stories[Int(place)].squaredLength += 2 * cross + member.vector.dot(member.vector)
    let number = keep(member, place)
    for term in heaviest {
      postings.append(.init(member: number, weight: term.weight), to: term.hash)
    }
    if stories[Int(place)].members.count > StoryRules.memberLimit { removeSecondMember(of: place) }
    summarise(place)
    unlink(place)
    link(place)
    touch(place)
  }

  /// Opens a story as it is stored, among the others as if it had never been away. `stored` holds
  /// its first member and the latest ones, in order of admission.
  mutating func insert(_ id: StoryID, _ language: TermLanguage, _ stored: [Member]) {
    let place = open(id, language)
    for member in stored {
      let cross = products(of: member.vector, with: stories[Int(place)].members)
      stories[Int(place)].squaredLength += 2 * cross + member.vector.dot(member.vector)
      post(member, keep(member, place))
    }
    summarise(place)
    relink(place)
    touch(place)
  }

  /// Takes a story out of memory; the store keeps it.
  mutating func close(_ place: Int32) {
    let story = stories[Int(place)]
    story.members.withViews { members in
      for (member, number) in zip(members, story.numbers) { release(member, number) }
    }
    stories[Int(place)].members = .none
    stories[Int(place)].numbers = []
    memberCounts[Int(place)] = 0
    places[story.id] = nil
    unlink(place)
    freeStories.append(place)
  }

  /// Gives the members of one story to another, which keeps of all of them what a story keeps.
  mutating func absorb(_ place: Int32, into target: Int32) {
    let story = stories[Int(target)]
    let all = [story.members, stories[Int(place)].members]
      .flatMap { members in (0..<members.count).map { members[$0] } }
      .sorted { $0.article < $1.article }
    close(place)
    close(target)
    insert(story.id, story.language, Self.kept(all))
  }

  /// The first and the latest.
  static func kept(_ all: [Member]) -> [Member] {
    all.count <= StoryRules.memberLimit ? all : [all[0]] + all.suffix(StoryRules.memberLimit - 1)
  }

  /// Closes the stories joined longest ago until the rest keeps the limits.
  mutating func closeOldest(storyLimit: Int, weightLimit: Int) {
    while count > storyLimit || weight > weightLimit, oldest >= 0, oldest != newest {
      close(oldest)
    }
  }

  /// What every candidate is asked for, after its members have changed.
  private mutating func summarise(_ place: Int32) {
    memberCounts[Int(place)] = UInt8(stories[Int(place)].members.count)
    var dates = StoryDates()
    stories[Int(place)].members.withViews { members in
      for member in members {
        dates.note(published: member.published, received: member.received)
      }
    }
    stories[Int(place)].dates = dates
  }

  private mutating func touch(_ place: Int32) {
    changes += 1
    stories[Int(place)].version = changes
  }

  private func products(of vector: StoryVector, with others: StoryMembers) -> UInt64 {
    vector.withView { vector in
      others.withViews { $0.reduce(0) { $0 + vector.dot($1.vector) } }
    }
  }

  /// Puts an article that is not the newest under its heaviest terms, where it would stand had it
  /// been there all along.
  private mutating func post(_ member: Member, _ number: UInt32) {
    let articles = articleOfMember
    for term in member.vector.heaviest(StoryRules.postedTermCount) {
      postings.insert(.init(member: number, weight: term.weight), to: term.hash) {
        articles[Int($0)] > member.article
      }
    }
  }

  /// Makes it the story's last; returns its number.
  private mutating func keep(_ member: Member, _ place: Int32) -> UInt32 {
    let number = freeMembers.popLast() ?? UInt32(articleOfMember.count)
    if number == articleOfMember.count {
      articleOfMember.append(member.article)
      storyOfMember.append(place)
    } else {
      articleOfMember[Int(number)] = member.article
      storyOfMember[Int(number)] = place
    }
    stories[Int(place)].members = stories[Int(place)].members.adding(member)
    weight += member.vector.count + member.names.names.count + StoryRules.memberWeight
    stories[Int(place)].numbers.append(number)
    return number
  }

  private mutating func removeSecondMember(of place: Int32) {
    let all = stories[Int(place)].members
    let number = stories[Int(place)].numbers.remove(at: 1)
    all.withViews { members in
      let leaving = members[1]
      let products = members.reduce(0) { $0 + leaving.vector.dot($1.vector) }
      // All of them hold it once itself: twice the rest and itself once leave the sum's square.
      stories[Int(place)].squaredLength -= 2 * products - leaving.vector.dot(leaving.vector)
      release(leaving, number)
    }
    stories[Int(place)].members = all.removing(at: 1)
  }

  private mutating func release(_ member: MemberView, _ number: UInt32) {
    for term in member.vector.heaviest(StoryRules.postedTermCount) {
      postings.remove(number, from: term.hash)
    }
    weight -= member.weight
    freeMembers.append(number)
  }
}
