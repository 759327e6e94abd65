import NewsModel

/// A JSON document: one article (an object with a body), or a container: an array of objects, or
/// an object with such an array under a usual name. Held at a time: one object; an object over the
/// document limit is walked member by member, so a container of any size streams.
struct JSONDocumentDecoder {
  static let format = "json"
  /// Members whose array holds the articles; `response` is an envelope around such an object.
  private static let containers: Set<String> = [
    "articles", "items", "entries", "docs", "results", "data", "response",
  ]

  private enum State {
    case start
    /// Inside `openObjects` objects, before a member or the `}`.
    case members(afterValue: Bool)
    /// Inside a container array, before an element or the `]`.
    case elements(afterValue: Bool)
    case trailing, finished
  }

  private var stream: JSONStream
  private let place: DocumentPlace
  private let recordsLocator: String
  private var state = State.start
  private var openObjects = 0
  private var ordinal = 0
  private var isOverLimit = false
  private var feed = JSONFeed()
  /// True once records are known to be elements of an array.
  private(set) var isContainer = false

  /// Parameter recordsLocator: what the locators of a container's records begin with.
  init(stream: JSONStream, place: DocumentPlace, recordsLocator: String) {
    self.stream = stream
    self.place = place
    self.recordsLocator = recordsLocator
  }

  mutating func next() throws(DecodingFailure) -> DecodedRecord? {
    try advance(decoding: true)
  }
  /// Passes over a record; false at the end.
  mutating func skip() throws(DecodingFailure) -> Bool { try advance(decoding: false) != nil }

  /// The next record; when not decoding, any value in its place.
  private mutating func advance(decoding: Bool) throws(DecodingFailure) -> DecodedRecord? {
    while true {
      switch state {
      case .start:
        if let single = try begin() { return single }
      case .members(let afterValue): try walkMember(afterValue)
      case .elements(let afterValue):
        if let record = try element(afterValue, decoding: decoding) { return record }
      case .trailing:
        try stream.expectEnd()
        state = .finished
        if ordinal == 0 {
          if isOverLimit {
            throw .rejected(place.limits.documentTooLarge(locator: place.locator))
          }
          throw .rejected(
            Rejection(.noText, "the document holds no articles", locator: place.locator))
        }
      case .finished: return nil
      }
    }
  }

  /// Tells an article from a container; the record of an article.
  private mutating func begin() throws(DecodingFailure) -> DecodedRecord? {
    if try stream.peek() == 0x5B {
      if try stream.peek(after: 1) == 0x7B {
        state = .elements(afterValue: false)
        isContainer = true
        stream.consume(1)
        return nil
      }
      return try checkWithoutArticle()
    }
    guard try stream.peek() == 0x7B else { return try checkWithoutArticle() }
    if case .whole(let count) = try stream.value() {
      let outcome = stream.withValue(count) { bytes, start in
        JSONArticle.read(bytes, from: start, at: place, meter: stream.meter)
      }
      switch outcome {
      case .success(let article):
        stream.consume(count)
        try stream.expectEnd()
        state = .finished
        ordinal += 1
        return .article(article, ordinal: 0)
      case .failure(let rejection) where rejection.reason != .noText: throw .rejected(rejection)
      case .failure: break
      }
    } else {
      isOverLimit = true
    }
    // No body, or too long for one article: perhaps a container.
    stream.consume(1)
    openObjects = 1
    state = .members(afterValue: false)
    return nil
  }

  /// A document that cannot hold articles must still be JSON to be called one.
  private mutating func checkWithoutArticle() throws(DecodingFailure) -> DecodedRecord? {
    switch try stream.value() {
    case .tooLarge: throw .rejected(place.limits.documentTooLarge(locator: place.locator))
    case .whole(let count):
      let outcome = stream.withValue(count) { bytes, start in
        JSONArticle.read(bytes, from: start, at: place, meter: stream.meter)
      }
      if case .failure(let rejection) = outcome, rejection.reason != .noText {
        throw .rejected(rejection)
      }
      stream.consume(count)
      state = .trailing
      return nil
    }
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
    if Self.containers.contains(key) {
      let first = try stream.peek()
      if first == 0x5B, try stream.peek(after: 1) == 0x7B {
        stream.consume(1)
        isContainer = true
        state = .elements(afterValue: false)
        return
      }
      if first == 0x7B {
        stream.consume(1)
        openObjects += 1
        if openObjects > place.limits.depth {
          throw .rejected(place.limits.tooDeep(locator: place.locator))
        }
        state = .members(afterValue: false)
        return
      }
    }
    if openObjects == 1, JSONFeed.wants(key), case .whole(let count) = try stream.value() {
      stream.withValue(count) { bytes, _ in
        feed.take(key, bytes, depthLimit: place.limits.depth)
      }
    }
    try stream.passValue()
  }

  private mutating func element(
    _ afterValue: Bool, decoding: Bool
  ) throws(DecodingFailure) -> DecodedRecord? {
    if try stream.peek() == 0x5D {
      stream.consume(1)
      state = openObjects == 0 ? .trailing : .members(afterValue: true)
      return nil
    }
    if afterValue { try stream.expect(0x2C, "a comma or ] is missing") }
    _ = try stream.peek()
    defer { ordinal += 1 }
    state = .elements(afterValue: true)
    var place = place
    place.locator = recordsLocator + " › record \(ordinal + 1)"
    stream.meter.beginDocument()
    guard case .whole(let count) = try stream.value() else {
      let kept = stream.prefix(DecodedRecord.keptBytes)
      try stream.passValue()
      let rejection = place.limits.documentTooLarge(locator: place.locator)
      return .rejected(rejection, ordinal: ordinal, record: kept)
    }
    defer { stream.consume(count) }
    if !decoding {
      return .rejected(Rejection(.noText, "passed over"), ordinal: ordinal, record: [])
    }
    let outcome = stream.withValue(count) { bytes, start in
      JSONArticle.read(bytes, from: start, at: place, meter: stream.meter)
    }
    switch outcome {
    case .success(let article): return .article(feed.inherited(article), ordinal: ordinal)
    case .failure(let rejection)
    where rejection.reason == .syntax || rejection.reason == .truncated:
      // Where this element ends is not known: nothing behind it can be trusted.
      throw .rejected(rejection)
    case .failure(let rejection):
      let kept = Array(stream.prefix(min(count, DecodedRecord.keptBytes)))
      return .rejected(rejection, ordinal: ordinal, record: kept)
    }
  }
}
