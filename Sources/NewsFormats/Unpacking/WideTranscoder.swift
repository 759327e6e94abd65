/// UTF-16 or UTF-32 as UTF-8, piece by piece, so that every reader behind it sees one charset.
/// Lone surrogates, values over U+10FFFF and a half unit at the end become U+FFFD.
final class WideTranscoder {
  enum Encoding { case utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian }

  private let upstream: ByteWindow
  private let encoding: Encoding

  init(upstream: ByteWindow, encoding: Encoding) {
    self.upstream = upstream
    self.encoding = encoding
  }

  private var unitBytes: Int {
    switch encoding {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf32LittleEndian, .utf32BigEndian: 4
    }
  }

  /// Bytes written, 0 at the end. The buffer has at least 4 bytes, as a scalar may need.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    precondition(buffer.count >= 4)
    if upstream.count < 64 { try upstream.fill(atLeast: 4096) }
    var written = 0
    while written + 4 <= buffer.count, let scalar = nextScalar() {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        buffer[written] = byte
        written += 1
      }
    }
    return written
  }

  /// Nil when the next scalar is not whole in the window and more may come, or at the end.
  private func nextScalar() -> Unicode.Scalar? {
    let held = upstream.count
    guard held >= unitBytes else {
      if held == 0 || !upstream.atEnd { return nil }
      upstream.consume(held)
      return "\u{FFFD}"
    }
    let first = unit(at: 0)
    guard unitBytes == 2, (0xD800...0xDBFF).contains(first) else {
      upstream.consume(unitBytes)
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    guard held >= 4 else {
      if !upstream.atEnd { return nil }
      upstream.consume(2)
      return "\u{FFFD}"
    }
    let second = unit(at: 2)
    guard (0xDC00...0xDFFF).contains(second) else {
      upstream.consume(2)
      return "\u{FFFD}"
    }
    upstream.consume(4)
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) ?? "\u{FFFD}"
  }

  private func unit(at offset: Int) -> UInt32 {
    func byte(_ index: Int) -> UInt32 { UInt32(upstream[offset + index]) }
    return switch encoding {
    case .utf16LittleEndian: byte(0) | byte(1) << 8
    case .utf16BigEndian: byte(1) | byte(0) << 8
    case .utf32LittleEndian: byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24
    case .utf32BigEndian: byte(3) | byte(2) << 8 | byte(1) << 16 | byte(0) << 24
    }
  }
}
