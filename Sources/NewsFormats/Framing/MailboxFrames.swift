/// The messages of an mbox, one after the other, as streams.
///
/// A message begins behind a line `From ` that stands at the start or behind a blank line, holds a time and a year,
/// and stands before a field: bodies hold lines that look like one (mboxo), quoted ones (`>From `, `>>From `:
/// mboxrd) or none (mboxcl2). `Content-Length` is believed only where a message or the end stands exactly behind
/// it, since it lies. Source: RFC 4155, appendix A; qmail's mbox(5).
///
/// Held in memory: a window, never a message.
final class MailboxFrames {
  /// So much is looked at for a separator and the field behind it.
  private static let lookahead = 2048
  /// A `Content-Length` beyond this is not looked behind.
  private static let mostCounted = 1 << 20

  private let window: ByteWindow
  private var isInMessage = false
  private var isAtLineStart = true
  private var isBehindBlank = true
  /// Of the message at hand; nil where only a separator ends it.
  private var counted: Int?
  private(set) var count = 0

  init(_ window: ByteWindow) { self.window = window }

  /// Goes to the next message, passing over what is left of the one at hand; false at the end.
  func next() throws(DecodingFailure) -> Bool {
    if isInMessage { try passRest() }
    try window.fill(atLeast: Self.lookahead)
    guard window.count > 0 else { return false }
    let line = window.bytes.prefix { $0 != 0x0A }
    window.consume(min(line.count + 1, window.count))
    try countLength()
    (isInMessage, isAtLineStart, isBehindBlank) = (true, true, false)
    count += 1
    return true
  }

  private func passRest() throws(DecodingFailure) {
    let scrap = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { scrap.deallocate() }
    while try read(into: scrap) > 0 {}
  }

  /// Bytes of the message at hand, 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    var written = 0
    while isInMessage, written == 0 {
      try window.fill(atLeast: 4 * Self.lookahead)
      if window.count == 0 {
        isInMessage = false
      } else if let left = counted {
        written = copy(min(left, window.count), to: buffer, from: 0, at: 0)
        window.consume(written)
        counted = left - written
        if left == written { try endCounted() }
      } else {
        written = readLines(into: buffer)
      }
    }
    return written
  }

  /// What does not need more bytes to be told.
  private func readLines(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let bytes = window.bytes
    var (index, written) = (0, 0)
    while index < bytes.count, written < buffer.count {
      if isAtLineStart {
        if bytes.count - index < Self.lookahead, !window.atEnd, index > 0 { break }
        if isBehindBlank, isSeparator(bytes, at: index) {
          isInMessage = false
          break
        }
        if Self.isQuoted(bytes, at: index) { index += 1 }
      }
      let end = ByteRuns.first(0x0A, in: bytes, from: index).map { $0 + 1 } ?? bytes.count
      let wasAtStart = isAtLineStart
      let taken = copy(end - index, to: buffer, from: index, at: written)
      isAtLineStart = bytes[index + taken - 1] == 0x0A
      isBehindBlank =
        wasAtStart && isAtLineStart && (taken == 1 || taken == 2 && bytes[index] == 0x0D)
      index += taken
      written += taken
    }
    window.consume(index)
    return written
  }

  private func copy(
    _ count: Int, to buffer: UnsafeMutableRawBufferPointer, from: Int, at: Int
  ) -> Int {
    let count = min(count, buffer.count - at)
    UnsafeMutableRawBufferPointer(rebasing: buffer[at..<at + count])
      .copyMemory(
        from: UnsafeRawBufferPointer(
          rebasing: UnsafeRawBufferPointer(window.bytes)[from..<from + count]))
    return count
  }

  /// `>From `, with any number of marks.
  private static func isQuoted(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard bytes[start] == 0x3E else { return false }
    let rest = bytes[start...].prefix(64).drop { $0 == 0x3E }
    return rest.starts(with: from)
  }
  private static let from = Array("From ".utf8)

  private func isSeparator(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard bytes[start] == 0x46, bytes[start...].starts(with: Self.from) else { return false }
    let line = bytes[start...].prefix(Self.lookahead / 2).prefix { $0 != 0x0A }
    guard Self.holdsTime(line) else { return false }
    let next = bytes[line.endIndex...].dropFirst()
    let name = next.prefix {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F
    }
    return next.isEmpty || !name.isEmpty && next.dropFirst(name.count).first == 0x3A
      || next.starts(with: [0x3E] + Self.from)
  }

  /// `14:05` and a year.
  static func holdsTime(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    func isFigure(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    var run = 0
    var (hasTime, hasYear) = (false, false)
    for index in line.indices {
      let byte = line[index]
      if byte == 0x3A, run > 0, index + 1 < line.endIndex, isFigure(line[index + 1]) {
        hasTime = true
      }
      if isFigure(byte) { run += 1 } else { run = 0 }
      if run == 4 { hasYear = true }
    }
    return hasTime && hasYear
  }

  // MARK: Content-Length

  /// Believes the length in the header of the message that begins here, if it may be.
  private func countLength() throws(DecodingFailure) {
    counted = nil
    try window.fill(atLeast: 4 * Self.lookahead)
    guard let (header, length) = Self.length(in: window.bytes), length <= Self.mostCounted else {
      return
    }
    let end = header + length
    try window.fill(atLeast: end + Self.lookahead)
    guard window.count >= end else { return }
    let bytes = window.bytes
    let next = bytes[end...].drop { $0 == 0x0A || $0 == 0x0D }
    if next.isEmpty && window.atEnd
      || next.startIndex < bytes.count && isSeparator(bytes, at: next.startIndex)
    {
      counted = end
    }
  }

  private func endCounted() throws(DecodingFailure) {
    counted = nil
    isInMessage = false
    while true {
      if window.count == 0, try !window.fill() { return }
      guard window[0] == 0x0A || window[0] == 0x0D else { return }
      window.consume(1)
    }
  }

  /// The bytes of a header with its blank line, and the length that it names; nil for none.
  private static func length(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (header: Int, length: Int)? {
    var (index, length) = (0, Int?.none)
    while index < bytes.count, let end = ByteRuns.first(0x0A, in: bytes, from: index) {
      let line = bytes[index..<end]
      if line.isEmpty || line.elementsEqual([0x0D]) { return length.map { (end + 1, $0) } }
      if line.first.map({ $0 | 0x20 }) == 0x63, line.count > name.count, line.count < 64,
        zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        let figures = line.dropFirst(name.count).drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
        length = Int(String(decoding: figures, as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 }
      }
      index = end + 1
    }
    return nil
  }
  private static let name = Array("content-length:".utf8)
}
