import NewsBytes

/// The SHA-256 of a deposit's bytes: 32 bytes. Source: FIPS 180-4.
package struct ContentDigest: Hashable, Sendable {
  package var bytes: [UInt8]
  /// - Parameter bytes: exactly 32.
  package init(bytes: [UInt8]) {
    precondition(bytes.count == 32)
    self.bytes = bytes
  }
  /// - Parameter hex: 64 hexadecimal digits; nil for anything else.
  package init?(hex: some StringProtocol) {
    guard let bytes = Hexadecimal.decode(Array(hex.utf8)), bytes.count == 32 else { return nil }
    self.bytes = bytes
  }
  /// 64 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.encode(bytes) }
}

/// A 128-bit hash of an article's normalised token stream (headline and body): equal for texts
/// that differ only in case, spacing, Unicode form or punctuation. Not cryptographic.
package struct TextDigest: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
  /// 16 bytes, big-endian: what the store keeps.
  package var bytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> (56 - 8 * UInt64($0 % 8))) }
  }
  /// - Parameter bytes: 16, big-endian; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.init(high: 0, low: 0)
    for (index, byte) in bytes.enumerated() {
      if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
    }
  }
  /// 32 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.encode(bytes) }
}
