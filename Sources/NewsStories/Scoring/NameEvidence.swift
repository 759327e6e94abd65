import Glibc
import NewsText

/// What the names of an article and of a story's members say: who, where, and whether they differ
/// (docs/stories.md).
struct NameEvidence {
  /// The lede names of both are known and none of the one stands in the other, in no member.
  private(set) var areNamesInConflict = false
  /// Both ledes name what the other text has not, and have one entity in common at most: the town.
  private(set) var areNamesApart = false
  /// Both ledes name places and share none of them, and hardly another name; nor are there rare names that
  /// both texts share.
  private(set) var arePlacesInConflict = false
  /// The same headline as of another day.
  private(set) var isSeries = false
  /// Sum over shared entities of how rare they are, 0…1 each, counted outside the story.
  private(set) var rarity = 0.0
  /// Shared entities that are rare enough to count as such.
  private(set) var rareEntities = 0
  /// The rarest of them that stands in the lede of one of the two.
  private(set) var ledeRarity = 0.0

  /// The gravest of what contradicts.
  var conflict: RankedStory.Corrections.Conflict? {
    isSeries
      ? .series : areNamesInConflict || areNamesApart ? .names : arePlacesInConflict ? .places : nil
  }

  init(
    _ article: OpenStories.Member, _ own: ArticleNames, _ members: MemberViews
  ) {
    share(own, members)
    article.vector.withView { vector in
      own.kept.withView {
        compareLedes(
          Told(names: own, kept: $0, vector: vector), members, isDated: article.published != nil)
      }
    }
    compareHeadlines(article, members)
  }

  /// The article at hand for the time of one look.
  private struct Told {
    let names: ArticleNames
    let kept: NamesView
    let vector: VectorView
  }

  private mutating func compareLedes(_ own: Told, _ members: MemberViews, isDated: Bool) {
    var known = 0
    var largest = 0.0
    var places = (shared: false, different: false)
    var isApart = own.names.areNamesSeen && isDated
    for member in members {
      let theirs = member.names
      if isApart { isApart = Self.isApart(own, member) }
      if own.kept.isLedeKnown, theirs.isLedeKnown { known += 1 }
      largest = max(largest, Self.overlap(own, member))
      // Neither conflict is possible any more, whatever the other members say.
      if largest >= StoryRules.sharedLedeOfPlaces, !isApart { return }
      guard own.kept.hasLedePlace, theirs.hasLedePlace else { continue }
      let isShared =
        Self.holdsPlace(ofLede: own.kept, in: theirs)
        || Self.holdsPlace(ofLede: theirs, in: own.kept)
      if isShared { places.shared = true } else { places.different = true }
    }
    areNamesApart = isApart && members.count > 0
    areNamesInConflict = 2 * known >= members.count && largest < StoryRules.sharedLede
    arePlacesInConflict =
      !places.shared && places.different && largest < StoryRules.sharedLedeOfPlaces
      && rarity < StoryRules.rarityOverPlaces
  }

  /// The larger of the two shares of a lede's names that stand in the other text; 0 for ledes that name
  /// too little.
  private static func overlap(_ own: Told, _ member: MemberView) -> Double {
    var share = 0.0
    if own.kept.isLedeKnown {
      var weight = 0
      for name in own.names.names where name.isLede {
        guard member.names[name.key] != nil || member.vector.holds(name.term) else { continue }
        weight += Int(own.kept[name.key]?.weight ?? 0)
      }
      share = Double(weight) / Double(own.kept.ledeWeight)
    }
    if member.names.isLedeKnown {
      var weight = 0
      for name in member.names.names where name.marks.contains(.lede) {
        if own.names.mentions(name.key, in: own.vector) { weight += Int(name.weight) }
      }
      share = max(share, Double(weight) / Double(member.names.ledeWeight))
    }
    return share
  }

