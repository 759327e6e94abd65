/// Reads the numbers of a text by their value.
struct FigureReader: Sendable {
  /// A number and all that belongs to it.
  struct Figure {
    /// What it goes by.
    var term: TermHash
    var surface: Range<Int32>
    /// The first token that does not belong to it.
    var next: Int
    /// Nil for a time, a date, a score.
    var value: FigureValue?
    /// Two digits and more or a word for them, and no year and no day.
    var counts: Bool
  }

  private static let multiplierLimit = 2

  private let language: TermLanguage
  private let words: NumberWords
  private let readsNumerals: Bool

  init(_ language: TermLanguage) {
    self.language = language
    words = NumberWords(language)
    readsNumerals = ["zh", "ja"].contains(language.subtag)
  }

  /// - Parameters:
  ///   - index: of a token that is a number.
  ///   - tokens: of the text.
  ///   - text: in which they stand.
  /// - Returns: the number with all that belongs to it.
  func figure(
    at index: Int, in tokens: [TermToken], _ text: UnsafeBufferPointer<UInt8>
  ) -> Figure {
    var next = index + 1
    var end = tokens[index].surface.upperBound
    let form = form(at: index, &next, &end, tokens, text)
    let isGrouped = next > index + 1
    let power = multiplier(&next, &end, tokens, text)
    var value = form.value(decimal: words.decimal, hasMultiplier: power > 0)?.times(tenTo: power)
    if power > 0, words.isUnspaced, next < tokens.count, tokens[next].kind != .word,
      Self.isApart(text[end..<tokens[next].surface.lowerBound]) != nil
    {
      // 1万4千, 3만 5천
      let rest = figure(at: next, in: tokens, text)
      if let sum = rest.value.flatMap({ value?.plus($0) }) {
        (value, end, next) = (sum, rest.surface.upperBound, rest.next)
      }
    }
    return Figure(
      term: value?.term(language) ?? max(1, TermHash(truncatingIfNeeded: tokens[index].hash >> 32)),
      surface: tokens[index].surface.lowerBound..<end, next: next, value: value,
      counts: power > 0
        || (isGrouped || tokens[index].kind == .figure) && !words.isDate(before: text[end...]))
  }

  /// The digits of a number with the groups that a space divides from it: 140 000.
  private func form(
    at index: Int, _ next: inout Int, _ end: inout Int32, _ tokens: [TermToken],
    _ text: UnsafeBufferPointer<UInt8>
  ) -> NumberForm {
    var form = NumberForm(text[tokens[index].surface])
    while form.mayHaveGroup || next > index + 1, next < tokens.count, tokens[next].kind != .word,
      Self.dividesGroups(text[end..<tokens[next].surface.lowerBound])
    {
      let group = NumberForm(text[tokens[next].surface])
      guard group.isGroup else { break }
      form.add(group)
      end = tokens[next].surface.upperBound
      next += 1
    }
    return form
  }

  private func multiplier(
    _ next: inout Int, _ end: inout Int32, _ tokens: [TermToken],
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var power = 0
    for _ in 0..<Self.multiplierLimit {
      guard next < tokens.count, tokens[next].kind == .word,
        let isApart = Self.isApart(text[end..<tokens[next].surface.lowerBound])
      else { break }
      let token = tokens[next]
      if let prefix = words.prefix(of: text[token.surface]) {
        power += prefix.power
        end = token.surface.lowerBound + Int32(prefix.bytes.count)
        if end < token.surface.upperBound { break }
        next += 1
        continue
      }
      guard let own = words.power(token), !isUnit(token, own, isApart: isApart) else { break }
      power += own
      end = token.surface.upperBound
      next += 1
    }
    return power
  }

  /// `5 m` are metres, `5m` and `5 M` mostly millions; `5t` are tonnes, `5T` trillions.
  private func isUnit(_ token: TermToken, _ power: Int, isApart: Bool) -> Bool {
    token.scalars == 1 && token.capitals == 0 && (isApart && power > 3 || power > 9)
  }

  /// True for one space, false for nothing or a hyphen, nil for anything else.
  private static func isApart(_ gap: Slice<UnsafeBufferPointer<UInt8>>) -> Bool? {
    if gap.isEmpty || gap.elementsEqual([45]) { return false }
    return gap.elementsEqual([32]) || gap.elementsEqual([0xC2, 0xA0])
      || gap.elementsEqual([0xE2, 0x80, 0xAF]) ? true : nil
  }

  /// A space, narrow or not, an apostrophe, a mark of another script.
  private static func dividesGroups(_ gap: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    groupMarks.contains { gap.elementsEqual($0) }
  }
  private static let groupMarks = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’", "٬", "，"].map {
    Array($0.utf8)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate subscript(range: Range<Int32>) -> Slice<UnsafeBufferPointer<UInt8>> {
    self[Int(range.lowerBound)..<Int(range.upperBound)]
  }
  fileprivate subscript(range: PartialRangeFrom<Int32>) -> Slice<UnsafeBufferPointer<UInt8>> {
    self[Int(range.lowerBound)...]
  }
}

// MARK: Chinese and Japanese numerals

extension FigureReader {
  /// The numbers of two signs and more that a run of Chinese or Japanese holds in its own numerals.
  ///
  /// - Returns: empty for every other language.
  func numerals(
    of token: TermToken, in text: UnsafeBufferPointer<UInt8>
  ) -> [(term: TermHash, surface: Range<Int32>, value: FigureValue)] {
    guard readsNumerals else { return [] }
    var found: [(TermHash, Range<Int32>, FigureValue)] = []
    var numeral = Numeral()
    var start = token.surface.lowerBound
    var position = start
    func end() {
      if let value = numeral.value, !words.isDate(before: text[position...]) {
        found.append((value.term(language), start..<position, value))
      }
      numeral = Numeral()
    }
    for scalar in String(decoding: text[token.surface], as: UTF8.self).unicodeScalars {
      if numeral.isEmpty { start = position }
      if !numeral.add(scalar) { end() }
      position += Int32(UTF8.width(scalar))
    }
    end()
    return found
  }

  /// A number in the making: 十四万 is (10 + 4) · 10,000.
  private struct Numeral {
    private var total: UInt64 = 0
    private var section: UInt64 = 0
    private var digit: UInt64 = 0
    private var count = 0
    private var hasUnit = false

    var isEmpty: Bool { count == 0 }

    /// Nil for a lone sign, and for digits without a unit: 三四 are three or four.
    var value: FigureValue? {
      count > 1 && hasUnit ? FigureValue(total + section + digit) : nil
    }

    /// - Returns: false for a sign that no numeral goes on with, and for too long a one.
    mutating func add(_ scalar: Unicode.Scalar) -> Bool {
      if let unit = Self.units[scalar], count < 16 {
        // 千葉, 万一: no number begins with these.
        if count == 0, unit > 10 { return false }
        hasUnit = true
        if unit < 10_000 {
          section += max(digit, 1) * unit
        } else {
          let (product, isOver) = (total + section + digit).multipliedReportingOverflow(by: unit)
          if isOver || product > 1 << 60 { return false }
          total = product
          section = 0
        }
        digit = 0
      } else if let value = Self.digits[scalar], count < 16 {
        digit = value
      } else {
        return false
      }
      count += 1
      return true
    }

    private static let units: [Unicode.Scalar: UInt64] = [
      "十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000,
      "億": 100_000_000,
    ]
    private static let digits: [Unicode.Scalar: UInt64] = [
      "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6,
      "七": 7, "八": 8, "九": 9,
    ]
  }
}
