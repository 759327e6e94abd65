package import NewsModel

/// Bytes of a deposit → documents → articles, streamed.
///
/// One worker uses it at a time. It opens nothing: bytes come through `read`. Held in memory: one
/// document, at most `documentTextBytes` and half as much again, and some windows of 64 to 256 KiB.
package final class DepositDecoder {
  private enum Stage {
    case unopened
    case text(ByteWindow, DocumentPlace)
    case json(JSONDocumentDecoder)
    case jsonLines(JSONLinesDecoder)
    case ended
  }

  private let name: String
  private let limits: DecodingLimits
  private let meter: WorkMeter
  private let source: DepositSource
  private var windows: [ByteWindow]
  private var stage = Stage.unopened

  /// Read: fills the buffer and returns the bytes read, 0 at the end; what it throws comes out of
  /// `next`, `skip` and `drain` as `DecodingFailure.reading`. It is called for every byte of the
  /// file, in order and once, when `next` has returned nil or `drain` has returned: the caller can
  /// hash there. CPU clock: processor time of the thread that calls.
  package init(
    name: FileName, limits: DecodingLimits = DecodingLimits(),
    cpuClock: @escaping () -> Duration,
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    self.name = escaped(name.last.text, limitBytes: 200)
    self.limits = limits
    meter = WorkMeter(limits: limits, clock: cpuClock)
    let source = DepositSource(limits: limits, read: read)
    self.source = source
    windows = [
      ByteWindow { (buffer) throws(DecodingFailure) -> Int in try source.read(into: buffer) }
    ]
  }

  /// A file that is in memory already: nothing is pulled.
  package init(
    name: FileName, bytes: [UInt8], limits: DecodingLimits = DecodingLimits(),
    cpuClock: @escaping () -> Duration
  ) {
    self.name = escaped(name.last.text, limitBytes: 200)
    self.limits = limits
    meter = WorkMeter(limits: limits, clock: cpuClock)
    source = DepositSource(limits: limits) { _ in 0 }
    windows = [ByteWindow(bytes: bytes)]
  }

  /// All records of a small file in memory. Throws what `next` throws; records before it are lost,
  /// so containers of value are to be streamed.
  package static func records(
    of bytes: [UInt8], name: FileName, limits: DecodingLimits = DecodingLimits(),
    cpuClock: @escaping () -> Duration
  ) throws(DecodingFailure) -> [DecodedRecord] {
    let decoder = DepositDecoder(name: name, bytes: bytes, limits: limits, cpuClock: cpuClock)
    var records: [DecodedRecord] = []
    while let record = try decoder.next() { records.append(record) }
    return records
  }

  /// `text`, `json`, `jsonl`; empty before the first `next` or `skip`, and for what is not read.
  package private(set) var format = ""
  /// Whether the deposit holds records of its own (then bad ones are set aside one by one); known
  /// after the first `next` or `skip`.
  package private(set) var isContainer = false
  /// Bytes pulled through `read`.
  package var bytesRead: Int { source.bytesRead }
  /// The most memory that the windows ever held at a time.
  package var peakBufferBytes: Int { windows.reduce(0) { $0 + $1.peakBytes } }

  /// The next record in order; nil at the end, and after a throw.
  ///
  /// Throws what concerns the rest of the deposit: a document that is no article, a damaged or cut
  /// stream, a limit of the file. A bad record of a container is returned, not thrown.
  package func next() throws(DecodingFailure) -> DecodedRecord? {
    do throws(DecodingFailure) {
      if case .unopened = stage { try open() }
      if let record = try nextRecord() { return record }
      stage = .ended
      try drain()
      return nil
    } catch {
      stage = .ended
      throw error
    }
  }

  /// Passes over records that are committed already, without decoding them; ends early when there
  /// are fewer. Ordinals go on behind them.
  package func skip(records: Int) throws(DecodingFailure) {
    do throws(DecodingFailure) {
      if case .unopened = stage { try open() }
      for _ in 0..<max(records, 0) {
        if try !skipRecord() { return }
      }
    } catch {
      stage = .ended
      throw error
    }
  }

  /// Reads the file to its end without decoding: for the caller's hash, after a failure.
  package func drain() throws(DecodingFailure) {
    stage = .ended
    try source.drain()
  }

  private func nextRecord() throws(DecodingFailure) -> DecodedRecord? {
    switch stage {
    case .unopened, .ended: return nil
    case .text(let window, let place):
      stage = .ended
      return .article(try article(in: window, at: place), ordinal: 0)
    case .json(var decoder):
      // Emptied while the decoder works, so that it is not copied.
      stage = .ended
      let record = try decoder.next()
      isContainer = decoder.isContainer
      stage = .json(decoder)
      return record
    case .jsonLines(var decoder):
      let record = try decoder.next()
      stage = .jsonLines(decoder)
      return record
    }
  }

  private func skipRecord() throws(DecodingFailure) -> Bool {
    switch stage {
    case .unopened, .ended: return false
    case .text:
      stage = .ended
      return true
    case .json(var decoder):
      let skipped = try decoder.skip()
      isContainer = decoder.isContainer
      stage = .json(decoder)
      return skipped
    case .jsonLines(var decoder):
      let skipped = try decoder.skip()
      stage = .jsonLines(decoder)
      return skipped
    }
  }

  private func article(
    in window: ByteWindow, at place: DocumentPlace
  ) throws(DecodingFailure) -> Article {
    meter.beginDocument()
    while true {
      let held = window.count
      if held > limits.documentTextBytes {
        throw .rejected(limits.documentTooLarge(locator: place.locator))
      }
      if try !window.fill() { break }
      guard meter.allows(window.count - held) else {
        throw .rejected(limits.tooSlow(locator: place.locator))
      }
    }
    do throws(Rejection) {
      return try PlainTextDecoder.article(window.bytes, at: place)
    } catch {
      throw .rejected(error)
    }
  }
}

