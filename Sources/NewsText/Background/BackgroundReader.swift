import CBackground

/// Reads the shipped statistics: text that this project wrote, so malformed lines are our own bug
/// and only skipped.
///
/// Not Foundation, because `JSONSerialization` and `split` over 800 KB took longer than the whole
/// start may take.
struct BackgroundReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: wiredesk_bytes) {
    self.bytes = UnsafeBufferPointer(start: bytes.start, count: bytes.count)
  }

  /// Bytes up to the next one that ends a field, which is passed over; nil at the end.
  mutating func field(endingAt ends: (UInt8) -> Bool) -> UnsafeBufferPointer<UInt8>? {
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, !ends(bytes[position]) { position += 1 }
    defer { position += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  typealias StatisticsLine = (
    stem: UnsafeBufferPointer<UInt8>, documents: Double, frequency: Double
  )

  /// `stem TAB documents TAB frequency`; nil at the end.
  mutating func statisticsLine() -> StatisticsLine? {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        _ = field { $0 == 10 }
        continue
      }
      guard let stem = field(endingAt: { $0 == 9 || $0 == 10 }),
        let documents = field(endingAt: { $0 == 9 || $0 == 10 }),
        let frequency = field(endingAt: { $0 == 10 })
      else { return nil }
      return (stem, Self.decimal(documents), Self.decimal(frequency))
    }
    return nil
  }

  /// The next text in double quotes; nil at the end. The files hold no escapes.
  mutating func quoted() -> UnsafeBufferPointer<UInt8>? {
    guard field(endingAt: { $0 == UInt8(ascii: "\"") }) != nil else { return nil }
    return field { $0 == UInt8(ascii: "\"") }
  }

  /// `123`, `0.0537`, `1.2e-06`; 0 for anything else.
  static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    Double(String(decoding: text, as: UTF8.self)) ?? 0
  }
}
