/// What a page describes in JSON-LD (schema.org): `<script type="application/ld+json">`.
///
/// Templates write it badly: control characters in strings, comments or CDATA marks around it, a
/// semicolon behind, its quotes as references. What stands before a fault counts.
struct LinkedData {
  /// Values nested deeper are skipped; graphs of real pages need six.
  private static let depthLimit = 10
  private static let mostBytes = 1 << 20

  /// A value as far as it is needed: numbers and literals are left out.
  indirect enum Value {
    case text(String)
    case list([Value])
    case object([String: Value])
  }

  private(set) var objects: [[String: Value]] = []

  /// Reads one more script of the page.
  mutating func read(_ script: ArraySlice<UInt8>) {
    guard script.count <= Self.mostBytes else { return }
    let cleaned = Self.cleaned(script)
    cleaned.withUnsafeBufferPointer { bytes in
      guard let start = Self.start(bytes) else { return }
      var reader = JSONReader(
        UnsafeBufferPointer(rebasing: bytes[start...]), depthLimit: Self.depthLimit * 8)
      var top: [Value] = []
      while reader.peek() != 0, let value = Self.value(&reader, depth: 0) {
        top.append(value)
        _ = reader.take(0x3B) || reader.take(0x2C)
      }
      for value in top { collect(value) }
    }
  }

  private static func cleaned(_ script: ArraySlice<UInt8>) -> [UInt8] {
    let plain = script.map { $0 < 0x20 ? 0x20 : $0 }
    // `{&quot;@type&quot;: …`: a template that escaped for text what is none.
    let opening = plain.drop { $0 <= 0x20 || $0 == 0x5B || $0 == 0x7B }
    return opening.starts(with: "&quot;".utf8)
      ? plain.withUnsafeBufferPointer { CharacterReference.resolved($0) } : plain
  }

  /// The first bracket that can begin a document: that of `<![CDATA[` cannot.
  private static func start(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var from = bytes.startIndex
    while let start = bytes[from...].firstIndex(where: { $0 == 0x7B || $0 == 0x5B }) {
      let next = bytes[(start + 1)...].first { $0 > 0x20 }
      if bytes[start] == 0x7B || next == 0x7B || next == 0x5B || next == 0x22 { return start }
      from = start + 1
    }
    return nil
  }

  /// Nil at a fault; an object or list that breaks off is given as far as it went.
  private static func value(_ reader: inout JSONReader, depth: Int) -> Value? {
    do {
      switch reader.peek() {
      case 0x22:
        let string = try reader.string()
        return .text(String(decoding: JSONText.bytes(of: string, in: reader.bytes), as: UTF8.self))
      case 0x7B where depth < depthLimit: return object(&reader, depth: depth)
      case 0x5B where depth < depthLimit: return list(&reader, depth: depth)
      default:
        try reader.skipValue(depth: depth)
        return .list([])
      }
    } catch { return nil }
  }

  private static func object(_ reader: inout JSONReader, depth: Int) -> Value {
    var members: [String: Value] = [:]
    var first = true
    _ = reader.take(0x7B)
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      guard let value = value(&reader, depth: depth + 1) else { break }
      if members[name] == nil { members[name] = value }
    }
    return .object(members)
  }

  private static func list(_ reader: inout JSONReader, depth: Int) -> Value {
    var elements: [Value] = []
    var first = true
    _ = reader.take(0x5B)
    while (try? reader.nextElement(first: &first)) == true,
      let value = value(&reader, depth: depth + 1)
    {
      elements.append(value)
    }
    return .list(elements)
  }

  /// Objects in order, those of lists and graphs and the page's main entity among them.
  private mutating func collect(_ value: Value) {
    var waiting = [value]
    while let next = waiting.popLast() {
      switch next {
      case .text: continue
      case .list(let elements): waiting.append(contentsOf: elements.reversed())
      case .object(let members):
        objects.append(members)
        for key in ["mainEntity", "@graph"] {
          if let inner = members[key] { waiting.append(inner) }
        }
      }
    }
  }
}

extension LinkedData.Value {
  /// The text, or the first of a list that has one, or an object's name.
  var text: String? {
    switch self {
    case .text(let text): text
    case .list(let elements): elements.lazy.compactMap(\.text).first
    case .object(let members): members["name"]?.text ?? members["@value"]?.text
    }
  }
  var elements: [LinkedData.Value] {
    if case .list(let elements) = self { elements } else { [self] }
  }
  var members: [String: LinkedData.Value] {
    if case .object(let members) = self { members } else { [:] }
  }
}
