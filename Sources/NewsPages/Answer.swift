import NewsBytes

/// What the reading room answers to one request: everything but the connection.
package struct Answer: Sendable {
  package enum Kind: String, Sendable {
    case html = "text/html; charset=utf-8"
    case atom = "application/atom+xml; charset=utf-8"
    case feed = "application/feed+json; charset=utf-8"
    case openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    case metrics = "text/plain; version=0.0.4; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case style = "text/css; charset=utf-8"
    case icon = "image/svg+xml"
    case text = "text/plain; charset=utf-8"
  }

  package var status: Int
  package var kind: Kind
  package var body: [UInt8]
  /// Names the bytes of the body; nil for what is not to be kept.
  package var tag: String?

  init(_ kind: Kind, _ body: [UInt8], status: Int = 200) {
    self.status = status
    self.kind = kind
    self.body = body
    tag = status == 200 ? Self.tag(of: body) : nil
  }

  /// Where the asker has these bytes already, 304 without them.
  ///
  /// - Parameter tags: the field If-None-Match (RFC 9110, section 13.1.2): tags are compared weakly.
  /// - Returns: itself, or without its body.
  package func unlessKnown(_ tags: String?) -> Answer {
    guard let tags, let tag else { return self }
    let known = tags.split(separator: ",").map { part in
      let bare = part.drop { $0 == " " }
      return bare.hasPrefix("W/") ? bare.dropFirst(2) : bare
    }
    guard known.contains(where: { $0.prefix { $0 != " " } == tag || $0 == "*" }) else {
      return self
    }
    var answer = self
    answer.status = 304
    answer.body = []
    return answer
  }

  /// 64 bits of FNV-1a and the length: it tells versions of one page apart, and nothing depends on its not
  /// being forged.
  private static func tag(of body: [UInt8]) -> String {
    var hash = FNV.start
    for byte in body { hash = (hash ^ UInt64(byte)) &* FNV.prime }
    return "\"\(String(hash, radix: 16))-\(String(body.count, radix: 16))\""
  }

  /// Fields that every answer has, beside its kind, its length and its tag.
  package static let fields: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Cache-Control", "no-cache"),
  ]
}
