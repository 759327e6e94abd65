import CBackground

extension TermCounts {
  /// A town of the shipped list, the same in all languages.
  package struct Town: Hashable, Sendable {
    /// Its number at GeoNames.
    package var number: UInt32
    package var thousandPeople: UInt32

    /// Nil for a line that is none.
    init?(_ fields: [Slice<UnsafeBufferPointer<UInt8>>]) {
      guard fields.count > 3, let number = UInt32(String(decoding: fields[0], as: UTF8.self)),
        let people = UInt32(String(decoding: fields[2], as: UTF8.self))
      else { return nil }
      self.number = number
      thousandPeople = people
    }
  }
}

/// The towns by their names, as one language's texts hold them: for questions across languages, which
/// only people ask, so that the desk itself never reads it. Some 2 MiB.
struct Towns: Sendable {
  private static let tables = LanguageTables(none: Towns()) { Towns($0) }

  static func shipped(_ language: TermLanguage) -> Towns { tables[language] }

  private var towns: [TermHash: [TermCounts.Town]] = [:]

  private init() {}

  private init(_ language: TermLanguage) {
    var found: [TermHash: [TermCounts.Town]] = [:]
    Places.read(BackgroundReader(wiredesk_places()), language) { town, term in
      if found[term]?.last != town { found[term, default: []].append(town) }
    }
    towns = found
  }

  subscript(term: TermHash) -> [TermCounts.Town] { towns[term] ?? [] }
}

extension TermCounts {
  /// The towns that one of the article's places may be; none for what is no place, or one that is not in
  /// the list.
  package func towns(_ name: TermName) -> [Town] {
    guard name.marks.contains(.place) else { return [] }
    return Towns.shipped(language)[terms[Int(name.term)].hash]
  }
}
