import NewsModel

/// What a format says of a document whose records lie in its bytes one after the other; `RecordWalk` does
/// the rest. The types of Framing/ find the frames.
protocol FramedDocument {
  /// What frames lie in.
  var window: ByteWindow { get }
  /// As `RecordSource.isContainer`: otherwise what is wrong with a record ends the document.
  var isContainer: Bool { get }
  /// What is said of one that ends without a record.
  var emptyWords: StaticString { get }
  /// Whether only reading a frame tells if it is a record at all, or how many.
  var isToldByReading: Bool { get }

  /// - Returns: where the next record lies; nil at the end. It stays where it is until `pass`.
  /// - Throws: what ends the document.
  mutating func nextFrame() throws(DecodingFailure) -> Frame?

  /// - Parameters:
  ///   - frame: whole, and from the last `nextFrame`.
  ///   - place: of the record.
  /// - Returns: most often one; several where a record holds several texts, each with the locator that
  ///   it is to have; none for what is no record by its own words: it is not counted.
  /// - Throws: why the record is no article.
  mutating func articles(in frame: Frame, at place: DocumentPlace) throws(Rejection) -> [Article]

  /// Consumes a frame, however long the rest of it is.
  mutating func pass(_ frame: Frame) throws(DecodingFailure)

  /// Whether a record rejected for this reason leaves unknown where the next one begins.
  func isLost(after rejection: Rejection) -> Bool
}

extension FramedDocument {
  var isToldByReading: Bool { false }
  func isLost(after rejection: Rejection) -> Bool { false }
}

/// Where one record lies in the window.
struct Frame {
  enum Extent {
    case whole
    /// The document ends inside it; in words, for people.
    case cut(StaticString)
    /// Longer than a document may be: its first bytes alone are in the window.
    case tooLarge
  }
  enum Label {
    /// The document is the record.
    case document
    /// Counted from 1.
    case line(Int)
    /// By its number among the records, which the walk knows: `entry 3`.
    case numbered(StaticString)
  }

  /// From the window's first byte.
  var range: Range<Int>
  var extent = Extent.whole
  var label: Label
}
