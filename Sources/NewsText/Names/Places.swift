import CBackground

/// The names of towns, as one language's texts hold them.
///
/// From GeoNames (CBackground/data/places.txt); each language puts the names of its script through its
/// own scanner and stemmer when it is first met: 10 to 60 ms, 0.1 to 0.5 MiB.
struct Places: Sendable {
  private static let tables = LanguageTables(none: Places()) { language in
    Places(BackgroundReader(wiredesk_places()), language)
  }

  static func shipped(_ language: TermLanguage) -> Places { tables[language] }

  /// Languages whose table is held.
  static var heldCount: Int { tables.count }

  /// Ascending.
  private var terms: [TermHash] = []

  /// - Parameter term: a word of the language, as its terms are made.
  /// - Returns: true when a town is called so. O(log names).
  func holds(_ term: TermHash) -> Bool {
    var (low, high) = (0, terms.count)
    while low < high {
      let middle = (low + high) / 2
      if terms[middle] < term { low = middle + 1 } else { high = middle }
    }
    return low < terms.count && terms[low] == term
  }

  private init() {}

  private init(_ lines: BackgroundReader, _ language: TermLanguage) {
    var found: Set<TermHash> = []
    Self.read(lines, language) { _, term in found.insert(term) }
    terms = found.sorted()
  }

  /// Calls `body` with each town and each of its names of one word in the language's script.
  static func read(
    _ lines: BackgroundReader, _ language: TermLanguage, _ body: (TermCounts.Town, TermHash) -> Void
  ) {
    var lines = lines
    let script = PlaceScript(of: language)
    var scanner = TermScanner(language: language, keepsAccents: language != .english)
    let stems = WordStems(language: language)
    while let line = lines.field(endingAt: { $0 == 10 }) {
      guard line.first != UInt8(ascii: "#") else { continue }
      let fields = line.split(separator: 9)
      guard let town = TermCounts.Town(fields) else { continue }
      // Behind number, country and people.
      for name in fields.dropFirst(3) {
        let name = UnsafeBufferPointer(rebasing: name)
        guard script.holds(name) else { continue }
        scanner.scan(name, tokenLimit: 2)
        guard scanner.tokens.count == 1, let token = scanner.tokens.first else { continue }
        scanner.letters(of: token, in: name).withUnsafeBufferPointer {
          let isWhole = script == .eastAsian
          body(town, isWhole ? TermHasher.term($0, language: language) : stems.term($0))
        }
      }
    }
  }
}

/// The script in which a language writes the names of towns.
private enum PlaceScript {
  case latin, cyrillic, greek, hebrew, arabic, devanagari, thai, eastAsian

  init(of language: TermLanguage) {
    self =
      switch language.subtag {
      case "ru", "uk", "bg", "sr", "mk", "be", "kk": .cyrillic
      case "el": .greek
      case "he", "yi": .hebrew
      case "ar", "fa", "ur": .arabic
      case "hi", "ne", "mr": .devanagari
      case "th": .thai
      case "zh", "ja", "ko": .eastAsian
      default: .latin
      }
  }

  /// Judged by the lead byte of a name's first letter.
  func holds(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let lead = name.first else { return false }
    let second = name.count > 1 ? name[1] : 0
    return switch self {
    case .latin: lead < 0xCA || lead == 0xE1 && second >= 0xB8
    case .cyrillic: (0xD0...0xD4).contains(lead)
    case .greek: (0xCD...0xCF).contains(lead)
    case .hebrew: (0xD6...0xD7).contains(lead)
    case .arabic: (0xD8...0xDB).contains(lead)
    case .devanagari: lead == 0xE0 && (0xA4...0xA5).contains(second)
    case .thai: lead == 0xE0 && (0xB8...0xB9).contains(second)
    case .eastAsian: (0xE3...0xED).contains(lead)
    }
  }
}
