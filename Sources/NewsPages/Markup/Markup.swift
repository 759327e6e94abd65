/// A piece of HTML or XML, well-formed by construction: what it is made of are elements, attributes with
/// typed values, and texts, and every text is escaped here and nowhere else (P18).
struct Markup: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Nothing.
  init() {}

  /// A text as text, whatever stands in it.
  init(text: String) { Self.append(text, to: &bytes) }

  /// An element with all that is in it.
  ///
  /// - Parameters:
  ///   - name: a constant of `HTML` or `Atom`.
  ///   - attributes: in their order.
  ///   - isVoid: in HTML it has neither content nor an end.
  ///   - content: what is in it.
  init(element name: String, _ attributes: [Attribute], isVoid: Bool = false, _ content: Markup) {
    bytes.reserveCapacity(name.utf8.count * 2 + content.bytes.count + 16)
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes += attribute.name.utf8
      guard let value = attribute.value else { continue }
      bytes += "=\"".utf8
      Self.append(value, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    if isVoid { return }
    bytes += content.bytes
    bytes += "</".utf8
    bytes += name.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  static func += (a: inout Markup, b: Markup) { a.bytes += b.bytes }

  /// Before everything else of a document: a constant of ours.
  func following(_ prolog: StaticString) -> [UInt8] {
    prolog.withUTF8Buffer { Array($0) } + bytes
  }

  /// Five characters are escaped, so that a text can stand in an attribute as well. What neither HTML nor XML
  /// 1.0 lets stand becomes U+FFFD: the control characters but tab and the ends of lines, and U+FFFE and
  /// U+FFFF. Sources: https://html.spec.whatwg.org/#preprocessing-the-input-stream, XML 1.0, section 2.2.
  private static func append(_ text: String, to out: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;".utf8
      case "<": out += "&lt;".utf8
      case ">": out += "&gt;".utf8
      case "\"": out += "&quot;".utf8
      case "'": out += "&#39;".utf8
      case "\t", "\n": out.append(UInt8(scalar.value))
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": out += replacement
      case _ where scalar.value & 0xFFFE == 0xFFFE: out += replacement
      case _ where (0xFDD0...0xFDEF).contains(scalar.value): out += replacement
      default: out += UTF8.encode(scalar).map { Array($0) } ?? replacement
      }
    }
  }

  private static let replacement = Array("\u{FFFD}".utf8)
}

/// Lets elements be written as they nest: each expression is a piece or a text.
@resultBuilder
enum MarkupBuilder {
  static func buildExpression(_ text: String) -> Markup { Markup(text: text) }
  static func buildExpression(_ piece: Markup) -> Markup { piece }
  static func buildBlock(_ pieces: Markup...) -> Markup { join(pieces) }
  static func buildArray(_ pieces: [Markup]) -> Markup { join(pieces) }
  static func buildOptional(_ piece: Markup?) -> Markup { piece ?? Markup() }
  static func buildEither(first piece: Markup) -> Markup { piece }
  static func buildEither(second piece: Markup) -> Markup { piece }

  private static func join(_ pieces: [Markup]) -> Markup {
    var all = Markup()
    for piece in pieces { all += piece }
    return all
  }
}
