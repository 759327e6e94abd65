import NewsModel

/// From a document's first bytes to its records: decompression, archives, charset of wide units, leading
/// white space, detection.
struct DocumentOpening {
  /// For people, and for what the name says about the format.
  let name: String
  let limits: Limits
  let fields: ArticleFieldNames
  let received: Timestamp?
  let meter: WorkMeter
  let source: ByteWindow
  let windows: WindowStack
  let given: Given
  /// Compressions and archives that were opened before this document.
  private let outerLayers: Int
  /// Empty for a deposit's own bytes, else the document's place in it.
  private let outerLocator: String

  init(
    name: String, limits: Limits, fields: ArticleFieldNames, received: Timestamp? = nil,
    meter: WorkMeter, source: ByteWindow, given: Given = Given(), layers: Int = 0,
    locator: String = ""
  ) {
    outerLayers = layers
    outerLocator = locator
    self.name = name
    self.limits = limits
    self.fields = fields
    self.received = received
    self.meter = meter
    self.source = source
    self.given = given
    windows = WindowStack(source)
  }

  /// - Parameter known: what the document's holder knows it to be; nil where its name and bytes say it.
  /// - Returns: its records.
  /// - Throws: what shows at its beginning already.
  func open(as known: Format? = nil) throws(DecodingFailure) -> any RecordSource {
    var inner = Inner(window: source, name: name, locator: outerLocator, layers: outerLayers)
    try inner.window.fillHead(atLeast: DocumentHead.bytes)
    try decompress(&inner)
    if let format = Detection.binaryFormat(of: inner.window.bytes) {
      return try format.open(document(inner))
    }
    inner.window = try withoutWideUnits(inner.window)
    try passBlank(&inner)
    if let known { return try known.open(document(inner)) }
    return try openAsTold(inner)
  }

  private func openAsTold(_ inner: Inner) throws(DecodingFailure) -> any RecordSource {
    switch Detection.kind(of: DocumentHead(inner.window.bytes, name: inner.name)) {
    case .foreign(let what):
      // It may look so because there is not more of it.
      if let failure = inner.window.failure { throw failure }
      throw .rejected(
        Rejection(
          .unknownFormat, "the file looks like \(what), which Wiredesk does not read",
          locator: inner.locator))
    case .format(let format) where format.signature.isBinary:
      // Behind white space or a byte order mark it is none.
      throw .rejected(
        Rejection(
          .unknownFormat,
          "what looks like a \(format.name) archive does not start at the beginning of the file",
          locator: inner.locator))
    case .format(let format): return try format.open(document(inner))
    }
  }

  /// What has been unpacked so far.
  private struct Inner {
    var window: ByteWindow
    var name: String
    var locator: String
    var layers: Int
    var line = 1
    var tabs = 0
  }

  private func document(_ inner: Inner) -> OpenedDocument {
    OpenedDocument(
      name: inner.name, window: inner.window, meter: meter,
      place: DocumentPlace(
        format: "", locator: inner.locator, limits: limits, fields: fields,
        received: received),
      recordsLocator: inner.locator.isEmpty ? name : inner.locator, firstLine: inner.line,
      tabsBefore: inner.tabs,
      layers: inner.layers, given: given, windows: windows)
  }

  private func decompress(_ inner: inout Inner) throws(DecodingFailure) {
    if Compression.hasBegun(inner.window.bytes, name: name) {
      throw .rejected(
        Rejection(.truncated, "the compressed stream ends too early", locator: name))
    }
    let locator = inner.locator.isEmpty ? name : inner.locator
    let outer = inner.layers
    var below: (() -> Int)?
    while let compression = Compression(leading: inner.window.bytes) {
      below = try decompress(&inner, compression, at: locator, below: below)
      if inner.layers > limits.layers {
        throw .rejected(limits.nestedTooDeep(found: inner.layers, locator: locator))
      }
      try fillBeginning(of: inner.window)
    }
    if inner.layers == outer { return }
    for _ in outer..<inner.layers { inner.name = Compression.strip(inner.name) }
    inner.locator = locator + " › " + inner.name
  }

