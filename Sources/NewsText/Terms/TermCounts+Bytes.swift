package import NewsBytes

extension TermCounts {
  /// Writes the terms without the texts that they were drawn from: some 14 bytes a term.
  ///
  /// Language (4 bytes) and the headline's hash (4); the number of terms, and of each: its hash as the
  /// difference from the one before, count, prior (an IEEE 754 single, 4 bytes), place and length of its
  /// surface form, kind with 0x80 for the headline (1 byte), how it was seen (1 byte), entity; the number of
  /// names, and of each: key as a difference, term, entity, marks (1 byte). Numbers without a width are
  /// varints.
  ///
  /// - Parameter writer: Where they go, behind what it holds.
  package func write(to writer: inout ByteWriter) {
    writer.fixed(UInt64(language.rawValue), bytes: 4)
    writer.fixed(UInt64(headlineHash), bytes: 4)
    writer.varint(UInt64(terms.count))
    var last: TermHash = 0
    for term in terms {
      writer.varint(UInt64(term.hash &- last))
      last = term.hash
      writer.varint(UInt64(term.count))
      writer.fixed(UInt64(term.prior.bitPattern), bytes: 4)
      writer.varint(UInt64(term.surfaceStart))
      writer.varint(UInt64(term.surfaceCount))
      writer.byte(term.kind.rawValue | (term.inHeadline ? 0x80 : 0))
      writer.byte(term.seen.rawValue)
      writer.varint(UInt64(term.entity))
    }
    writeNames(to: &writer)
    writer.varint(UInt64(neighbours.count))
    for pair in neighbours {
      writer.varint(UInt64(UInt32(bitPattern: pair.first)))
      writer.varint(UInt64(UInt32(bitPattern: pair.second)))
    }
  }

  /// - Parameters:
  ///   - pairs: by their places on a sheet.
  ///   - places: of the terms on the sheet among the sorted ones.
  /// - Returns: ascending, each once.
  static func neighbours(_ pairs: [(Int32, Int32)], _ places: [Int32]) -> [Neighbours] {
    var keys = pairs.map {
      UInt64(UInt32(bitPattern: places[Int($0.0)])) << 32
        | UInt64(UInt32(bitPattern: places[Int($0.1)]))
    }
    keys.sort()
    var neighbours: [Neighbours] = []
    neighbours.reserveCapacity(keys.count)
    var last: UInt64?
    for key in keys where key != last {
      neighbours.append(
        Neighbours(first: Int32(key >> 32), second: Int32(truncatingIfNeeded: key)))
      last = key
    }
    return neighbours
  }

  private static func neighbours(
    _ reader: inout ByteReader, of terms: Int
  ) throws(DamagedBytes) -> [Neighbours] {
    var neighbours: [Neighbours] = []
    for _ in 0..<(try reader.count()) {
      let (first, second) = (try reader.number32(), try reader.number32())
      guard first < UInt32(terms), second < UInt32(terms) else { throw DamagedBytes() }
      neighbours.append(Neighbours(first: Int32(first), second: Int32(second)))
    }
    return neighbours
  }

  private func writeNames(to writer: inout ByteWriter) {
    writer.varint(UInt64(names.count))
    var last: TermHash = 0
    for name in names {
      writer.varint(UInt64(name.key &- last))
      last = name.key
      writer.varint(UInt64(UInt32(bitPattern: name.term)))
      writer.varint(UInt64(name.entity))
      writer.byte(name.marks.rawValue)
    }
  }

  /// Reads what `write` wrote.
  ///
  /// - Parameters:
  ///   - reader: At its first byte; behind its last one afterwards.
  ///   - headline: What the terms were drawn from: empty when there was none, or it only repeated the body.
  ///   - body: As the headline.
  /// - Throws: For anything else, also for hashes that do not ascend and names of terms that are not there.
  package init(
    _ reader: inout ByteReader, headline: String, body: String
  ) throws(DamagedBytes) {
    let language = TermLanguage(rawValue: UInt32(try reader.fixed(bytes: 4)))
    let headlineHash = TermHash(try reader.fixed(bytes: 4))
    let terms = try Self.terms(&reader)
    let names = try Self.names(&reader, of: terms.count)
    self.init(
      language: language, terms: terms, names: names,
      neighbours: try Self.neighbours(&reader, of: terms.count),
      headlineHash: headlineHash, headline: headline, body: body)
  }

  private static func terms(_ reader: inout ByteReader) throws(DamagedBytes) -> [Term] {
    let count = try reader.count(limit: termLimit)
    var terms: [Term] = []
    terms.reserveCapacity(count)
    for index in 0..<count {
      let term = try term(&reader, after: terms.last?.hash ?? 0)
      if index > 0, term.hash <= terms[index - 1].hash { throw DamagedBytes() }
      terms.append(term)
    }
    return terms
  }

  private static func term(
    _ reader: inout ByteReader, after last: TermHash
  ) throws(DamagedBytes) -> Term {
    let hash = last &+ (try reader.number32())
    let count = try reader.number32()
    let prior = Float(bitPattern: UInt32(try reader.fixed(bytes: 4)))
    let start = try reader.number32()
    let length = try number16(&reader)
    let mark = try reader.byte()
    guard let kind = Kind(rawValue: mark & 0x7F) else { throw DamagedBytes() }
    let seen = NameWalk.Seen(rawValue: try reader.byte())
    return Term(
      hash: hash, count: count, prior: prior, surfaceStart: start, surfaceCount: length, kind: kind,
      inHeadline: mark & 0x80 != 0, seen: seen, entity: try number16(&reader))
  }

  private static func names(
    _ reader: inout ByteReader, of terms: Int
  ) throws(DamagedBytes) -> [TermName] {
    let count = try reader.count()
    var names: [TermName] = []
    names.reserveCapacity(count)
    var key: TermHash = 0
    for _ in 0..<count {
      key = key &+ (try reader.number32())
      let term = try reader.number32()
      guard term < UInt32(terms) else { throw DamagedBytes() }
      let entity = try number16(&reader)
      names.append(
        TermName(
          key: key, term: Int32(term), entity: entity,
          marks: TermName.Marks(rawValue: try reader.byte())))
    }
    return names
  }

  private static func number16(_ reader: inout ByteReader) throws(DamagedBytes) -> UInt16 {
    guard let value = UInt16(exactly: try reader.varint()) else { throw DamagedBytes() }
    return value
  }
}
