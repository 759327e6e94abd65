import NewsModel

/// An opened document and its decoder. A new format is one case here, one row in `Detection` and
/// one file beside this one.
enum Document {
  case text(PlainTextDecoder)
  case json(JSONDocumentDecoder)
  case jsonLines(JSONLinesDecoder)
  case feed(FeedDecoder)
  case page(HTMLPageDecoder)
  case nitf(NITFDecoder)
  case archive(ArchiveDecoder)

  /// The decoder's name, as articles carry it.
  var format: String {
    switch self {
    case .text: PlainTextDecoder.format
    case .json: JSONDocumentDecoder.format
    case .jsonLines: JSONLinesDecoder.format
    case .feed(let decoder): decoder.format
    case .page: HTMLPageDecoder.format
    case .nitf: NITFDecoder.format
    case .archive(let decoder): decoder.format
    }
  }

  var isContainer: Bool {
    switch self {
    case .text, .page, .nitf: false
    case .json(let decoder): decoder.isContainer
    case .jsonLines, .feed, .archive: true
    }
  }

  /// The next record; nil at the end.
  mutating func next() throws(DecodingFailure) -> DecodedRecord? {
    switch self {
    case .text(var decoder):
      defer { self = .text(decoder) }
      return try decoder.next()
    case .json(var decoder):
      defer { self = .json(decoder) }
      return try decoder.next()
    case .jsonLines(var decoder):
      defer { self = .jsonLines(decoder) }
      return try decoder.next()
    case .feed(let decoder): return try decoder.next()
    case .page(var decoder):
      defer { self = .page(decoder) }
      return try decoder.next()
    case .nitf(var decoder):
      defer { self = .nitf(decoder) }
      return try decoder.next()
    case .archive(let decoder): return try decoder.next()
    }
  }

  /// Passes over a record without decoding it; false at the end.
  mutating func skip() throws(DecodingFailure) -> Bool {
    switch self {
    case .text(var decoder):
      defer { self = .text(decoder) }
      return decoder.skip()
    case .json(var decoder):
      defer { self = .json(decoder) }
      return try decoder.skip()
    case .jsonLines(var decoder):
      defer { self = .jsonLines(decoder) }
      return try decoder.skip()
    case .feed(let decoder): return try decoder.skip()
    case .page(var decoder):
      defer { self = .page(decoder) }
      return decoder.skip()
    case .nitf(var decoder):
      defer { self = .nitf(decoder) }
      return decoder.skip()
    case .archive(let decoder): return try decoder.skip()
    }
  }
}