  /// Of a crawl packed record by record the first one that can be read is the beginning: by it the crawl is known.
  private func fillBeginning(of window: ByteWindow) throws(DecodingFailure) {
    do { try window.fillHead(atLeast: DocumentHead.bytes) } catch {
      guard error.rejection != nil, try window.goOnBehindDamage() else { throw error }
      do { try window.fillHead(atLeast: DocumentHead.bytes) } catch _ { throw error }
      let signs = [Format.warc, .arc].flatMap(\.signature.leading)
      guard signs.contains(where: { $0.begin(window.bytes) }) else { throw error }
    }
  }

  /// - Returns: how many bytes have been read of the outermost.
  private func decompress(
    _ inner: inout Inner, _ compression: Compression, at locator: String, below: (() -> Int)?
  ) throws(DecodingFailure) -> () -> Int {
    if compression == .gzip {
      let members = GzipMembers(
        upstream: inner.window, limits: limits, locator: locator, below: below)
      inner.layers += 1
      inner.window = windows.push(
        mend: { () throws(DecodingFailure) in try members.goOnBehindDamage() },
        begins: { members.begins() },
        { (buffer) throws(DecodingFailure) -> Int in try members.read(into: buffer) })
      return { members.packedBytes }
    }
    let decompressor = try Decompressor(
      upstream: inner.window, limits: limits, locator: locator, below: below)
    inner.layers += decompressor.layers
    inner.window = windows.push(
      mend: { () throws(DecodingFailure) in try decompressor.openNextAnywhere() },
      { (buffer) throws(DecodingFailure) -> Int in try decompressor.read(into: buffer) })
    return { decompressor.packedBytes }
  }

  /// UTF-16 and UTF-32 behind a transcoder; any byte order mark consumed.
  private func withoutWideUnits(_ window: ByteWindow) throws(DecodingFailure) -> ByteWindow {
    if let wide = Charset.wideEncoding(of: window.bytes) {
      window.consume(wide.markBytes)
      let transcoder = WideTranscoder(upstream: window, encoding: wide.encoding)
      let narrow = windows.push { (buffer) throws(DecodingFailure) -> Int in
        try transcoder.read(into: buffer)
      }
      try narrow.fillHead(atLeast: DocumentHead.bytes)
      return narrow
    }
    while window.bytes.starts(with: Charset.utf8Mark) { window.consume(Charset.utf8Mark.count) }
    return window
  }

  /// Consumes leading white space.
  private func passBlank(_ inner: inout Inner) throws(DecodingFailure) {
    let window = inner.window
    var position = TextPosition()
    while true {
      let blank = window.bytes.prefix { $0 == 0x20 || (0x09...0x0D).contains($0) }
      position.advance(over: UnsafeBufferPointer(rebasing: blank))
      let tabs = blank.reversed().prefix { $0 == 0x09 }.count
      inner.tabs = tabs == blank.count ? inner.tabs + tabs : tabs
      window.consume(blank.count)
      // A mark that nothing follows is all there is.
      if window.bytes.starts(with: Charset.utf8Mark), window.count > Charset.utf8Mark.count {
        window.consume(Charset.utf8Mark.count)
        continue
      }
      if window.count > 0 { break }
      if try !window.fill() {
        throw .rejected(
          Rejection(.empty, "there is nothing but white space", locator: inner.locator))
      }
    }
    try window.fillHead(atLeast: DocumentHead.bytes)
    inner.line = position.line
    try fillToRoot(window)
  }

  /// The root of markup may stand behind a long comment, and the body of a page behind scripts.
  private func fillToRoot(_ window: ByteWindow) throws(DecodingFailure) {
    while window[0] == 0x3C, window.count < DocumentHead.mostPrologueBytes,
      !Self.holdsRoot(window.bytes)
    {
      if try !window.fill() { return }
    }
  }

  private static func holdsRoot(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = XMLPrologue.start(bytes) else { return false }
    let head = UnsafeBufferPointer(rebasing: bytes[start...])
    guard let root = XMLPrologue.root(head), LooseHead.names.contains(root) else { return true }
    return !LooseHead(head).mayGoOn
  }
}
