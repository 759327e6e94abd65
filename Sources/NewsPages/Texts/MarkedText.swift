import NewsModel

/// A text with the passages that it shares with another one: each is marked, and leads to its like.
struct MarkedText {
  /// UTF-8.
  let text: [UInt8]
  /// What is shown of it.
  let range: Range<Int>
  private let passages: [(range: Range<Int>, number: Int64)]
  private let side: Side

  /// Which of two texts it is.
  enum Side {
    case here, there

    fileprivate func place(_ number: Int64) -> ElementID {
      switch self {
      case .here: ElementID("here", number)
      case .there: ElementID("there", number)
      }
    }
    fileprivate var other: Side { self == .here ? .there : .here }
  }

  /// Passages that do not lie in the text, in a row that was edited by hand, or that run over others, are left
  /// out.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - range: of what is shown.
  ///   - passages: places in the text, in any order.
  ///   - side: which of the two texts it is.
  init(_ text: [UInt8], _ range: Range<Int>, _ passages: [Range<Int>], side: Side) {
    self.text = text
    self.range = range
    self.side = side
    var kept: [(range: Range<Int>, number: Int64)] = []
    let numbered = passages.enumerated().sorted { $0.element.lowerBound < $1.element.lowerBound }
    for (index, passage) in numbered
    where passage.upperBound <= text.count && !passage.isEmpty
      && passage.lowerBound >= kept.last?.range.upperBound ?? 0
      && Self.isBorder(passage.lowerBound, text) && Self.isBorder(passage.upperBound, text)
    {
      kept.append((passage, Int64(index + 1)))
    }
    self.passages = kept
  }

  private static func isBorder(_ index: Int, _ text: [UInt8]) -> Bool {
    index == text.count || text[index] & 0xC0 != 0x80
  }

  /// A paragraph for each line that says something.
  var paragraphs: Markup {
    var all = Markup()
    var named: Set<Int64> = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = text[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if start < end { all += HTML.p { line(start..<end, &named) } }
      start = end + 1
    }
    return all
  }

  private func line(_ line: Range<Int>, _ named: inout Set<Int64>) -> Markup {
    var all = Markup()
    var index = line.lowerBound
    for (passage, number) in passages where passage.overlaps(line) {
      let shared = passage.clamped(to: line)
      all += plain(index..<shared.lowerBound)
      // A name stands once, though a passage runs over several paragraphs.
      let isFirst = named.insert(number).inserted
      all += HTML.mark(all: isFirst ? [.id(side.place(number))] : []) {
        HTML.a(.link(side.other.place(number))) { plain(shared) }
      }
      index = shared.upperBound
    }
    all += plain(index..<line.upperBound)
    return all
  }

  private func plain(_ range: Range<Int>) -> Markup {
    Markup(text: String(decoding: text[range], as: UTF8.self))
  }
}
