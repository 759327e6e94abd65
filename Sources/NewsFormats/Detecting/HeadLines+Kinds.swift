/// Kinds of text that their first lines tell.
extension HeadLines {
  /// `--- a/file` above `+++ b/file`.
  static func isPatch(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.starts(with: "--- ".utf8) else { return false }
    return head.drop { $0 != 0x0A }.dropFirst().starts(with: "+++ ".utf8)
  }

  /// `@article{berg2026,`, `@Book{…`.
  static func isBibliography(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.first == 0x40, let brace = head.prefix(32).firstIndex(of: 0x7B) else { return false }
    let kind = head[1..<brace]
    return !kind.isEmpty && kind.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
      && head[brace...].prefix(80).contains(0x2C)
  }

  /// `1 of 2 DOCUMENTS`, `Document 1 of 25`: above the first of the documents that a database gave out in one file.
  static func isDownload(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let line = String(decoding: head.prefix(48).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    var words = line.lowercased().split(separator: " ")[...]
    if words.first == "document" {
      words = words.dropFirst()
    } else if words.last.map({ ["document", "documents"].contains($0) }) == true {
      words = words.dropLast()
    } else {
      return false
    }
    return words.count == 3 && words.first?.allSatisfy(\.isNumber) == true
      && words.last?.allSatisfy(\.isNumber) == true && words.dropFirst().first == "of"
  }
}
