import NewsModel

/// A format that is read: its name, how it is told, and how it is opened. A new one is one file in
/// Decoding/ that extends this type by a constant, its row in `all`, and its row in docs/manual.md,
/// which a test holds against `all`.
struct Format: Sendable {
  typealias Opener =
    @Sendable (OpenedDocument) throws(DecodingFailure) -> any RecordSource

  /// As articles carry it: `text`, `json`, `jsonl`.
  let name: String
  let signature: Signature
  private let opener: Opener

  init(_ name: String, _ signature: Signature, opener: @escaping Opener) {
    self.name = name
    self.signature = signature
    self.opener = opener
  }

  /// - Throws: what shows at the document's beginning already.
  func open(_ document: OpenedDocument) throws(DecodingFailure) -> any RecordSource {
    var document = document
    document.place.format = name
    return try opener(document)
  }

  /// Of two that the same sign tells, the first is taken.
  static let all: [Format] = [
    .zip, .tar, .warc, .arc, .jsonLines, .json, .wxr, .rss, .atom, .nitf, .newsMLG2, .newsML, .anpa,
    .iptc7901,
    .mhtml, .mbox, .mail, .page, .csv, .text,
  ]
}
