/// The first lines of a document, to tell by their form what is no news: logs, tables, subtitles, mail.
struct HeadLines {
  /// Without the last one when the document goes on behind the bytes.
  private let lines: [Substring]
  /// Without blank ones.
  private let filled: [Substring]

  private static let mostLines = 40

  init(_ head: UnsafeBufferPointer<UInt8>) {
    var lines = String(decoding: head, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if head.count >= DocumentHead.bytes { lines.removeLast() }
    self.lines = Array(lines.prefix(Self.mostLines))
    filled = self.lines.filter { $0.contains { !$0.isWhitespace } }
  }

  /// A header of RFC 5322: nothing but fields up to the blank line, an address among them or a field that only
  /// mail has. Header lines of a text have neither.
  var isMail: Bool {
    var names: Set<String> = []
    var hasAddress = false
    for (index, line) in lines.enumerated() {
      if line.isEmpty { break }
      if index > 0, line.first == " " || line.first == "\t" { continue }
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        line[..<colon].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { return false }
      let name = line[..<colon].lowercased()
      names.insert(name)
      if Self.people.contains(name) {
        hasAddress = hasAddress || line.contains { "@<".contains($0) }
      }
    }
    if names.contains("from"), hasAddress, names.count > 1 { return true }
    return names.intersection(Self.mailFields).count > 1
  }
  private static let people: Set<String> = ["from", "to", "sender", "reply-to"]
  private static let mailFields: Set<String> = [
    "received", "return-path", "delivered-to", "mime-version", "message-id", "content-type",
    "content-transfer-encoding", "x-mozilla-status", "from", "reply-to", "dkim-signature",
  ]

  /// Nearly every line opens with a day and a time, or has them behind a host's name: syslog, web servers.
  var isLog: Bool {
    let logged = filled.count(where: Self.isLogged)
    return filled.count >= 3 && logged * 10 >= filled.count * 8 || filled.count == 2 && logged == 2
  }
  private static func isLogged(_ line: Substring) -> Bool {
    let words = line.prefix(80).split(whereSeparator: { " T\t".contains($0) }).prefix(4)
      .map { $0.drop { "[<(".contains($0) } }
    guard words.count >= 3 else { return false }
    if isDay(words[0]), isTime(words[1]) { return true }
    // 203.0.113.9 - - [22/Nov/2026:14:05:00 +0000] "GET / …
    if words.count == 4, words[3].count(where: { $0 == "/" }) == 2, isTime(words[3]) { return true }
    // Nov 22 14:05:00 harbour sshd[7]:
    return words.count == 4 && MonthNames.month(words[0].lowercased()) != nil
      && words[1].allSatisfy(\.isNumber) && isTime(words[2])
  }
  private static func isDay(_ word: Substring) -> Bool {
    word.count(where: \.isNumber) >= 6 && word.count(where: { "-/.".contains($0) }) == 2
  }
  private static func isTime(_ word: Substring) -> Bool {
    word.count(where: { $0 == ":" }) >= 2 && word.count(where: \.isNumber) >= 5
  }

  /// Blocks of a number, a line with two times and an arrow, and what is said: SubRip.
  var isSubtitles: Bool {
    guard filled.count >= 2, filled[0].allSatisfy(\.isNumber) else { return false }
    return filled[1].contains("-") && filled[1].contains(">") && filled[1].first?.isNumber == true
      && filled[1].count(where: { $0 == ":" }) >= 2
  }

  /// Rows of as many cells, four rows and three cells at the least, and hardly a cell that is a sentence. Of
  /// prose no two lines have as many commas.
  var isTable: Bool {
    guard filled.count >= 4 else { return false }
    return [",", ";", "\t", "|"].contains { (separator: Character) in
      let count = filled[0].count { $0 == separator }
      guard count >= 2, filled.allSatisfy({ $0.count { $0 == separator } == count }) else {
        return false
      }
      let cells = filled.flatMap { $0.split(separator: separator) }
      return cells.count(where: { $0.split(separator: " ").count > 6 }) * 4 <= cells.count
    }
  }

  /// `[Section]` above lines `name=value`.
  var isSettings: Bool {
    let lines = filled.filter { !";#".contains($0.first ?? " ") }
    guard lines.count >= 2, lines[0].first == "[", lines[0].last == "]" else { return false }
    return lines.dropFirst().allSatisfy { line in
      let name = line.prefix { $0 != "=" }
      return line.first == "[" || name.count < line.count && name.split(separator: " ").count < 3
    }
  }
}
