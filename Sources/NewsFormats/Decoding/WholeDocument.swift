import NewsModel

/// A document that is read as a whole and is one article: what plain texts and pages have in common.
struct WholeDocument {
  let window: ByteWindow
  let meter: WorkMeter
  let place: DocumentPlace
  private var isDone = false

  init(window: ByteWindow, meter: WorkMeter, place: DocumentPlace) {
    self.window = window
    self.meter = meter
    self.place = place
  }

  /// Nil the second time. Parameter article: from all bytes, which it may release as soon as it has
  /// no use for them: a large document stands in memory as what is made of it, not also as bytes.
  mutating func next(
    _ article: (ByteWindow) throws(Rejection) -> Article
  ) throws(DecodingFailure) -> DecodedRecord? {
    guard skip() else { return nil }
    try window.fillWhole(meter: meter, place: place)
    do throws(Rejection) {
      return .article(try article(window), ordinal: 0)
    } catch {
      throw .rejected(error)
    }
  }

  mutating func skip() -> Bool {
    defer { isDone = true }
    return !isDone
  }
}
