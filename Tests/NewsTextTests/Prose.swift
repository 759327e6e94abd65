import TestSupport

/// Made-up words and sentences: text that nobody wrote.
struct Prose {
  private var random: SplitMix
  init(seed: UInt64) { random = SplitMix(seed: seed) }

  func words(_ count: Int) -> [String] {
    var random = random
    let syllables = ["ka", "lo", "mi", "ren", "tus", "ba", "dor", "es", "fi", "gan", "hu", "pel"]
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...4, using: &random))
        .map { _ in syllables.randomElement(using: &random) ?? "ka" }.joined()
    }
  }
}
