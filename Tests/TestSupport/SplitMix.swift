/// SplitMix64, the tests' dice: small, seeded, the same on every machine and in every run. Source:
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
package struct SplitMix: RandomNumberGenerator, Sendable {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  /// Small seeds give states that lie far apart.
  package init(seed: UInt64) { state = (seed &+ 1) &* 0xD1B5_4A32_D192_ED03 }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform but for a bias of `limit` in 2^64; 0 for a limit of 1 or less.
  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}
