import NewsModel

/// The order of the stories' last members: a doubly linked list through `stories`, newest last.
extension OpenStories {
  mutating func link(_ place: Int32) { link(place, after: newest) }

  /// `older` is -1 for the oldest end.
  private mutating func link(_ place: Int32, after older: Int32) {
    let newer = older >= 0 ? stories[Int(older)].newer : oldest
    stories[Int(place)].older = older
    stories[Int(place)].newer = newer
    if older >= 0 { stories[Int(older)].newer = place } else { oldest = place }
    if newer >= 0 { stories[Int(newer)].older = place } else { newest = place }
  }

  mutating func unlink(_ place: Int32) {
    let (older, newer) = (stories[Int(place)].older, stories[Int(place)].newer)
    if older >= 0 { stories[Int(older)].newer = newer } else { oldest = newer }
    if newer >= 0 { stories[Int(newer)].older = older } else { newest = older }
  }

  /// Puts a story whose last member is not the newest of all where it belongs. Walks from both ends at
  /// once: a story that comes back belongs to the oldest, one that a person corrects often to the newest.
  mutating func relink(_ place: Int32) {
    guard let last = last(of: place) else { return }
    unlink(place)
    var older = newest
    var newer = oldest
    while older >= 0, let below = self.last(of: older), below > last {
      older = stories[Int(older)].older
      guard newer >= 0, let above = self.last(of: newer), above < last else {
        older = newer >= 0 ? stories[Int(newer)].older : newest
        break
      }
      newer = stories[Int(newer)].newer
    }
    link(place, after: older)
  }
}
