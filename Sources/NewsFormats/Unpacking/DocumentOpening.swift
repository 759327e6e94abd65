import NewsModel

/// From a deposit's first bytes to a decoder: decompression, charset of wide units, leading white
/// space, detection.
struct DocumentOpening {
  /// For people, and for what the name says about the format.
  let name: String
  let limits: DecodingLimits
  let fields: ArticleFieldNames
  let meter: WorkMeter
  /// Compressions and archives that were opened before this document.
  private let outerLayers: Int
  /// Empty for a deposit's own bytes, else the document's place in it.
  private let outerLocator: String
  /// The deposit's own bytes first, then what they were unpacked to.
  private(set) var windows: [ByteWindow]

  init(
    name: String, limits: DecodingLimits, fields: ArticleFieldNames, meter: WorkMeter,
    source: ByteWindow, layers: Int = 0, locator: String = ""
  ) {
    outerLayers = layers
    outerLocator = locator
    self.name = name
    self.limits = limits
    self.fields = fields
    self.meter = meter
    windows = [source]
  }

  mutating func open() throws(DecodingFailure) -> Document {
    var window = windows[0]
    var innerName = name
    var locator = outerLocator
    var layers = outerLayers
    try window.fill(atLeast: Detection.headBytes)
    if Compression.hasBegun(window.bytes, name: name) {
      throw .rejected(
        Rejection(.truncated, "the compressed stream ends too early", locator: name))
    }
    if Compression(leading: window.bytes) != nil {
      let decompressor = try Decompressor(
        upstream: window, limits: limits, locator: locator.isEmpty ? name : locator)
      layers += decompressor.layers
      if layers > limits.layers {
        throw .rejected(
          limits.nestedTooDeep(found: layers, locator: locator.isEmpty ? name : locator))
      }
      window = stacked { (buffer) throws(DecodingFailure) -> Int in
        try decompressor.read(into: buffer)
      }
      for _ in 0..<decompressor.layers { innerName = Compression.strip(innerName) }
      locator = (locator.isEmpty ? name : locator) + " › " + innerName
      try window.fill(atLeast: Detection.headBytes)
    }
    if case .archive(let format) = Detection.kind(of: window.bytes, name: innerName) {
      return try archive(format, window, locator.isEmpty ? name : locator, layers: layers + 1)
    }
    window = try withoutWideUnits(window)
    let firstLine = try passBlank(window, locator: locator)
    return try document(window, name: innerName, locator: locator, firstLine: firstLine)
  }

  private func archive(
    _ format: Detection.Archive, _ window: ByteWindow, _ locator: String, layers: Int
  ) throws(DecodingFailure) -> Document {
    if layers > limits.layers {
      throw .rejected(limits.nestedTooDeep(found: layers, locator: locator))
    }
    let place = DocumentPlace(
      format: format.rawValue, locator: locator, limits: limits, fields: fields)
    return .archive(
      try ArchiveDecoder(window: window, meter: meter, place: place, layers: layers))
  }

  private mutating func stacked(_ pull: @escaping ByteWindow.Pull) -> ByteWindow {
    let window = ByteWindow(pull: pull)
    windows.append(window)
    return window
  }

  /// UTF-16 and UTF-32 behind a transcoder; any byte order mark consumed.
  private mutating func withoutWideUnits(_ window: ByteWindow) throws(DecodingFailure) -> ByteWindow
  {
    if let wide = Charset.wideEncoding(of: window.bytes) {
      window.consume(wide.markBytes)
      let transcoder = WideTranscoder(upstream: window, encoding: wide.encoding)
      let narrow = stacked { (buffer) throws(DecodingFailure) -> Int in
        try transcoder.read(into: buffer)
      }
      try narrow.fill(atLeast: Detection.headBytes)
      return narrow
    }
    if window.bytes.starts(with: Charset.utf8Mark) { window.consume(Charset.utf8Mark.count) }
    return window
  }

  /// Consumes leading white space; the number of the line then at hand.
  private func passBlank(_ window: ByteWindow, locator: String) throws(DecodingFailure) -> Int {
    var position = TextPosition()
    while true {
      let blank = window.bytes.prefix { $0 == 0x20 || (0x09...0x0D).contains($0) }
      position.advance(over: UnsafeBufferPointer(rebasing: blank))
      window.consume(blank.count)
      if window.count > 0 { break }
      if try !window.fill() {
        throw .rejected(
          Rejection(.empty, "there is nothing but white space", locator: locator))
      }
    }
    try window.fill(atLeast: Detection.headBytes)
    return position.line
  }

  private mutating func document(
    _ window: ByteWindow, name innerName: String, locator: String, firstLine: Int
  ) throws(DecodingFailure) -> Document {
    var kind = Detection.kind(of: window.bytes, name: innerName)
    if kind == .json, try isLines(window) { kind = .jsonLines }
    // A record's locator needs the file's name; a whole file's does not.
    let records = locator.isEmpty ? name : locator
    func place(_ format: String, _ locator: String) -> DocumentPlace {
      DocumentPlace(format: format, locator: locator, limits: limits, fields: fields)
    }
    switch kind {
    case .foreign(let what):
      throw .rejected(
        Rejection(
          .unknownFormat, "the file looks like \(what), which is not read", locator: locator))
    case .archive(let format):
      // Behind white space or a byte order mark it is none.
      throw .rejected(
        Rejection(
          .unknownFormat, "what looks like a \(format.rawValue) archive does not begin the file",
          locator: locator))
    case .text:
      return .text(
        PlainTextDecoder(
          window: window, meter: meter, place: place(PlainTextDecoder.format, locator)))
    case .json:
      let place = place(JSONDocumentDecoder.format, locator)
      let stream = JSONStream(window: window, place: place, meter: meter, firstLine: firstLine)
      return .json(JSONDocumentDecoder(stream: stream, place: place, recordsLocator: records))
    case .jsonLines:
      return .jsonLines(
        JSONLinesDecoder(
          window: window, meter: meter, place: place(JSONLinesDecoder.format, records),
          firstLine: firstLine))
    case .page:
      return .page(
        HTMLPageDecoder(
          window: try withoutCharset(window), meter: meter,
          place: place(HTMLPageDecoder.format, locator)))
    case .nitf:
      return .nitf(
        NITFDecoder(
          window: try withoutCharset(window), meter: meter,
          place: place(NITFDecoder.format, locator)))
    case .feed(let dialect):
      return .feed(
        FeedDecoder(
          window: try withoutCharset(window), meter: meter,
          place: place(dialect.rawValue, records), dialect: dialect))
    }
  }

  /// Markup behind a transcoder when it is in another charset than UTF-8.
  private mutating func withoutCharset(_ window: ByteWindow) throws(DecodingFailure) -> ByteWindow {
    try window.fill(atLeast: Charset.headBytes)
    guard let charset = Charset.ofMarkup(window.bytes),
      let transcoder = CharsetTranscoder(upstream: window, charset: charset)
    else { return window }
    return stacked { (buffer) throws(DecodingFailure) -> Int in try transcoder.read(into: buffer) }
  }

  /// JSON Lines under another name: the first line is a whole object, and another line follows.
  private func isLines(_ window: ByteWindow) throws(DecodingFailure) -> Bool {
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
      if window.count > limits.documentTextBytes { return false }
      if try !window.fill() { return false }
    }
  }
}
