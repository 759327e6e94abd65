import NewsBytes

/// Where the reading room is reached: names that a browser may call it by, and the address that feeds give.
package struct Site: Hashable, Sendable {
  /// `https://news.example`, without a slash at its end.
  package let base: String
  /// In lower case, without ports.
  private let hosts: Set<String>

  /// Its own names are always good: an address of another name that points to this machine is an attack
  /// (DNS rebinding), since who asks under it is not who reads here.
  private static let own: Set = ["localhost", "127.0.0.1", "[::1]"]

  /// Nil when `base` is no such address.
  ///
  /// - Parameters:
  ///   - base: `http://` or `https://`, a host, and a port where it has one.
  ///   - hosts: other names.
  package init?(base: String, hosts: [String]) {
    let trimmed = base.hasSuffix("/") ? String(base.dropLast()) : base
    guard
      let name = ["https://", "http://"].first(where: trimmed.hasPrefix).map({
        String(trimmed.dropFirst($0.count))
      }), let host = Self.host(name)
    else { return nil }
    self.base = trimmed
    self.hosts = Self.own.union(hosts.map { $0.lowercased() }).union([host])
  }

  /// The name that feeds are known by, whatever port they come from.
  var authority: String {
    let name = base.drop { $0 != "/" }.dropFirst(2)
    return Self.host(String(name)) ?? ""
  }

  /// Whether a request came to one of its names: as the field Host says, with or without a port.
  package func isOwn(host field: String?) -> Bool {
    field.flatMap(Self.host).map(hosts.contains) ?? false
  }

  /// The name before the port, in lower case; nil for what is none.
  private static func host(_ text: String) -> String? {
    let text = text.lowercased()
    let name: Substring
    let rest: Substring
    if text.first == "[", let end = text.firstIndex(of: "]") {
      (name, rest) = (text[...end], text[text.index(after: end)...])
    } else {
      name = text.prefix { $0 != ":" }
      rest = text[name.endIndex...]
    }
    let isPort = rest.isEmpty || rest.first == ":" && rest.dropFirst().allSatisfy(\.isWholeNumber)
    let isName = name.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (97...122).contains(byte) || "-._[]:".utf8.contains(byte)
    }
    return isPort && isName && !name.isEmpty ? String(name) : nil
  }
}
