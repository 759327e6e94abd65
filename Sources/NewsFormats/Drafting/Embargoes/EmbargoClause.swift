import NewsModel

/// A part of a line from where a notice of an embargo begins.
struct EmbargoClause {
  private let mark: EmbargoWords.Mark
  private let place: EmbargoNotice.Place
  private let opensLine: Bool
  private let isCapital: Bool
  private let isBracketed: Bool
  private var isLifted = false
  /// `until`, or a colon, leads to the time.
  private var hasLead = false
  /// `until further notice`.
  private var isOpen = false
  private var time = EmbargoTime([])

  /// - Parameters:
  ///   - all: of the line.
  ///   - start: 0, or behind a sign.
  ///   - place: of the line. Nil when no notice begins here.
  init?(_ all: [NoticeTokens.Token], from start: Int, place: EmbargoNotice.Place) {
    var rest = all[start...]
    (self.place, opensLine) = (place, start == 0)
    while case .sign? = rest.first?.value { rest.removeFirst() }
    guard let found = Self.mark(behindOpeners: &rest) else { return nil }
    mark = found.mark
    isCapital = found.tokens.allSatisfy(\.isCapital)
    let before = found.tokens.startIndex - 1
    isBracketed = before >= 0 && Self.isSign(all[before], "([")
    readLead(&rest)
    time = EmbargoTime(rest)
  }

  /// The mark, which is taken off, and what stands for it.
  private static func mark(
    behindOpeners rest: inout ArraySlice<NoticeTokens.Token>
  ) -> (mark: EmbargoWords.Mark, tokens: ArraySlice<NoticeTokens.Token>)? {
    for _ in 0..<8 {
      if let mark = EmbargoWords.marks.first(where: { opens(rest, $0.words) }) {
        let tokens = rest.prefix(mark.words.count)
        rest = rest.dropFirst(mark.words.count)
        return (mark, tokens)
      }
      guard case .word(let word)? = rest.first?.value, EmbargoWords.openers.contains(word) else {
        return nil
      }
      rest.removeFirst()
      while isSign(rest.first, ":,!-'’") { rest.removeFirst() }
    }
    return nil
  }

  private static func opens(
    _ tokens: ArraySlice<NoticeTokens.Token>, _ words: [Substring]
  ) -> Bool {
    guard tokens.count >= words.count else { return false }
    return zip(tokens, words).allSatisfy { token, word in
      guard case .word(let given) = token.value else { return false }
      return word.last == "*" ? given.hasPrefix(word.dropLast()) : given == word
    }
  }

  private static func isSign(_ token: NoticeTokens.Token?, _ signs: String) -> Bool {
    if case .sign(let sign)? = token?.value { signs.contains(sign) } else { false }
  }

  /// What stands between the mark and its time.
  private mutating func readLead(_ rest: inout ArraySlice<NoticeTokens.Token>) {
    while let token = rest.first, !EmbargoTime.isHourLed(rest) {
      switch token.value {
      case .sign where isLifted: return
      case .sign(let sign):
        let leads =
          sign == ":" || sign == "-" && token.isBehindSpace
          || isBracketed && !hasLead && ")]".contains(sign)
        guard leads || "'’(*".contains(sign) && rest.count > 1 else { return }
        hasLead = hasLead || leads
      case .word(let word): if !takes(word) { return }
      case .number: return
      }
      rest.removeFirst()
    }
  }

  private mutating func takes(_ word: String) -> Bool {
    if EmbargoWords.lifted.contains(word) {
      isLifted = true
    } else if EmbargoWords.openEnds.contains(word) {
      isOpen = true
    } else if EmbargoWords.connectors.contains(word) {
      hasLead = true
    } else {
      return EmbargoWords.openers.contains(word) && !hasLead
    }
    return true
  }

  /// - Parameter reference: as `EmbargoTime` takes it.
  /// - Returns: nil for words about something else.
  func notice(after reference: Timestamp?) -> EmbargoNotice? {
    let isAtEnd = isDivided(time.rest.first) || time.endsAtSign
    let isMark = mark.strength == .plain || mark.strength == .sure
    if isLifted { return isAtEnd && isMark ? .lifted : nil }
    if !time.saysNothing {
      return isTimed(isAtEnd) ? .until(time.end(after: reference)) : nil
    }
    return isMark && (isOpen && isAtEnd || standsAlone) ? .until(nil) : nil
  }

  private func isTimed(_ isAtEnd: Bool) -> Bool {
    switch mark.strength {
    case .request where !hasLead || time.clock == nil && !time.isOfCalendar: return false
    case .offer where time.clock == nil: return false
    case _ where !opensLine && place != .note: return isAtEnd
    case .sure: return isAtEnd || hasLead
    // `Gesperrt bis 1. Dezember, 6 Uhr: Tunnel`: of a road, where news follows it and nothing sets it apart.
    case .offer where place == .headline && !isCapital && !isBracketed: return time.rest.isEmpty
    case .request, .offer: return isAtEnd || time.clock != nil
    // `Embargo from Tuesday 0600 GMT on fish`: of goods, in the letters of a sentence.
    case .plain: return isAtEnd || hasLead && time.clock != nil && isCapital
    }
  }

  /// Whether a mark without a time says enough.
  private var standsAlone: Bool {
    let rest = time.rest
    let isLast = rest.isEmpty || Self.isSign(rest.first, ".!)]") && rest.count == 1
    let isDivided = hasLead || isDivided(rest.first)
    if isBracketed { return rest.isEmpty || isDivided }
    if mark.strength == .sure {
      return isLast && (opensLine || isCapital) || isDivided && (isCapital || place == .note)
    }
    return isLast && opensLine && (isCapital || place == .note)
  }

  private func isDivided(_ token: NoticeTokens.Token?) -> Bool {
    guard let token else { return true }
    return Self.isSign(token, "()[]:|;.!") || Self.isSign(token, "-/") && token.isBehindSpace
  }
}
