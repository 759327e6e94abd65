/// The value of a member that names a field of an article.
enum JSONFieldValue {
  case string(JSONString)
  case number(Range<Int>)
  /// Of people or houses, joined by commas.
  case names([UInt8])

  /// Reads a member's value. Nil for null and for a type that its field does not take.
  init?(_ reader: inout JSONReader, of field: ArticleField) throws(JSONFault) {
    switch reader.peek() {
    case 0x22: self = .string(try reader.string())
    case 0x2D where field.takesNumbers, 0x30...0x39 where field.takesNumbers:
      self = .number(try reader.number())
    case 0x7B where field.takesNames: self = .names(try Self.name(&reader, depth: 1) ?? [])
    case 0x5B where field.takesNames: self = .names(try Self.names(&reader))
    default:
      try reader.skipValue(depth: 1)
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
      case .names(let names): names
      }
    return text.contains { $0 > 0x20 } ? text : nil
  }

  /// An array of strings or of objects with a name, joined by commas.
  private static func names(_ reader: inout JSONReader) throws(JSONFault) -> [UInt8] {
    var joined: [UInt8] = []
    var first = true
    _ = reader.take(0x5B)
    while try reader.nextElement(first: &first) {
      let found: [UInt8]?
      switch reader.peek() {
      case 0x22: found = JSONText.bytes(of: try reader.string(), in: reader.bytes)
      case 0x7B: found = try name(&reader, depth: 2)
      default:
        try reader.skipValue(depth: 2)
        found = nil
      }
      guard let found, !found.isEmpty else { continue }
      if !joined.isEmpty { joined += [0x2C, 0x20] }
      joined += found
    }
    return joined
  }

  /// The member `name` of an object; nil when it has none that is a string.
  private static func name(_ reader: inout JSONReader, depth: Int) throws(JSONFault) -> [UInt8]? {
    var found: [UInt8]?
    var first = true
    _ = reader.take(0x7B)
    while let key = try reader.nextKey(first: &first) {
      if reader.bytes[key.range].elementsEqual("name".utf8) {
        if reader.peek() == 0x22 {
          found = JSONText.bytes(of: try reader.string(), in: reader.bytes)
          continue
        }
        found = nil
      }
      try reader.skipValue(depth: depth + 1)
    }
    return found
  }
}
