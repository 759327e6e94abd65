/// Mail that a reply repeats below its own text (RFC 3676, section 4.5; "top posting").
///
/// What is quoted before own words is part of what they say, and stays.
enum Quotations {
  /// - Parameter text: valid UTF-8.
  /// - Returns: without the quoted lines at its end and the line that names their writer; whole where nothing
  ///   else is left.
  static func without(in text: [UInt8]) -> [UInt8] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if let mark = lines.firstIndex(where: isOriginalMark), hasOwnWords(lines[..<mark]) {
      lines.removeLast(lines.count - mark)
    }
    var end = lines.count
    var quoted = 0
    while end > 0, case let line = lines[end - 1], isBlank(line) || line.first == 0x3E {
      if line.first == 0x3E { quoted += 1 }
      end -= 1
    }
    if quoted > 0 {
      let attribution = lines[..<end].suffix(mostAttributionLines)
        .lastIndex { isBlank($0) || isAttributionStart($0) }
      if let line = lines[..<end].last, isColonEnded(line) {
        end = attribution.map { isBlank(lines[$0]) ? $0 + 1 : $0 } ?? end - 1
      }
      if hasOwnWords(lines[..<end]) { lines.removeLast(lines.count - end) }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// "On Sunday, … Ann Berg <ann@…>" may be wrapped once or twice.
  private static let mostAttributionLines = 3

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 <= 0x20 } }
  private static func hasOwnWords(_ lines: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    lines.contains { !isBlank($0) && $0.first != 0x3E }
  }
  private static func isColonEnded(_ line: ArraySlice<UInt8>) -> Bool {
    line.last { $0 > 0x20 } == 0x3A
  }
  private static func isAttributionStart(_ line: ArraySlice<UInt8>) -> Bool {
    attributions.contains { line.starts(with: $0) }
  }
  private static let attributions = ["On ", "Am ", "Le ", "El ", "Il ", "Op ", "Den ", "Em "]
    .map { Array($0.utf8) }

  /// `-----Original Message-----`, in the languages of the programs that write it.
  private static func isOriginalMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    let words = String(decoding: line, as: UTF8.self).lowercased()
      .trimmingPrefix { $0 == "-" || $0 == " " }
    return originals.contains { words.hasPrefix($0) }
  }
  private static let originals = [
    "original message", "original appointment", "ursprüngliche nachricht", "message d'origine",
    "mensaje original", "messaggio originale", "oorspronkelijk bericht", "mensagem original",
  ]
}
