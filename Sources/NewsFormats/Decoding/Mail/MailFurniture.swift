/// What newsletters and lists write around their text: how to see it in a browser, how to leave, why one has it, where
/// its writers live.
///
/// Only its edges are such a frame: what stands in the middle of a text is text, whatever it says of subscriptions, but
/// for lines that are nothing but links. `FramePart` tells one paragraph from another.
enum MailFurniture {
  struct Paragraph {
    /// UTF-8, in one line or several.
    var text: [UInt8]
    /// Per cent of its letters that are in links; nil in plain text, where links stand as they are.
    var linkShare: Int?
  }

  /// The head of a newsletter: names, dates and pictures may stand between what it says of itself.
  private static let mostAtHead = 8
  /// Between parts of the foot: names, slogans.
  private static let mostBetween = 3

  /// - Parameter paragraphs: of the whole text, in order.
  /// - Returns: without its frame; all of them where nothing else is left.
  static func without(in paragraphs: [Paragraph]) -> [Paragraph] {
    var kept = paragraphs[...]
    let foot = foot(of: paragraphs)
    if let foot {
      kept = paragraphs[..<foot]
      while let last = kept.last, isRule(last.text[...]) { kept.removeLast() }
    }
    // Behind the first prose nothing is asked: the words of each paragraph are dear.
    let parts = Array(kept.prefix(mostAtHead).lazy.map(FramePart.init).prefix { $0 != .prose })
    let head = parts.count
    var left: [Paragraph] = []
    for (index, paragraph) in kept.enumerated() {
      let isOfFrame =
        index < head ? parts[index] == .frame : FramePart.isOnlyLinks(paragraph)
      if !isOfFrame { left.append(paragraph) }
    }
    return left.contains { !isRule($0.text[...]) } ? left : paragraphs
  }

  /// Where the frame below a text begins; nil where it has none. One part at least must speak of the subscription.
  private static func foot(of paragraphs: [Paragraph]) -> Int? {
    var (start, between, isFrame): (Int?, Int, Bool) = (nil, 0, false)
    for index in paragraphs.indices.reversed() {
      switch FramePart(paragraphs[index]) {
      case .prose: return isFrame ? start : nil
      case .short:
        between += 1
        if between > mostBetween { return isFrame ? start : nil }
      case .frame: (start, between, isFrame) = (index, 0, true)
      case .beside: (start, between) = (index, 0)
      }
    }
    return isFrame ? start : nil
  }

  /// Of a plain text, valid UTF-8; blank lines divide its paragraphs, and so do rules, and lines that are a frame's.
  static func without(in text: [UInt8]) -> [UInt8] {
    guard text.withUnsafeBufferPointer(mayHold) else { return text }
    var paragraphs: [Paragraph] = []
    var isOpen = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let isBlank = line.allSatisfy { $0 <= 0x20 }
      if isBlank {
        isOpen = false
        continue
      }
      let isRule = isRule(line)
      if isOpen, !isRule, !isFrame(line) {
        paragraphs[paragraphs.count - 1].text += [0x0A] + line
      } else {
        paragraphs.append(Paragraph(text: Array(line)))
      }
      isOpen = !isRule
    }
    let left = without(in: paragraphs)
    if left.count == paragraphs.count { return text }
    return Array(left.map(\.text).joined(separator: [0x0A, 0x0A]))
  }

  private static func isFrame(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.withUnsafeBufferPointer(mayHold) else { return false }
    return FramePart(Paragraph(text: Array(line))) == .frame
  }

  /// `____`, `-=-=-=`: nothing but marks.
  static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let marks = line.drop { $0 <= 0x20 }
    return marks.count > 2 && marks.allSatisfy { $0 <= 0x20 || ruleMarks.contains($0) }
  }
  private static let ruleMarks = Set("-_=*~#+".utf8)

  /// A cheap look before the dear one: without a link there is none.
  private static func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteRuns.first(0x40, in: text, from: 0) != nil
      || address.withUnsafeBufferPointer { ByteRuns.first($0, in: text) != nil }
  }
  private static let address = Array("://".utf8)
}
