/// The words by which desks mark copy that replaces an earlier take: `Ld-Writethru`, `UPDATE 2`,
/// `CORRECTION:`, `REFILE`, `2nd Ld`. Looked for in the first line only: a story *about* a correction
/// says so further down.
package enum RevisionMark {
  /// Marks stand in the slug or headline; more of a line without an end is not looked at.
  private static let limitBytes = 160

  package static func isPresent(in text: String) -> Bool {
    let words = text.utf8.prefix(limitBytes).prefix { $0 != 10 }
      .split { !isWordByte($0) }
      .map { word in String(decoding: word.map(lowered), as: UTF8.self) }
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      switch word {
      case "writethru", "writethrough", "refile", "refiles", "recasts": return true
      case "write" where next == "thru": return true
      case "update", "updated", "correction", "corrected", "corrects", "clarification", "recast":
        // `UPDATE 2-` and `CORRECTION:` open a headline; elsewhere they are words like others.
        if index == 0 || next.first?.isNumber == true { return true }
      case "ld", "lead":
        if index > 0, isOrdinal(words[index - 1]) { return true }
      default: break
      }
    }
    return false
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- 48 < 10 || lowered(byte) &- 97 < 26
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte + 32 : byte }

  private static func isOrdinal(_ word: String) -> Bool {
    ["st", "nd", "rd", "th"].contains { word.hasSuffix($0) } && word.first?.isNumber == true
  }
}
