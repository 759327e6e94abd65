/// SplitMix64: the tests' dice, the same on each run.
struct Random: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = (seed &+ 1) &* 0xD1B5_4A32_D192_ED03 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Made-up words and sentences: text that nobody wrote.
struct Prose {
  private var random: Random
  init(seed: UInt64) { random = Random(seed: seed) }

  func words(_ count: Int) -> [String] {
    var random = random
    let syllables = ["ka", "lo", "mi", "ren", "tus", "ba", "dor", "es", "fi", "gan", "hu", "pel"]
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...4, using: &random))
        .map { _ in syllables.randomElement(using: &random) ?? "ka" }.joined()
    }
  }
}
