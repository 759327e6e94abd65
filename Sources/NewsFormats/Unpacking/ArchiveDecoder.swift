import NewsModel

/// The articles of all files in an archive, in their order: each file is opened as a deposit would
/// be, streamed, and what is wrong with it is a rejection of that file alone.
final class ArchiveDecoder {
  private let archive: ArchiveReader
  private let meter: WorkMeter
  private let place: DocumentPlace
  /// Compressions and archives around the files.
  private let layers: Int
  private var document: Document?
  private var locator = ""
  /// The beginning of the file at hand, for failed/.
  private var beginning: [UInt8] = []
  private var ordinal = 0

  /// Parameter place: its locator is what the files' locators begin with.
  init(
    window: ByteWindow, meter: WorkMeter, place: DocumentPlace, layers: Int
  ) throws(DecodingFailure) {
    archive = try ArchiveReader(upstream: window, limits: place.limits, locator: place.locator)
    self.meter = meter
    self.place = place
    self.layers = layers
  }

  var format: String { place.format }

  func next() throws(DecodingFailure) -> DecodedRecord? {
    try advance { (document) throws(DecodingFailure) in try document.next() }
  }

  /// Passes over a record; false at the end.
  func skip() throws(DecodingFailure) -> Bool {
    try advance { (document) throws(DecodingFailure) in
      try document.skip()
        ? .rejected(Rejection(.noText, "passed over"), ordinal: 0, record: []) : nil
    } != nil
  }

  private func advance(
    _ step: (inout Document) throws(DecodingFailure) -> DecodedRecord?
  ) throws(DecodingFailure) -> DecodedRecord? {
    while true {
      do throws(DecodingFailure) {
        if var open = document {
          document = nil
          if let record = try step(&open) {
            document = open
            return numbered(record)
          }
          continue
        }
        guard try openNext() else {
          if ordinal > 0 { return nil }
          throw .rejected(
            Rejection(.noText, "the archive holds no files", locator: place.locator))
        }
      } catch {
        // Ours to give: what ends one file. The archive's own end, and the reader's, ends all.
        guard archive.failure == nil, let rejection = error.rejection, !locator.isEmpty else {
          throw archive.failure ?? error
        }
        document = nil
        var named = rejection
        if named.locator.isEmpty { named.locator = locator }
        return numbered(.rejected(named, ordinal: 0, record: beginning))
      }
    }
  }

  private func numbered(_ record: DecodedRecord) -> DecodedRecord {
    defer { ordinal += 1 }
    return switch record {
    case .article(let article, _): .article(article, ordinal: ordinal)
    case .rejected(let rejection, _, let record):
      .rejected(rejection, ordinal: ordinal, record: record)
    }
  }

  private func openNext() throws(DecodingFailure) -> Bool {
    locator = ""
    beginning = []
    guard let entry = try archive.nextEntry() else { return false }
    locator = place.locator + " › " + entry.name
    if entry.isEncrypted {
      throw .rejected(Rejection(.unreadable, "it is encrypted", locator: locator))
    }
    let window = ByteWindow { [self] (buffer) throws(DecodingFailure) -> Int in
      let count = try archive.read(into: buffer)
      let kept = min(count, max(0, DecodedRecord.keptBytes - beginning.count))
      beginning.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
      return count
    }
    var opening = DocumentOpening(
      name: entry.name, limits: place.limits, fields: place.fields, meter: meter, source: window,
      layers: layers, locator: locator)
    document = try opening.open()
    return true
  }
}
