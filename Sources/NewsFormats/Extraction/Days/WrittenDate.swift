import NewsModel

/// A day as people write it, found in a line of text: `22.11.2026`, `22. November 2026`,
/// `Nov 22, 2026`, `22 de noviembre de 2026`, `2026. november 22.`, `2026-11-22`, `2026/11/22`,
/// `2026年11月22日`, `22 tháng 11, 2026`, `٢٢ نوفمبر ٢٠٢٦`.
///
/// Numbers with slashes are day first, as in most of the world, unless the second is over 12 or the
/// page is from where months are first. Months are those of `MonthNames`; years from 1990 to 2099.
struct WrittenDate {
  enum Token: Equatable {
    case number(Int, digits: Int)
    case month(Int)
    /// `.`, `/`, `-`, `年`, `月`, `日` between numbers.
    case mark(Unicode.Scalar)
    /// Folded.
    case word(String)

    var isWord: Bool { if case .word = self { true } else { false } }
  }

  /// The first day that a short line names; nil when it names none.
  static func first(
    in text: some StringProtocol, notation: DateNotation = .dayFirst
  ) -> Timestamp? {
    guard mayNameDay(text) else { return nil }
    let tokens = tokens(of: text)
    for start in tokens.indices {
      if let day = day(tokens, at: start, notation) ?? dayOfShortYear(tokens, at: start) {
        return Timestamp(milliseconds: day * 86_400_000)
      }
    }
    return nil
  }

