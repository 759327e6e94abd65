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

  /// A bit for each two bytes that a sign begins with: most of a text begins none.
  private static let beginnings: [UInt64] = signs.reduce(into: Array(repeating: 0, count: 1024)) {
    let pair = Int($1[0]) << 8 | Int($1[1])
    $0[pair >> 6] |= 1 << UInt64(pair & 63)
  }

  static func isIn(_ line: some StringProtocol, _ place: EmbargoNotice.Place) -> Bool {
    let length = place == .body ? openingBytes : 1024
    return line.utf8.withContiguousStorageIfAvailable { isIn($0.prefix(length)) } ?? true
  }

  private static func isIn(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var before: UInt8 = 0
    return beginnings.withUnsafeBufferPointer { beginnings in
      bytes.indices.contains { index in
        let byte = small(bytes[index])
        defer { before = byte }
        let pair = Int(before) << 8 | Int(byte)
        guard beginnings[pair >> 6] & 1 << UInt64(pair & 63) != 0 else { return false }
        return begins(bytes[(index - 1)...])
      }
    }
  }

  private static func begins(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    byFirst[Int(small(bytes[bytes.startIndex]))].contains { sign in
      sign.count <= bytes.count
        && sign.indices.allSatisfy { small(bytes[bytes.startIndex + $0]) == sign[$0] }
    }
  }

  @inline(__always)
  private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
