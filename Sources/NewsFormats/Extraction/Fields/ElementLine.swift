extension HTMLTree {
  /// The texts of the `<h1>`, in order.
  var headings: [String] {
    (0..<count).lazy.filter { tag($0) == .h1 }.map { line(of: $0, limit: 400) }
      .filter { !$0.isEmpty }
  }

  /// All text in an element in one line, dropped or not, at most `limit` bytes. Between the texts of
  /// two elements stands a space: `<a>Anna Muster</a><span>Reporter</span>`. Parameter isLeftOut: of an
  /// element in it.
  func line(of node: Int, limit: Int, without isLeftOut: (Int) -> Bool = { _ in false }) -> String {
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
        bytes.append(0x20)
      }
      inner += 1
    }
    return String(decoding: bytes.prefix(limit), as: UTF8.self).split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
  }
}
