import NewsBytes

/// A part's bytes without their transfer encoding, piece by piece: of a large attachment nothing stands in
/// memory twice.
struct TransferStream {
  private static let pieceBytes = 48 << 10

  private let window: ByteWindow
  private let isBase64: Bool
  /// Not decoded yet.
  private var rest: Range<Int>
  private var piece: [UInt8] = []
  private var given = 0

  /// Nil for an encoding that RFC 2045 does not have.
  ///
  /// - Parameters:
  ///   - part: of the message that lies in the window.
  ///   - window: in which nothing is consumed before the stream has ended.
  init?(_ part: MailTree.Part, in window: ByteWindow) {
    self.window = window
    rest = part.body
    let encoding = part.header.word("content-transfer-encoding")
    isBase64 = encoding == "base64"
    if isBase64 { return }
    let sent = UnsafeBufferPointer(rebasing: window.bytes[part.body])
    guard let whole = TransferText.decoded(sent, encoding) else { return nil }
    piece = whole
    rest = rest.upperBound..<rest.upperBound
  }

  /// Bytes written, 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while given == piece.count {
      if rest.isEmpty { return 0 }
      decodeNext()
    }
    let count = min(buffer.count, piece.count - given)
    piece.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
    }
    given += count
    return count
  }

  /// Whole groups of four, of which white space and what is no base 64 stand anywhere.
  private mutating func decodeNext() {
    let bytes = window.bytes
    var digits: [UInt8] = []
    digits.reserveCapacity(Self.pieceBytes)
    var index = rest.lowerBound
    while index < rest.upperBound, digits.count < Self.pieceBytes {
      if TransferText.isDigit(bytes[index]) { digits.append(bytes[index]) }
      index += 1
    }
    rest = index..<rest.upperBound
    piece = Base64.decode(digits) ?? []
    given = 0
  }
}
