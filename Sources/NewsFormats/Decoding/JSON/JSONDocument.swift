import NewsModel

extension Format {
  static let json: Format = Format("json", Signature(names: [".json"], looks: looksLikeJSON)) {
    (document) throws(DecodingFailure) in
    let told = try JSONDocument.isLines(document) ? certainJSONLines : certainJSON
    return try told.open(document)
  }
  /// Whatever its bytes look like: the two ask each other once, or a file that each takes for the other's
  /// would be handed on for ever.
  static let certainJSON = Format("json", Signature()) { RecordWalk($0, JSONDocument($0)) }

  /// `{` before a name or `}`, `[` before an object: text may begin with a bracket too.
  @Sendable private static func looksLikeJSON(_ head: DocumentHead) -> Bool {
    // RFC 7464: each text of a sequence stands behind a record separator.
    let text = head.bytes.drop { $0 == JSONStream.separator }
    let second = text.dropFirst().first { $0 > 0x20 }
    return switch text.first {
    case 0x7B: second == 0x22 || second == 0x7D
    case 0x5B: second == 0x7B
    default: false
    }
  }
}

/// A JSON document: one article (an object with a body), or a container: an array of objects, or
/// an object with such an array under a usual name; or several of them one below the other, as `jq`
/// prints them, and each behind a record separator (RFC 7464). Held at a time: one object; one over the
/// document limit is walked member by member, so a container of any size streams.
struct JSONDocument: FramedDocument {
  private enum State {
    case start
    /// Inside `openObjects` objects, before a member or the `}`.
    case members(afterValue: Bool)
    /// Inside a container array.
    case elements(JSONElements)
    case trailing, finished
  }

  let window: ByteWindow
  private let meter: WorkMeter
  private let place: DocumentPlace
  private var stream: JSONStream
  private var state = State.start
  private var openObjects = 0
  /// What became of a text that is no list; it lies in the window.
  private var single: Result<Article, Rejection>?
  private var isOverLimit = false
  /// The way to the records, though it has no usual names.
  private var way: [String] = []
  private var feed = JSONFeed()
  /// True once records are known to be elements of an array, or several texts.
  private(set) var isContainer = false

  init(_ document: OpenedDocument) {
    window = document.window
    meter = document.meter
    place = document.place
    stream = JSONStream(document)
  }

  var emptyWords: StaticString { "the document holds no articles" }

  /// Where an element ends that is no JSON is not known: nothing behind it can be trusted.
  func isLost(after rejection: Rejection) -> Bool {
    rejection.reason == .syntax || rejection.reason == .truncated
  }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? {
    while true {
      switch state {
      case .start: if let frame = try begin() { return frame }
      case .members(let afterValue): try walkMember(afterValue)
      case .elements(var elements):
        if let frame = try elements.next(in: &stream) {
          state = .elements(elements)
          isOverLimit = false
          return frame
        }
        state = openObjects == 0 ? .trailing : .members(afterValue: true)
      case .trailing:
        feed = JSONFeed()
        state = try stream.textFollows(after: 0) ? .start : .finished
        if case .start = state { isContainer = true } else { try stream.expectEnd() }
        if isOverLimit {
          throw .rejected(place.limits.documentTooLarge(locator: place.locator))
        }
      case .finished: return nil
      }
    }
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    if let single {
      var rejection: Rejection
      switch single {
      case .success(var article):
        article.locator = place.locator
        return [article]
      case .failure(let error): rejection = error
      }
      rejection.locator = place.locator
      throw rejection
    }
    var article = try stream.article(frame.range.count, at: place)
    feed.claim(&article)
    return [article]
  }

  mutating func pass(_ frame: Frame) throws(DecodingFailure) {
    single = nil
    if case .tooLarge = frame.extent { return try stream.passValue() }
    stream.consume(frame.range.count)
  }

  /// Tells an article from a container.
  private mutating func begin() throws(DecodingFailure) -> Frame? {
    if try stream.peek() == 0x5B {
      guard try stream.peek(after: 1) == 0x7B else { return try checkWithoutArticle() }
      openArray()
      return nil
    }
    guard try stream.peek() == 0x7B else { return try checkWithoutArticle() }
    if case .whole(let count) = try stream.value() {
      let article = try articleOrNone(count)
      guard holdsRecords(count, article) else { return try frame(of: article, count) }
      stream.withValue(count) { feed.read($0, depthLimit: place.limits.depth) }
    } else {
      isOverLimit = true
    }
    // No body, or too long for one article: perhaps a container.
    stream.consume(1)
    openObjects = 1
    state = .members(afterValue: false)
    return nil
  }

