extension HTMLTree {
  /// The texts of the `<h1>`, in order.
  var headings: [String] {
    (0..<count).lazy.filter { tag($0) == .h1 }.map { line(of: $0, limit: 400) }
      .filter { !$0.isEmpty }
  }

  /// All text in an element in one line, dropped or not, at most `limit` bytes; without the
  /// elements in it that `isLeftOut` picks. Between the texts of two elements stands a space:
  /// `<a>Anna Muster</a><span>Reporter</span>`; between two blocks, where `divided`, a bar.
  func line(
    of node: Int, limit: Int, divided: Bool = false,
    without isLeftOut: (Int) -> Bool = { _ in false }
  ) -> String {
    var bytes: [UInt8] = []
    var before: Int?
    var inner = node
    while inner < end(node), bytes.count < limit {
      if isText(inner) {
        if let before, let first = text(inner).first, first | 0x20 >= 0x61,
          !contains(parent(before), inner), !contains(parent(inner), before)
        {
          bytes.append(0x20)
        }
        bytes += text(inner)
        before = inner
      } else if [.script, .style, .rt, .rtc, .rp, .svg].contains(tag(inner))
        || inner > node && isLeftOut(inner)
      {
        inner = end(inner)
        continue
      } else if tag(inner).isBlock || tag(inner) == .br {
        bytes += divided ? [0x20, 0x7C, 0x20] : [0x20]
      }
      inner += 1
    }
    return bytes.prefix(limit).inOneLine
  }
}

extension ArraySlice<UInt8> {
  /// The text with all white space, of Unicode's too, as single spaces, and none at its ends.
  var inOneLine: String {
    var out: [UInt8] = []
    out.reserveCapacity(count)
    var index = startIndex
    var owesSpace = false
    while index < endIndex {
      let white = whiteSpace(at: index)
      if white > 0 {
        owesSpace = true
        index += white
        continue
      }
      if owesSpace, !out.isEmpty { out.append(0x20) }
      owesSpace = false
      out.append(self[index])
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of the white space that stands there, 0 for none.
  private func whiteSpace(at index: Int) -> Int {
    let byte = self[index]
    if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    guard byte == 0xC2 || (0xE1...0xE3).contains(byte), index + 1 < endIndex else { return 0 }
    switch (byte, self[index + 1], index + 2 < endIndex ? self[index + 2] : 0) {
    case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F), (0xE1, 0x9A, 0x80), (0xE3, 0x80, 0x80):
      return 3
    default: return 0
    }
  }
}
