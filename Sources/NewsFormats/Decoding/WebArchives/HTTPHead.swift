import NewsModel

/// The head of an HTTP answer as crawlers keep it (RFC 9112): a status line, also of HTTP/2 and its pseudo fields
/// (`:status: 200`), and fields. Lines may end in LF.
struct HTTPHead {
  static let mostBytes = 64 << 10

  let status: Int
  private let fields: MailHeader

  /// Nil for what is no answer.
  ///
  /// - Parameter bytes: the head, from its first byte to the blank line behind it.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var status: Int?
    while start < bytes.count, let feed = ByteRuns.first(0x0A, in: bytes, from: start) {
      let line = bytes[start..<feed]
      guard line.first == 0x3A || start == 0 && line.starts(with: "HTTP/".utf8) else { break }
      let words = line.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
      if words.first?.hasPrefix("HTTP/") == true || words.first == ":status:", words.count > 1 {
        status = Int(words[1])
      }
      start = feed + 1
    }
    let place = DocumentPlace(format: "", locator: "", limits: Limits())
    // `try?`: what has a field over its limit is no answer that is read.
    guard let status,
      let fields = try? MailHeader(UnsafeBufferPointer(rebasing: bytes[start...]), at: place)
    else { return nil }
    self.status = status
    self.fields = fields
  }

  /// The bytes of a head with its blank line; nil when it does not end here.
  static func end(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var from = 0
    while let feed = ByteRuns.first(0x0A, in: bytes, from: from), feed < mostBytes {
      let next = bytes[(feed + 1)...].prefix(2)
      if next.first == 0x0A { return feed + 2 }
      if next.elementsEqual([0x0D, 0x0A]) { return feed + 3 }
      from = feed + 1
    }
    return nil
  }

  var contentType: String {
    fields["content-type"].map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
  /// What other codings say comes before it (RFC 9112, 6.1).
  var isChunked: Bool { codings("transfer-encoding").last == "chunked" }
  /// What its body is packed with, by its own words: `gzip`, `br`.
  var packings: [String] {
    codings("content-encoding") + codings("transfer-encoding").filter { $0 != "chunked" }
  }

  /// In small letters, in the order in which they were applied.
  private func codings(_ name: String) -> [String] {
    String(decoding: fields[name] ?? [], as: UTF8.self).lowercased().split(separator: ",")
      .map { $0.filter { !$0.isWhitespace } }
  }
}
