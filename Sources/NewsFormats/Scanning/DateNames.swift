/// The names of months and zones that dates use, in small letters.
enum DateNames {
  /// Words that say nothing: between a day and its time.
  static let fillers: Set<String> = ["t", "at", "um", "à", "kl", "klo", "ore", "alle", "las", "om"]

  /// A whole name, or its beginning of three letters or more.
  static func month(_ word: String) -> Int64? {
    if let known = known[word] { return known }
    // Names of three letters are all known; most others are days of the week.
    guard word.utf8.count > 3, !weekdays.contains(word) else { return nil }
    let found = names.first { $0.name.hasPrefix(word) }
    return found?.month
  }

  /// English first: of two languages' names with one beginning the first counts.
  private static let names: [(name: String, month: Int64)] = [
    // English
    "january february march april may june july august september october november december",
    // German, French, Spanish, Italian, Portuguese, Dutch, Swedish and its neighbours
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
  ].flatMap { line in
    line.split(separator: " ").enumerated().map { (String($1), Int64($0) + 1) }
  }
  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let known: [String: Int64] = {
    var table = ["sept": Int64(9), "jänner": 1, "feber": 2, "mrz": 3, "aout": 8, "fevrier": 2]
    for (name, month) in names.reversed() {
      table[name] = month
      table[String(name.prefix(3))] = month
    }
    // Where short names meet, English wins.
    for (name, month) in names.prefix(12) { table[String(name.prefix(3))] = month }
    return table
  }()

  /// Minutes east of Greenwich. RFC 822, section 5, military letters as printed there; European
  /// agencies' zones; those of other continents that name one place only. Others are ambiguous.
  static func zone(_ word: String) -> Int64? {
    if let known = zones[word] { return known }
    guard word.utf8.count == 1, let letter = word.utf8.first else { return nil }
    switch letter {
    case 0x61...0x69: return -Int64(letter - 0x60) * 60
    case 0x6B...0x6D: return -Int64(letter - 0x61) * 60
    case 0x6E...0x79: return Int64(letter - 0x6D) * 60
    default: return nil
    }
  }
  private static let zones: [String: Int64] = [
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "bst": 60, "wet": 0, "west": 60, "eet": 120,
    "eest": 180, "msk": 180, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780,
  ]
}
