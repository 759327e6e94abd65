/// The names of zones that dates use, in small letters.
enum DateZones {
  /// Minutes east of Greenwich. RFC 822, section 5, military letters as printed there; European
  /// agencies' zones; those of other continents that name one place only. Others are ambiguous.
  static func offset(_ word: String) -> Int64? {
    if let known = known[word] { return known }
    guard word.utf8.count == 1, let letter = word.utf8.first else { return nil }
    switch letter {
    case 0x61...0x69: return -Int64(letter - 0x60) * 60
    case 0x6B...0x6D: return -Int64(letter - 0x61) * 60
    case 0x6E...0x79: return Int64(letter - 0x6D) * 60
    default: return nil
    }
  }
  private static let known: [String: Int64] = [
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "bst": 60, "wet": 0, "west": 60, "eet": 120,
    "eest": 180, "msk": 180, "мск": 180, "wib": 420, "wita": 480, "wit": 540, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
  ]
}
