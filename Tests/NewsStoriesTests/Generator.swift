import TestSupport

/// Makes articles that have nothing to do with each other, the same for the same seed.
///
/// Each takes 24 words of its own beside the common ones; own words are made of syllables, so that
/// names differ from article to article as in the news.
struct Generator {
  private var random: SplitMix
  init(seed: UInt64) { random = SplitMix(state: seed) }

  private static let common = """
    officials council report plan public work city group decision police company meeting statement
    government local national support market people school service budget project court party health
    road water energy worker season team leader vote region office study home industry price law
    station security minister morning crowd weather letter agreement fire hospital election village
    """.split { $0 == " " || $0 == "\n" }.map(String.init)
  private static let starts = "bar cal dor fen gri hal jor kes lum mor nar pel quil ros sar tev vor"
    .split(separator: " ").map(String.init)
  private static let ends = "anta ber dil emo fur gan hosk ild jun kova lin mest nor opal rin stad"
    .split(separator: " ").map(String.init)

  mutating func next() -> UInt64 { random.next() }

  mutating func below(_ limit: Int) -> Int { random.below(limit) }

  private mutating func name() -> String {
    Self.starts[below(Self.starts.count)] + Self.ends[below(Self.ends.count)]
      + Self.ends[below(Self.ends.count)]
  }

  mutating func names(_ count: Int) -> [String] { (0..<count).map { _ in name() } }

  /// A headline, a line feed, a body of about 120 words.
  mutating func article() -> String { text(of: names(24)) }

  mutating func text(of names: [String]) -> String {
    var words: [String] = []
    for index in 0..<120 {
      words.append(
        index % 3 == 0 ? names[below(names.count)] : Self.common[below(Self.common.count)])
    }
    return "\(names[0]) \(words[1]) \(names[1])\n" + words.joined(separator: " ") + "."
  }

  /// The same event again in other words: keeps the article's names, draws the common words anew.
  mutating func retold(_ article: String) -> String {
    let names = article.split { !$0.isLetter }.map(String.init)
      .filter { !Self.common.contains($0) }
    guard !names.isEmpty else { return article }
    let words = (0..<100).map { index in
      index % 2 == 0 ? names[below(names.count)] : Self.common[below(Self.common.count)]
    }
    return "\(names[0]) \(words[1])\n" + words.joined(separator: " ") + "."
  }
}
