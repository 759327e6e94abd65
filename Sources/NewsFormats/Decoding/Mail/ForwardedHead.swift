/// The head that programs write above mail that is forwarded within a text: a line that says so, then lines of fields.
/// It names recipients, and is no text of the mail.
///
///     ---------- Forwarded message ---------
///     From: Ann Berg <ann@a.example>
///     To: Per <per@a.example>
enum ForwardedHead {
  /// Fields that a program repeats, at most; a line more is text.
  private static let mostLines = 10
  /// In bytes. Programs write the head of HTML in one line.
  private static let longest = 500

  /// - Parameter text: valid UTF-8.
  /// - Returns: without the heads in it; whole where nothing else is left.
  static func without(in text: [UInt8]) -> [UInt8] {
    guard mayHold(text) else { return text }
    var kept: [ArraySlice<UInt8>] = []
    /// Lines of a head that may still come.
    var left = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let isBlank = line.allSatisfy { $0 <= 0x20 }
      if left > 0, isBlank {
        // A blank line stands below the mark, or ends the head.
        if left < mostLines { left = 0 }
      } else if left > 0, isField(line) {
        left -= 1
      } else if isMark(line) {
        left = mostLines
      } else {
        left = 0
        kept.append(line)
      }
    }
    let rest = Array(kept.joined(separator: [0x0A]))
    return rest.contains { $0 > 0x20 } ? rest : text
  }

  /// A cheap look before the dear one: `-----`, or Apple's word.
  private static func mayHold(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      signs.contains { $0.withUnsafeBufferPointer { ByteRuns.first($0, in: text) } != nil }
    }
  }
  private static let signs = ["-----", "egin forwarded"].map { Array($0.utf8) }

  private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= longest else { return false }
    let text = String(decoding: line, as: UTF8.self)
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) || text.hasPrefix("Begin ") else { return false }
    return words.count(in: NoticeWords.plain(text)) > 0
  }
  private static let words = Phrases(
    """
    forwarded message|begin forwarded|weitergeleitete nachricht|weitergeleitete mail|message transféré
    mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande
    videresendt|mensagem encaminhada|przekazana wiadomość|пересылаемое сообщение|転送|转发
    """)

  /// `To: …`, `Envoyé : …`.
  private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= longest, let colon = line.prefix(32).firstIndex(of: 0x3A) else {
      return false
    }
    let name = line[..<colon].drop { $0 <= 0x20 || $0 == 0x2A }
    return !name.isEmpty && name.count { $0 == 0x20 } < 3
  }
}
