/// The lines of a text, cleaned: trimmed, without control characters, blank ones left out.
///
/// A line ends at LF, CR, CR LF, U+0085, U+2028, U+2029, vertical tab or form feed. Control
/// characters other than tab (C0, DEL, C1) and byte order marks are dropped, of which NUL leaves a space.
/// White space inside a line stays as it is.
struct TextLines {
  struct Line {
    var range: Range<Int>
    /// True for the first line and for one behind a blank line.
    var opensBlock: Bool
  }

  /// More lines than prose of 16 MiB has; those behind count as one line that holds line feeds, so
  /// that a file of line feeds costs no 24 bytes for each.
  private static let mostLines = 1 << 18

  private(set) var bytes: [UInt8] = []
  private(set) var lines: [Line] = []
  private var lineStart = 0
  private var afterBlank = true

  /// The source is valid UTF-8. Cost: ASCII 0.5 ns a byte, other text about 1.5.
  init(_ source: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let run = Self.ordinaryEnd(source, from: index)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[index..<run]))
      index = run
      if index < source.count { index += takeSpecial(source, at: index) }
    }
    endLine()
  }

  /// Bytes that begin something to be looked at: controls, U+0085 and C1 (C2), U+2028 (E2), U+FEFF
  /// (EF).
  private static let special: [Bool] = (0..<256).map {
    $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF
  }

  private static func ordinaryEnd(_ source: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    special.withUnsafeBufferPointer { special in
      var index = from
      while index < source.count {
        if index &+ 8 <= source.count {
          let word = ByteRuns.word(source, index)
          let marks =
            ByteRuns.below(word, 0x20) | ByteRuns.equal(word, 0x7F) | word & ByteRuns.highs
          if marks == 0 {
            index &+= 8
            continue
          }
        }
        // The rest of this word byte by byte: text in other scripts lives here.
        let end = min(index &+ 8, source.count)
        while index < end {
          if special[Int(source[index])] { return index }
          index &+= 1
        }
      }
      return index
    }
  }

  /// Deals with the special byte at `index`; the bytes to go on by.
  private mutating func takeSpecial(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 {
      index + offset < source.count ? source[index + offset] : 0
    }
    switch source[index] {
    case 0x0A, 0x0B, 0x0C:
      endLine()
      return 1
    case 0x0D:
      endLine()
      return byte(1) == 0x0A ? 2 : 1
    case 0xC2 where byte(1) == 0x85:
      endLine()
      return 2
    case 0xC2 where byte(1) < 0xA0:
      return min(2, source.count - index)
    case 0xE2 where byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9):
      endLine()
      return 3
    case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF:
      return 3
    case 0x09, 0x80...:
      bytes.append(source[index])
      return 1
    // What ends a string in many programs stands between two words.
    case 0x00:
      bytes.append(0x20)
      return 1
    default: return 1
    }
  }

  private mutating func endLine() {
    let range = trimmed(lineStart..<bytes.count)
    if range.isEmpty {
      bytes.removeLast(bytes.count - lineStart)
      afterBlank = true
    } else if lines.count == Self.mostLines {
      let last = lines[lines.count - 1].range
      let line = Array(bytes[range])
      bytes.removeLast(bytes.count - last.upperBound)
      bytes.append(0x0A)
      bytes += line
      lines[lines.count - 1].range = last.lowerBound..<bytes.count
    } else {
      lines.append(Line(range: range, opensBlock: afterBlank))
      afterBlank = false
    }
    lineStart = bytes.count
  }

  /// Without spaces, tabs, U+00A0, U+3000 and what `isBlank` knows at both ends.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while !range.isEmpty, case let length = lengthOfBlank(openingIn: range), length > 0 {
      range = range.lowerBound + length..<range.upperBound
    }
    while !range.isEmpty, case let length = lengthOfBlank(closingIn: range), length > 0 {
      range = range.lowerBound..<range.upperBound - length
    }
    return range
  }

  /// In bytes; 0 when something else stands there. The range is not empty.
  private func lengthOfBlank(openingIn range: Range<Int>) -> Int {
    let start = range.lowerBound
    switch bytes[start] {
    case 0x20, 0x09: return 1
    case 0xC2: return holds(Self.noBreakSpace, at: start, in: range) ? 2 : 0
    case 0xE3: return holds(Self.ideographicSpace, at: start, in: range) ? 3 : 0
    case 0xE2: return range.count >= 3 && isBlank(at: start) ? 3 : 0
    default: return 0
    }
  }

  /// In bytes; 0 when something else stands there. The range is not empty.
  private func lengthOfBlank(closingIn range: Range<Int>) -> Int {
    let end = range.upperBound
    switch bytes[end - 1] {
    case 0x20, 0x09: return 1
    case 0xA0 where holds(Self.noBreakSpace, at: end - 2, in: range): return 2
    case 0x80 where holds(Self.ideographicSpace, at: end - 3, in: range): return 3
    case 0x80...: return range.count >= 3 && isBlank(at: end - 3) ? 3 : 0
    default: return 0
    }
  }

  private func holds(_ sequence: [UInt8], at index: Int, in range: Range<Int>) -> Bool {
    index >= range.lowerBound && index + sequence.count <= range.upperBound
      && bytes[index..<index + sequence.count].elementsEqual(sequence)
  }

  /// The spaces U+2000 to U+200A, U+202F and U+205F, and the spaces of no width, U+200B and U+2060:
  /// three bytes each. A file of nothing else holds no text.
  private func isBlank(at index: Int) -> Bool {
    switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F...0xA0): true
    default: false
    }
  }
  private static let noBreakSpace: [UInt8] = [0xC2, 0xA0]
  private static let ideographicSpace: [UInt8] = [0xE3, 0x80, 0x80]

  /// Without the first lines.
  func dropping(_ count: Int) -> TextLines {
    var rest = self
    rest.lines.removeFirst(count)
    if !rest.lines.isEmpty { rest.lines[0].opensBlock = true }
    return rest
  }

  /// The characters of a line, counted as Unicode scalars.
  func length(_ line: Line) -> Int {
    bytes[line.range].reduce(into: 0) { $0 += $1 & 0xC0 == 0x80 ? 0 : 1 }
  }
  func text(_ line: Line) -> String { String(decoding: bytes[line.range], as: UTF8.self) }
}
