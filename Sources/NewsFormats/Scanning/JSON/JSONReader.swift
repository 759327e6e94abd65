/// A string's bytes between its quotes, still escaped.
struct RawJSONString {
  var range: Range<Int>
  var hasEscapes: Bool
}

/// A strict reader of one JSON text (RFC 8259) that lies in memory as valid UTF-8. It builds
/// nothing: callers walk the members they want and `skipValue` checks the others.
///
/// No recursion: open objects and arrays stand on a stack of their own. Buffer accesses are
/// unchecked in release builds, so each is preceded by its comparison with `bytes.count`.
/// Cost: 1–2 GB/s on long strings.
struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index = 0
  private let depthLimit: Int
  /// Closing brackets that `skipValue` still expects.
  private var closers: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  func fault(_ what: StaticString, at offset: Int? = nil) -> JSONFault {
    let offset = offset ?? index
    return JSONFault(
      kind: offset >= bytes.count ? .truncated : .syntax, offset: offset, what: what)
  }

  /// The next byte after white space, not consumed; 0 at the end, which no JSON text has outside
  /// of strings.
  @inline(__always)
  mutating func peek() -> UInt8 {
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      index &+= 1
    }
    return 0
  }
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte, index < bytes.count else { return false }
    index &+= 1
    return true
  }
  mutating func expect(_ byte: UInt8, _ what: StaticString) throws(JSONFault) {
    if !take(byte) { throw fault(what) }
  }
  mutating func expectEnd() throws(JSONFault) {
    _ = peek()
    if index < bytes.count { throw fault("there is more text after the end of the value") }
  }

  /// Moves to the next member of an object whose `{` was taken; nil when it took the `}`.
  /// `first` is true for the first call in an object, then false.
  mutating func nextKey(first: inout Bool) throws(JSONFault) -> RawJSONString? {
    if take(0x7D) { return nil }
    if !first { try expect(0x2C, "a comma or } is missing") }
    first = false
    guard peek() == 0x22 else { throw fault("a member's name is missing") }
    let key = try string()
    try expect(0x3A, "a colon is missing")
    return key
  }
  /// True when an element of an array whose `[` was taken follows; false when it took the `]`.
  mutating func nextElement(first: inout Bool) throws(JSONFault) -> Bool {
    if take(0x5D) { return false }
    if !first { try expect(0x2C, "a comma or ] is missing") }
    first = false
    return true
  }

  /// At the opening quote.
  mutating func string() throws(JSONFault) -> RawJSONString {
    index &+= 1
    let start = index
    var hasEscapes = false
    while true {
      skipPlain()
      guard index < bytes.count else { throw fault("a string is not closed") }
      switch bytes[index] {
      case 0x22:
        index &+= 1
        return RawJSONString(range: start..<index &- 1, hasEscapes: hasEscapes)
      case 0x5C:
        hasEscapes = true
        try escape()
      default: throw fault("a string contains a control character")
      }
    }
  }

  /// To the next quote, backslash or control character.
  @inline(__always)
  private mutating func skipPlain() {
    while index &+ 8 <= bytes.count {
      let word = ByteRuns.word(bytes, index)
      let marks =
        ByteRuns.below(word, 0x20) | ByteRuns.equal(word, 0x22) | ByteRuns.equal(word, 0x5C)
      if marks != 0 {
        index &+= ByteRuns.firstByte(marks)
        return
      }
      index &+= 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return }
      index &+= 1
    }
  }

  private mutating func escape() throws(JSONFault) {
    guard index &+ 1 < bytes.count else {
      throw fault("an escape sequence is cut off", at: bytes.count)
    }
    switch bytes[index &+ 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: index &+= 2
    case 0x75:
      for offset in 2..<6 {
        guard index &+ offset < bytes.count else {
          throw fault("an escape sequence is cut off", at: bytes.count)
        }
        guard JSONText.hexValue(bytes[index &+ offset]) != nil else {
          throw fault("\\u needs four hexadecimal digits", at: index &+ offset)
        }
      }
      index &+= 6
    default: throw fault("unknown escape sequence", at: index &+ 1)
    }
  }

  /// A number's own bytes.
  mutating func number() throws(JSONFault) -> Range<Int> {
    let start = index
    if index < bytes.count, bytes[index] == 0x2D { index &+= 1 }
    if index < bytes.count, bytes[index] == 0x30 { index &+= 1 } else { try digits() }
    if index < bytes.count, bytes[index] == 0x2E {
      index &+= 1
      try digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      index &+= 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index &+= 1 }
      try digits()
    }
    return start..<index
  }
  private mutating func digits() throws(JSONFault) {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index &+= 1 }
    if index == start { throw fault("a digit is missing") }
  }

  private mutating func literal(_ word: StaticString) throws(JSONFault) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < bytes.count, bytes[index] == word.utf8Start[offset] else {
        throw fault("a value is missing")
      }
      index &+= 1
    }
  }

  /// Checks a value and moves behind it; so many objects and arrays stand open around it.
  mutating func skipValue(depth: Int) throws(JSONFault) {
    closers.removeAll(keepingCapacity: true)
    repeat {
      switch peek() {
      case 0x7B:
        try open(0x7D, depth: depth)
        if try key(orClose: 0x7D) { continue }
      case 0x5B:
        try open(0x5D, depth: depth)
        if !take(0x5D) { continue }
        closers.removeLast()
      default: try skipScalar()
      }
      try closeAndAdvance()
    } while !closers.isEmpty
  }

  mutating func skipScalar() throws(JSONFault) {
    switch peek() {
    case 0x22: _ = try string()
    case 0x2D, 0x30...0x39: _ = try number()
    case 0x74: try literal("true")
    case 0x66: try literal("false")
    case 0x6E: try literal("null")
    default: throw fault("a value is missing")
    }
  }

  private mutating func open(_ closer: UInt8, depth: Int) throws(JSONFault) {
    if depth + closers.count >= depthLimit {
      throw JSONFault(kind: .tooDeep, offset: index, what: "too deep")
    }
    index &+= 1
    closers.append(closer)
  }
  /// After `{` or a comma in an object: reads a member's name and colon, and is true; or takes the
  /// close where one may stand, and is false.
  private mutating func key(orClose closer: UInt8?) throws(JSONFault) -> Bool {
    if let closer, take(closer) {
      closers.removeLast()
      return false
    }
    guard peek() == 0x22 else { throw fault("a member's name is missing") }
    _ = try string()
    try expect(0x3A, "a colon is missing")
    return true
  }
  /// After a value: closes what ends here, and takes the comma before the next value.
  private mutating func closeAndAdvance() throws(JSONFault) {
    while let closer = closers.last {
      if take(closer) {
        closers.removeLast()
      } else {
        try expect(0x2C, "a comma or a closing bracket is missing")
        if closer == 0x7D { _ = try key(orClose: nil) }
        return
      }
    }
  }
}
