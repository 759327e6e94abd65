import CLibXML2

/// The start tag whose end libxml2 waits for, and how many attributes it has so far.
///
/// libxml2 2.9 compares each attribute of a tag with all before it, of HTML and of XML, and asks nobody
/// meanwhile: a tag of 9 MB holds it for minutes. So a long one is counted while it is waited for. What
/// stands in quotes may be as long as it likes: saved pages hold their pictures there.
struct UnfinishedTag {
  /// Of 627 pages no tag has more than 52.
  static let mostAttributes = 1024

  private enum State {
    /// Behind the tag, of which libxml2 may miss the end when a piece ended in its quotes: it waits on.
    case outside
    /// Behind a `<`.
    case opening
    case apart, name, afterName, beforeValue, unquoted
    case quoted(UInt8)
    /// No name: libxml2 goes on behind the next blank.
    case bogus
  }

  /// Where in the document the tag begins.
  private var start: UInt?
  /// Bytes of it that have been counted.
  private var seen = 0
  private var attributes = 0
  private var state = State.outside

  /// Counts what is new. Linear, whatever the size of the pieces that a parser is fed.
  ///
  /// - Parameter input: of a push parser, between two pieces.
  /// - Returns: whether it waits for the end of a tag that has more than `mostAttributes`.
  mutating func isTooLong(_ input: xmlParserInputPtr?) -> Bool {
    guard let input = input?.pointee, let next = input.cur, let base = input.base,
      next < input.end, next.pointee == 0x3C
    else { return false }
    let place = input.consumed + UInt(next - base)
    if place != start { (start, seen, attributes, state) = (place, 0, 0, .outside) }
    let bytes = UnsafeBufferPointer(start: next, count: input.end - next)
    // Not a comment, an end tag or a text that begins with a sign.
    guard bytes.count > 1, Self.isName(bytes[1]) else { return false }
    for byte in bytes[min(seen, bytes.count)...] {
      take(byte)
      if attributes > Self.mostAttributes { return true }
    }
    seen = bytes.count
    return false
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .outside: if byte == 0x3C { state = .opening }
    case .opening:
      attributes = 0
      state = Self.isName(byte) ? .bogus : .outside
    case .quoted(let quote): if byte == quote { state = .apart }
    case _ where byte == 0x3E: state = .outside
    case .bogus, .unquoted: if byte <= 0x20 { state = .apart }
    case .apart: if byte > 0x20 { begin(byte) }
    case .name: state = Self.state(afterNameAnd: byte)
    case .afterName:
      if byte == 0x3D { state = .beforeValue } else if byte > 0x20 { begin(byte) }
    case .beforeValue:
      if byte == 0x22 || byte == 0x27 {
        state = .quoted(byte)
      } else if byte > 0x20 {
        state = .unquoted
      }
    }
  }

  private static func state(afterNameAnd byte: UInt8) -> State {
    if byte == 0x3D { return .beforeValue }
    if byte <= 0x20 { return .afterName }
    return isName(byte) ? .name : .bogus
  }

  private mutating func begin(_ byte: UInt8) {
    attributes += 1
    state = Self.isName(byte) ? .name : .bogus
  }

  /// Letters, figures, `:`, `-`, `_`, `.`, and what is no ASCII.
  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x2D...0x2E).contains(byte)
      || (0x30...0x3A).contains(byte) || byte == 0x5F || byte >= 0x80
  }
}
