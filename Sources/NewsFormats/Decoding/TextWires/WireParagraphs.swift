/// Lines become paragraphs: one ends at a blank line, before one that is indented or flush, and behind a mark of
/// its own.
struct WireParagraphs {
  /// One behind the other, divided by a line feed.
  private(set) var bytes: [UInt8] = []
  /// Where they begin.
  private(set) var starts: [Int] = []
  private var isOpen = false

  init(_ lines: some Sequence<WireLine>) {
    for line in lines { append(line) }
  }

  private mutating func append(_ line: WireLine) {
    if line.isEmpty || line.isRule {
      isOpen = false
      return
    }
    if line.isIndented || line.isFlush || line.isRow { isOpen = false }
    if !isOpen {
      if !bytes.isEmpty { bytes.append(0x0A) }
      starts.append(bytes.count)
      isOpen = true
    } else {
      bytes.append(bytes.last == UInt8(ascii: "-") ? 0x0A : 0x20)
    }
    bytes += line.bytes
    if line.isRow || line.ending != nil { isOpen = false }
  }

  /// - Parameter count: so many paragraphs may begin with it.
  /// - Returns: the first of them.
  func dateline(inFirst count: Int) -> WireDateline? {
    starts.prefix(count).indices.lazy.compactMap { WireDateline(paragraph($0)) }.first
  }
  private func paragraph(_ number: Int) -> ArraySlice<UInt8> {
    let end = number + 1 < starts.count ? starts[number + 1] - 1 : bytes.count
    return bytes[starts[number]..<end]
  }
}
