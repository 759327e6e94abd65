import TestSupport

/// Seeded news copy: reads like a wire, says nothing, and no two articles share a passage.
struct GeneratedCopy {
  private var random: SplitMix
  private let words: [String]

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    var words: [String] = []
    for _ in 0..<4000 { words.append(random.name().lowercased()) }
    self.words = words
  }

  /// One article of about `sentences` × 14 words: function words of English, invented nouns drawn
  /// by rank (frequent ones far more often, as in any language), and two names of its own.
  mutating func article(sentences: Int = 8) -> (headline: String, body: String) {
    let person = random.name() + " " + random.name()
    let place = random.name()
    var body = ""
    for sentence in 0..<sentences {
      var parts = sentence % 3 == 0 ? [person, "of", place] : [place]
      for _ in 0..<6 {
        parts.append(Self.glue[random.below(Self.glue.count)])
        parts.append(words[random.rank(below: words.count)])
      }
      parts.append("\(random.below(90_000))")
      body += parts.joined(separator: " ") + (sentence % 4 == 3 ? ".\n" : ". ")
    }
    let headline = "\(place) \(words[random.rank(below: words.count)]) for \(person)"
    return (headline, body)
  }

  mutating func text(sentences: Int = 8) -> String {
    let (headline, body) = article(sentences: sentences)
    return headline + "\n\n" + body
  }

  /// One JSON Lines record. The generated words need no escaping but the line feed.
  mutating func record(uri: String, sentences: Int = 8) -> String {
    let (headline, body) = article(sentences: sentences)
    let escaped = body.split(separator: "\n").joined(separator: "\\n")
    return #"{"uri":"\#(uri)","headline":"\#(headline)","body":"\#(escaped)"}"# + "\n"
  }

  private static let glue = [
    "said", "the", "will", "after", "and", "with", "over", "a", "before", "new", "in", "plan",
    "against", "under", "market", "minister", "since", "council", "for", "week", "report", "from",
  ]
}

extension SplitMix {
  /// A rank below `bound`, small ones more often: the product of two uniform draws.
  mutating func rank(below bound: Int) -> Int { below(below(bound) + 1) }

  /// An invented name of two to four syllables.
  mutating func name() -> String {
    let heads = [
      "b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z",
    ]
    let hearts = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
    let tails = ["", "n", "r", "l", "s", "m"]
    var name = ""
    for _ in 0..<(2 + below(3)) {
      name += heads[below(heads.count)] + hearts[below(hearts.count)] + tails[below(tails.count)]
    }
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}
