/// The terms of one article while it is read: counts added up by hash.
///
/// Open addressing over `termLimit` terms, cleared by touching only what was used.
struct TermSheet {
  var inHeadline = false
  private var terms: [TermCounts.Term] = []
  /// Pairs of words with capitals that stood side by side, by their place among the terms.
  private(set) var pairs: [(Int32, Int32)] = []
  private static let pairLimit = 512
  /// Terms that stood side by side, in the order of the text, by their place among the terms.
  private(set) var neighbours: [(Int32, Int32)] = []
  private static let neighbourLimit = 1024
  /// What more articles hold says nothing beside what.
  private static let neighbourPrior: Float = 0.05
  private var slots: [UInt16]
  private var used: [Int32] = []

  init() {
    // Twice the limit, so that a probe stays short; an entry is an index into `terms` plus 1.
    slots = Array(repeating: 0, count: 2 * TermCounts.termLimit)
    terms.reserveCapacity(512)
  }

  mutating func reset() {
    for slot in used { slots[Int(slot)] = 0 }
    used.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    neighbours.removeAll(keepingCapacity: true)
  }

  /// - Returns: the term's place on the sheet, for `pair`; nil when the sheet is full.
  @discardableResult
  @inline(__always)
  mutating func add(
    _ hash: TermHash, weight: UInt32, prior: Float, surface: Range<Int32>,
    kind: TermCounts.Kind = .word, seen: NameWalk.Seen = []
  ) -> Int32? {
    guard let index = index(of: hash) else { return nil }
    if index < terms.count {
      terms[index].count &+= weight
      if kind == .word { terms[index].kind = .word }
      terms[index].seen.formUnion(seen.subtracting(.acronym))
      return Int32(index)
    }
    terms.append(
      TermCounts.Term(
        hash: hash, count: weight, prior: prior, surfaceStart: UInt32(surface.lowerBound),
        surfaceCount: UInt16(clamping: surface.count), kind: kind, inHeadline: inHeadline,
        seen: seen))
    return Int32(index)
  }

  /// Notes that the second term stands behind the first.
  @inline(__always)
  mutating func neighbour(_ a: Int32, _ b: Int32) {
    guard a != b, terms[Int(a)].prior < Self.neighbourPrior,
      terms[Int(b)].prior < Self.neighbourPrior, neighbours.count < Self.neighbourLimit
    else { return }
    neighbours.append((a, b))
  }

  mutating func pair(_ a: Int32, _ b: Int32) {
    guard a != b, pairs.count < Self.pairLimit else { return }
    pairs.append((a, b))
  }

  mutating func add(
    _ country: CountryCode, hash: TermHash, weight: UInt32, background: Background
  ) {
    guard let index = index(of: hash) else { return }
    if index < terms.count {
      terms[index].count &+= weight
      return
    }
    terms.append(
      TermCounts.Term(
        hash: hash, count: weight, prior: background.prior(hash, isCountry: true),
        surfaceStart: UInt32(country.first) << 8 | UInt32(country.second), surfaceCount: 0,
        kind: .country, inHeadline: inHeadline))
  }

  /// - Returns: the terms ascending by hash, and for each term on the sheet its place among them.
  func sortedTerms() -> (terms: [TermCounts.Term], places: [Int32]) {
    var order = terms.enumerated().map { UInt64($0.element.hash) << 32 | UInt64($0.offset) }
    order.sort()
    var places = [Int32](repeating: 0, count: terms.count)
    for (place, key) in order.enumerated() { places[Int(key & 0xFFFF_FFFF)] = Int32(place) }
    return (order.map { terms[Int($0 & 0xFFFF_FFFF)] }, places)
  }

  /// Where the term stands, or will stand when it is new; nil when the sheet is full.
  @inline(__always)
  private mutating func index(of hash: TermHash) -> Int? {
    var slot = Int(hash >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if terms[index].hash == hash { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard terms.count < TermCounts.termLimit else { return nil }
    slots[slot] = UInt16(terms.count + 1)
    used.append(Int32(slot))
    return terms.count
  }
}
