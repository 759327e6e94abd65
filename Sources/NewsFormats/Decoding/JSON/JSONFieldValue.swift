/// The value of a member that names a field of an article.
enum JSONFieldValue {
  case string(JSONString)
  case number(Range<Int>)
  /// Put together from a list or an object.
  case composed([UInt8])

  /// Reads a member's value. Nil for null and for a type that its field does not take. The depth is that
  /// of the objects and lists that stand open around it.
  init?(_ reader: inout JSONReader, of field: ArticleField, depth: Int) throws(JSONFault) {
    switch reader.peek() {
    case 0x22: self = .string(try reader.string())
    case 0x2D where field.takesNumbers, 0x30...0x39 where field.takesNumbers:
      self = .number(try reader.number())
    case 0x7B, 0x5B:
      let composed = try JSONComposition(field).text(&reader, depth: depth)
      guard let composed else { return nil }
      self = .composed(composed)
    default:
      try reader.skipValue(depth: depth)
      return nil
    }
  }

  /// - Parameter bytes: those that it was read from.
  /// - Returns: nil when it is blank.
  func text(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let text =
      switch self {
      case .string(let string): JSONText.bytes(of: string, in: bytes)
      case .number(let range): Array(bytes[range])
      case .composed(let text): text
      }
    return text.contains { $0 > 0x20 } ? text : nil
  }

  /// Before another value of the same field; only texts and names are joined.
  func joined(
    to next: JSONFieldValue, _ field: ArticleField, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> JSONFieldValue {
    guard field == .body || field.takesNames, let own = text(in: bytes) else { return self }
    guard let other = next.text(in: bytes) else { return self }
    return .composed(own + JSONComposition(field).divider + other)
  }
}
