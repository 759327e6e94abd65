/// Finds many words in one pass over a class or id: Aho and Corasick, "Efficient string matching",
/// CACM 18(6), 1975, as a full table over the 26 letters; every other byte is the root again.
///
/// Words are letters only; "article-body", "article_body", "articleBody" and "articlebody" are one
/// word, because marks between letters are stepped over and remembered as borders.
struct HintAutomaton {
  /// Where a word may stand among the letters of a name.
  enum Place {
    /// In the middle of other letters too.
    case anywhere
    /// After a border: `share-bar`, `shareBar`, `sharebar`; not `workshare`.
    case start
    /// Between borders: `nav`, `main-nav`; not `navy`.
    case whole
    /// The first word of a name: `ad-slot`; not `section--ads`.
    case first
    /// The name and nothing else: `hidden`; not `label-hidden`.
    case alone
  }
  struct Word {
    var letters: [UInt8]
    var place: Place
    var hint: ElementHint
  }

  /// A word without its letters, which the states know.
  private struct Ending {
    var length: Int
    var place: Place
    var hint: ElementHint
  }

  private var next: [UInt16] = []
  /// Words that end in a state: the place in `endings` of the longest, and the state of the next.
  private var ends: [Int16] = []
  private var shorter: [UInt16] = []
  private let endings: [Ending]

  init(_ words: [Word]) {
    endings = words.map { Ending(length: $0.letters.count, place: $0.place, hint: $0.hint) }
    _ = addState()
    for (index, word) in words.enumerated() {
      var state = 0
      for letter in word.letters {
        let slot = state * 26 + Int(letter - 0x61)
        if next[slot] == 0 { next[slot] = UInt16(addState()) }
        state = Int(next[slot])
      }
      ends[state] = Int16(index)
    }
    link()
  }

  private mutating func addState() -> Int {
    next.append(contentsOf: repeatElement(0, count: 26))
    ends.append(-1)
    shorter.append(0)
    return ends.count - 1
  }

  /// Failure links in order of depth, folded into the table.
  private mutating func link() {
    var queue: [Int] = []
    var failure = [UInt16](repeating: 0, count: ends.count)
    for letter in 0..<26 where next[letter] != 0 { queue.append(Int(next[letter])) }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      let back = Int(failure[state])
      shorter[state] = ends[back] >= 0 ? UInt16(back) : shorter[back]
      for letter in 0..<26 {
        let slot = state * 26 + letter
        let child = Int(next[slot])
        if child == 0 {
          next[slot] = next[back * 26 + letter]
        } else {
          failure[child] = next[back * 26 + letter]
          queue.append(child)
        }
      }
    }
  }

  /// All hints in a class, id or role. Cost: about 2 ns a byte.
  func hints(in name: UnsafeBufferPointer<UInt8>) -> ElementHint {
    var found: ElementHint = []
    // Borders, newest in the lowest bit: bit n is set when one stands before the letter n back.
    var borders: UInt64 = 0
    var state = 0
    var afterMark = true
    var afterSmall = false
    var index = 0
    var letters = 0
    while index < name.count {
      if letters == 0, let end = Self.passedOver(name, at: index) {
        index = end
        continue
      }
      let byte = name[index]
      index += 1
      let letter = byte | 0x20
      guard letter >= 0x61, letter <= 0x7A else {
        afterMark = true
        if byte <= 0x20 {
          state = 0
          letters = 0
        }
        continue
      }
      let isCapital = byte & 0x20 == 0
      letters += 1
      borders = borders << 1 | (afterMark || (isCapital && afterSmall) ? 1 : 0)
      afterMark = false
      afterSmall = !isCapital
      state = Int(next[state * 26 + Int(letter - 0x61)])
      var ended = ends[state] >= 0 ? state : Int(shorter[state])
      while ended != 0 {
        let ending = endings[Int(ends[ended])]
        if Self.stands(ending, in: name, endingAt: index, letters: letters, borders: borders) {
          found.formUnion(ending.hint)
        }
        ended = Int(shorter[ended])
      }
    }
    return found
  }

  /// Whether a word stands where its place allows it; `letters` counts those of the name so far.
  private static func stands(
    _ ending: Ending, in name: UnsafeBufferPointer<UInt8>, endingAt index: Int, letters: Int,
    borders: UInt64
  ) -> Bool {
    let startsAtBorder = borders >> UInt64(ending.length - 1) & 1 == 1
    switch ending.place {
    case .anywhere: return true
    case .start: return startsAtBorder
    case .whole: return startsAtBorder && isBorder(name, at: index)
    case .first: return letters == ending.length && isBorder(name, at: index)
    case .alone:
      return letters == ending.length && (index == name.count || name[index] <= 0x20)
    }
  }

  /// Names that say what an article is about or how a page behaves, not what stands in the element:
  /// WordPress' `tag-` and `category-`, `has-sidebar`, `is-`, `no-`, `js-`.
  ///
  /// - Returns: behind the name.
  private static func passedOver(
    _ name: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    guard prefixLetters[Int(name[index])] else { return nil }
    let rest = name[index...]
    guard prefixes.contains(where: { rest.starts(with: $0) }) else { return nil }
    return rest.firstIndex { $0 <= 0x20 } ?? name.count
  }
  private static let prefixes: [[UInt8]] = [
    "tag-", "category-", "has-", "is-", "no-", "js-", "with-", "without-", "elementor-widget",
  ].map { Array($0.utf8) }
  private static let prefixLetters: [Bool] = (0..<256).map { byte in
    prefixes.contains { Int($0[0]) == byte }
  }

  private static func isBorder(_ name: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index < name.count else { return true }
    let byte = name[index]
    let letter = byte | 0x20
    if letter < 0x61 || letter > 0x7A { return true }
    return byte & 0x20 == 0 && name[index - 1] & 0x20 != 0
  }
}
