/// The head that programs write above mail that is forwarded within a text: a line that says so, then lines of fields.
/// It names recipients, and is no text of the mail.
///
///     ---------- Forwarded message ---------
///     From: Ann Berg <ann@a.example>
///     To: Per <per@a.example>
enum ForwardedHead {
  /// Fields that a program repeats, at most; a line more is text.
  private static let mostLines = 10

  /// - Parameter text: valid UTF-8.
  /// - Returns: without the heads in it; whole where nothing else is left.
  static func without(in text: [UInt8]) -> [UInt8] {
    guard mayHold(text) else { return text }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    var kept: [ArraySlice<UInt8>] = []
    var head = Head()
    for (number, line) in lines.enumerated() {
      if head.takes(line) { continue }
      if isMark(line) {
        head = Head(left: mostLines)
      } else if RepeatedHead.begins(lines[number...]) {
        if let last = kept.last, RepeatedHead.isRule(last) { kept.removeLast() }
        // All of it may stand in this line.
        head = Head(left: RepeatedHead.begins(lines[number...number]) ? 0 : mostLines - 1)
      } else {
        kept.append(line)
      }
    }
    let rest = Array(kept.joined(separator: [0x0A]))
    return rest.contains { $0 > 0x20 } ? rest : text
  }

  /// The head at hand.
  private struct Head {
    /// Lines of it that may still come.
    var left = 0
    /// Recipients go on in the next line.
    private var isOpen = false

    init(left: Int = 0) { self.left = left }

    /// False for a line behind it.
    mutating func takes(_ line: ArraySlice<UInt8>) -> Bool {
      guard left > 0 else { return false }
      if line.allSatisfy({ $0 <= 0x20 }) {
        // A blank line stands below the mark, or ends the head.
        if left < mostLines { left = 0 }
        return true
      }
      guard isOpen || isField(line) else {
        left = 0
        return false
      }
      if !isOpen { left -= 1 }
      isOpen = line.last { $0 > 0x20 }.map { $0 == 0x3B || $0 == 0x2C } ?? false
      return true
    }
  }

  /// A cheap look before the dear one: `-----`, Apple's word, or two fields.
  private static func mayHold(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      signs.contains { $0.withUnsafeBufferPointer { ByteRuns.first($0, in: text) != nil } }
        || text.count { $0 == 0x3A } > 2
    }
  }
  private static let signs = ["-----", "egin forwarded"].map { Array($0.utf8) }

  private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= RepeatedHead.longest else { return false }
    if RepeatedHead.isMark(line) { return true }
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) || line.starts(with: "Begin ".utf8) else {
      return false
    }
    return words.count(in: NoticeWords.plain(String(decoding: line, as: UTF8.self))) > 0
  }
  private static let words = Phrases(
    """
    forwarded message|begin forwarded|weitergeleitete nachricht|weitergeleitete mail|message transféré
    mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande
    videresendt|mensagem encaminhada|przekazana wiadomość|пересылаемое сообщение|転送|转发
    """)

  /// `To: …`, `Envoyé : …`.
  private static func isField(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= RepeatedHead.longest, let colon = line.prefix(32).firstIndex(of: 0x3A)
    else {
      return false
    }
    let name = line[..<colon].drop { $0 <= 0x20 || $0 == 0x2A }
    return !name.isEmpty && name.count { $0 == 0x20 } < 3
  }
}
