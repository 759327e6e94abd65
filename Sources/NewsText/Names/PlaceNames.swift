import CBackground

extension TermCounts {
  /// What a place is called in texts of all languages, by the lists that the engines read: GeoNames' towns, and the
  /// English names of countries, their peoples and capitals.
  package struct PlaceNames: Sendable {
    /// ISO 3166-1, two letters, lower case; nil when what was typed is no country.
    package private(set) var country: String?
    /// English, lower case: of one word or several.
    package private(set) var phrases: [String] = []
    /// As texts write them, each one word: of the towns called so, or of the country's towns, the largest first.
    package private(set) var towns: [String] = []

    /// Reads both lists: 3 ms.
    ///
    /// - Parameter typed: a code, an English name of a country, or a town's name in any language; case does not count.
    package init(_ typed: String) {
      let asked = typed.lowercased()
      readCountries(asked)
      readTowns(asked)
    }

    private mutating func readCountries(_ asked: String) {
      var reader = BackgroundReader(wiredesk_countries_en())
      var names: [(name: String, code: String)] = []
      while let name = reader.quoted(), let code = reader.quoted() {
        names.append((String(decoding: name, as: UTF8.self), String(decoding: code, as: UTF8.self)))
      }
      // The first name of a country is its own; Washington is a town before it stands for a country.
      var own: [String: String] = [:]
      for (name, code) in names where own[code] == nil { own[code] = name }
      country = names.first { $0.code == asked || own[$0.code] == asked }?.code
      // Abbreviations are words of other languages (us, eu).
      phrases = names.filter { $0.code == country && $0.name.count > 3 }.map(\.name)
    }

    private mutating func readTowns(_ asked: String) {
      var reader = BackgroundReader(wiredesk_places())
      let isLatin = asked.utf8.allSatisfy { $0 < 0x80 }
      while let line = reader.field(endingAt: { $0 == 10 }) {
        guard line.first != UInt8(ascii: "#") else { continue }
        let fields = line.split(separator: 9)
        guard fields.count > 3 else { continue }
        let names = fields.dropFirst(3)
        let isInCountry = country.map { Self.equals(fields[1], $0.utf8) } ?? false
        let isCalledSo = names.contains {
          isLatin
            ? Self.equals($0, asked.utf8)
            : $0.first ?? 0 >= 0x80 && String(decoding: $0, as: UTF8.self).lowercased() == asked
        }
        if isInCountry || isCalledSo { towns += names.map { String(decoding: $0, as: UTF8.self) } }
      }
    }

    /// Letters of ASCII in any case.
    private static func equals(_ name: Slice<UnsafeBufferPointer<UInt8>>, _ asked: String.UTF8View)
      -> Bool
    {
      name.count == asked.count
        && zip(name, asked).allSatisfy { own, other in
          own == other || (65...90).contains(own) && own + 32 == other
        }
    }
  }
}
