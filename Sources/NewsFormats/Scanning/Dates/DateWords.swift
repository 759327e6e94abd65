/// Words in dates that name neither a month nor a zone, folded as by `DateLetters.folded`.
enum DateWords {
  /// Before a time, and saying nothing: at, o'clock, of the year.
  static func isFiller(_ word: String) -> Bool { fillers.contains(word) || isWeekday(word) }

  private static let fillers: Set<String> = [
    "t", "at", "um", "a", "kl", "klo", "ora", "ore", "alle", "las", "om", "la", "u", "v", "o",
    "saat",
    "pukul", "luc", "στισ", "в", "о", "об", "у", "г", "года", "р", "року", "في", "الساعة", "को",
  ]

  /// Days of the week behind the day, where that is usual.
  private static func isWeekday(_ word: String) -> Bool {
    ["曜日", "요일"].contains(where: word.hasSuffix)
      || ["星期", "周", "週", "礼拜", "禮拜"].contains(where: word.hasPrefix)
      || hungarian.contains(word)
  }
  private static let hungarian: Set<String> = [
    "hetfo", "kedd", "szerda", "csutortok", "pentek", "szombat", "vasarnap",
  ]

  /// Between a month and its year, or behind a day's number.
  static let ordinals: Set<String> = [
    "st", "nd", "rd", "th", "de", "del", "di", "nam", "er", "of", "the",
  ]

  /// The half of the day that an hour behind it is in.
  static let halves: [String: Half] = [
    "上午": .morning, "午前": .morning, "오전": .morning, "下午": .afternoon, "午後": .afternoon,
    "오후": .afternoon,
  ]
  enum Half { case morning, afternoon }

  /// Behind an hour, and saying nothing.
  static let hours: Set<String> = ["uhr", "h", "hrs", "ч", "बजे", "óra"]
}
