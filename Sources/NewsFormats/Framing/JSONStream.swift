import NewsModel

/// JSON text in a window: what stands next, and where a value ends, while the bytes still arrive.
struct JSONStream {
  enum Value {
    /// So many bytes of the window, or all that came before the document ended.
    case whole(Int)
    case tooLarge
  }

  private let window: ByteWindow
  private let place: DocumentPlace
  private let meter: WorkMeter
  /// Of the window's first byte.
  private var position: TextPosition

  init(_ document: OpenedDocument) {
    window = document.window
    place = document.place
    meter = document.meter
    position = TextPosition(line: document.firstLine)
  }

  /// Bytes in the window.
  var held: Int { window.count }

  mutating func consume(_ count: Int) {
    position.advance(over: UnsafeBufferPointer(rebasing: window.bytes[..<count]))
    window.consume(count)
  }

  /// The next byte after white space, which is consumed; 0 at the end.
  mutating func peek() throws(DecodingFailure) -> UInt8 {
    while true {
      let space = window.bytes.prefix { Self.isSpace($0) }.count
      consume(space)
      if window.count > 0 { return window[0] }
      if try !window.fill() { return 0 }
    }
  }
  /// The first byte from `offset` on that is no white space, nothing consumed; 0 at the end.
  func peek(after offset: Int) throws(DecodingFailure) -> UInt8 {
    var offset = offset
    while true {
      while offset < window.count {
        if !Self.isSpace(window[offset]) { return window[offset] }
        offset += 1
      }
      if window.count > place.limits.documentTextBytes {
        throw .rejected(place.limits.documentTooLarge(locator: place.locator))
      }
      if try !window.fill() { return 0 }
    }
  }
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == separator
  }
  /// Before each text of a sequence (RFC 7464, section 2.1).
  static let separator: UInt8 = 0x1E

  /// Whether another object or list stands behind the text that ends at this offset of the window, on a line
  /// of its own or behind a separator.
  func textFollows(after offset: Int) throws(DecodingFailure) -> Bool {
    let next = try peek(after: offset)
    guard next == 0x7B || next == 0x5B else { return false }
    return window.bytes[offset...].prefix { Self.isSpace($0) }
      .contains { $0 == 0x0A || $0 == 0x0D || $0 == Self.separator }
  }

  mutating func expect(_ byte: UInt8, _ what: StaticString) throws(DecodingFailure) {
    guard try peek() == byte, window.count > 0 else { throw fault(what) }
    consume(1)
  }
  mutating func expectEnd() throws(DecodingFailure) {
    _ = try peek()
    if window.count > 0 { throw fault("there is more text after the end of the value") }
  }

  /// A member's name and its colon.
  mutating func key() throws(DecodingFailure) -> String {
    guard try peek() == 0x22, case .whole(let count) = try value() else {
      throw fault("a member's name is missing")
    }
    let text = withValue(count) { bytes -> [UInt8]? in
      var reader = JSONReader(bytes, depthLimit: 1)
      return (try? reader.string()).map { JSONText.bytes(of: $0, in: bytes) }
    }
    // `try?`: only where the string is faulty matters, and that is here.
    guard let text else { throw fault("a member's name is malformed") }
    consume(count)
    try expect(0x3A, "a colon is missing")
    return String(decoding: text, as: UTF8.self)
  }

  /// The extent of the value that begins at the window's first byte.
  func value() throws(DecodingFailure) -> Value {
    var extent = JSONExtent()
    var scanned = 0
    while true {
      let from = scanned
      if let end = extent.end(in: window.bytes, scanned: &scanned) {
        if end == 0 { throw fault("a value is missing") }
        return end > place.limits.documentTextBytes ? .tooLarge : .whole(end)
      }
      try spend(scanned - from)
      if window.count > place.limits.documentTextBytes { return .tooLarge }
      if try !window.fill() {
        if window.count == 0 { throw fault("a value is missing") }
        return .whole(window.count)
      }
    }
  }

  /// Consumes the value that stands next, of any length.
  mutating func passValue() throws(DecodingFailure) {
    guard try peek() != 0 else { throw fault("a value is missing") }
    var extent = JSONExtent()
    while true {
      var scanned = 0
      if let end = extent.end(in: window.bytes, scanned: &scanned) {
        if end == 0 { throw fault("a value is missing") }
        return consume(end)
      }
      consume(scanned)
      try spend(scanned)
      if try !window.fill() { throw fault("a value is not closed") }
    }
  }

  private func spend(_ bytes: Int) throws(DecodingFailure) {
    guard meter.allows(bytes) else {
      throw .rejected(place.limits.tooSlow(locator: place.locator))
    }
  }

  /// The value as valid UTF-8.
  func withValue<Result, Failure: Error>(
    _ count: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[..<count])
    guard let converted = Charset.converted(bytes) else { return try body(bytes) }
    return try converted.withUnsafeBufferPointer(body)
  }

  /// The value of so many bytes as an article.
  func article(_ count: Int, at place: DocumentPlace) throws(Rejection) -> Article {
    try withValue(count) { (bytes) throws(Rejection) in
      try JSONArticle.read(bytes, from: position, at: place)
    }
  }

  /// What is wrong at the window's first byte; at its end the document was cut.
  private func fault(_ what: StaticString) -> DecodingFailure {
    let bytes = window.bytes
    let fault = JSONFault(kind: bytes.isEmpty ? .truncated : .syntax, offset: 0, what: what)
    return .rejected(fault.rejection(at: position, in: bytes, place: place))
  }
}
