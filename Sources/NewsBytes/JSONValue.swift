/// A JSON value whose keys keep the order they were written in, so that lines read the same from
/// one version to the next. Nil becomes `null`, so that every object of a kind has the same keys.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Written with four decimals at most, which is enough for the coverages and scores that people
  /// read; no number at all as `null`.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case members([JSONMember])
  /// JSON that is written already.
  case raw(String)

  /// Keys and values in their order; no key twice.
  package static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .members(members.map { JSONMember(key: $0.0, value: $0.1) })
  }

  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  package init(_ number: Int) { self = .integer(Int64(number)) }
  package init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }

  /// An object with one key more, at its end; anything else as it is.
  package func with(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .members(let members) = self else { return self }
    return .members(members + [JSONMember(key: key, value: value)])
  }

  /// One line, RFC 8259, UTF-8.
  package var text: String {
    var out: [UInt8] = []
    write(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  package func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): Self.write(value, to: &out)
    case .string(let value): JSONString.append(value, as: .shown, to: &out)
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
        JSONString.append(member.key, as: .shown, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ value: Double, to out: inout [UInt8]) {
    guard value.isFinite else {
      out += "null".utf8
      return
    }
    let rounded = (value * 10_000).rounded() / 10_000
    out += (rounded == 0 ? "0" : "\(rounded)").utf8
  }
}

/// One key of an object. A type of its own: with a tuple in its place the compiler (6.3.1) ends with
/// "circular reference" in some builds.
package struct JSONMember: Equatable, Sendable {
  package var key: String
  package var value: JSONValue

  package init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
