/// Text whose paragraphs flow (`format=flowed`, RFC 3676): lines that end in a space go on.
struct FlowedText {
  private var out: [UInt8] = []
  /// Of the line that goes on; nil when none does.
  private var openDepth: Int?
  private let deletesSpaces: Bool

  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - deletesSpaces: `delsp=yes`, for scripts that write no spaces.
  /// - Returns: each paragraph one line; quoted lines keep their marks, `>> ` before each.
  static func unfolded(_ text: UnsafeBufferPointer<UInt8>, deletesSpaces: Bool) -> [UInt8] {
    var flowed = FlowedText(deletesSpaces: deletesSpaces)
    flowed.out.reserveCapacity(text.count)
    var start = 0
    while start < text.count {
      let end = ByteRuns.first(0x0A, in: text, from: start) ?? text.count
      flowed.take(text[start..<end])
      start = end + 1
    }
    return flowed.out
  }

  private init(deletesSpaces: Bool) { self.deletesSpaces = deletesSpaces }

  private mutating func take(_ whole: Slice<UnsafeBufferPointer<UInt8>>) {
    var line = whole
    if line.last == 0x0D { line.removeLast() }
    let depth = line.prefix { $0 == 0x3E }.count
    line = line.dropFirst(depth)
    if line.first == 0x20 { line.removeFirst() }
    let isSignature = line.elementsEqual([0x2D, 0x2D, 0x20])
    if openDepth != depth || isSignature {
      if openDepth != nil { out.append(0x0A) }
      if depth > 0 { out += [UInt8](repeating: 0x3E, count: depth) + [0x20] }
    }
    out += line
    let goesOn = line.last == 0x20 && !isSignature
    if goesOn, deletesSpaces { out.removeLast() }
    if !goesOn { out.append(0x0A) }
    openDepth = goesOn ? depth : nil
  }
}
