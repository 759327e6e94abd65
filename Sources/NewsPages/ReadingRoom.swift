import NewsAnswers
package import NewsModel
package import NewsStore

/// What people read of a desk: an answer for every address, made of one look at the database. It can write
/// nothing; every answer is whole before a byte of it is sent, so that no reader holds a snapshot open.
package struct ReadingRoom: Sendable {
  private let store: StoreReader
  private let state: String
  private let site: Site

  /// - Parameters:
  ///   - store: the desk's database.
  ///   - state: its state folder, where a daemon is asked how it is.
  ///   - site: where the room is reached.
  package init(store: StoreReader, state: String, site: Site) {
    self.store = store
    self.state = state
    self.site = site
  }

  /// Cost: some ms for most pages; a daemon that is asked for its health is waited for, 2 s at most.
  ///
  /// - Parameters:
  ///   - address: what is asked for.
  ///   - now: an embargo that ends later is in force.
  /// - Returns: a notice for what is not there.
  /// - Throws: `StoreFailure`; what the records of stories throw.
  package func answer(to address: Address, now: Timestamp) throws -> Answer {
    switch address {
    case .now(let wish): try front(wish, now)
    case .story(let id, let page): try story(id, page, now)
    case .article(let id, let part): try article(id, part, now)
    case .compare(let first, let second): try compare(first, second)
    case .search(let wish):
      try SearchPage(wish, in: store, state: state, now: now).answer
    case .files(let wish): try FilesPage(wish, in: store, DeskStatus(state: state)).answer
    case .health:
      try HealthPage(store, DeskStatus(state: state), state: state, now: now).answer
    case .feed(let feed):
      try made(feed, now)
    case .metrics: try Self.metrics(of: state, accepting: nil, now: now)
    case .live: NoticePage.nowhere.answer
    case .asset(let asset): Self.answer(to: asset)
    }
  }

  /// What is served as it is needs no desk.
  package static func answer(to asset: Address.Asset) -> Answer {
    switch asset {
    case .style: Answer(.style, Array(Stylesheet.text.utf8))
    case .script: Answer(.script, Array(LiveScript.text.utf8))
    case .icon: Answer(.icon, Array(Icon.text.utf8))
    }
  }

  /// What a monitor collects; told without a database as well, as far as it is known.
  ///
  /// - Parameters:
  ///   - state: the state folder.
  ///   - kinds: the field Accept.
  ///   - now: the moment.
  /// - Returns: OpenMetrics where it is asked for, else the older text form.
  /// - Throws: `SystemError`, `StoreFailure` where there is no such folder.
  package static func metrics(
    of state: String, accepting kinds: String?, now: Timestamp
  ) throws -> Answer {
    let form = DeskStatus.Metrics.Form(accepting: kinds)
    let measures = try DeskStatus.Measures(state: state, version: programVersion, now: now)
    let text = DeskStatus.Metrics(measures).text(form)
    return Answer(form == .openmetrics ? .openMetrics : .metrics, Array(text.utf8))
  }

  /// Of this program.
  package static let programVersion = "0.1.0"

  private func made(_ feed: FeedAddress, _ now: Timestamp) throws -> Answer {
    do {
      return try Feed.made(feed, at: site, from: store, state: state, now: now)?.answer
        ?? NoticePage.nowhere.answer
    } catch is Feed.OutOfTime {
      return NoticePage.busy.answer
    }
  }

  private func compare(_ first: ArticleID, _ second: ArticleID) throws -> Answer {
    guard let one = try store.article(first), let other = try store.article(second),
      one.forgotten == nil, other.forgotten == nil
    else { return NoticePage.nowhere.answer }
    return ComparePage(one, other).answer
  }

  private func front(_ wish: FrontWish, _ now: Timestamp) throws -> Answer {
    let place = try wish.after.map { try store.story($0) }
    if let place, place == nil { return NoticePage.nowhere.answer }
    return try FrontPage(wish, after: place ?? nil, in: store, state: state, now: now).answer
  }

  private func story(_ id: StoryID, _ page: Int, _ now: Timestamp) throws -> Answer {
    guard let row = try store.story(id) else { return NoticePage.nowhere.answer }
    let timeline = try StoryTimeline(row, page: page, in: store, now: now)
    return timeline.steps.isEmpty && page > 1 ? NoticePage.nowhere.answer : timeline.answer
  }

  private func article(_ id: ArticleID, _ part: Int, _ now: Timestamp) throws -> Answer {
    guard let exported = try store.exported(id) else { return NoticePage.nowhere.answer }
    let sheet = try ArticleSheet(exported, part: part, in: store, now: now)
    return sheet.answer ?? NoticePage.nowhere.answer
  }
}
