/// The value of a member that names a field of an article.
enum JSONFieldValue {
  case string(RawJSONString)
  case number(Range<Int>)
  /// Put together from a list or an object.
  /// What was missed is one or none: a record has room for a hundred values, so each is kept small.
  case composed([UInt8], missed: [PassedOver] = [])

  /// Reads a member's value. Nil for null and for a type that its field does not take. The depth is that
  /// of the objects and lists that stand open around it.
  init?(_ reader: inout JSONReader, of field: ArticleField, depth: Int) throws(JSONFault) {
    switch reader.peek() {
    case 0x22: self = .string(try reader.string())
    case 0x2D where field.takesNumbers, 0x30...0x39 where field.takesNumbers:
      self = .number(try reader.number())
    case 0x7B, 0x5B:
      var composition = JSONComposition(field)
      guard let text = try composition.text(&reader, depth: depth) else { return nil }
      self = .composed(text, missed: composition.missed.map { [$0] } ?? [])
    case 0x66 where field.takesFlags, 0x74 where field.takesFlags:
      let word = reader.peek() == 0x74 ? "true" : "false"
      try reader.skipValue(depth: depth)
      self = .composed(Array(word.utf8))
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
      case .composed(let text, _): text
      }
    return text.contains { $0 > 0x20 } ? text : nil
  }

  /// What stands in blocks that are not understood.
  var missed: PassedOver? { if case .composed(_, let missed) = self { missed.first } else { nil } }
}

/// The values that one field has in the elements of a list: of texts and names all, joined as they come,
/// of anything else the first.
struct JSONJoinedValues {
  private let field: ArticleField
  private let first: JSONFieldValue
  /// Of two and more.
  private var text: [UInt8]?

  init(_ first: JSONFieldValue, of field: ArticleField) {
    self.first = first
    self.field = field
  }

  mutating func add(_ next: JSONFieldValue, in bytes: UnsafeBufferPointer<UInt8>) {
    guard field == .body || field.takesNames, let other = next.text(in: bytes) else { return }
    if text == nil { text = first.text(in: bytes) }
    // In place: a copy for each element is quadratic.
    text?.append(contentsOf: JSONComposition(field).divider)
    text?.append(contentsOf: other)
  }

  var value: JSONFieldValue { text.map { .composed($0) } ?? first }
}
