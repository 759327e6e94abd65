/// A text from outside, made safe for one line of a log or a terminal: control characters (C0, C1),
/// bidirectional and invisible ones are escaped as `\u{..}`, a backslash is doubled; after
/// `limit` characters it is cut and ends in `…`.
///
/// Neither a journal line nor a syslog prefix (`<3>` after a line feed) can be forged with what
/// remains (contract P18). O(n).
package func legible(_ text: String, limit: Int = 512) -> String {
  var out = ""
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < limit else { return out + "…" }
    count += 1
    if mustBeEscaped(scalar) {
      out += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else if scalar == "\\" {
      out += "\\\\"
    } else {
      out.unicodeScalars.append(scalar)
    }
  }
  return out
}

/// C0, DEL and C1; the bidirectional and zero-width formatting characters of Unicode (UAX #9,
/// UTS #39); tags.
private func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
    0xFFF9...0xFFFB, 0xE0000...0xE007F:
    true
  default: false
  }
}
