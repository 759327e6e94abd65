import NewsModel

/// A day as people write it, found in a line of text: `22.11.2026`, `22. November 2026`,
/// `Nov 22, 2026`, `22 de noviembre de 2026`, `2026-11-22`, `2026/11/22`, `2026年11月22日`.
///
/// Numbers with slashes are day first, as in most of the world, unless the second is over 12.
/// Months are known in eleven languages; years from 1990 to 2099.
struct WrittenDate {
  private enum Token: Equatable {
    case number(Int, digits: Int)
    case month(Int)
    /// `.`, `/`, `-`, `年`, `月`, `日` between numbers.
    case mark(Unicode.Scalar)
    case word
  }

  /// The first day in the text; nil when there is none. Parameter text: a short line.
  static func first(in text: some StringProtocol) -> Timestamp? {
    let tokens = tokens(of: text)
    for start in tokens.indices {
      if let day = day(tokens, at: start) { return Timestamp(milliseconds: day * 86_400_000) }
    }
    return nil
  }

  /// The day that a text opens with, in brackets or before a dash, a colon or a full stop: a
  /// dateline; nil when the day is a part of its first sentence.
  static func opening(_ text: String) -> Timestamp? {
    let text = text.drop { $0.isWhitespace || $0 == "(" || $0 == "[" }
    for end in text.indices.prefix(32) where dividers.contains(text[end]) {
      // A dash or dot inside the date has a figure behind it; a dateline's has a space or is wide.
      guard let next = text[end...].dropFirst().first, next.isWhitespace || text[end] == ")" else {
        continue
      }
      let tokens = tokens(of: text[..<end])
      if tokens.count <= 5, let day = day(tokens, at: 0) {
        return Timestamp(milliseconds: day * 86_400_000)
      }
    }
    return nil
  }
  private static let dividers: Set<Character> = ["-", "–", "—", "|", ")", "]", ".", ":"]

  private static func tokens(of text: some StringProtocol) -> [Token] {
    var tokens: [Token] = []
    var letters = ""
    var number = 0
    var digits = 0
    func flush() {
      if digits > 0 { tokens.append(.number(number, digits: digits)) }
      if !letters.isEmpty {
        if let month = months[letters] {
          tokens.append(.month(month))
        } else if !fillers.contains(letters) {
          tokens.append(.word)
        }
      }
      letters = ""
      number = 0
      digits = 0
    }
    for scalar in text.lowercased().unicodeScalars.prefix(400) {
      if let digit = scalar.value.isDigit {
        if !letters.isEmpty { flush() }
        number = digits < 9 ? number * 10 + digit : 0
        digits += 1
      } else if ["年", "月", "日"].contains(scalar) {
        flush()
        tokens.append(.mark(scalar))
      } else if scalar.properties.isAlphabetic
        || scalar.properties.canonicalCombiningClass != .notReordered
      {
        if digits > 0 { flush() }
        letters.unicodeScalars.append(scalar)
      } else {
        flush()
        if scalar == "." || scalar == "/" || scalar == "-" || scalar == "|" {
          tokens.append(.mark(scalar))
        }
      }
    }
    flush()
    return tokens
  }

  private static func day(_ tokens: [Token], at start: Int) -> Int64? {
    func token(_ offset: Int) -> Token? {
      start + offset < tokens.count ? tokens[start + offset] : nil
    }
    switch (token(0), token(1), token(2), token(3), token(4)) {
    // 2026-11-22, 2026/11/22, 2026年11月22
    case (
      .number(let y, digits: 4), .mark, .number(let m, digits: 1...2), .mark,
      .number(let d, digits: 1...2)
    ):
      return civil(y, m, d)
    // 22.11.2026, 22/11/2026, 11/22/2026
    case (
      .number(let a, digits: 1...2), .mark(let mark), .number(let b, digits: 1...2), .mark,
      .number(let y, let digits)
    )
    where digits == 4 || digits == 2 && mark == ".":
      let year = digits == 4 ? y : 2000 + y
      return b > 12 ? civil(year, a, b) : civil(year, b, a)
    // 22. November 2026
    case (.number(let d, digits: 1...2), .mark("."), .month(let m), .number(let y, digits: 4), _):
      return civil(y, m, d)
    case (.number(let d, digits: 1...2), .month(let m), .number(let y, digits: 4), _, _),
      (.number(let d, digits: 1...2), .month(let m), .mark("."), .number(let y, digits: 4), _):
      return civil(y, m, d)
    // 22. Nov. 2026
    case (
      .number(let d, digits: 1...2), .mark("."), .month(let m), .mark("."),
      .number(let y, digits: 4)
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
    guard (1990...2099).contains(year) else { return nil }
    return Timestamp.day(year: Int64(year), month: Int64(month), day: Int64(day))
  }

  /// Between the parts of a date, and no part of it.
  private static let fillers: Set<String> = [
    "de", "del", "of", "the", "st", "nd", "rd", "th", "er", "г", "a",
  ]

  private static let months: [String: Int] = {
    let names = """
      january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января янв ocak
      february feb februar feber février févr febrero febbraio fevereiro fev februari lutego luty февраля фев şubat
      march mar märz mrz mars marzo março maart marca marzec марта мар mart
      april apr avril avr abril abr aprile kwietnia kwiecień апреля апр nisan
      may mai mayo maggio mag maio mei maja maj мая mayıs
      june jun juni juin junio giugno giu junho czerwca czerwiec июня июн haziran
      july jul juli juillet juil julio luglio lug julho lipca lipiec июля июл temmuz
      august aug août agosto ago augustus sierpnia sierpień августа авг ağustos augusti
      september sep sept septembre septiembre settembre set setembro września wrzesień сентября сен eylül
      october oct oktober okt octobre octubre ottobre ott outubro out października październik октября окт ekim
      november nov novembre noviembre novembro listopada listopad ноября ноя kasım
      december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień декабря дек aralık
      """
    var table: [String: Int] = [:]
    for (index, line) in names.split(separator: "\n").enumerated() {
      for name in line.split(separator: " ") { table[String(name)] = index + 1 }
    }
    return table
  }()
}

extension UInt32 {
  fileprivate var isDigit: Int? { (0x30...0x39).contains(self) ? Int(self - 0x30) : nil }
}
