/// Mail that a reply repeats below its own text (RFC 3676, section 4.5; "top posting").
///
/// What is quoted before own words is part of what they say, and stays; so does what is forwarded below a few of them.
enum Quotations {
  typealias Line = ArraySlice<UInt8>

  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - subject: of the mail, as it stands there.
  /// - Returns: without the quoted lines at its end and the line that names their writer; whole where nothing
  ///   else is left.
  static func without(in text: [UInt8], subject: [UInt8]?) -> [UInt8] {
    var lines = withoutRepeated(
      text.split(separator: 0x0A, omittingEmptySubsequences: false), subject)
    if !isSignedForward(subject) { removeQuoted(&lines) }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Of a mail in HTML, whose quoted parts are elements (`MailPage`): without what stands below the head of another.
  static func withoutRepeated(in text: [UInt8], subject: [UInt8]?) -> [UInt8] {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let left = withoutRepeated(lines, subject)
    return left.count == lines.count ? text : Array(left.joined(separator: [0x0A]))
  }

  private static func withoutRepeated(_ text: [Line], _ subject: [UInt8]?) -> [Line] {
    var lines = text
    if let head = RepeatedHead.first(in: lines), hasOwnWords(lines[..<head]),
      !isForward(subject, own: lines[..<head], other: lines[head...])
    {
      lines.removeLast(lines.count - head)
    }
    return lines
  }

  /// The line above a mail that is quoted, in whichever language: it ends in a colon and tells a time.
  static func isAttribution(_ line: [UInt8]) -> Bool {
    line.count <= 300 && isColonEnded(line[...]) && line.contains { (0x30...0x39).contains($0) }
  }

  /// Those at the end that have a mark, and who wrote them.
  private static func removeQuoted(_ lines: inout [Line]) {
    var end = lines.count
    var quoted = 0
    while end > 0, case let line = lines[end - 1], isBlank(line) || line.first == 0x3E {
      if line.first == 0x3E { quoted += 1 }
      end -= 1
    }
    if quoted == 0 { return }
    let attribution = lines[..<end].suffix(mostAttributionLines)
      .lastIndex { isBlank($0) || isAttributionStart($0) }
    if let line = lines[..<end].last, isColonEnded(line) {
      end = attribution.map { isBlank(lines[$0]) ? $0 + 1 : $0 } ?? end - 1
    }
    if hasOwnWords(lines[..<end]) { lines.removeLast(lines.count - end) }
  }

  /// "On Sunday, … Ann Berg <ann@…>" may be wrapped once or twice.
  private static let mostAttributionLines = 3

  private static func isBlank(_ line: Line) -> Bool { line.allSatisfy { $0 <= 0x20 } }
  private static func hasOwnWords(_ lines: ArraySlice<Line>) -> Bool {
    lines.contains { !isBlank($0) && $0.first != 0x3E }
  }
  private static func isColonEnded(_ line: Line) -> Bool {
    let end = line.lastIndex { $0 > 0x20 }.map { line[...$0] } ?? []
    return end.last == 0x3A || end.suffix(3).elementsEqual("：".utf8)
  }
  private static func isAttributionStart(_ line: Line) -> Bool {
    attributions.contains { line.starts(with: $0) }
  }
  private static let attributions = ["On ", "Am ", "Le ", "El ", "Il ", "Op ", "Den ", "Em "]
    .map { Array($0.utf8) }

  // MARK: Forwards

  /// Programs write one head above what is answered and what is forwarded. The subject tells; where it says nothing,
  /// "FYI, see below" is less than what stands there.
  private static func isForward(
    _ subject: [UInt8]?, own: ArraySlice<Line>, other: ArraySlice<Line>
  ) -> Bool {
    if isSignedForward(subject) { return true }
    if let sign = subject.flatMap(sign), replies.contains(sign) { return false }
    // A blank line stands below the head; in HTML there is none.
    var repeated = other.drop { !isBlank($0) }
    if repeated.isEmpty { repeated = other.dropFirst(RepeatedHead.count(other)) }
    return own.reduce(0) { $0 + $1.count } < repeated.reduce(0) { $0 + $1.count }
  }

  private static func isSignedForward(_ subject: [UInt8]?) -> Bool {
    subject.flatMap(sign).map(forwards.contains) ?? false
  }

  /// `fw` of `[Desk] FW: Bridge`, `re` of `Re[2]: Bridge`; nil for a subject that begins with a word.
  private static func sign(_ subject: [UInt8]) -> String? {
    var rest = subject[...].drop { $0 <= 0x20 }
    while rest.first == 0x5B, let end = rest.firstIndex(of: 0x5D) {
      rest = rest[(end + 1)...].drop { $0 <= 0x20 }
    }
    let letters = rest.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    let behind = rest.dropFirst(letters.count).drop {
      [0x20, 0x5B, 0x5D, 0x28, 0x29].contains($0) || (0x30...0x39).contains($0)
    }
    guard letters.count < 6, behind.first == 0x3A else { return nil }
    return String(decoding: letters, as: UTF8.self).lowercased()
  }
  /// As mail programs write them in their languages; `VS`, which is either in two of them, is neither.
  private static let forwards: Set<String> = [
    "fw", "fwd", "wg", "tr", "rv", "i", "enc", "vb", "vl", "doorst", "pd", "trs", "fs",
  ]
  private static let replies: Set<String> = [
    "re", "aw", "sv", "antw", "odp", "rif", "r", "res", "bls", "ynt", "atb", "ref",
  ]
}