  /// Whether the value of so many bytes holds records, and is not one itself.
  private mutating func holdsRecords(
    _ count: Int, _ article: Result<Article, Rejection>
  ) -> Bool {
    func way(mostLevels: Int) -> [String] {
      stream.withValue(count) {
        JSONContainers.listOfRecords(in: $0, fields: place.fields, mostLevels: mostLevels)
      } ?? []
    }
    self.way = way(mostLevels: 1)
    if !self.way.isEmpty { return true }
    if case .success = article { return false }
    if stream.withValue(count, JSONContainers.stand(in:)) { return true }
    self.way = way(mostLevels: JSONContainers.mostLevels)
    return !self.way.isEmpty
  }

  private func leads(_ key: String) -> Bool {
    JSONContainers.names.contains(key) || openObjects <= way.count && way[openObjects - 1] == key
  }

  /// Of a text that is no list. Nothing but another text may stand behind it.
  private mutating func frame(
    of article: Result<Article, Rejection>, _ count: Int
  ) throws(DecodingFailure) -> Frame {
    if try stream.textFollows(after: count) {
      isContainer = true
    } else if try stream.peek(after: count) != 0 {
      stream.consume(count)
      try stream.expectEnd()
    }
    single = article
    state = .trailing
    return Frame(range: 0..<count, label: isContainer ? .numbered("record") : .document)
  }

  private mutating func openArray() {
    stream.consume(1)
    isContainer = true
    state = .elements(JSONElements())
  }

  /// A document that cannot hold articles must still be JSON to be called one.
  private mutating func checkWithoutArticle() throws(DecodingFailure) -> Frame? {
    guard case .whole(let count) = try stream.value() else {
      throw .rejected(place.limits.documentTooLarge(locator: place.locator))
    }
    _ = try articleOrNone(count)
    stream.consume(count)
    state = .trailing
    return nil
  }

  /// The value of so many bytes as an article; a failure for what holds no text.
  private func articleOrNone(
    _ count: Int
  ) throws(DecodingFailure) -> Result<Article, Rejection> {
    let article: Result<Article, Rejection>
    do throws(Rejection) {
      article = .success(try stream.article(count, at: place))
    } catch {
      if error.reason != .noText { throw .rejected(error) }
      article = .failure(error)
    }
    guard meter.allows(count) else {
      throw .rejected(place.limits.tooSlow(locator: place.locator))
    }
    return article
  }

  private mutating func walkMember(_ afterValue: Bool) throws(DecodingFailure) {
    if try stream.peek() == 0x7D {
      stream.consume(1)
      openObjects -= 1
      state = openObjects == 0 ? .trailing : .members(afterValue: true)
      return
    }
    if afterValue { try stream.expect(0x2C, "a comma or } is missing") }
    let key = try stream.key()
    state = .members(afterValue: true)
    if leads(key) {
      let first = try stream.peek()
      if first == 0x5B, try stream.peek(after: 1) == 0x7B { return openArray() }
      if first == 0x7B { return try openObject() }
    }
    if openObjects == 1, JSONFeed.wants(key), case .whole(let count) = try stream.value() {
      stream.withValue(count) { feed.take(key, $0, depthLimit: place.limits.depth) }
    }
    try stream.passValue()
  }

  private mutating func openObject() throws(DecodingFailure) {
    stream.consume(1)
    openObjects += 1
    if openObjects > place.limits.depth {
      throw .rejected(place.limits.tooDeep(locator: place.locator))
    }
    state = .members(afterValue: false)
  }

  /// JSON Lines under another name: the first line is a whole object, and another line follows.
  fileprivate static func isLines(_ document: OpenedDocument) throws(DecodingFailure) -> Bool {
    let window = document.window
    guard window[0] == 0x7B else { return false }
    var scanned = 0
    var extent = JSONExtent()
    while true {
      let from = scanned
      if let end = extent.end(in: window.bytes, scanned: &scanned) {
        try window.fill(atLeast: end + 64)
        let rest = window.bytes[end...]
        let hasFeed = rest.prefix { $0 <= 0x20 }.contains(0x0A)
        let isOneLine = !window.bytes[from..<end].contains(0x0A)
        return isOneLine && hasFeed && rest.first { $0 > 0x20 } == 0x7B
      }
      if window.bytes[from..<scanned].contains(0x0A) { return false }
      if window.count > document.limits.documentTextBytes { return false }
      if try !window.fill() { return false }
    }
  }
}
