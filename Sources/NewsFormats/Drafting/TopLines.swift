import NewsModel

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
    let rule = Self.isRule(below: 0, text) ? 1 : 0
    var index = 1 + rule
    while index < text.lines.count, index <= Self.mostLines + rule {
      let line = text.text(text.lines[index])
      guard line.count <= Self.lineCharacters, take(Self.plain(line)) else { break }
      index += 1
    }
    if Self.isHouse(index, text), byline != nil { index += 1 }
    guard index > 1, index < text.lines.count, text.lines[index].opensBlock,
      byline != nil || published != nil || rule > 0
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

  /// `=====` below a headline, as reStructuredText, AsciiDoc and Markdown have it, and typewriters had.
  static func isRule(below line: Int, _ text: TextLines) -> Bool {
    guard line + 1 < text.lines.count, !text.lines[line + 1].opensBlock else { return false }
    let rule = text.bytes[text.lines[line + 1].range]
    guard let mark = rule.first, mark == 0x3D || mark == 0x2D, rule.count >= shortestRule else {
      return false
    }
    return rule.allSatisfy { $0 == mark }
  }
  private static let shortestRule = 3

  /// Without Markdown's signs of emphasis around it: `*By Ada Berg*`.
  private static func plain(_ line: String) -> Substring {
    var line = line[...]
    while let first = line.first, first == "*" || first == "_", line.last == first, line.count > 2 {
      line = line.dropFirst().dropLast()
    }
    return line
  }

  /// Whether a line is the last before the text and names the house: `Quay News Service`.
  private static func isHouse(_ index: Int, _ text: TextLines) -> Bool {
    guard index + 1 < text.lines.count, text.lines[index + 1].opensBlock,
      !text.lines[index].opensBlock
    else { return false }
    let line = text.text(text.lines[index])
    let words = line.split(separator: " ")
    return words.count <= mostWordsOfHouse && !line.contains(where: { ".!?:。".contains($0) })
      && words.allSatisfy {
        Byline.isNameLike($0) || BylineWords.particles.contains(Byline.plain($0))
      }
  }
  private static let mostWordsOfHouse = 5

  /// A byline, a day, or both: `November 22, 2026 | By Ada Berg`.
  private mutating func take(_ line: Substring) -> Bool {
    if let name = Byline.name(ofSignedLine: String(line)),
      line.last.map({ ".!?".contains($0) }) == false
    {
      byline = byline ?? name
      published = published ?? Self.day(in: line)
      return true
    }
    guard let day = Self.day(line) else { return false }
    published = published ?? day
    return true
  }

  /// The day beside a name.
  private static func day(in line: Substring) -> [UInt8]? {
    guard let day = WrittenDate.first(in: DatedLine.published(String(line))) else { return nil }
    return Array(day.rfc3339.utf8)
  }

  /// A day, perhaps behind a label that says it is the day of publication. A number is a result or a count,
  /// though `DateReader` takes it for seconds.
  private static func day(_ line: Substring) -> [UInt8]? {
    for text in [String(line), DatedLine.published(String(line))] {
      let bytes = Array(text.drop { !$0.isLetter && !$0.isNumber }.utf8)
      if DateReader.timestamp(bytes) != nil, DateTokens(bytes).onlyNumber(bytes) == nil {
        return bytes
      }
    }
    return nil
  }
}
