/// The addresses that a text names, `https://…` and `urn:…`: by them it cites other articles.
package enum NamedAddresses {
  /// More in one text are a list of links.
  private static let limit = 8
  private static let longestBytes = 1024

  /// In order, none twice, at most 8, without the full stop or bracket behind them. Cost: 1 ns a byte.
  package static func all(in text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var found: [String] = []
      var index = 0
      while found.count < limit, let colon = bytes[index...].firstIndex(of: UInt8(ascii: ":")) {
        index = colon + 1
        guard let start = start(ofSchemeBefore: colon, in: bytes) else { continue }
        let end = end(from: colon, in: bytes)
        index = max(index, end)
        guard end > colon + 3, end - start <= longestBytes else { continue }
        let address = String(decoding: bytes[start..<end], as: UTF8.self)
        if !found.contains(address) { found.append(address) }
      }
      return found
    }
  }

  private static let schemes = ["https", "http", "urn"].map { Array($0.utf8) }

  /// Where a word that is a known scheme begins; nil when another one ends there.
  private static func start(
    ofSchemeBefore colon: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    for scheme in schemes where colon >= scheme.count {
      let start = colon - scheme.count
      guard bytes[start..<colon].elementsEqual(scheme),
        start == 0 || !isLetter(bytes[start - 1])
      else { continue }
      let isWeb = scheme[0] == UInt8(ascii: "h")
      return !isWeb || bytes[colon...].starts(with: "://".utf8) ? start : nil
    }
    return nil
  }

  /// The byte behind an address that goes on at `colon`.
  private static func end(from colon: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = colon
    while end < bytes.count, isOfAddress(bytes[end]) { end += 1 }
    while end > colon, isPunctuation(bytes[end - 1]) { end -= 1 }
    return end
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  private static func isOfAddress(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"<>\"`".utf8.contains(byte)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool { ".,;:!?)]}'".utf8.contains(byte) }
}
