/// Lines that sign in Chinese, Japanese and Korean, where nothing divides the label from the name:
/// `文・山田花子`, `記者王小明／台北報導`, `김철수 기자`.
enum HanByline {
  /// - Parameter line: of a page or a text.
  /// - Returns: the name; nil for what does not sign.
  static func name(in line: String) -> String? {
    guard let first = line.utf8.first, first >= 0xE3 || first == 0x5B, line.utf8.count <= mostBytes
    else {
      return nil
    }
    for label in labels where line.hasPrefix(label) {
      let rest = line.dropFirst(label.count).drop(while: isDivider)
      let name = rest.prefix { $0.isLetter }
      let behind = rest.dropFirst(name.count)
      let isLast = behind.first.map { isDivider($0) || $0.isNumber } ?? true
      return isLast && isHan(name) ? String(name) : nil
    }
    return korean(line)
  }

  /// `김철수 기자`, `[서울=모모뉴스] 김철수 기자 kim@…`
  private static func korean(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard let role = words.prefix(longestPlace).firstIndex(where: koreanRoles.contains), role > 0,
      words[(role + 1)...].allSatisfy({ !$0.contains(where: \.isLetter) || $0.contains("@") })
    else { return nil }
    let name = words[role - 1].drop { !$0.isLetter }
    let isWhole = words[..<(role - 1)].allSatisfy { $0.first == "[" || $0.last == "]" || $0 == "=" }
    let isHangul = name.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    return isWhole && isHangul && (2...4).contains(name.count) ? String(name) : nil
  }

  private static func isHan(_ name: Substring) -> Bool {
    (2...8).contains(name.count)
      && name.unicodeScalars.allSatisfy {
        (0x3400...0x9FFF).contains($0.value) || (0x3040...0x30FF).contains($0.value)
      } && name.unicodeScalars.count(where: { (0x3041...0x309F).contains($0.value) }) < 4
  }

  private static func isDivider(_ character: Character) -> Bool {
    character.isWhitespace || "・·:：/／=＝|｜（(,，、".contains(character)
  }

  /// In bytes: longer lines are sentences.
  private static let mostBytes = 72
  /// In words: what stands before the name.
  private static let longestPlace = 4
  private static let labels = [
    "取材・文", "文・", "文：", "文:", "文/", "文／", "文＝", "文 ", "撰文", "記者", "记者", "筆者",
  ]
  private static let koreanRoles: Set<Substring> = ["기자", "특파원", "선임기자", "논설위원"]
}
