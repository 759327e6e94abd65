/// The start and the prime of FNV-1a: `hash = (hash ^ byte) &* prime` for each byte. Inlined, because
/// they stand in the loops over every letter. Source: draft-eastlake-fnv-17, sections 2 and 5.
package enum FNV {
  @inlinable @inline(__always)
  package static var start: UInt64 { 0xCBF2_9CE4_8422_2325 }
  @inlinable @inline(__always)
  package static var prime: UInt64 { 0x100_0000_01B3 }

  /// 32 bits of a whole byte string, for names and not for tables.
  package static func hash32(_ bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }
}
