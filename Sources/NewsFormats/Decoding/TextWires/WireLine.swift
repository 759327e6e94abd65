/// A line of wire copy, its typographic signs read: what the setting machines took as commands is text or layout
/// here.
///
/// Source: ANPA 1312 (1989), "Text"; IPTC 7901 (1995), section 5; the files of agencies. `^` opens a line that
/// is set flush, `<` and `=` end one (left, centred), TAB or spaces indent a paragraph, `;` divides the cells of a
/// table, ``` `` ``` and `''` are quotation marks, a lone `_` is a dash, `{` half.
struct WireLine {
  /// Agencies' messages have some kilobytes, the longest reports a hundred. A line that is read takes up to 100
  /// bytes of memory: a megabyte of blank ones 100 MiB.
  static let bytesOfAMessage = 1 << 20

  /// Clean, perhaps empty; valid UTF-8.
  var bytes: ArraySlice<UInt8>
  /// `^` stood before it.
  var isFlush = false
  /// It was indented.
  var isIndented = false
  /// `<`, `=` or nothing.
  var ending: UInt8?
  var isRow = false
  /// An end of text stood before its first letter.
  var endsMessage = false

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }
  /// It is set in the middle.
  var isCentred: Bool { ending == UInt8(ascii: "=") }
  /// Nothing stood in it at all.
  var isBlank: Bool { bytes.isEmpty && !isFlush && ending == nil }

  /// Nothing but a rule across the column.
  var isRule: Bool {
    guard let first = bytes.first, Self.rule.contains(first) else { return false }
    return text.allSatisfy { "_–-*= ".contains($0) }
  }
  /// What a rule may begin with, of the dash its first byte.
  private static let rule = Array("_-*= ".utf8) + [0xE2]

  func begins(with word: StaticString) -> Bool {
    bytes.starts(with: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }
  /// Whether it begins so in letters of any case; the word is ASCII in small ones.
  func begins(withAnyCaseOf word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    return (0..<count).allSatisfy { offset in
      let byte = bytes[bytes.startIndex + offset]
      return (byte &- 0x41 < 26 ? byte | 0x20 : byte) == word.utf8Start[offset]
    }
  }
  func ends(with byte: UInt8) -> Bool { bytes.last == byte }
}

/// The lines of a message, read in one pass.
struct WireLines {
  private(set) var lines: [WireLine] = []
  private var bytes: [UInt8] = []

  private struct Place {
    var line: WireLine
    var range: Range<Int>
  }

  /// - Parameter message: valid UTF-8, its control bytes as they came.
  init(_ message: UnsafeBufferPointer<UInt8>) {
    var places: [Place] = []
    bytes.reserveCapacity(message.count)
    var start = 0
    while true {
      let end = ByteRuns.first(0x0A, in: message, from: start) ?? message.count
      places.append(place(UnsafeBufferPointer(rebasing: message[start..<end])))
      if end == message.count { break }
      start = end + 1
    }
    lines = places.map { place in
      var line = place.line
      line.bytes = bytes[place.range]
      return line
    }
  }

  private mutating func place(_ given: UnsafeBufferPointer<UInt8>) -> Place {
    var line = WireLine(bytes: [])
    // Some lines feed before they return.
    let raw = UnsafeBufferPointer(rebasing: given.drop { $0 == 0x0D })
    let indent = raw.prefix { $0 == 0x20 || $0 == 0x09 }
    line.isIndented = indent.count > 1 || indent.first == 0x09
    line.endsMessage = raw.first { $0 > 0x20 || $0 == 0x03 } == 0x03
    let start = bytes.count
    appendClean(UnsafeBufferPointer(rebasing: raw[indent.endIndex...]))
    var range = trimmed(start..<bytes.count)
    if range.first.map({ bytes[$0] }) == UInt8(ascii: "^") {
      line.isFlush = true
      range.removeFirst()
    }
    if let last = range.last.map({ bytes[$0] }),
      last == UInt8(ascii: "<") || last == UInt8(ascii: "=")
    {
      line.ending = last
      range.removeLast()
      while let last = range.last, bytes[last] == 0x20 { range.removeLast() }
    }
    set(&line, &range)
    return Place(line: line, range: range)
  }

