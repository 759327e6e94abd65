/// What is escaped in a text from outside before it is shown, beside what nobody can see.
package enum Legibility: Sendable {
  /// Nothing else: for running text that people read.
  case prose
  /// A backslash is doubled, so that `\u{1b}` of ours and one that was written so can be told apart.
  case line
  /// A tick as well: the text stands between ticks.
  case quoted
}

/// Where a text from outside is cut; `…` follows.
package enum Cut: Sendable {
  /// Of what is written, in UTF-8.
  case bytes(Int)
  /// Of what is read, in Unicode scalars.
  case characters(Int)
  /// Of what is seen, in cells of a terminal.
  case cells(Int)
}

/// A text from outside, made safe for one line of a log or a terminal: control, bidirectional and
/// invisible characters are written as `\u{..}`, and the text is cut where it is too long.
///
/// Neither a journal line nor a syslog prefix (`<3>` after a line feed) can be forged with what
/// remains, and no terminal coloured (P18). O(n).
///
/// - Parameters:
///   - text: any text.
///   - form: what else is escaped.
///   - cut: the most that comes back; an escape is never cut in two.
/// - Returns: one line, with `…` at its end when it was cut.
package func legible(_ text: String, _ form: Legibility, cut: Cut) -> String {
  var out = ""
  var count = 0
  for scalar in text.unicodeScalars {
    let piece: String
    switch scalar {
    case "'" where form == .quoted: piece = "\\'"
    case "\\" where form != .prose: piece = "\\\\"
    case _ where scalar.isUnseen: piece = "\\u{" + String(scalar.value, radix: 16) + "}"
    default: piece = String(scalar)
    }
    switch cut {
    case .bytes(let limit):
      if out.utf8.count + piece.utf8.count > limit { return out + "…" }
    case .characters(let limit):
      if count == limit { return out + "…" }
      count += 1
    case .cells(let limit):
      count += piece.cells
      if count > limit { return out + "…" }
    }
    out += piece
  }
  return out
}

extension Unicode.Scalar {
  /// C0, DEL and C1; the bidirectional and zero-width formatting characters of Unicode (UAX #9,
  /// UTS #39); tags. The one table of what is never shown as it is.
  var isUnseen: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
