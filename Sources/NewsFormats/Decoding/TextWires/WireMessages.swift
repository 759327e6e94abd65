import NewsModel

/// What a wire of lines says of its messages: how one begins, and what is made of it.
protocol WireDialect {
  /// - Parameter line: without its end.
  /// - Returns: whether it is a message's header, where control bytes were lost on the way.
  static func isHeader(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool
  /// - Parameter line: the one before a header.
  /// - Returns: whether it belongs to the header.
  static func isPrelude(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool
  /// - Parameters:
  ///   - message: one, valid UTF-8, its control bytes as they came.
  ///   - place: of the message.
  /// - Returns: what it says.
  /// - Throws: `syntax` without a header, `noText`.
  static func article(
    _ message: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) -> Article
}

/// Messages one behind the other: each begins with SOH (perhaps behind SYN) and ends before the next; where the
/// control bytes were lost, before the next header line. Held at a time: one message.
struct WireMessages<Dialect: WireDialect>: FramedDocument {
  let window: ByteWindow
  private let limits: Limits
  private let hasControls: Bool
  private(set) var isContainer = false
  var emptyWords: StaticString { "the file holds no message" }

  private init(_ document: OpenedDocument) {
    window = document.window
    limits = document.limits
    hasControls = document.window.bytes.prefix(16).contains(Self.startOfHeading)
  }

  static func source(_ document: OpenedDocument) -> any RecordSource {
    RecordWalk(document, WireMessages(document))
  }

  private static var startOfHeading: UInt8 { 0x01 }
  private static var synchronous: UInt8 { 0x16 }

  mutating func nextFrame() throws(DecodingFailure) -> Frame? {
    var next = try end()
    // What stands behind a message: fillers of the line.
    while let end = next, !window.bytes[..<end].contains(where: { $0 > 0x20 && $0 != 0x7F }) {
      window.consume(end)
      next = try self.end()
    }
    guard let end = next else { return nil }
    if end < window.count { isContainer = true }
    let range = 0..<min(end, window.count)
    if end > limits.documentTextBytes {
      return Frame(range: range, extent: .tooLarge, label: .numbered("message"))
    }
    let isCut = hasControls && window.atEnd && end == window.count && !isEnded(range)
    return Frame(
      range: range, extent: isCut ? .cut("the message ends before its end of text") : .whole,
      label: isContainer ? .numbered("message") : .document)
  }

  /// An end of text or of transmission.
  private func isEnded(_ range: Range<Int>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[range])
    return ByteRuns.first(0x03, in: bytes, from: 0) != nil
      || ByteRuns.first(0x04, in: bytes, from: 0) != nil
  }

  /// Where the message ends; more than the limit for one that is not whole in the window; nil at the end.
  private mutating func end() throws(DecodingFailure) -> Int? {
    var scanned = 1
    while true {
      if let next = next(from: &scanned) { return next }
      if window.count > limits.documentTextBytes { return window.count }
      if try !window.fill() { return window.count == 0 ? nil : window.count }
    }
  }

  /// Where the next message begins, looked for from `scanned` on, which goes on to where to look next.
  private func next(from scanned: inout Int) -> Int? {
    let bytes = window.bytes
    if hasControls {
      guard scanned < bytes.count,
        var start = ByteRuns.first(Self.startOfHeading, in: bytes, from: scanned)
      else {
        scanned = max(1, bytes.count)
        return nil
      }
      while start > 1, bytes[start - 1] == Self.synchronous { start -= 1 }
      return start
    }
    while scanned < bytes.count, let feed = ByteRuns.first(0x0A, in: bytes, from: scanned) {
      let start = feed + 1
      let end = ByteRuns.first(0x0A, in: bytes, from: start) ?? bytes.count
      // A line that is not whole yet is looked at with the next piece.
      if end == bytes.count, !window.atEnd { return nil }
      if start < end, Dialect.isHeader(bytes[start..<end]) {
        let begin = beginning(ofHeader: start)
        if begin > 0 { return begin }
      }
      scanned = start
    }
    return nil
  }

  /// With the line before it, where that one belongs to it.
  private func beginning(ofHeader start: Int) -> Int {
    let bytes = window.bytes
    let line = bytes[..<(start - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Dialect.isPrelude(bytes[line..<(start - 1)]) ? line : start
  }

  func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article] {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[frame.range])
    try Self.check(bytes, at: place)
    guard var text = Charset.converted(bytes) ?? Self.withReturns(bytes) else {
      return [try Dialect.article(bytes, at: place)]
    }
    Self.endLines(&text)
    return [
      try text.withUnsafeBufferPointer { (bytes) throws(Rejection) in
        try Dialect.article(bytes, at: place)
      }
    ]
  }

  /// A copy of a message whose lines end in carriage returns alone; nil for others.
  private static func withReturns(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    ByteRuns.first(0x0A, in: bytes, from: 0) == nil ? Array(bytes) : nil
  }

  /// Printers of old needed no more than a return.
  private static func endLines(_ text: inout [UInt8]) {
    guard !text.contains(0x0A) else { return }
    for index in text.indices where text[index] == 0x0D { text[index] = 0x0A }
  }

  /// A message on a wire has some kilobytes, and its lines are held one by one.
  private static func check(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace
  ) throws(Rejection) {
    guard bytes.count > WireLine.bytesOfAMessage else { return }
    throw Rejection(
      .tooLarge, "the message has more than \(WireLine.bytesOfAMessage) bytes",
      locator: place.locator, limit: "wire-message-bytes \(WireLine.bytesOfAMessage)")
  }

  mutating func pass(_ frame: Frame) throws(DecodingFailure) {
    window.consume(frame.range.upperBound)
    guard case .tooLarge = frame.extent else { return }
    var scanned = 0
    while true {
      if let next = next(from: &scanned) { return window.consume(next) }
      // The last line may be a header's beginning.
      let kept = hasControls ? 0 : min(window.count, 256)
      window.consume(window.count - kept)
      scanned = 0
      if try !window.fill() { return window.consume(window.count) }
    }
  }
}
