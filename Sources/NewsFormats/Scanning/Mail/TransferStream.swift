import NewsBytes

/// A part's bytes without their transfer encoding, piece by piece: of an attachment nothing but the message's own bytes
/// and a piece stands in memory.
struct TransferStream {
  private enum Encoding { case identity, quoted, base64 }
  private static let pieceBytes = 48 << 10

  private let window: ByteWindow
  private let encoding: Encoding
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
    switch part.header.word("content-transfer-encoding") {
    case "base64"?: encoding = .base64
    case "quoted-printable"?: encoding = .quoted
    case let name where name.map(TransferText.isIdentity) ?? true: encoding = .identity
    default: return nil
    }
  }

  /// Bytes written, 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if encoding == .identity { return copy(into: buffer) }
    while given == piece.count {
      if rest.isEmpty { return 0 }
      piece = encoding == .quoted ? nextQuoted() : nextDigits()
      given = 0
    }
    let count = min(buffer.count, piece.count - given)
    piece.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
    }
    given += count
    return count
  }

  private mutating func copy(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let sent = rest.prefix(buffer.count)
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window.bytes)[sent]))
    rest = sent.upperBound..<rest.upperBound
    return sent.count
  }

  /// An escape is never divided: the piece ends with a line, else before an escape.
  private mutating func nextQuoted() -> [UInt8] {
    let bytes = window.bytes
    var end = min(rest.lowerBound + Self.pieceBytes, rest.upperBound)
    let piece = bytes[rest.lowerBound..<end]
    if end < rest.upperBound {
      if let feed = piece.lastIndex(of: 0x0A) {
        end = feed + 1
      } else if let escape = piece.dropFirst().lastIndex(where: { $0 == 0x3D }) {
        // Before the first of several: one that is none is followed by none of its line.
        end = piece[..<escape].lastIndex { ![0x20, 0x09, 0x3D].contains($0) }.map { $0 + 1 } ?? end
      }
    }
    defer { rest = end..<rest.upperBound }
    return TransferText.quoted(UnsafeBufferPointer(rebasing: bytes[rest.lowerBound..<end]))
  }

  /// Whole groups of four, of which white space and what is no base 64 stand anywhere. Behind padding they begin anew:
  /// some programs pad each line.
  private mutating func nextDigits() -> [UInt8] {
    let bytes = window.bytes
    var digits: [UInt8] = []
    digits.reserveCapacity(Self.pieceBytes)
    var index = rest.lowerBound
    while index < rest.upperBound, digits.count < Self.pieceBytes {
      let byte = bytes[index]
      index += 1
      if TransferText.isDigit(byte) {
        digits.append(byte)
      } else if byte == 0x3D, digits.count % 4 > 1 {
        break
      }
    }
    rest = index..<rest.upperBound
    return Base64.decode(digits) ?? []
  }
}
