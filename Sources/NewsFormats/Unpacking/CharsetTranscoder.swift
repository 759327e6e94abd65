import CCharset
import Glibc
import NewsModel

/// Text in a charset that iconv knows as UTF-8, piece by piece. A byte that means nothing in it
/// becomes U+FFFD.
final class CharsetTranscoder {
  private let upstream: ByteWindow
  private let converter: iconv_t

  /// Nil when iconv does not know the charset.
  init?(upstream: ByteWindow, charset: String) {
    guard let converter = iconv_open("UTF-8", charset), Int(bitPattern: converter) != -1 else {
      return nil
    }
    self.upstream = upstream
    self.converter = converter
  }
  deinit { iconv_close(converter) }

  /// Bytes written, 0 at the end. The buffer has at least 64 bytes.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    precondition(buffer.count >= 64)
    // No charset has a character of more than eight bytes.
    if upstream.count < 8 { try upstream.fill(atLeast: 4096) }
    var room = buffer.count
    var output = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
    while upstream.count > 0, room >= 4 {
      let held = upstream.count
      var input = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(upstream.bytes.baseAddress))?
        .assumingMemoryBound(to: CChar.self)
      var left = held
      let result = iconv(converter, &input, &left, &output, &room)
      let error = result == -1 ? errno : 0
      upstream.consume(held - left)
      if error == E2BIG { break }
      // A character that the window cuts: the rest of it comes with the next call.
      if error == EINVAL, !upstream.atEnd, buffer.count > room { break }
      if error == EINVAL, !upstream.atEnd {
        if try upstream.fill() { continue }
      }
      if error != 0 {
        guard room >= 3 else { break }
        upstream.consume(1)
        output = output.map(Self.writeReplacement)
        room -= 3
      }
    }
    return buffer.count - room
  }

  /// Writes U+FFFD, and says where the next byte goes.
  private static func writeReplacement(
    to output: UnsafeMutablePointer<CChar>
  ) -> UnsafeMutablePointer<CChar> {
    for (place, byte) in UTF8.encodedReplacementCharacter.enumerated() {
      output[place] = CChar(bitPattern: byte)
    }
    return output + UTF8.encodedReplacementCharacter.count
  }
}
