import NewsModel

/// A JSON value whose keys keep the order they were written in, so that lines read the same from
/// one version to the next. Nil becomes `null`, so that every object of a kind has the same keys.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case members([JSONMember])
  /// JSON that is written already.
  case raw(String)

  /// Keys and values in their order; no key twice.
  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .members(members.map { JSONMember(key: $0.0, value: $0.1) })
  }

  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  init(_ time: Timestamp?) { self = .init(time?.rfc3339) }

  /// An object with one key more, at its end; anything else as it is.
  func with(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .members(let members) = self else { return self }
    return .members(members + [JSONMember(key: key, value: value)])
  }

  /// One line, RFC 8259, UTF-8.
  var text: String {
    var out: [UInt8] = []
    write(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): Self.write(value, to: &out)
    case .string(let value): Self.write(value, to: &out)
    case .raw(let json): out += json.utf8
    case .array(let values):
      out.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        value.write(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .members(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// Four decimals are enough for coverages and scores; JSON has no NaN.
  private static func write(_ value: Double, to out: inout [UInt8]) {
    guard value.isFinite else {
      out += "null".utf8
      return
    }
    let rounded = (value * 10_000).rounded() / 10_000
    out += (rounded == 0 ? "0" : "\(rounded)").utf8
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: out += [0x5C, 0x22]
      case 0x5C: out += [0x5C, 0x5C]
      case 0x0A: out += [0x5C, 0x6E]
      case 0x0D: out += [0x5C, 0x72]
      case 0x09: out += [0x5C, 0x74]
      case 0..<0x20, 0x7F:
        out += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}

/// One key of an object. A type of its own: with a tuple in its place the compiler (6.3.1) ends with
/// "circular reference" in some builds.
struct JSONMember {
  var key: String
  var value: JSONValue
}
