/// What stands between the headline of a plain text and its first paragraph: who wrote it and when, a line
/// each, as papers print it.
///
///     Quay closed after inspection
///     By Ada Berg, Staff Writer
///     Published November 22, 2026
///
///     The harbour board …
struct TopLines {
  private static let mostLines = 4
  private static let lineCharacters = 100

  /// Lines that are no text, behind the first one; none unless the rest begins a block of its own.
  private(set) var count = 0
  private(set) var byline: String?
  /// As the line has it, in a form that `DateReader` takes.
  private(set) var published: [UInt8]?

  init(_ text: TextLines) {
    guard Self.opensWithHeadline(text) else { return }
    var index = 1
    while index < text.lines.count, index <= Self.mostLines {
      let line = text.text(text.lines[index])
      guard line.count <= Self.lineCharacters, take(line) else { break }
      index += 1
    }
    guard index > 1, index < text.lines.count, text.lines[index].opensBlock,
      byline != nil || published != nil
    else {
      self = TopLines()
      return
    }
    count = index - 1
  }

  private init() {}

  /// A whole article may be one line, signed below.
  private static func opensWithHeadline(_ text: TextLines) -> Bool {
    guard let first = text.lines.first, text.length(first) <= HeadlineRule.headlineCharacters else {
      return false
    }
    return text.length(first) <= lineCharacters || !text.text(first).hasSuffix(".")
  }

  private mutating func take(_ line: String) -> Bool {
    if let name = Byline.name(ofSignedLine: line), line.last.map({ ".!?".contains($0) }) == false {
      byline = byline ?? name
      return true
    }
    guard let day = Self.day(line) else { return false }
    published = published ?? day
    return true
  }

  /// A day, perhaps behind a label that says it is the day of publication. A number is a result or a count,
  /// though `DateReader` takes it for seconds.
  private static func day(_ line: String) -> [UInt8]? {
    for text in [line, DatedLine.published(line)] {
      let bytes = Array(text.drop { !$0.isLetter && !$0.isNumber }.utf8)
      if DateReader.timestamp(bytes) != nil, DateTokens(bytes).onlyNumber(bytes) == nil {
        return bytes
      }
    }
    return nil
  }
}
