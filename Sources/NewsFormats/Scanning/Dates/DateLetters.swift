/// What dates are written with beyond ASCII: digits of other scripts, accents, the signs of years,
/// months and hours in Chinese, Japanese and Korean.
enum DateLetters {
  /// The value of a decimal digit of any script: `٢`, `२`, `２`.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil
    }
    guard scalar.properties.numericType == .decimal else { return nil }
    return scalar.properties.numericValue.map { Int($0) }
  }

  /// Small letters without accents, points and final forms; of letters that no month is written with,
  /// those that are not composed keep theirs.
  static func folded(_ word: String) -> String {
    let small = word.lowercased()
    if small.utf8.allSatisfy({ $0 < 0x80 }) { return small }
    var out = String.UnicodeScalarView()
    for scalar in small.unicodeScalars {
      guard scalar.properties.canonicalCombiningClass == .notReordered else { continue }
      out.append(plain[scalar] ?? scalar)
    }
    return String(out)
  }

  /// Each line: the plain letter, then those that become it.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
    let lines = """
      aáàâäãåăāạảấầậ cćčç dď eéèêëěęếềệ gğ iíìîïị nńňñ oóòôöőõơốồộờớợ rř sśšşș tťţț uúùûüűůưừứựủ yýỳ
      zźžż αά εέ ηή ιίϊΐ οό υύϋΰ ωώ σς иѝ اأإآٱ फफ़ যয়
      """
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for line in lines.split(whereSeparator: \.isWhitespace) {
      guard let letter = line.unicodeScalars.first else { continue }
      for accented in line.unicodeScalars.dropFirst() { table[accented] = letter }
    }
    return table
  }()

  /// A date beyond ASCII as a reader of ASCII takes it: digits and marks of other scripts become
  /// ASCII's; `年`, `月` and `日` behind a number, or their Korean likes, stand alone as 年 月 日; hours,
  /// minutes and seconds behind a number become colons; the rest stays.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 8)
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if let digit = digit(scalar) {
        out.append(UInt8(0x30 + digit))
      } else if let mark = marks[scalar] {
        out.append(mark)
      } else if let sign = signs[scalar], endsInNumber(out) {
        out += sign == ":" && !isNumber(scalars.dropFirst(index + 1)) ? [0x20] : Array(sign.utf8)
      } else {
        out += Array(String(scalar).utf8)
      }
    }
    return out
  }

  private static func endsInNumber(_ out: [UInt8]) -> Bool {
    (0x30...0x39).contains(out.last { $0 != 0x20 } ?? 0)
  }

  private static func isNumber(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.first { !$0.properties.isWhitespace }.flatMap(digit) != nil
  }

  /// Full-width, Arabic and typographic ones.
  private static let marks: [Unicode.Scalar: UInt8] = [
    "，": 0x2C, "،": 0x2C, "、": 0x2C, "：": 0x3A, "／": 0x2F, "．": 0x2E, "。": 0x2E, "－": 0x2D,
    "–": 0x2D, "—": 0x2D, "−": 0x2D, "（": 0x28, "）": 0x29, "\u{A0}": 0x20, "\u{3000}": 0x20,
    "\u{2009}": 0x20, "\u{202F}": 0x20, "\u{200E}": 0x20, "\u{200F}": 0x20, "\u{61C}": 0x20,
    "॰": 0x2E, "·": 0x20, "•": 0x20,
  ]

  private static let signs: [Unicode.Scalar: String] = [
    "年": " 年 ", "년": " 年 ", "月": " 月 ", "월": " 月 ", "日": " 日 ", "일": " 日 ", "号": " 日 ",
    "號": " 日 ", "時": ":", "时": ":", "点": ":", "點": ":", "시": ":", "分": ":", "분": ":",
    "秒": ":", "초": ":",
  ]

  /// The sign of a part of a day that stands behind a number, as Chinese has it.
  static func sign(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    signs[scalar].flatMap { $0.unicodeScalars.first { $0.value > 0x80 } }
  }
}
