import CCharset
import Glibc

/// iconv from one charset to UTF-8, opened once for all pieces of a text.
final class CharsetConverter {
  private let converter: iconv_t
  private var piece = [CChar](repeating: 0, count: 16 << 10)

  /// Nil when iconv does not know the charset.
  init?(_ charset: String) {
    guard let converter = iconv_open("UTF-8", charset), Int(bitPattern: converter) != -1 else {
      return nil
    }
    self.converter = converter
  }

  deinit { iconv_close(converter) }

  /// Converts a piece that stands for itself; a byte that means nothing becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - bytes: in the charset.
  ///   - out: gets UTF-8.
  /// - Returns: false when iconv itself fails; then nothing was appended.
  func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool {
    let before = out.count
    // Nothing of the piece before, such as a shift.
    iconv(converter, nil, nil, nil, nil)
    var input = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(bytes.baseAddress))?
      .assumingMemoryBound(to: CChar.self)
    var inputLeft = bytes.count
    while inputLeft > 0 {
      let (written, error) = piece.withUnsafeMutableBufferPointer { piece in
        var output = piece.baseAddress
        var room = piece.count
        let result = iconv(converter, &input, &inputLeft, &output, &room)
        return (piece.count - room, result == -1 ? errno : 0)
      }
      out.append(contentsOf: piece[..<written].lazy.map { UInt8(bitPattern: $0) })
      if error == EILSEQ || error == EINVAL {
        out.append(contentsOf: [0xEF, 0xBF, 0xBD])
        input = input?.advanced(by: 1)
        inputLeft -= 1
      } else if error != 0, error != E2BIG {
        out.removeSubrange(before...)
        return false
      }
    }
    return true
  }
}
