/// The flush lines at the head of an ANPA message: headline, deck, notes to editors and byline. What is none of
/// these is text: some houses set all of it flush.
///
/// A deck, which the text says again, is dropped only where nothing else can be meant: between the headline and a
/// byline behind which the indented text begins, and shorter than that. A deck that stays costs the text a line; a
/// first paragraph that is taken for one is lost.
struct ANPAHead {
  private(set) var headline: String?
  private(set) var byline: String?
  private(set) var notes: [String] = []
  /// What is text, in its order.
  private(set) var kept: [WireLine] = []

  /// Of a deck's lines only the first is longer: agencies put a summary there.
  private static let shortBytes = 100
  /// A byline that nothing behind it confirms stands among so many lines behind the headline.
  private static let linesAboveByline = 3

  /// - Parameters:
  ///   - flush: the flush lines.
  ///   - text: what stands behind them.
  init(_ flush: [WireLine], above text: ArraySlice<WireLine>) {
    notes = flush.filter(Self.isNote).map(\.text)
    var lines = flush.filter { !Self.isNote($0) }[...]
    if let first = lines.first, WireByline.name(in: first.text) == nil {
      headline = first.text
      lines = lines.dropFirst()
    }
    let textBytes = text.reduce(0) { $0 + $1.bytes.count }
    guard let (place, name) = Self.byline(in: lines, isAboveText: textBytes > 0) else {
      kept = Array(lines)
      return
    }
    byline = name
    let behind = lines[place...].dropFirst()
    let hasHouse = behind.first.map { WireByline.isHouse($0.text) } ?? false
    let rest = behind.dropFirst(hasHouse ? 1 : 0)
    let above = lines[..<place]
    let deck = rest.isEmpty ? Self.deck(above, textBytes: textBytes) : above.prefix(0)
    kept = Array(above.dropFirst(deck.count)) + rest
  }

  /// Where it stands, and who it names.
  private static func byline(
    in lines: ArraySlice<WireLine>, isAboveText: Bool
  ) -> (place: Int, name: String)? {
    for place in lines.indices {
      guard let name = WireByline.name(in: lines[place].text) else { continue }
      let next = lines[place...].dropFirst().first
      let isConfirmed =
        lines[place].isCentred || place - lines.startIndex <= linesAboveByline
        || next.map { WireByline.isHouse($0.text) } ?? isAboveText
      if isConfirmed { return (place, name) }
    }
    return nil
  }

  /// The first lines, as long as they look like it.
  private static func deck(
    _ lines: ArraySlice<WireLine>, textBytes: Int
  ) -> ArraySlice<WireLine> {
    let end = lines.indices.first { place in
      let line = lines[place]
      let isShort = line.bytes.count <= shortBytes && !line.ends(with: UInt8(ascii: "."))
      return line.isCentred || WireDateline(line.bytes) != nil
        || !isShort && place > lines.startIndex
    }
    let deck = lines[..<(end ?? lines.endIndex)]
    return deck.reduce(0) { $0 + $1.bytes.count } < textBytes ? deck : deck.prefix(0)
  }

  private static let noteOpenings: [StaticString] = [
    "ap photo", "eds:", "(eds:", "editors:", "attention editors",
  ]
  private static func isNote(_ line: WireLine) -> Bool {
    noteOpenings.contains { line.begins(withAnyCaseOf: $0) }
  }
}
