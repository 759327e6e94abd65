/// A quick look at a line for what every notice of an embargo has: most copy has none, and nothing is cut into words.
enum EmbargoTrigger {
  /// A notice opens a line of the text within so many bytes, whatever it calls the copy.
  private static let openingBytes = 72
  private static let signs: [[UInt8]] = [
    "barg", "perr", "publ", "ubbl", "eleas", "hold", "frei", "klausul", "ffentl", "julkai",
    "broadcast", "not use", "divulg", "difun", "diffus", "diffon", "ezverej", "kozolhet",
    "közölhet",
    "эмбарг", "ЭМБАРГ", "убликов", "УБЛИКОВ", "убликац", "УБЛИКАЦ", "μπαργκο", "μπάργκο", "ΜΠΑΡΓΚΟ",
    "حظ", "نشر", "エンバーゴ", "解禁", "禁", "发布", "発表", "엠바고", "보도", "발표",
  ].map { Array($0.utf8) }
  /// By their first byte.
  private static let byFirst: [[[UInt8]]] = {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for sign in signs { table[Int(sign[0])].append(sign) }
    return table
  }()

  static func isIn(_ line: some StringProtocol, _ place: EmbargoNotice.Place) -> Bool {
    let length = place == .body ? openingBytes : 1024
    return line.utf8.withContiguousStorageIfAvailable { isIn($0.prefix(length)) } ?? true
  }

  private static func isIn(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.indices.contains { index in
      byFirst[Int(small(bytes[index]))].contains { sign in
        sign.count <= bytes.endIndex - index
          && sign.indices.allSatisfy { small(bytes[index + $0]) == sign[$0] }
      }
    }
  }

  @inline(__always)
  private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