  /// Without controls, of which only TAB is copy.
  private mutating func appendClean(_ raw: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < raw.count {
      let start = index
      index = Self.plainEnd(raw, from: index)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: raw[start..<index]))
      guard index < raw.count else { break }
      switch raw[index] {
      case 0xC2 where index + 1 < raw.count && raw[index + 1] < 0xA0: index += 2
      case 0x09, 0x80...:
        bytes.append(raw[index])
        index += 1
      default: index += 1
      }
    }
  }

  /// To the next control, or what may be the first byte of one.
  private static func plainEnd(_ raw: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var index = from
    while index &+ 8 <= raw.count {
      let word = ByteRuns.word(raw, index)
      let marks =
        ByteRuns.below(word, 0x20) | ByteRuns.equal(word, 0x7F) | ByteRuns.equal(word, 0xC2)
      if marks != 0 { return index &+ ByteRuns.firstByte(marks) }
      index &+= 8
    }
    while index < raw.count, raw[index] >= 0x20, raw[index] != 0x7F, raw[index] != 0xC2 {
      index &+= 1
    }
    return index
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 { range.removeLast() }
    while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
      range.removeFirst()
    }
    return range
  }
}

// The signs of setting machines.
extension WireLines {
  /// Reads them; most lines have none, and stay where they are.
  private mutating func set(_ line: inout WireLine, _ range: inout Range<Int>) {
    let (cells, holdsSigns) = bytes.withUnsafeBufferPointer {
      Self.signs(UnsafeBufferPointer(rebasing: $0[range]))
    }
    line.isRow = cells >= 2 && isRow(range)
    guard holdsSigns || line.isRow else { return }
    let source = Array(bytes[range])
    range = bytes.count..<bytes.count
    source.withUnsafeBufferPointer { source in
      var index = 0
      while index < source.count {
        let end = Self.firstSign(source, from: index)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[index..<end]))
        if end < source.count { append(source, end, isRow: line.isRow, from: range.lowerBound) }
        index = end + 1
      }
    }
    range = range.lowerBound..<bytes.count
  }

  /// How many `;` stand in a line, and whether another sign does.
  private static func signs(_ line: UnsafeBufferPointer<UInt8>) -> (cells: Int, others: Bool) {
    var (cells, others) = (0, false)
    var index = firstSign(line, from: 0)
    while index < line.count {
      switch line[index] {
      case 0x3B: cells += 1
      case 0x60, 0x27:
        others = others || index + 1 < line.count && line[index + 1] == line[index]
      default: others = true
      }
      index = firstSign(line, from: index + 1)
    }
    return (cells, others)
  }

  /// To the next sign; the count when there is none.
  private static func firstSign(_ line: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var index = from
    while index &+ 8 <= line.count {
      let word = ByteRuns.word(line, index)
      let marks =
        ByteRuns.equal(word, 0x3B) | ByteRuns.equal(word, 0x27) | ByteRuns.equal(word, 0x60)
        | ByteRuns.equal(word, 0x5F) | ByteRuns.equal(word, 0x7B) | ByteRuns.equal(word, 0x09)
      if marks != 0 { return index &+ ByteRuns.firstByte(marks) }
      index &+= 8
    }
    while index < line.count, !isSign(line[index]) { index &+= 1 }
    return index
  }
  private static func isSign(_ byte: UInt8) -> Bool {
    byte == 0x3B || byte == 0x27 || byte == 0x60 || byte == 0x5F || byte == 0x7B || byte == 0x09
  }

  /// Two cells or more, which stand close to what divides them.
  private func isRow(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      bytes[$0] != 0x3B || $0 + 1 == range.upperBound || bytes[$0 + 1] != 0x20
    }
  }

  private mutating func append(
    _ source: UnsafeBufferPointer<UInt8>, _ index: Int, isRow: Bool, from start: Int
  ) {
    let before = index > 0 ? source[index - 1] : 0x20
    let after = index + 1 < source.count ? source[index + 1] : 0x20
    let last = bytes.count > start ? bytes[bytes.count - 1] : nil
    switch source[index] {
    case 0x60 where after == 0x60, 0x27 where after == 0x27 && before != 0x27: break
    case 0x60 where before == 0x60: bytes += Array("“".utf8)
    case 0x27 where before == 0x27: bytes += Array("”".utf8)
    case 0x5F where Self.isApart(before) && Self.isApart(after): bytes += Array("–".utf8)
    case 0x7B where before == 0x3B || (0x30...0x39).contains(before): bytes += Array("½".utf8)
    case 0x3B where isRow: if let last, last != 0x20 { bytes.append(0x20) }
    case 0x09: if last != 0x20 { bytes.append(0x20) }
    case let byte: bytes.append(byte)
    }
  }

  private static func isApart(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x3B }
}
