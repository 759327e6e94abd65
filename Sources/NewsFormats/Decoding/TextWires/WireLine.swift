/// A line of wire copy, its typographic signs read: what the setting machines took as commands is text or layout
/// here.
///
/// Source: ANPA 1312 (1989), "Text"; IPTC 7901 (1995), section 5; the files of agencies. `^` opens a line that
/// is set flush, `<` and `=` end one (left, centred), TAB or spaces indent a paragraph, `;` divides the cells of a
/// table, ``` `` ``` and `''` are quotation marks, a lone `_` is a dash, `{` half.
struct WireLine {
  /// Agencies' messages have some kilobytes, the longest reports a hundred. A line that is read takes up to 100
  /// bytes of memory: a megabyte of blank ones 100 MiB.
  static let bytesOfAMessage = 1 << 20

  /// Clean, perhaps empty.
  var text: String
  /// `^` stood before it.
  var isFlush = false
  /// It was indented.
  var isIndented = false
  /// `<`, `=` or nothing.
  var ending: Unicode.Scalar?
  var isRow = false

  /// - Parameter raw: without its line feed.
  init(_ raw: some StringProtocol) {
    var scalars = Array(raw.unicodeScalars)
    let indent = scalars.prefix { $0 == " " || $0 == "\t" }
    isIndented = indent.contains("\t") || indent.count > 1
    scalars.removeAll { ($0.value < 0x20 && $0 != "\t") || (0x7F...0x9F).contains($0.value) }
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    scalars.removeFirst(scalars.prefix { $0 == " " || $0 == "\t" }.count)
    if scalars.first == "^" {
      isFlush = true
      scalars.removeFirst()
    }
    if let last = scalars.last, last == "<" || last == "=" {
      ending = last
      scalars.removeLast()
      while scalars.last == " " { scalars.removeLast() }
    }
    isRow = Self.isRow(scalars)
    text = Self.text(scalars, isRow: isRow)
  }

  /// Nothing but a rule across the column.
  var isRule: Bool { !text.isEmpty && text.allSatisfy { "_–-*= ".contains($0) } }

  /// Two cells or more, which stand close to what divides them.
  private static func isRow(_ scalars: [Unicode.Scalar]) -> Bool {
    let marks = scalars.indices.filter { scalars[$0] == ";" }
    return marks.count >= 2
      && marks.allSatisfy { $0 + 1 == scalars.count || scalars[$0 + 1] != " " }
  }

  private static func text(_ scalars: [Unicode.Scalar], isRow: Bool) -> String {
    var out = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "`" where after == "`", "'" where after == "'" && before != "'": continue
      case "`" where before == "`": out.append("“")
      case "'" where before == "'": out.append("”")
      case "_" where isApart(before) && isApart(after): out.append("–")
      case "{" where before == ";" || (48...57).contains(before.value): out.append("½")
      case ";" where isRow: if out.last != " ", !out.isEmpty { out.append(" ") }
      case "\t": if out.last != " " { out.append(" ") }
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  private static func isApart(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == ";" }
}

/// Lines become paragraphs: one ends at a blank line, before one that is indented or flush, and behind a mark of
/// its own.
struct WireParagraphs {
  private(set) var paragraphs: [String] = []
  private var current = ""

  init(_ lines: some Sequence<WireLine>) {
    for line in lines { append(line) }
    end()
  }

  private mutating func append(_ line: WireLine) {
    if line.text.isEmpty || line.isRule { return end() }
    if line.isIndented || line.isFlush || line.isRow { end() }
    if !current.isEmpty { current += current.hasSuffix("-") ? "\n" : " " }
    current += line.text
    if line.isRow || line.ending != nil { end() }
  }

  private mutating func end() {
    if !current.isEmpty { paragraphs.append(current) }
    current = ""
  }
}