  /// Of both ledes the other text lacks enough, and what both texts name is one entity at most.
  private static func isApart(_ own: Told, _ member: MemberView) -> Bool {
    var shared: Set<UInt16> = []
    var (ours, theirs) = (0, 0)
    for name in own.names.names where name.entity > 0 {
      guard let kept = own.kept[name.key], kept.marks.contains(.sure) else { continue }
      if member.names[name.key] != nil || member.vector.holds(name.term) {
        shared.insert(name.entity)
      } else if name.isLede {
        ours += Int(kept.weight)
      }
    }
    let known = StoryRules.knownLedeIdf * StoryNames.unitsOfIdf
    guard shared.count <= 1, Double(ours) > known else { return false }
    for name in member.names.names
    where name.marks.isSuperset(of: [.sure, .lede]) && !name.marks.contains(.country)
      && !own.names.mentions(name.key, in: own.vector)
    {
      theirs += Int(name.weight)
    }
    return Double(theirs) > known
  }

  private static func holdsPlace(ofLede names: NamesView, in other: NamesView) -> Bool {
    names.names.contains { name in
      name.marks.contains([.lede, .place]) && other[name.key]?.marks.contains(.place) ?? false
    }
  }

  private mutating func compareHeadlines(
    _ article: OpenStories.Member, _ members: MemberViews
  ) {
    let headline = article.names.headline
    guard headline != 0, let day = article.published else { return }
    isSeries =
      members.allSatisfy { $0.published != nil && $0.published != day }
      && members.contains { $0.names.headline == headline }
  }

  /// Of each name of the article how many members hold it, and whether it stands in the lede of one of
  /// them or of the article.
  private static func holders(
    _ own: ArticleNames, _ members: MemberViews
  ) -> (counts: [UInt8], areLede: [Bool]) {
    var counts = [UInt8](repeating: 0, count: own.names.count)
    var areLede = own.names.map(\.isLede)
    for member in members {
      var index = 0
      for name in member.names.names where !name.marks.contains(.country) {
        while index < own.names.count, own.names[index].key < name.key { index += 1 }
        guard index < own.names.count else { break }
        guard own.names[index].key == name.key else { continue }
        counts[index] += 1
        if name.marks.contains(.lede) { areLede[index] = true }
      }
    }
    return (counts, areLede)
  }

  private mutating func share(_ own: ArticleNames, _ members: MemberViews) {
    let (holders, areLede) = Self.holders(own, members)
    var entities: [(entity: UInt16, rarity: Double, isLede: Bool)] = []
    for (index, name) in own.names.enumerated() where holders[index] > 0 && name.entity > 0 {
      let rarity = Self.rarity(name, own, members: members.count, holders: Int(holders[index]))
      guard rarity > 0 else { continue }
      if let known = entities.firstIndex(where: { $0.entity == name.entity }) {
        entities[known].rarity = max(entities[known].rarity, rarity)
        entities[known].isLede = entities[known].isLede || areLede[index]
      } else {
        entities.append((name.entity, rarity, areLede[index]))
      }
    }
    ledeRarity = entities.reduce(0) { $1.isLede ? max($0, $1.rarity) : $0 }
    rarity = entities.reduce(0) { $0 + $1.rarity }
    rareEntities = entities.count { $0.rarity > StoryRules.rareEntity }
  }

  /// How rare a name is outside the story, 0…1: the first three reports must not make a ship's name a
  /// common one.
  private static func rarity(
    _ name: ArticleNames.Name, _ own: ArticleNames, members: Int, holders: Int
  ) -> Double {
    let prior = StoryRules.priorArticles
    let articles = max(0, own.articles - Double(members)) + prior
    let documents = max(0, name.documents - Double(holders)) + prior * name.prior + 1e-6
    let idf = min(StoryRules.idfLimit, log(articles) - log(documents))
    let (from, to) =
      own.isEnglish ? StoryRules.rareIdfEnglish : StoryRules.rareIdf
    return min(1, max(0, (idf - from) / (to - from)))
  }
}
