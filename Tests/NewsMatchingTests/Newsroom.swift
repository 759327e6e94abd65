import TestSupport

/// Writes articles that nobody wrote: made-up words in sentences, with names and numbers, and the ways
/// in which desks change copy.
struct Newsroom {
  var random: SplitMix
  /// Common words that all articles draw on, and rarer ones.
  private let common: [String]
  private let rare: [String]

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    // The language is the same in all newsrooms.
    var dice = SplitMix(seed: 77)
    let syllables = [
      "ka", "lo", "mi", "ren", "tus", "ba", "dor", "es", "fi", "gan", "hu", "pel", "vos", "qui",
    ]
    func word(_ length: ClosedRange<Int>) -> String {
      (0..<Int.random(in: length, using: &dice))
        .map { _ in syllables.randomElement(using: &dice) ?? "ka" }.joined()
    }
    common = (0..<120).map { _ in word(1...2) }
    rare = (0..<3000).map { _ in word(2...4) }
  }

  private mutating func pick(_ list: [String]) -> String {
    list.randomElement(using: &random) ?? ""
  }

  mutating func name() -> String { pick(rare).capitalizedFirst }

  mutating func sentence() -> String {
    var words = (0..<Int.random(in: 9...19, using: &random)).map { _ in
      Int.random(in: 0..<10, using: &random) < 4 ? pick(common) : pick(rare)
    }
    if Int.random(in: 0..<3, using: &random) > 0 { words[words.count / 2] = name() }
    if Int.random(in: 0..<4, using: &random) == 0 {
      words[words.count - 2] = String(Int.random(in: 10..<5000, using: &random))
    }
    words[0] = words[0].capitalizedFirst
    return words.joined(separator: " ") + "."
  }

  mutating func paragraphs(_ count: Int) -> [String] {
    (0..<count).map { _ in sentence() + " " + sentence() + " " + sentence() }
  }

  /// A headline and paragraphs of about 40 words.
  mutating func article(paragraphs count: Int = 5) -> String {
    let title = (0..<6).map { _ in pick(rare) }.joined(separator: " ").capitalizedFirst
    return ([title] + paragraphs(count)).joined(separator: "\n")
  }

  /// A form: the same words each day, other figures and names.
  mutating func bulletin() -> String {
    func figure() -> Int { Int.random(in: 3..<95, using: &random) }
    return """
      Harbour water levels
      The harbour office in \(name()) measured \(figure()) centimetres at \(figure()) minutes past \
      the hour, against \(figure()) centimetres the day before, said \(name()) of the gauge house.
      Ships with a draught of more than \(figure()) feet wait for berth \(figure()) until the tide \
      turns at \(figure()) past; the pilot \(name()) boards off buoy \(figure()).
      """
  }

  /// Changes a share of the words' letters: misprints.
  mutating func misprinted(_ text: String, every: Int) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for index in words.indices where index % every == every / 2 && words[index].count > 4 {
      var letters = Array(words[index])
      letters.swapAt(2, 3)
      words[index] = String(letters)
    }
    return words.joined(separator: " ")
  }

  /// Puts other words in place of one in `every`.
  mutating func edited(_ text: String, every: Int) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for index in words.indices where index % every == every - 1 { words[index] = pick(rare) }
    return words.joined(separator: " ")
  }

  mutating func reordered(_ text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    return ([lines[0]] + lines.dropFirst().shuffled(using: &random)).joined(separator: "\n")
  }

  /// Lines of about 40 characters, words divided at their ends.
  func wrapped(_ text: String) -> String {
    var out = ""
    var column = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if column + word.count > 40, word.count > 5, word.allSatisfy(\.isLowercase) {
        out += word.prefix(3) + "-\n" + word.dropFirst(3) + " "
        column = 0
      } else if column > 40 {
        out += "\n" + word + " "
        column = word.count
      } else {
        out += word + " "
        column += word.count + 1
      }
    }
    return out
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