  /// A cheap look before the dear one: four figures (`1.1.26`), or perhaps some of another script.
  private static func mayNameDay(_ text: some StringProtocol) -> Bool {
    var figures = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: figures += 1
      // Neither punctuation nor Chinese, Japanese and Korean letters.
      case 0xD9...0xE1, 0xEA, 0xEF...: return true
      default: continue
      }
    }
    return figures > 3
  }

  static func tokens(of text: some StringProtocol) -> [Token] {
    var tokens: [Token] = []
    var letters = ""
    var number = 0
    var digits = 0
    func flush() {
      if digits > 0 { tokens.append(.number(number, digits: digits)) }
      if !letters.isEmpty { tokens.append(.word(DateLetters.folded(letters))) }
      letters = ""
      number = 0
      digits = 0
    }
    for scalar in text.unicodeScalars.prefix(400) {
      if let digit = DateLetters.digit(scalar) {
        if !letters.isEmpty { flush() }
        number = digits < 9 ? number * 10 + digit : 0
        digits += 1
      } else if letters.isEmpty, let sign = DateLetters.sign(scalar) {
        flush()
        tokens.append(.mark(sign))
      } else if scalar.isLetter
        || scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
      {
        if digits > 0 { flush() }
        letters.unicodeScalars.append(scalar)
      } else {
        flush()
        if scalar == "." || scalar == "/" || scalar == "-" || scalar == "|" || scalar == ":" {
          tokens.append(.mark(scalar))
        }
      }
    }
    flush()
    return named(tokens)
  }

  /// Months in the place of the words that name them; fillers and times of day gone.
  private static func named(_ tokens: [Token]) -> [Token] {
    var named: [Token] = []
    var rest = tokens[...]
    while let token = rest.popFirst() {
      guard case .word(let word) = token else {
        if !passesClock(token, &rest), token != .mark(":") { named.append(token) }
        continue
      }
      if let month = month(word, isAfterDot: named.last == .mark("."), &rest) {
        // `تشرين الثاني/نوفمبر` says it twice.
        if named.suffix(2) == [.month(month), .mark("/")] {
          named.removeLast()
        } else {
          named.append(.month(month))
        }
      } else if !fillers.contains(word) {
        named.append(token)
      }
    }
    return named
  }

  /// Whether a time of day begins here, which then goes: `Nov 22 09:30 2026`.
  private static func passesClock(_ token: Token, _ rest: inout ArraySlice<Token>) -> Bool {
    guard case .number(0..<24, digits: 1...2) = token, rest.first == .mark(":"),
      case .number(0..<60, digits: 2)? = rest.dropFirst().first
    else { return false }
    let behind = rest.dropFirst(2)
    // `Nr. 5:22.11.2026`
    if behind.first == .mark(".") || behind.first == .mark("/") { return false }
    rest = behind
    if rest.first == .mark(":"), case .number(0..<60, digits: 2)? = rest.dropFirst().first {
      rest = rest.dropFirst(2)
    }
    return true
  }

  /// - Parameters:
  ///   - word: folded.
  ///   - isAfterDot: as in `MonthNames`.
  ///   - rest: what follows; of it goes what belongs to the month.
  /// - Returns: 1 to 12; nil when the word names no month.
  private static func month(
    _ word: String, isAfterDot: Bool, _ rest: inout ArraySlice<Token>
  ) -> Int? {
    switch rest.first {
    case .word(let next)?:
      guard let month = MonthNames.month(word, next) else { break }
      rest.removeFirst()
      if month == 10, case .word(let last)? = rest.first,
        let later = MonthNames.month(afterTen: last)
      {
        rest.removeFirst()
        return Int(later)
      }
      return Int(month)
    case .number(let month, digits: 1...2)?
    where MonthNames.vietnameseMonth.contains(word) && (1...12).contains(month):
      rest.removeFirst()
      return month
    default: break
    }
    return MonthNames.month(word, isAfterDot: isAfterDot).map { Int($0) }
  }

  /// Nil behind the last token.
  private typealias FiveTokens = (Token?, Token?, Token?, Token?, Token?)

  static func day(_ tokens: [Token], at start: Int, _ notation: DateNotation) -> Int64? {
    func token(_ offset: Int) -> Token? {
      start + offset < tokens.count ? tokens[start + offset] : nil
    }
    let five = (token(0), token(1), token(2), token(3), token(4))
    return dayInFigures(five, notation) ?? dayWithMonth(five)
  }

  /// `22 November 26`, `22. Nov. 26` and nothing more: in front of anything else it may be an hour.
  private static func dayOfShortYear(_ tokens: [Token], at start: Int) -> Int64? {
    guard tokens.count - start <= 5 else { return nil }
    let parts = tokens[start...].filter { $0 != .mark(".") }
    guard parts.count == 3, case .number(let day, digits: 1...2) = parts[0],
      case .month(let month) = parts[1], case .number(let year, digits: 2) = parts[2]
    else { return nil }
    return civil(2000 + year, month, day)
  }

  private static func dayInFigures(_ tokens: FiveTokens, _ notation: DateNotation) -> Int64? {
    switch tokens {
    // 2026-11-22, 2026/11/22, 2026年11月22
    case (
      .number(let y, digits: 4), .mark, .number(let m, digits: 1...2), .mark,
      .number(let d, digits: 1...2)
    ):
      return civil(y, m, d)
    // 22.11.2026, 22/11/2026, 11/22/2026, 11月22日2026
    case (
      .number(let a, digits: 1...2), .mark(let mark), .number(let b, digits: 1...2), .mark,
      .number(let y, let digits)
    )
    where digits == 4 || digits == 2 && mark == ".":
      let year = digits == 4 ? y : 2000 + y
      let isMonthFirst = mark == "月" || b > 12 || notation == .monthFirst && mark == "/" && a <= 12
      return isMonthFirst ? civil(year, a, b) : civil(year, b, a)
    default: return nil
    }
  }

  /// The month by its name.
  private static func dayWithMonth(_ tokens: FiveTokens) -> Int64? {
    switch tokens {
    // 22 November 2026, 22. November 2026, 22 Nov. 2026, 22. Nov. 2026
    case (.number(let d, digits: 1...2), .month(let m), .number(let y, digits: 4), _, _),
      (.number(let d, digits: 1...2), .mark("."), .month(let m), .number(let y, digits: 4), _),
      (.number(let d, digits: 1...2), .month(let m), .mark("."), .number(let y, digits: 4), _),
      (
        .number(let d, digits: 1...2), .mark("."), .month(let m), .mark("."),
        .number(let y, digits: 4)
      ):
      return civil(y, m, d)
    // 2026 november 22, 2026. november 22., 2026. nov. 22.
    case (.number(let y, digits: 4), .month(let m), .number(let d, digits: 1...2), _, _),
      (.number(let y, digits: 4), .mark("."), .month(let m), .number(let d, digits: 1...2), _),
      (
        .number(let y, digits: 4), .mark("."), .month(let m), .mark("."),
        .number(let d, digits: 1...2)
      ):
      return civil(y, m, d)
    // 2026. gada 22. novembris
    case (
      .number(let y, digits: 4), .mark("."), .number(let d, digits: 1...2), .mark("."),
      .month(let m)
    ):
      return civil(y, m, d)
    // November 22, 2026
    case (.month(let m), .number(let d, digits: 1...2), .number(let y, digits: 4), _, _),
      (.month(let m), .mark("."), .number(let d, digits: 1...2), .number(let y, digits: 4), _):
      return civil(y, m, d)
    default: return nil
    }
  }

  private static func civil(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    let year = year > 2400 ? year - MonthNames.buddhistYears : year
    guard (1990...2099).contains(year) else { return nil }
    return Timestamp.day(year: Int64(year), month: Int64(month), day: Int64(day))
  }

  /// Between the parts of a date, and no part of it.
  private static let fillers: Set<String> = DateWords.ordinals.union(["г", "a", "m", "gada", "ko"])
}
