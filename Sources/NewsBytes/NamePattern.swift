/// A shell pattern on one component of a path: `*` any bytes, `?` one byte, `[a-z]` and `[!a-z]` one
/// byte of a set, a backslash takes the next byte as it is. Case counts, unless it is told otherwise. Bytes,
/// not characters: names need not be UTF-8.
///
/// Matching goes back to the last `*` only, so that the worst case is pattern × name, at most
/// 255 × 255 steps; fnmatch(3) with many stars is exponential.
package struct NamePattern: Hashable, Sendable {
  private enum Token: Equatable {
    case any, one, byte(UInt8), set([ClosedRange<UInt8>], negated: Bool)
  }

  /// What the pattern says. One reference, not five: each name of an inbox meets some fifty patterns.
  private final class Reading: Sendable {
    let text: String
    let tokens: [Token]
    let ignoresCase: Bool
    /// What every matching name begins and ends with, and how long it is at least.
    let beginning: [UInt8]
    let ending: [UInt8]
    let length: Int

    init(_ text: String, ignoresCase: Bool) {
      self.text = text
      self.ignoresCase = ignoresCase
      tokens = NamePattern.tokens(Array(text.utf8))
      beginning = NamePattern.literal(tokens)
      ending = NamePattern.literal(tokens.reversed()).reversed()
      length = tokens.count { $0 != .any }
    }

    func hasItsEnds(_ name: [UInt8]) -> Bool {
      guard name.count >= length else { return false }
      for (place, wanted) in beginning.enumerated() where read(name[place]) != wanted {
        return false
      }
      let start = name.count - ending.count
      for (place, wanted) in ending.enumerated() where read(name[start + place]) != wanted {
        return false
      }
      return true
    }

    private func read(_ byte: UInt8) -> UInt8 { ignoresCase ? NamePattern.lowered(byte) : byte }
  }
  private let reading: Reading

  /// - Parameters:
  ///   - text: The pattern.
  ///   - ignoresCase: Whether a to z stand for A to Z, too; the pattern is in lower case then.
  package init(_ text: String, ignoresCase: Bool = false) {
    reading = Reading(text, ignoresCase: ignoresCase)
  }

  /// As written in the configuration.
  package var text: String { reading.text }

  package static func == (one: NamePattern, other: NamePattern) -> Bool {
    one.text == other.text && one.reading.ignoresCase == other.reading.ignoresCase
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// `name` is one component, of any bytes.
  package func matches(_ name: [UInt8]) -> Bool {
    // Hardly any name matches a pattern, and most differ at an end.
    guard reading.hasItsEnds(name) else { return false }
    let tokens = reading.tokens
    let name = reading.ignoresCase ? name.map(Self.lowered) : name
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

  /// The bytes that stand for themselves, up to the first token that does not.
  private static func literal(_ tokens: [Token]) -> [UInt8] {
    tokens.prefix { if case .byte = $0 { true } else { false } }.compactMap {
      if case .byte(let byte) = $0 { byte } else { nil }
    }
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
