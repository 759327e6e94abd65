import NewsBytes
package import NewsModel

/// Why a deposit, or one record of it, is in failed/: written beside it as `NAME.reason.json`.
package struct ReasonFile: Hashable, Sendable {
  /// The path below its inbox.
  package var name: FileName
  /// A constant of the manual's table.
  package var code: String
  /// One sentence, safe to show.
  package var message: String
  package var locator: String
  package var limit: String?
  package var sizeBytes: Int64
  /// Nil when it was not read to its end.
  package var digest: ContentDigest?
  package var source: String
  package var received: Timestamp
  package var attempts: Int

  package init(
    name: FileName, code: String, message: String, locator: String = "", limit: String? = nil,
    sizeBytes: Int64, digest: ContentDigest?, source: String, received: Timestamp,
    attempts: Int = 1
  ) {
    self.name = name
    self.code = code
    self.message = message
    self.locator = locator
    self.limit = limit
    self.sizeBytes = sizeBytes
    self.digest = digest
    self.source = source
    self.received = received
    self.attempts = attempts
  }

  static let ending = Array(".reason.json".utf8)

  /// Whether a name in failed/ is that of a reason, and not of what failed.
  package static func isOne(_ name: FileName) -> Bool {
    name.bytes.suffix(ending.count) == ending[...]
  }

  /// The reason's name beside a file of this one.
  package static func name(of file: FileName) -> FileName {
    FileName(bytes: file.bytes + ending)
  }

  /// One object, two spaces, a line feed at the end: people read it, and any JSON reader.
  package var json: [UInt8] {
    var lines = [("name", Self.string(name.text))]
    if !name.isUTF8 { lines.append(("name_bytes", Self.string(Base64.encode(name.bytes)))) }
    lines += [
      ("code", Self.string(code)), ("message", Self.string(message)),
      ("locator", Self.string(locator)), ("limit", limit.map(Self.string) ?? "null"),
      ("size", "\(sizeBytes)"), ("sha256", digest.map { Self.string($0.hex) } ?? "null"),
      ("source", Self.string(source)), ("received", Self.string(received.rfc3339)),
      ("attempts", "\(attempts)"),
    ]
    let text = lines.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n")
    return Array("{\n\(text)\n}\n".utf8)
  }

  private static func string(_ text: String) -> String { JSONString.text(text, as: .filed) }
}
