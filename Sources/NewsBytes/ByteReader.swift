/// The bytes of a blob are not what its writer wrote.
package struct DamagedBytes: Error, Hashable {
  @inlinable package init() {}
}

/// Reads what `ByteWriter` wrote, never beyond its end; any damage throws.
@frozen
package struct ByteReader: Sendable {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline var position = 0

  @inlinable
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  @inlinable
  package var isAtEnd: Bool { position == bytes.count }

  @inlinable
  package mutating func byte() throws(DamagedBytes) -> UInt8 {
    guard position < bytes.count else { throw DamagedBytes() }
    position += 1
    return bytes[position - 1]
  }

  /// A number of `count` bytes, at most 8, lowest first.
  @inlinable
  package mutating func fixed(bytes count: Int) throws(DamagedBytes) -> UInt64 {
    guard position + count <= bytes.count else { throw DamagedBytes() }
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
    position += count
    return value
  }

  @inlinable
  package mutating func varint() throws(DamagedBytes) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw DamagedBytes()
  }

  /// So many bytes as they stand.
  @inlinable
  package mutating func run(of count: Int) throws(DamagedBytes) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - position else { throw DamagedBytes() }
    position += count
    return bytes[position - count..<position]
  }

  /// A varint that fits 32 bits.
  @inlinable
  package mutating func number32() throws(DamagedBytes) -> UInt32 {
    guard let value = UInt32(exactly: try varint()) else { throw DamagedBytes() }
    return value
  }

  @inlinable
  package mutating func signed() throws(DamagedBytes) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A number of things that follow, each at least one byte: never more than bytes are left.
  @inlinable
  package mutating func count(limit: Int = .max) throws(DamagedBytes) -> Int {
    let value = try varint()
    guard value <= UInt64(min(limit, bytes.count - position)) else { throw DamagedBytes() }
    return Int(value)
  }
}
