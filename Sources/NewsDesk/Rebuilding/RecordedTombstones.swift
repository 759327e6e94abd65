import NewsInbox
import NewsModel

/// What is on record as forgotten, by the article's number: for a rebuild, which asks in ascending order.
///
/// In memory is only where each stands, 16 bytes an article, since with `article_days` every article comes to have
/// a line; of the lines one slice.
final class RecordedTombstones {
  private struct Place {
    var article: Int64
    var slice: Int64
  }

  /// In a rebuild these open a story under the number that it had of an article which was forgotten.
  private(set) var heirs: [ArticleID: StoryID] = [:]
  /// Where the record ends.
  private(set) var end: Int64 = 0
  private let log: OrderLog.Forgotten
  /// Ascending, one an article: where a number has several lines the last one counts.
  private var places: [Place] = []
  private var slice: (place: Int64, tombstones: [Int64: Article.Tombstone])?

  /// Cost: reads the record once.
  ///
  /// - Parameter log: the record.
  /// - Throws: what keeps it from being read.
  init(_ log: OrderLog.Forgotten) throws(InboxError) {
    self.log = log
    var all: [Place] = []
    while true {
      let (tombstones, next) = try log.read(from: end)
      if next == end { break }
      for tombstone in tombstones {
        all.append(Place(article: tombstone.article.rawValue, slice: end))
        if let heir = tombstone.heir { heirs[heir] = tombstone.story }
      }
      end = next
    }
    all.sort { ($0.article, $0.slice) < ($1.article, $1.slice) }
    for place in all {
      if places.last?.article == place.article { places.removeLast() }
      places.append(place)
    }
  }

  func contains(_ article: Int64) -> Bool { place(of: article) != nil }

  /// - Parameter article: a number.
  /// - Returns: what is left of the article; nil where none of this number was forgotten.
  /// - Throws: what keeps the record from being read.
  func tombstone(of article: Int64) throws(InboxError) -> Article.Tombstone? {
    guard let place = place(of: article)?.slice else { return nil }
    if let slice, slice.place == place { return slice.tombstones[article] }
    let read = try log.read(from: place).tombstones
    let tombstones = Dictionary(read.map { ($0.article.rawValue, $0) }) { $1 }
    slice = (place, tombstones)
    return tombstones[article]
  }

  /// - Parameter ranges: numbers.
  /// - Returns: what is left of the articles among them that were forgotten.
  /// - Throws: what keeps the record from being read.
  func tombstones(of ranges: [ClosedRange<Int64>]) throws(InboxError) -> [Article.Tombstone] {
    var found: [Article.Tombstone] = []
    for range in ranges {
      var index = firstIndex(from: range.lowerBound)
      while index < places.count, range.contains(places[index].article) {
        if let tombstone = try tombstone(of: places[index].article) { found.append(tombstone) }
        index += 1
      }
    }
    return found
  }

  private func place(of article: Int64) -> Place? {
    let index = firstIndex(from: article)
    return index < places.count && places[index].article == article ? places[index] : nil
  }

  private func firstIndex(from article: Int64) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].article < article { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
