package import NewsModel

/// Bytes of a deposit → documents → articles, streamed.
///
/// One worker uses it at a time. It opens nothing: bytes come through `read`. Held in memory: one
/// document, at most `documentTextBytes` and half as much again, and some windows of 64 to 256 KiB.
package final class DepositDecoder {
  private enum Stage {
    case unopened
    case open(any RecordSource)
    case ended
  }

  private let source: DepositSource
  private let opening: DocumentOpening
  private var stage = Stage.unopened
  /// Given and passed over.
  private var records = 0

  /// - Parameters:
  ///   - name: the file's; its suffix says what the first bytes do not.
  ///   - limits: of the deposit and of each document.
  ///   - fields: the names that records and header lines use.
  ///   - received: when the file came: the year of days that are written without one.
  ///   - cpuClock: the processor time of the thread that calls.
  ///   - read: fills the buffer and returns the bytes read, 0 at the end; what it throws comes out of
  ///     `next`, `skip` and `drain` as `DecodingFailure.reading`. When `next` has returned nil, or
  ///     `drain` has returned, it has been called for every byte of the file, in order and once: the
  ///     caller can hash there.
  package init(
    name: FileName, limits: Limits = Limits(),
    fields: ArticleFieldNames = .usual, received: Timestamp? = nil,
    cpuClock: @escaping () -> Duration,
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    let source = DepositSource(limits: limits, read: read)
    self.source = source
    opening = DocumentOpening(
      name: shown(name.last.text, cells: 200), limits: limits, fields: fields,
      received: received, meter: WorkMeter(limits: limits, clock: cpuClock),
      source: ByteWindow { (buffer) throws(DecodingFailure) -> Int in
        try source.read(into: buffer)
      })
  }

  /// A file that is in memory already: nothing is pulled.
  package init(
    name: FileName, bytes: [UInt8], limits: Limits = Limits(),
    fields: ArticleFieldNames = .usual, received: Timestamp? = nil,
    cpuClock: @escaping () -> Duration
  ) {
    source = DepositSource(limits: limits) { _ in 0 }
    opening = DocumentOpening(
      name: shown(name.last.text, cells: 200), limits: limits, fields: fields,
      received: received, meter: WorkMeter(limits: limits, clock: cpuClock),
      source: ByteWindow(bytes: bytes))
  }

  /// All records of a small file in memory. Throws what `next` throws; records before it are lost,
  /// so containers of value are to be streamed.
  package static func records(
    of bytes: [UInt8], name: FileName, limits: Limits = Limits(),
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
  /// Bytes pulled through `read`; 0 for a file that was in memory.
  package var bytesRead: Int { source.bytesRead }
  /// The most memory that the windows ever held at a time.
  package var peakBufferBytes: Int { opening.windows.peakBytes }

  /// The next record in order; nil at the end, and after a throw.
  ///
  /// Throws what concerns the rest of the deposit: a document that is no article, a damaged or cut
  /// stream, a limit of the file. A bad record of a container is returned, not thrown.
  package func next() throws(DecodingFailure) -> DecodedRecord? {
    let record = try advance { (document) throws(DecodingFailure) in try document.next() }
    switch record {
    case .article(let article)?: return .article(article, ordinal: records - 1)
    case .rejected(let rejection, let beginning)?:
      return .rejected(rejection, ordinal: records - 1, record: beginning)
    case nil:
      try drain()
      return nil
    }
  }

  /// Passes over records that are committed already, without decoding them; ends early when there
  /// are fewer. Ordinals go on behind them.
  ///
  /// - Parameter records: so many at most.
  /// - Returns: how many there were.
  /// - Throws: what `next` throws.
  @discardableResult
  package func skip(records: Int) throws(DecodingFailure) -> Int {
    for number in 0..<max(records, 0) {
      if try advance({ (document) throws(DecodingFailure) in
        try document.skip() ? true : nil
      }) == nil {
        return number
      }
    }
    return max(records, 0)
  }

  /// Takes one step in the document, opening it first; a throw ends it.
  private func advance<Step>(
    _ step: (any RecordSource) throws(DecodingFailure) -> Step?
  ) throws(DecodingFailure) -> Step? {
    let before = stage
    stage = .ended
    let document: any RecordSource
    switch before {
    case .unopened:
      document = try opening.open()
      format = document.format
    case .open(let open): document = open
    case .ended: return nil
    }
    defer { isContainer = document.isContainer }
    guard let taken = try step(document) else { return nil }
    records += 1
    stage = .open(document)
    return taken
  }

  /// Reads the file to its end without decoding: for the caller's hash, after a failure.
  package func drain() throws(DecodingFailure) {
    stage = .ended
    try source.drain()
  }
}
