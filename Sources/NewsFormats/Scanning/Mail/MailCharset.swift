/// The charsets of mail: those of documents, and UTF-7, which is no superset of ASCII, so that no document is
/// believed to be in it (RFC 2152).
enum MailCharset {
  static let utf7 = "UTF-7"

  /// The name by which `text` knows a charset; nil for none that is read.
  static func name(_ label: some StringProtocol) -> String? {
    let label = String(label)
    let small = label.lowercased()
    if small.hasSuffix("utf-7") { return utf7 }
    return Charset.iconvName(label)
  }

  /// Bytes as valid UTF-8; nil when they are that already. `charset` is one of `name`'s, or nil for unknown.
  static func converted(_ bytes: UnsafeBufferPointer<UInt8>, _ charset: String?) -> [UInt8]? {
    if charset == utf7, let text = Charset.iconvConverted(bytes, from: utf7) { return text }
    return Charset.converted(bytes, given: charset == utf7 ? nil : charset)
  }
}
