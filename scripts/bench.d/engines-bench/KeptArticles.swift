import NewsMatching
import NewsModel

/// Articles in memory, with their groups: the store of a desk without a disk.
struct KeptArticles: CopyArchive {
  private var texts: [String] = []
  private var blobs: [[UInt8]] = []
  private var groups: [ArticleID] = []
  /// Group → articles, its first among them.
  private var members: [ArticleID: [ArticleID]] = [:]
  private var composites: [ArticleID: Range<Int>] = [:]

  var count: Int { texts.count }

  private func place(_ article: ArticleID) -> Int? {
    let place = Int(article.rawValue) - 1
    return texts.indices.contains(place) ? place : nil
  }

  func text(of article: ArticleID) -> String? { place(article).map { texts[$0] } }

  func standing(of article: ArticleID) -> StoredStanding? {
    place(article).map {
      StoredStanding(
        group: groups[$0], isShared: members[groups[$0], default: []].count > 1,
        composite: composites[article], blob: blobs[$0])
    }
  }

  /// So few articles that no run is written.
  func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool { false }

  /// `id` is one more than the last.
  mutating func keep(_ admission: CopyAdmission, as id: ArticleID, _ text: String) {
    let group = admission.decision.group
    texts.append(text)
    blobs.append(admission.blob)
    groups.append(group)
    members[group, default: []].append(id)
    for united in admission.decision.united where united != group {
      let moved = members.removeValue(forKey: united) ?? []
      for article in moved { groups[Int(article.rawValue) - 1] = group }
      members[group, default: []] += moved
    }
    if let note = admission.composite {
      let known = composites[note.article] ?? note.tokens
      composites[note.article] =
        min(
          known.lowerBound, note.tokens.lowerBound)..<max(
          known.upperBound, note.tokens.upperBound)
    }
  }
}
