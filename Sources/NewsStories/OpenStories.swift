import NewsModel
import NewsText

/// The stories that can still be joined, their members, and where to find them by term.
///
/// Places in the two arrays are used again and mean nothing outside; nothing that is decided may
/// depend on them.
struct OpenStories {
  struct Member {
    var article: ArticleID
    /// UTC days since 1970.
    var published: Int32?
    var received: Int32
    var vector: StoryVector
  }

  struct Story {
    var id: StoryID
    var language: TermLanguage
    /// In order of admission: the first and the latest; never empty.
    var members: [UInt32] = []
    /// Squared length of the sum of the members, in units of 1 / 65,535².
    var squaredLength: UInt64 = 0
    var older: Int32 = -1
    var newer: Int32 = -1
  }

  private(set) var stories: [Story] = []
  private(set) var members: [Member] = []
  /// The place of each member's story: apart, because step 4 reads it for each posting.
  private(set) var storyOfMember: [Int32] = []
  private(set) var postings: Postings
  private(set) var places: [StoryID: Int32] = [:]
  /// Terms of all members, with `memberWeight` each.
  private(set) var weight = 0
  private var freeStories: [Int32] = []
  private var freeMembers: [UInt32] = []
  private var oldest: Int32 = -1
  private var newest: Int32 = -1

  init(seed: UInt64) { postings = Postings(seed: seed) }

  var count: Int { places.count }

  func memberCount(of place: Int32) -> Int { stories[Int(place)].members.count }

  /// The number of the last member of the story that was joined longest ago; `next` when none is
  /// open.
  func oldestOpen(next: ArticleID) -> ArticleID {
    guard oldest >= 0, let last = stories[Int(oldest)].members.last else { return next }
    return members[Int(last)].article
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
    }
    places[id] = place
    link(place)
    return place
  }

  /// Makes the article the story's latest member; the one after the first leaves when they are too
  /// many.
  mutating func add(_ member: Member, to place: Int32) {
    let vector = member.vector
    var cross: UInt64 = 0
    for other in stories[Int(place)].members { cross += vector.dot(members[Int(other)].vector) }
    stories[Int(place)].squaredLength += 2 * cross + vector.dot(vector)
    let slot = keep(member, place)
    stories[Int(place)].members.append(slot)
    for term in vector.heaviest(StoryRules.postedTermCount) {
      postings.append(.init(member: slot, weight: term.weight), to: term.hash)
    }
    weight += vector.count + StoryRules.memberWeight
    if stories[Int(place)].members.count > StoryRules.memberLimit { removeSecondMember(of: place) }
    unlink(place)
    link(place)
  }

  /// Closes the stories joined longest ago until the rest keeps the limits.
  mutating func closeOldest(storyLimit: Int, weightLimit: Int) {
    while count > storyLimit || weight > weightLimit, oldest >= 0, oldest != newest {
      let place = oldest
      for member in stories[Int(place)].members { release(member) }
      stories[Int(place)].members = []
      places[stories[Int(place)].id] = nil
      unlink(place)
      freeStories.append(place)
    }
  }

  private mutating func keep(_ member: Member, _ place: Int32) -> UInt32 {
    if let free = freeMembers.popLast() {
      members[Int(free)] = member
      storyOfMember[Int(free)] = place
      return free
    }
    members.append(member)
    storyOfMember.append(place)
    return UInt32(members.count - 1)
  }

  private mutating func removeSecondMember(of place: Int32) {
    let leaving = stories[Int(place)].members.remove(at: 1)
    let vector = members[Int(leaving)].vector
    var cross: UInt64 = 0
    for other in stories[Int(place)].members { cross += vector.dot(members[Int(other)].vector) }
    stories[Int(place)].squaredLength -= 2 * cross + vector.dot(vector)
    release(leaving)
  }

  private mutating func release(_ member: UInt32) {
    let vector = members[Int(member)].vector
    for term in vector.heaviest(StoryRules.postedTermCount) {
      postings.remove(member, from: term.hash)
    }
    weight -= vector.count + StoryRules.memberWeight
    members[Int(member)].vector = StoryVector()
    freeMembers.append(member)
  }

  // MARK: The order of joining, a doubly linked list through `stories`

  private mutating func link(_ place: Int32) {
    stories[Int(place)].older = newest
    stories[Int(place)].newer = -1
    if newest >= 0 { stories[Int(newest)].newer = place } else { oldest = place }
    newest = place
  }

  private mutating func unlink(_ place: Int32) {
    let (older, newer) = (stories[Int(place)].older, stories[Int(place)].newer)
    if older >= 0 { stories[Int(older)].newer = newer } else { oldest = newer }
    if newer >= 0 { stories[Int(newer)].older = older } else { newest = older }
  }
}
