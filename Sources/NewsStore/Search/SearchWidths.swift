/// Forms of letters that only differ in their width or are two in one: `ＡＢＣ`, `ｶﾀｶﾅ`, `ﬁnance`.
enum SearchWidths {
  static func plain(_ letter: Unicode.Scalar) -> String? {
    switch letter.value {
    case 0xFF01...0xFF5E:
      Unicode.Scalar(letter.value - fullWidth).map { String($0) }
    case 0xFB00...0xFB06: ligatures[Int(letter.value - 0xFB00)]
    default: nil
    }
  }
  /// From ASCII to its wide forms.
  private static let fullWidth: UInt32 = 0xFEE0
  private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]

  static func isHalf(_ value: UInt32) -> Bool { (0xFF66...0xFF9F).contains(value) }

  /// - Parameters:
  ///   - value: a kana of half width.
  ///   - mark: the last byte of the letter behind it: 9E for a voiced sound, 9F for a half voiced one.
  /// - Returns: the kana of full width, and whether it took the mark in.
  static func wide(_ value: UInt32, mark: UInt8) -> (kana: Unicode.Scalar, takesMark: Bool) {
    let kana = kana[Int(value - 0xFF66)]
    if mark == 0x9E, kana == "ウ" { return ("ヴ", true) }
    let isVoiced = mark == 0x9E && ("カ"..."ト").contains(kana) && kana != "ッ"
    let isOfHa = (mark == 0x9E || mark == 0x9F) && ("ハ"..."ホ").contains(kana)
    guard isVoiced || isOfHa,
      let marked = Unicode.Scalar(kana.value + (mark == 0x9E ? 1 : 2))
    else { return (kana, false) }
    return (marked, true)
  }
  /// From U+FF66 on.
  private static let kana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars)
}
