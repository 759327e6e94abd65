/// A reference resolved against a base. Source: RFC 3986, sections 5.2 and 5.3; the expression of
/// appendix B, read by hand.
enum RelativeReference {
  private struct Parts {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ text: String) {
      var rest = text[...]
      if let hash = rest.firstIndex(of: "#") {
        fragment = rest[rest.index(after: hash)...]
        rest = rest[..<hash]
      }
      if let mark = rest.firstIndex(of: "?") {
        query = rest[rest.index(after: mark)...]
        rest = rest[..<mark]
      }
      if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
        scheme = rest[..<colon]
        rest = rest[rest.index(after: colon)...]
      }
      if rest.hasPrefix("//") {
        let host = rest.dropFirst(2)
        let end = host.firstIndex(of: "/") ?? host.endIndex
        authority = host[..<end]
        rest = host[end...]
      }
      path = rest
    }

    private static func isScheme(_ text: Substring) -> Bool {
      guard let first = text.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
      return text.utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D
          || $0 == 0x2E
      }
    }

    var text: String {
      var out = ""
      if let scheme { out += scheme + ":" }
      if let authority { out += "//" + authority }
      out += path
      if let query { out += "?" + query }
      if let fragment { out += "#" + fragment }
      return out
    }
  }

  static func isAbsolute(_ text: String) -> Bool { Parts(text).scheme != nil }

  /// A base without a scheme is of no use, and the reference stays as it is.
  static func resolved(_ reference: String, against base: String) -> String {
    var target = Parts(reference)
    let base = Parts(base)
    guard target.scheme == nil, base.scheme != nil else { return reference }
    if target.authority == nil {
      if target.path.isEmpty {
        target.path = base.path
        if target.query == nil { target.query = base.query }
      } else if !target.path.hasPrefix("/") {
        let folder = base.path.lastIndex(of: "/").map { base.path[...$0] }
        target.path = (folder ?? (base.authority == nil ? "" : "/")) + target.path
      }
      target.authority = base.authority
    }
    target.scheme = base.scheme
    target.path = withoutDots(target.path)[...]
    return target.text
  }

  /// RFC 3986, section 5.2.4.
  private static func withoutDots(_ path: Substring) -> String {
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return kept.joined(separator: "/")
  }
}
