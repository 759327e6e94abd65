/// A paragraph as a reader sees it: text between two borders of block elements, or between two
/// `<br>` in a row.
struct PageBlock: Equatable {
  /// The block element around it.
  var container: Int
  /// The text nodes, in order, are among these nodes.
  var nodes: Range<Int>
  var measure = TextMeasure()
  var linkLetters = 0

  var letters: Int { measure.letters }
  /// At least so many per cent of the letters are in links.
  func isLinked(_ percent: Int) -> Bool { linkLetters * 100 >= letters * percent }
  /// Text that somebody wrote to be read: a sentence or more, not mostly links.
  var isProse: Bool {
    letters >= 40 && linkLetters * 3 < letters && (measure.stops > 0 || letters >= 120)
  }
}

extension PageBlock {
  /// The paragraph in one line, white space of any length as one space; what is preformatted in the
  /// lines that it has. What `dropped` marks, by node, is left out.
  func text(of tree: HTMLTree, without dropped: [Bool]) -> [UInt8] {
    var out: [UInt8] = []
    var owesSpace = false
    var owesLine = false
    let keepsLines = tree.tag(container) == .pre
    var node = nodes.lowerBound
    while node < nodes.upperBound {
      if dropped[node] {
        node = tree.end(node)
        continue
      }
      if tree.tag(node) == .br {
        owesSpace = true
        owesLine = keepsLines
      }
      if tree.isText(node) {
        if tree.tag(tree.parent(node)) == .sup, !owesSpace,
          let raised = Superscript.raised(tree.text(node), behind: out.last)
        {
          out += raised
          node += 1
          continue
        }
        for byte in tree.text(node) {
          if byte <= 0x20 {
            owesSpace = true
            if keepsLines, byte == 0x0A { owesLine = true }
          } else {
            if owesSpace, !out.isEmpty { out.append(owesLine ? 0x0A : 0x20) }
            (owesSpace, owesLine) = (false, false)
            out.append(byte)
          }
        }
      }
      node += 1
    }
    return out
  }
}

extension [PageBlock] {
  /// The places of those that begin among these nodes. Of paragraphs in order.
  func range(in nodes: Range<Int>) -> Range<Int> {
    func first(from node: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if self[middle].nodes.lowerBound < node { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: nodes.lowerBound)..<first(from: nodes.upperBound)
  }
}

/// Counts over a run of text, white space of any length taken as one space.
struct TextMeasure: Equatable {
  /// Unicode scalars that are no white space; one from U+2E80 on (Chinese, Japanese, Korean) says
  /// as much as three Latin letters and counts as three.
  var letters = 0
  /// Ends of sentences and of clauses, of any script.
  var stops = 0
  var commas = 0
  /// The last letter, brackets and quotes aside, ends a sentence.
  var endsSentence = false
  private var previous: UInt8 = 0x20

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { add($0) }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0...0x20:
        if endsSentence, previous > 0x20 { stops += 1 }
      case 0x2E, 0x21, 0x3F:
        letters += 1
        endsSentence = true
      case 0x29:
        letters += 1
        if previous == 0x3A || previous == 0x3B { endsSentence = true }
      case 0x22, 0x27, 0x5D: letters += 1
      case 0x2C:
        letters += 1
        commas += 1
        endsSentence = false
      case 0x21..<0x80:
        letters += 1
        endsSentence = false
      case 0x80..<0xC0: continue
      default: addWide(bytes, at: index)
      }
      previous = byte
    }
  }

  private mutating func addWide(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    let isDense = bytes[index] >= 0xE3 || bytes[index] == 0xE2 && byte(1) >= 0xBA
    letters += isDense ? 3 : 1
    switch (bytes[index], byte(1), byte(2)) {
    case (0xC2, 0xA0, _): letters -= 1
    // ” ’ › », and what joins faces and colours them.
    case (0xE2, 0x80, 0x8D), (0xEF, 0xB8, 0x8F), (0xE2, 0x80, 0x98...0x9F), (0xE2, 0x80, 0xBA),
      (0xC2, 0xBB, _):
      return
    // 。 ！ ？ ؟ । …
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F):
      stops += 1
      endsSentence = true
    // Many end a sentence with a face: 🙂, ;)
    case (0xF0, 0x9F, _), (0xE2, 0x98...0x9E, _): endsSentence = true
    case (0xD8, 0x9F, _), (0xE0, 0xA5, 0xA4), (0xE2, 0x80, 0xA6): endsSentence = true
    // ， 、 ،
    case (0xEF, 0xBC, 0x8C), (0xE3, 0x80, 0x81), (0xD8, 0x8C, _):
      commas += 1
      endsSentence = false
    default: endsSentence = false
    }
  }

  /// The end of the text is the end of a sentence too.
  mutating func finish() {
    if endsSentence { stops += 1 }
  }
}
