/// The lines at the end of a text that introduce its writer: "Anna Muster is a reporter at …".
enum AuthorNote {
  /// Paragraphs at the end that are looked at.
  private static let most = 3
  private static let shortestName = 8

  /// How many paragraphs at the end are such a note: from the last that begins with a name of the
  /// byline on. An article seldom begins a sentence with its own writer; in an interview who asks is named
  /// before a colon.
  static func count(_ paragraphs: [[UInt8]], byline: String?) -> Int {
    let names = (byline ?? "").replacing(" and ", with: ", ").replacing(" und ", with: ", ")
      .split(separator: ",").map { $0.trimmingPrefix(" ") }
      .filter { $0.utf8.count >= shortestName && $0.contains(" ") }
    guard !names.isEmpty, paragraphs.count > most * 2 else { return 0 }
    let last = paragraphs.suffix(most)
    let first = last.firstIndex { paragraph in
      let text = String(decoding: paragraph.prefix(160), as: UTF8.self)
      return names.contains { name in
        guard text.hasPrefix(name) else { return false }
        let next = text.unicodeScalars.dropFirst(name.unicodeScalars.count).first
        return next != nil && next != ":" && next != "："
      }
    }
    return first.map { last.endIndex - $0 } ?? 0
  }
}
