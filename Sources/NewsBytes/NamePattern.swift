/// A shell pattern on one component of a path: `*` any bytes, `?` one byte, `[a-z]` and `[!a-z]` one
/// byte of a set, a backslash takes the next byte as it is. Case counts, unless it is told otherwise. Bytes,
/// not characters: names need not be UTF-8.
///
/// Matching goes back to the last `*` only, so that the worst case is pattern × name, at most
/// 255 × 255 steps; fnmatch(3) with many stars is exponential.
package struct NamePattern: Hashable, Sendable {
  private enum Token: Hashable {
    case any, one, byte(UInt8), set([ClosedRange<UInt8>], negated: Bool)
  }
  private let tokens: [Token]
  private let ignoresCase: Bool
  /// As written in the configuration.
  package let text: String

  /// - Parameters:
  ///   - text: The pattern.
  ///   - ignoresCase: Whether a to z stand for A to Z, too; the pattern is in lower case then.
  package init(_ text: String, ignoresCase: Bool = false) {
    self.text = text
    self.ignoresCase = ignoresCase
    tokens = Self.tokens(Array(text.utf8))
  }

  /// `name` is one component, of any bytes.
  package func matches(_ name: some RandomAccessCollection<UInt8>) -> Bool {
    let name = ignoresCase ? name.map(Self.lowered) : Array(name)
    var (at, position) = (0, 0)
    var lastStar: (token: Int, position: Int)?
    while position < name.count {
      if at < tokens.count, tokens[at] == .any {
        lastStar = (at, position)
        at += 1
      } else if at < tokens.count, Self.accepts(tokens[at], name[position]) {
        at += 1
        position += 1
      } else if let star = lastStar {
        lastStar = (star.token, star.position + 1)
        (at, position) = (star.token + 1, star.position + 1)
      } else {
        return false
      }
    }
    return tokens[at...].allSatisfy { $0 == .any }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func accepts(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .any, .one: true
    case .byte(let wanted): wanted == byte
    case .set(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
    }
  }

  private static func tokens(_ pattern: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "*"): if tokens.last != .any { tokens.append(.any) }
      case UInt8(ascii: "?"): tokens.append(.one)
      case UInt8(ascii: "\\") where index < pattern.count:
        tokens.append(.byte(pattern[index]))
        index += 1
      case UInt8(ascii: "["):
        if let set = set(pattern, from: &index) {
          tokens.append(set)
        } else {
          tokens.append(.byte(byte))
        }
      default: tokens.append(.byte(byte))
      }
    }
    return tokens
  }

  /// Reads a set behind its `[`.
  ///
  /// - Returns: nil when no `]` ends it: then `[` means itself.
  private static func set(_ pattern: [UInt8], from start: inout Int) -> Token? {
    var index = start
    let negated = index < pattern.count && [0x21, 0x5E].contains(pattern[index])
    if negated { index += 1 }
    let first = index
    var ranges: [ClosedRange<UInt8>] = []
    while index < pattern.count, pattern[index] != 0x5D || index == first {
      let low = pattern[index]
      if index + 2 < pattern.count, pattern[index + 1] == 0x2D, pattern[index + 2] != 0x5D {
        if low <= pattern[index + 2] { ranges.append(low...pattern[index + 2]) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    guard index < pattern.count else { return nil }
    start = index + 1
    return .set(ranges, negated: negated)
  }
}
