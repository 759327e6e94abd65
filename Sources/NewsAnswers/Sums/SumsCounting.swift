import NewsLinux
import NewsModel
import NewsStore

/// One pass over articles, which counts them (`Verdict.Sums`).
struct SumsCounting {
  private let key: Verdict.Sums.Key
  private let only: StoreReader.ArticleFilter
  private var found: [Verdict.Sums.Row] = []
  private var indexes: [String: Int] = [:]
  private var sources: [String: Int] = [:]
  private var stories: [StoryID: Story] = [:]

  fileprivate struct Story {
    /// Of its earliest article.
    var time: Timestamp
    var id: ArticleID
    /// Where that is counted; nil where it is not.
    var first: Int?
    /// Of the article that was met first.
    let source: Int
    var isShared = false
    /// Where its articles are counted, each once.
    var rows: [Int] = []
  }

  init(_ key: Verdict.Sums.Key, only: StoreReader.ArticleFilter) {
    self.key = key
    self.only = only
  }

  mutating func count(_ place: StoreReader.ArticlePlace) {
    let row = isCounted(place) ? index(of: name(of: place)) : nil
    if let row { found[row].counts.count(place.verdict) }
    note(place, row)
  }

  /// In the order in which they were met.
  var rows: [Verdict.Sums.Row] {
    var rows = found
    for story in stories.values {
      for row in story.rows {
        rows[row].stories += 1
        if story.isShared { rows[row].shared += 1 }
      }
      if story.isShared, let first = story.first { rows[first].first += 1 }
    }
    return rows
  }

  /// Of the last article: writing a date costs more than all else.
  private var lastDay: (number: Int64, name: String) = (.min, "")

  private mutating func day(of time: Timestamp) -> String {
    if time.day != lastDay.number { lastDay = (time.day, time.isoDay) }
    return lastDay.name
  }

  private func isCounted(_ place: StoreReader.ArticlePlace) -> Bool {
    if let source = only.source, source != place.source { return false }
    if let story = only.story, story != place.story { return false }
    guard let language = only.language else { return true }
    return place.language == language || place.language?.hasPrefix(language + "-") == true
  }

  private mutating func name(of place: StoreReader.ArticlePlace) -> String {
    switch key {
    case .source: place.source
    case .day: day(of: place.time)
    case .language: place.language ?? ""
    case .verdict: place.verdict.rawValue
    }
  }

  private mutating func index(of name: String) -> Int {
    if let known = indexes[name] { return known }
    indexes[name] = found.count
    found.append(Verdict.Sums.Row(name: name))
    return found.count - 1
  }

  private mutating func note(_ place: StoreReader.ArticlePlace, _ row: Int?) {
    let source = sources[place.source] ?? sources.count
    sources[place.source] = source
    let new = Story(time: place.time, id: place.id, first: row, source: source)
    stories[place.story, default: new].add(place, source: source, row)
  }
}

extension SumsCounting.Story {
  fileprivate mutating func add(_ place: StoreReader.ArticlePlace, source: Int, _ row: Int?) {
    if (place.time, place.id) < (time, id) { (time, id, first) = (place.time, place.id, row) }
    if source != self.source { isShared = true }
    if let row, !rows.contains(row) { rows.append(row) }
  }
}
