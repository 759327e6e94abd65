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

  private var next: [UInt16] = []
  /// Words that end in a state: the place in `words` of the longest, and the state of the next.
  private var ends: [Int16] = []
  private var shorter: [UInt16] = []
  private let words: [Word]

  init(_ words: [Word]) {
    self.words = words
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
  func hints(in name: ArraySlice<UInt8>) -> ElementHint {
    var found: ElementHint = []
    // Borders, newest in the lowest bit: bit n is set when one stands before the letter n back.
    var borders: UInt64 = 0
    var state = 0
    var afterMark = true
    var afterSmall = false
    var index = name.startIndex
    var letters = 0
    while index < name.endIndex {
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
        let word = words[Int(ends[ended])]
        let startsAtBorder = borders >> UInt64(word.letters.count - 1) & 1 == 1
        switch word.place {
        case .anywhere: found.formUnion(word.hint)
        case .start: if startsAtBorder { found.formUnion(word.hint) }
        case .whole:
          if startsAtBorder, Self.isBorder(name, at: index) { found.formUnion(word.hint) }
        case .first:
          if letters == word.letters.count, Self.isBorder(name, at: index) {
            found.formUnion(word.hint)
          }
        case .alone:
          if letters == word.letters.count, index == name.endIndex || name[index] <= 0x20 {
            found.formUnion(word.hint)
          }
        }
        ended = Int(shorter[ended])
      }
    }
    return found
  }

  /// Names that say what an article is about or how a page behaves, not what stands in the element:
  /// WordPress' `tag-` and `category-`, `has-sidebar`, `is-`, `no-`, `js-`. Returns: behind the name.
  private static func passedOver(_ name: ArraySlice<UInt8>, at index: Int) -> Int? {
    let rest = name[index...]
    guard prefixes.contains(where: { rest.starts(with: $0) }) else { return nil }
    return rest.firstIndex { $0 <= 0x20 } ?? name.endIndex
  }
  private static let prefixes: [[UInt8]] = [
    "tag-", "category-", "has-", "is-", "no-", "js-", "with-", "without-", "elementor-widget",
  ].map { Array($0.utf8) }

  private static func isBorder(_ name: ArraySlice<UInt8>, at index: Int) -> Bool {
    guard index < name.endIndex else { return true }
    let byte = name[index]
    let letter = byte | 0x20
    if letter < 0x61 || letter > 0x7A { return true }
    return byte & 0x20 == 0 && name[index - 1] & 0x20 != 0
  }
}
