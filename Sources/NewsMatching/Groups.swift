/// Which articles are copies of one another: each group is known by its first article.
///
/// Also what was learned about composites: texts of which one stretch is another article whole.
struct Groups {
  /// By article number; an article that leads its group, or is unknown, names itself.
  private var leaders: [UInt32] = [0]
  /// Of groups of two and more, by leader.
  private var sizes: [UInt32: UInt32] = [:]
  /// Tokens of an article that are known to be another one, from the first to the last.
  private var composites: [UInt32: Range<Int>] = [:]

  /// The leader of an article's group.
  func leader(of article: UInt32) -> UInt32 {
    var leader = article
    while Int(leader) < leaders.count, leaders[Int(leader)] != leader {
      leader = leaders[Int(leader)]
    }
    return leader
  }

  func size(ofGroup leader: UInt32) -> Int { Int(sizes[leader] ?? 1) }
  func composite(_ article: UInt32) -> Range<Int>? { composites[article] }

  /// Adds an article to a group; to its own when `group` is the article.
  mutating func add(_ article: UInt32, to group: UInt32) {
    while leaders.count <= Int(article) { leaders.append(UInt32(leaders.count)) }
    let leader = leader(of: group)
    guard leader != article else { return }
    leaders[Int(article)] = leader
    sizes[leader] = UInt32(size(ofGroup: leader) + 1)
  }

  /// Makes two groups one, led by the older leader.
  mutating func unite(_ a: UInt32, _ b: UInt32) {
    let first = min(leader(of: a), leader(of: b))
    let second = max(leader(of: a), leader(of: b))
    guard first != second else { return }
    leaders[Int(second)] = first
    sizes[first] = UInt32(size(ofGroup: first) + size(ofGroup: second))
    sizes[second] = nil
  }

  /// Notes that a stretch of an article is another one.
  mutating func extendComposite(_ article: UInt32, by tokens: Range<Int>) {
    let known = composites[article] ?? tokens
    composites[article] =
      min(known.lowerBound, tokens.lowerBound)..<max(known.upperBound, tokens.upperBound)
  }
}
