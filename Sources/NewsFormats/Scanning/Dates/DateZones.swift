/// The names of zones that dates use, in small letters.
enum DateZones {
  /// Minutes east of Greenwich; nil for what is ambiguous. European agencies' zones, and those of other
  /// continents that name one place only. Military letters are none: RFC 822 printed them with the wrong
  /// sign, so nobody knows what a sender means (RFC 5322, section 4.3).
  static func offset(_ word: String) -> Int64? { known[word] }
  private static let known: [String: Int64] = [
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "bst": 60, "wet": 0, "west": 60, "eet": 120,
    "eest": 180, "msk": 180, "мск": 180, "wib": 420, "wita": 480, "wit": 540, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
  ]
}