// Opening: decompression, charset of wide units, leading white space, detection.
extension DepositDecoder {
  private func open() throws(DecodingFailure) {
    var window = windows[0]
    var innerName = name
    var locator = ""
    try window.fill(atLeast: Detection.headBytes)
    if Compression(leading: window.bytes) != nil {
      let decompressor = try Decompressor(upstream: window, limits: limits, locator: name)
      window = stacked { (buffer) throws(DecodingFailure) -> Int in
        try decompressor.read(into: buffer)
      }
      for _ in 0..<decompressor.layers { innerName = Compression.strip(innerName) }
      locator = name + " › " + innerName
      try window.fill(atLeast: Detection.headBytes)
    }
    window = try withoutWideUnits(window)
    let firstLine = try passBlank(window, locator: locator)
    try choose(window, name: innerName, locator: locator, firstLine: firstLine)
  }

  private func stacked(_ pull: @escaping ByteWindow.Pull) -> ByteWindow {
    let window = ByteWindow(pull: pull)
    windows.append(window)
    return window
  }

  /// UTF-16 and UTF-32 behind a transcoder; any byte order mark consumed.
  private func withoutWideUnits(_ window: ByteWindow) throws(DecodingFailure) -> ByteWindow {
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

  private func choose(
    _ window: ByteWindow, name innerName: String, locator: String, firstLine: Int
  ) throws(DecodingFailure) {
    var kind = Detection.kind(of: window.bytes, name: innerName)
    if kind == .json, try isLines(window) { kind = .jsonLines }
    // A record's locator needs the file's name; a whole file's does not.
    let records = locator.isEmpty ? name : locator
    switch kind {
    case .foreign(let what):
      throw .rejected(
        Rejection(
          .unknownFormat, "the file looks like \(what), which is not read", locator: locator))
    case .text:
      format = PlainTextDecoder.format
      stage = .text(window, DocumentPlace(format: format, locator: locator, limits: limits))
    case .json:
      format = JSONDocumentDecoder.format
      let place = DocumentPlace(format: format, locator: locator, limits: limits)
      let stream = JSONStream(window: window, place: place, meter: meter, firstLine: firstLine)
      stage = .json(JSONDocumentDecoder(stream: stream, place: place, recordsLocator: records))
    case .jsonLines:
      format = JSONLinesDecoder.format
      isContainer = true
      let place = DocumentPlace(format: format, locator: records, limits: limits)
      stage = .jsonLines(
        JSONLinesDecoder(window: window, meter: meter, place: place, firstLine: firstLine))
    }
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
