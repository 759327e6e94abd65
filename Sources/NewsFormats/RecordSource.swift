import NewsModel

/// An opened document as its records, in their order. One worker uses it at a time.
///
/// Two kinds exist: `RecordWalk` over a document whose records lie in its bytes as frames, and
/// `NestedDocuments` over one that holds documents. A format needs neither of its own.
protocol RecordSource: AnyObject {
  /// The format's name, as articles carry it.
  var format: String { get }
  /// Whether bad records are rejected one by one, and the others go on. Known after the first `next`
  /// or `skip`: some documents tell it only then.
  var isContainer: Bool { get }

  /// - Returns: the next record; nil at the end.
  /// - Throws: what ends the document: it is no article, a cut or damaged stream, a limit.
  func next() throws(DecodingFailure) -> DocumentRecord?

  /// Passes over a record, without decoding it where that can be helped.
  ///
  /// - Returns: false at the end.
  func skip() throws(DecodingFailure) -> Bool
}

/// One record of a document, not yet numbered in its deposit.
enum DocumentRecord {
  case article(Article)
  /// What could not become an article, with the first bytes of its record for failed/.
  case rejected(Rejection, beginning: [UInt8])
}
