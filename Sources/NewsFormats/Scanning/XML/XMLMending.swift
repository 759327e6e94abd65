/// Broken XML as text that an XML parser takes, where there is one plausible meaning.
///
/// HTML's character names become characters, other `&` become `&amp;` · controls that XML forbids go
/// · `<` before no name becomes `&lt;` · attributes get their quotes, a second one of a name goes ·
/// an end tag closes what stands open inside its element, one without an element goes · `<br>`,
/// `<hr>`, `<img>`, `<wbr>`, `<input>` close themselves · comments and processing instructions go ·
/// a CDATA section without its end runs to the end. For a piece that the strict parser refused; one
/// pass, linear, no recursion. Source of the list: what feeds do wrong in `conformance`.
struct XMLMending {
  private(set) var text: [UInt8] = []
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var open: [ArraySlice<UInt8>] = []
  private let depthLimit: Int

  /// - Parameters:
  ///   - bytes: valid UTF-8.
  ///   - depthLimit: elements that may stand in each other.
  ///   - keepsOpen: elements without end tag stay so (the beginning of a document).
  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int, keepsOpen: Bool = false) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    text.reserveCapacity(bytes.count + bytes.count / 8 + 64)
    while index < bytes.count { step() }
    if !keepsOpen { close(downTo: 0) }
  }

  private mutating func step() {
    switch bytes[index] {
    case 0x3C: takeMarkup()
    case 0x26: takeReference()
    case let byte:
      if byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { text.append(byte) }
      index += 1
    }
  }

  private mutating func append(_ string: StaticString) {
    string.withUTF8Buffer { text.append(contentsOf: $0) }
  }

  /// At an `&`. Numbers of characters that XML has stay references.
  private mutating func takeReference() {
    guard let reference = CharacterReference(bytes, at: index) else {
      append("&amp;")
      index += 1
      return
    }
    index = reference.end
    switch reference.scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "\"": append("&quot;")
    case "\0"..<" " where !["\t", "\n", "\r"].contains(reference.scalar): break
    default:
      text.append(
        contentsOf: UTF8.encode(reference.scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func takeMarkup() {
    let rest = bytes[index...]
    if rest.starts(with: "<![CDATA[".utf8) { return takeCDATA() }
    if rest.starts(with: "<!--".utf8) { return pass("-->", from: index + 4) }
    if rest.starts(with: "<?".utf8) { return pass("?>", from: index + 2) }
    if rest.starts(with: "<!DOCTYPE".utf8) {
      // As it stands: whether it is refused is the parser's to say.
      let end = ByteRuns.first(0x3E, in: bytes, from: index) ?? bytes.count - 1
      text.append(contentsOf: bytes[index...end])
      index = end + 1
      return
    }
    if !takeTag() {
      append("&lt;")
      index += 1
    }
  }

  /// The offset behind the next `closing`; nil when there is none.
  private func end(of closing: StaticString, from: Int) -> Int? {
    closing.withUTF8Buffer { closing in
      var from = from
      while from < bytes.count, let mark = ByteRuns.first(closing[0], in: bytes, from: from) {
        if bytes[mark...].starts(with: closing) { return mark + closing.count }
        from = mark + 1
      }
      return nil
    }
  }
  private mutating func pass(_ closing: StaticString, from: Int) {
    // Without its end it was no comment: only its mark goes.
    index = end(of: closing, from: from) ?? from
  }

  private mutating func takeCDATA() {
    let start = index + 9
    let end = end(of: "]]>", from: start)
    for byte in bytes[start..<(end.map { $0 - 3 } ?? bytes.count)] {
      switch byte {
      case 0x26: append("&amp;")
      case 0x3C: append("&lt;")
      case 0x3E: append("&gt;")
      case 0..<0x20 where byte != 0x09 && byte != 0x0A && byte != 0x0D: break
      default: text.append(byte)
      }
    }
    index = end ?? bytes.count
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    case 0x30...0x39, 0x2D, 0x2E, 0x3A: !first
    default: false
    }
  }
  private func name(at start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == start) { end += 1 }
    return start..<end
  }
  private func space(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] <= 0x20 { end += 1 }
    return end
  }

  /// False when the `<` begins no tag.
  private mutating func takeTag() -> Bool {
    let isEnd = index + 1 < bytes.count && bytes[index + 1] == 0x2F
    let range = name(at: index + (isEnd ? 2 : 1))
    guard !range.isEmpty, range.upperBound < bytes.count else { return false }
    return isEnd ? takeEndTag(named: range) : takeStartTag(named: range)
  }

  private mutating func takeEndTag(named range: Range<Int>) -> Bool {
    guard let mark = ByteRuns.first(0x3E, in: bytes, from: range.upperBound) else { return false }
    let isBlank = bytes[range.upperBound..<mark].allSatisfy { $0 <= 0x20 }
    index = isBlank ? mark + 1 : range.upperBound
    let name = bytes[range]
    if let place = open.lastIndex(where: { $0.elementsEqual(name) }) { close(downTo: place) }
    return true
  }

  private mutating func takeStartTag(named range: Range<Int>) -> Bool {
    guard [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[range.upperBound]) else {
      return false
    }
    let name = bytes[range]
    let before = text.count
    text.append(0x3C)
    text.append(contentsOf: name)
    guard let closesItself = takeAttributes(from: range.upperBound), open.count < depthLimit else {
      text.removeLast(text.count - before)
      return false
    }
    if closesItself || Self.voids.contains(where: { $0.elementsEqual(name.map { $0 | 0x20 }) }) {
      text.append(0x2F)
    } else {
      open.append(ArraySlice(name))
    }
    text.append(0x3E)
    return true
  }
  private static let voids = ["br", "hr", "img", "wbr", "input"].map { Array($0.utf8) }

  /// Writes the attributes and moves behind the `>`. True for `<a/>`; nil when the tag does not end.
  private mutating func takeAttributes(from start: Int) -> Bool? {
    var at = start
    var seen: [ArraySlice<UInt8>] = []
    while true {
      at = space(from: at)
      guard at < bytes.count else { return nil }
      if bytes[at] == 0x3E {
        index = at + 1
        return bytes[at - 1] == 0x2F
      }
      let range = name(at: at)
      if range.isEmpty {
        if bytes[at] == 0x3C { return nil }
        at += 1
        continue
      }
      at = space(from: range.upperBound)
      var value = range.upperBound..<range.upperBound
      if at < bytes.count, bytes[at] == 0x3D {
        value = self.value(from: space(from: at + 1))
        at = min(value.upperBound + (isQuoted(value) ? 1 : 0), bytes.count)
      }
      let name = ArraySlice(bytes[range])
      // More than this is no tag that a person wrote; the search below is by pairs.
      guard seen.count < 256, !seen.contains(where: { $0 == name }) else { continue }
      seen.append(name)
      append(attribute: name, value)
    }
  }

  /// Without its quotes; unquoted up to white space or `>`.
  private func value(from start: Int) -> Range<Int> {
    guard start < bytes.count else { return start..<start }
    let quote = bytes[start]
    if quote == 0x22 || quote == 0x27,
      let end = ByteRuns.first(quote, in: bytes, from: start + 1)
    {
      return start + 1..<end
    }
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x3E { end += 1 }
    return start..<end
  }
  private func isQuoted(_ value: Range<Int>) -> Bool {
    guard value.lowerBound > 0, value.upperBound < bytes.count else { return false }
    let quote = bytes[value.lowerBound - 1]
    return (quote == 0x22 || quote == 0x27) && bytes[value.upperBound] == quote
  }

  private mutating func append(attribute name: ArraySlice<UInt8>, _ value: Range<Int>) {
    text.append(0x20)
    text.append(contentsOf: name)
    append("=\"")
    let after = index
    index = value.lowerBound
    while index < value.upperBound {
      switch bytes[index] {
      case 0x22, 0x3C:
        append(bytes[index] == 0x22 ? "&quot;" : "&lt;")
        index += 1
      case 0x26: takeReference()
      default: step()
      }
    }
    index = after
    text.append(0x22)
  }

  private mutating func close(downTo count: Int) {
    while open.count > count, let name = open.popLast() {
      append("</")
      text.append(contentsOf: name)
      text.append(0x3E)
    }
  }
}
