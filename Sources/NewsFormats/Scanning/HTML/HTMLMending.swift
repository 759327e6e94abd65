/// What libxml2 2.9 reads otherwise than the HTML standard, mended in the bytes before it reads them:
///
/// - `<!-->` and `<!--->` are comments that are over (13.2.5.44); to libxml2 they go on to the next
///   `-->`. `--!>` ends a comment too.
/// - `<![if …]>`, `<![endif]>` and `<![CDATA[…]]>` are comments up to the next `>` (13.2.5.42); to
///   libxml2 they are text.
/// - `&#128;` to `&#159;` mean windows-1252 (13.2.5.80); `&eacute` is a letter, and so is `&ccaron;`.
///
/// One pass, nothing is copied where nothing is to be mended. Scripts and styles are passed over.
struct HTMLMending {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var out: [UInt8] = []
  /// Up to here the bytes are in `out`.
  private var copied = 0
  private var index = 0

  /// - Parameter bytes: valid UTF-8.
  /// - Returns: nil when nothing is to be mended.
  static func mended(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var mending = HTMLMending(bytes: bytes)
    mending.run()
    if mending.copied == 0 { return nil }
    mending.replace(bytes.count..<bytes.count, with: [])
    return mending.out
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func run() {
    var less = ByteRuns.first(0x3C, in: bytes, from: 0) ?? bytes.count
    var ampersand = ByteRuns.first(0x26, in: bytes, from: 0) ?? bytes.count
    while index < bytes.count {
      if less < index { less = ByteRuns.first(0x3C, in: bytes, from: index) ?? bytes.count }
      if ampersand < index {
        ampersand = ByteRuns.first(0x26, in: bytes, from: index) ?? bytes.count
      }
      index = min(less, ampersand)
      if index == bytes.count { return }
      if less < ampersand { passMarkup() } else { mendReference() }
    }
  }

  private mutating func replace(_ range: Range<Int>, with replacement: [UInt8]) {
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<range.lowerBound]))
    out.append(contentsOf: replacement)
    copied = range.upperBound
  }

  private func stands(_ words: StaticString, at place: Int) -> Bool {
    place + words.utf8CodeUnitCount <= bytes.count
      && words.withUTF8Buffer { words in
        words.indices.allSatisfy { offset in
          let byte = bytes[place + offset]
          return byte == words[offset] || words[offset] >= 0x61 && byte | 0x20 == words[offset]
        }
      }
  }

  /// At a `<`.
  private mutating func passMarkup() {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if next == 0x21 {
      if stands("<!--", at: index) { return passComment() }
      if stands("<![", at: index) { return dropBogusComment() }
    } else if next | 0x20 == 0x73 {
      if stands("<script", at: index) { return passRaw("</script") }
      if stands("<style", at: index) { return passRaw("</style") }
    }
    index += 1
  }

  private mutating func passComment() {
    let start = index
    let text = index + 4
    for ending in [">", "->"] as [StaticString] where stands(ending, at: text) {
      index = text + ending.utf8CodeUnitCount
      return replace(start..<index, with: [])
    }
    var from = text
    while let dash = ByteRuns.first(0x2D, in: bytes, from: from) {
      if stands("-->", at: dash) {
        index = dash + 3
        return
      }
      if stands("--!>", at: dash) {
        replace(dash + 2..<dash + 3, with: [])
        index = dash + 4
        return
      }
      from = dash + 1
    }
    index = bytes.count
  }

  private mutating func dropBogusComment() {
    let end = ByteRuns.first(0x3E, in: bytes, from: index).map { $0 + 1 } ?? bytes.count
    replace(index..<end, with: [])
    index = end
  }

  /// Behind the end tag; behind the opening one when there is none.
  private mutating func passRaw(_ ending: StaticString) {
    var from = index + 1
    while let less = ByteRuns.first(0x3C, in: bytes, from: from) {
      if stands(ending, at: less) {
        index = less + ending.utf8CodeUnitCount
        return
      }
      from = less + 1
    }
    index = bytes.count
  }

  /// At an `&`. What libxml2 reads rightly is left to it.
  private mutating func mendReference() {
    let start = index
    index += 1
    guard let reference = CharacterReference(bytes, at: start) else { return }
    let hasSemicolon = bytes[reference.end - 1] == 0x3B
    let isNumber = bytes[start + 1] == 0x23
    if hasSemicolon, isKnown(bytes[start..<reference.end], isNumber: isNumber) { return }
    if !hasSemicolon, !isNumber, isInTag(start), reference.end < bytes.count,
      isLetterOrFigure(bytes[reference.end])
    {
      return
    }
    index = reference.end
    replace(start..<index, with: Self.written(reference.scalar))
  }

  /// Whether libxml2 reads a whole reference as the standard does: the names of HTML 4, and numbers but
  /// `&#128;` to `&#159;`, `&#x80;` to `&#x9F;`, with zeros before them or not.
  private func isKnown(
    _ reference: Slice<UnsafeBufferPointer<UInt8>>, isNumber: Bool
  ) -> Bool {
    if !isNumber {
      let name = String(decoding: reference.dropFirst().dropLast(), as: UTF8.self)
      return !ReferenceNames.sinceHTML5.contains(name)
    }
    let text = reference.dropFirst(2).dropLast()
    let isHexadecimal = text.first.map { $0 | 0x20 == 0x78 } ?? false
    let figures = String(decoding: isHexadecimal ? text.dropFirst() : text, as: UTF8.self)
    let value = UInt32(figures, radix: isHexadecimal ? 16 : 10) ?? 0
    return !(0x80...0x9F).contains(value)
  }
  private func isLetterOrFigure(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  /// Whether a place is among a tag's attributes: the last bracket before it opens.
  private func isInTag(_ place: Int) -> Bool {
    var before = place - 1
    let limit = max(0, place - Self.longestTag)
    while before >= limit {
      if bytes[before] == 0x3E { return false }
      if bytes[before] == 0x3C { return true }
      before -= 1
    }
    return false
  }

  private static let longestTag = 512

  /// As libxml2 reads it.
  private static func written(_ scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar {
    case "<": Array("&lt;".utf8)
    case ">": Array("&gt;".utf8)
    case "&": Array("&amp;".utf8)
    case "\"": Array("&quot;".utf8)
    default: UTF8.encode(scalar).map(Array.init) ?? []
    }
  }
}
