/// Writes the blobs that engines keep in the database: little-endian numbers of a fixed width, and
/// numbers of 7 bits a byte, lowest first (LEB128; DWARF 5, section 7.6). Inlined, because a
/// checkpoint writes a million of them.
@frozen
package struct ByteWriter: Sendable {
  package var bytes: [UInt8]

  /// - Parameter capacity: bytes to make room for at once.
  @inlinable
  package init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  @inlinable
  package mutating func byte(_ value: UInt8) { bytes.append(value) }

  /// The lowest `count` bytes of a number, lowest first.
  @inlinable
  package mutating func fixed(_ value: UInt64, bytes count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value &>> UInt64(8 * index))) }
  }

  @inlinable
  package mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Signed numbers as 0, -1, 1, -2 …
  @inlinable
  package mutating func signed(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }
}
