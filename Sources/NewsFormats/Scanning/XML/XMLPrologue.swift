/// What stands before an XML document's root: declaration, comments, DOCTYPE. Source: XML 1.0,
/// section 2.8.
enum XMLPrologue {
  /// The root's local name in small letters; nil when the head ends before it, or is no markup.
  static func root(_ head: UnsafeBufferPointer<UInt8>) -> String? {
    start(head).flatMap { name(head, from: $0) }
  }

  /// Where the root's start tag, or anything else that is none of the prologue, begins; nil when the head
  /// ends before it.
  static func start(_ head: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < head.count {
      let rest = head[index...]
      if head[index] <= 0x20 {
        index += 1
      } else if rest.starts(with: Charset.utf8Mark) {
        index += Charset.utf8Mark.count
      } else if rest.starts(with: "<!--".utf8) {
        guard let end = end(of: "-->", head, from: index + 4) else { return nil }
        index = end
      } else if rest.starts(with: "<?".utf8) {
        guard let end = end(of: "?>", head, from: index + 2) else { return nil }
        index = end
      } else if rest.starts(with: "<!".utf8) {
        guard let end = declarationEnd(head, from: index + 2) else { return nil }
        index = end
      } else {
        return index
      }
    }
    return nil
  }

  /// Whether a DOCTYPE stands in it whose internal subset begins.
  static func holdsSubset(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    var from = 0
    while let mark = ByteRuns.first(0x3C, in: head, from: from) {
      from = mark + 1
      guard head[mark...].starts(with: "<!DOCTYPE".utf8) else { continue }
      let declaration = head[from...].prefix { $0 != 0x3E && $0 != 0x3C && $0 != 0x5B }
      if head[declaration.endIndex...].first == 0x5B { return true }
    }
    return false
  }

  private static func name(_ head: UnsafeBufferPointer<UInt8>, from start: Int) -> String? {
    guard head[start] == 0x3C else { return nil }
    let name = head[(start + 1)...].prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }
    guard !name.isEmpty, name.count < 64 else { return nil }
    let local = name.lastIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self).lowercased()
  }

  private static func end(
    of closing: String, _ head: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Int? {
    let closing = Array(closing.utf8)
    var from = from
    while let mark = ByteRuns.first(closing[0], in: head, from: from) {
      if head[mark...].starts(with: closing) { return mark + closing.count }
      from = mark + 1
    }
    return nil
  }

  /// Behind the `>` of a DOCTYPE, quotes, comments and the brackets of a subset honoured.
  private static func declarationEnd(_ head: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    var quote: UInt8?
    var brackets = 0
    var index = from
    while index < head.count {
      let byte = head[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case 0x3C where head[index...].starts(with: "!--".utf8):
        guard let end = end(of: "-->", head, from: index + 3) else { return nil }
        index = end
      case 0x22, 0x27: quote = byte
      case 0x5B: brackets += 1
      case 0x5D: brackets -= 1
      case 0x3E where brackets <= 0: return index
      default: break
      }
    }
    return nil
  }
}
