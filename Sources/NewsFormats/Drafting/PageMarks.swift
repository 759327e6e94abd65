/// Comments that WordPress' editor writes into a text without tags: `<!--more-->` where a teaser ends,
/// `<!--nextpage-->` between pages (codex: Customizing the Read More; Page Links).
enum PageMarks {
  private static let signs = ["<!--more", "<!--nextpage", "<!-- more", "<!-- nextpage"].map {
    Array($0.utf8)
  }
  private static let end = Array("-->".utf8)
  /// `<!--more Read the rest of this entry-->`, in bytes.
  private static let longest = 200

  /// - Parameter text: valid UTF-8.
  /// - Returns: a blank line in place of each; nil when there is none.
  static func divided(_ text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var index = 0
    text.withUnsafeBufferPointer { bytes in
      var from = 0
      while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
        from = start + 1
        guard let behind = markEnd(bytes, at: start) else { continue }
        out += bytes[index..<start]
        out += [0x0A, 0x0A]
        index = behind
        from = behind
      }
    }
    return index == 0 ? nil : out + text[index...]
  }

  private static func markEnd(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let mark = bytes[start...].prefix(longest)
    guard signs.contains(where: mark.starts(with:)) else { return nil }
    return mark.indices.first { mark[$0...].starts(with: end) }.map { $0 + end.count }
  }
}
