/// Which words of an article are names, by language and script (docs/stories.md, "Names").
struct NameRule: Sendable {
  enum Standing { case none, rare, sure }

  private enum Kind {
    /// Capitals mark names: English and most scripts that have them.
    case capitals
    /// Capitals mark every noun.
    case german
    /// Names of common syllables, written with capitals.
    case vietnamese
    /// No capitals: only a list of places tells, and rareness.
    case caseless
  }

  /// A word that more articles hold is no name, whatever its capital: Monday, Government.
  private static let commonPrior: Float = 0.12
  /// And no place, whatever town is called so: Reading, Nice.
  private static let commonPlacePrior: Float = 0.05
  /// A word that has its capital from where it stands must be rarer.
  private static let rarePrior: Float = 0.002
  /// Where capitals tell nothing, a word must not be in its language's list, or at its end.
  private static let caselessPrior: Float = 0.0008

  private let kind: Kind

  init(_ language: TermLanguage) {
    switch language.subtag {
    case "de": kind = .german
    case "vi": kind = .vietnamese
    case "ar", "fa", "ur", "hi", "zh", "ja", "ko", "th", "he", "bn", "ta", "mr", "ne", "ka":
      kind = .caseless
    default: kind = .capitals
    }
  }

  /// True for two words side by side that may be a name together, where capitals do not tell.
  ///
  /// - Parameters:
  ///   - first: how the one stands in its article.
  ///   - second: how the other does.
  /// - Returns: false where capitals tell names.
  func mayBeOneName(_ first: NameWalk.Seen, _ second: NameWalk.Seen) -> Bool {
    switch kind {
    case .german:
      // Without an article between them: Oberbürgermeisterin Ruth Sander.
      return first.contains(.capital) && second.contains(.capital)
        && !first.contains(.low) && !second.contains(.low)
    case .caseless: return true
    case .capitals, .vietnamese: return false
    }
  }

  /// True where capitals tell which words are names.
  var seesNames: Bool { kind == .capitals }

  /// False for a word that only stands in small letters, where capitals mark names.
  func mayBeName(_ seen: NameWalk.Seen) -> Bool {
    kind == .caseless || kind == .vietnamese || !seen.isDisjoint(with: [.capital, .formal])
  }

  /// False for one that stands in small letters as well.
  func mayBePlace(_ seen: NameWalk.Seen) -> Bool {
    kind == .caseless || !seen.isDisjoint(with: [.capital, .formal]) && !seen.contains(.low)
  }

  func standing(_ seen: NameWalk.Seen, prior: Float, isPlace: Bool) -> Standing {
    let isLow = seen.contains(.low)
    let hasCapital = seen.contains(.capital) || seen.contains(.formal)
    if isPlace, prior < Self.commonPlacePrior, kind == .caseless || hasCapital && !isLow {
      return .sure
    }
    switch kind {
    case .caseless: return prior < Self.caselessPrior ? .rare : .none
    case .german:
      // Every noun has a capital: a rare one that is no compound may be a name.
      let isNoun = seen.contains(.capital) && !isLow && !seen.contains(.compound)
      return isNoun && prior < Self.caselessPrior ? .rare : .none
    case .vietnamese:
      if seen.contains(.capital), !isLow, prior < Self.commonPlacePrior { return .sure }
      return prior < Self.rarePrior / 4 ? .rare : .none
    case .capitals:
      guard !isLow, prior <= Self.commonPrior else { return .none }
      if seen.contains(.capital) { return .sure }
      return hasCapital && prior < Self.rarePrior ? .rare : .none
    }
  }
}

extension TermLanguage {
  /// True where capitals tell which words are names; not in German, whose nouns have them all.
  package var marksNames: Bool { NameRule(self).seesNames }
}
