/// Writes the blobs of this module: little-endian numbers, and numbers of 7 bits a byte (LEB128,
/// DWARF 5, 7.6), lowest first.
struct BlobWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func fixed32(_ value: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Signed numbers as 0, -1, 1, -2 …
  mutating func signed(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
}

/// Reads them again; damaged bytes throw `failure`, whatever they are.
struct BlobReader {
  private let bytes: [UInt8]
  private var position = 0
  private let failure: StoryFailure

  init(_ bytes: [UInt8], failure: StoryFailure) {
    self.bytes = bytes
    self.failure = failure
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(StoryFailure) -> UInt8 {
    guard position < bytes.count else { throw failure }
    position += 1
    return bytes[position - 1]
  }

  mutating func fixed32() throws(StoryFailure) -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
    return value
  }

  mutating func varint() throws(StoryFailure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw failure
  }

  mutating func number32() throws(StoryFailure) -> UInt32 {
    guard let value = UInt32(exactly: try varint()) else { throw failure }
    return value
  }

  mutating func signed() throws(StoryFailure) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A number of things that follow, each at least one byte.
  mutating func count(limit: Int) throws(StoryFailure) -> Int {
    let value = try varint()
    guard value <= UInt64(min(limit, bytes.count)) else { throw failure }
    return Int(value)
  }
}
