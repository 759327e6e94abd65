import Glibc
import NewsText

/// Sketches as news has them: 48 keys, twelve of them phrases drawn by Zipf's law from two million, the
/// others its own; three articles in ten share 18 keys with one of the 2,000 before them.
enum InventedSketch {
  private static let phrases = 2_000_000.0
  private static let phraseCount = 12
  private static let copiedFrom = 30
  private static let count = 48

  private static func draw(_ article: Int, _ place: Int) -> UInt64 {
    mixed(UInt64(article) &* 64 &+ UInt64(place) ^ 0xA5A5_0000_0000_0000)
  }

  /// The article it copies, or itself.
  private static func original(of article: Int) -> Int {
    let dice = draw(article, 60)
    guard dice % 10 < 3 else { return article }
    return max(1, article - 1 - Int((dice >> 32) % 2000))
  }

  static func group(of article: Int) -> UInt32 { UInt32(original(of: article)) }

  static func keys(of article: Int) -> [UInt64] {
    let original = original(of: article)
    let keys = (0..<count).map { place -> UInt64 in
      let hash: UInt64
      if place < phraseCount {
        let share = Double(draw(article, place) >> 11) / Double(1 << 53)
        hash = mixed(UInt64(powered(share)) ^ 0x5048_5241_5345)
      } else {
        hash = draw(place < copiedFrom ? article : original, place)
      }
      return Shingle.key(hash)
    }
    return Set(keys).sorted()
  }

  /// A rank, the first ones often: the inverse of Zipf's distribution.
  private static func powered(_ share: Double) -> Double { pow(phrases, share) }
}
