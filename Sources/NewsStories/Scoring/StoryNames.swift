import NewsBytes
import NewsText

/// The names of one article as its story keeps them, 8 bytes each.
struct StoryNames: Hashable, Sendable {
  struct Name: Hashable, Sendable {
    var key: TermHash
    /// Its idf when the article came, in `unitsOfIdf`.
    var weight: UInt8
    var marks: TermName.Marks
  }

  /// So that the highest idf, 10, fits into a byte.
  static let unitsOfIdf = 25.0

  /// Ascending by key, no key twice; at most `StoryRules.nameLimit`.
  private(set) var names: [Name] = []
  /// Two terms side by side, as `WeighedTerms.pairs` makes them; ascending, at most `StoryRules.pairLimit`.
  var pairs: [TermHash] = []
  /// Of the headline's words; 0 when there is none.
  private(set) var headline: TermHash = 0
  /// Weight of the names of the lede together.
  private(set) var ledeWeight = 0
  /// The lede names a place.
  private(set) var hasLedePlace = false

  init() {}

  /// - Parameters:
  ///   - all: ascending by key; when they are too many, those of the lede stay, then the rarest.
  ///   - headline: of its words; 0 when there is none.
  ///   - pairs: of terms side by side, ascending.
  init(_ all: [Name], headline: TermHash, pairs: [TermHash] = []) {
    self.headline = headline
    self.pairs = pairs
    names = all.count <= StoryRules.nameLimit ? all : Self.foremost(all)
    summarise()
  }

  private static func foremost(_ all: [Name]) -> [Name] {
    all.sorted { a, b in
      let (first, second) = (a.marks.contains(.lede), b.marks.contains(.lede))
      if first != second { return first }
      return a.weight != b.weight ? a.weight > b.weight : a.key < b.key
    }.prefix(StoryRules.nameLimit).sorted { $0.key < $1.key }
  }

  private mutating func summarise() {
    for name in names where name.marks.contains(.lede) {
      ledeWeight += Int(name.weight)
      if name.marks.contains(.place) { hasLedePlace = true }
    }
  }

  /// As they lie in memory, for the time of one look.
  @inline(__always)
  func withView<Result>(_ body: (NamesView) -> Result) -> Result {
    names.withUnsafeBufferPointer {
      body(
        NamesView(
          names: $0, headline: headline, ledeWeight: ledeWeight, hasLedePlace: hasLedePlace))
    }
  }

  /// O(log names).
  subscript(key: TermHash) -> Name? { withView { $0[key] } }
}

extension StoryNames {
  func write(to writer: inout ByteWriter) {
    writer.fixed(UInt64(headline), bytes: 4)
    writer.varint(UInt64(names.count))
    var last: TermHash = 0
    for name in names {
      writer.varint(UInt64(name.key - last))
      writer.byte(name.weight)
      writer.byte(name.marks.rawValue)
      last = name.key
    }
  }

  /// - Parameters:
  ///   - reader: where they begin.
  ///   - version: of the blob.
  /// - Throws: for bytes that `write` and `writePairs` never wrote.
  init(from reader: inout ByteReader, version: UInt8) throws(DamagedBytes) {
    guard version > 1 else { return }
    headline = TermHash(truncatingIfNeeded: try reader.fixed(bytes: 4))
    var last: TermHash = 0
    for _ in 0..<(try reader.count(limit: StoryRules.nameLimit)) {
      let (key, isOver) = last.addingReportingOverflow(try reader.number32())
      guard !isOver, key > last else { throw DamagedBytes() }
      names.append(
        Name(key: key, weight: try reader.byte(), marks: .init(rawValue: try reader.byte())))
      last = key
    }
    summarise()
    if version > 2 { try readPairs(from: &reader) }
  }

  func writePairs(to writer: inout ByteWriter) {
    writer.varint(UInt64(pairs.count))
    var last: TermHash = 0
    for pair in pairs {
      writer.varint(UInt64(pair - last))
      last = pair
    }
  }

  private mutating func readPairs(from reader: inout ByteReader) throws(DamagedBytes) {
    var last: TermHash = 0
    for _ in 0..<(try reader.count(limit: StoryRules.pairLimit)) {
      let (pair, isOver) = last.addingReportingOverflow(try reader.number32())
      guard !isOver, pair > last else { throw DamagedBytes() }
      pairs.append(pair)
      last = pair
    }
  }
}
