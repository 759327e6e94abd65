/// Finds the line a key stands on. TOMLKit gives positions for syntax errors only, so a wrong type
/// or an unknown key would otherwise be named without its place.
struct KeyLines {
  private var lines: [String: Int] = [:]

  /// - Parameter text: TOML that has already been parsed without an error.
  init(_ text: String) {
    var table = ""
    var entries: [String: Int] = [:]
    let split = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, raw) in split.enumerated() {
      let line = raw.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[[") {
        let name = Self.name(line.dropFirst(2).prefix { $0 != "]" })
        entries[name, default: -1] += 1
        table = "\(name)[\(entries[name] ?? 0)]."
        note(String(table.dropLast()), index + 1)
      } else if line.hasPrefix("[") {
        let name = Self.name(line.dropFirst().prefix { $0 != "]" })
        table = name + "."
        note(name, index + 1)
      } else if let equals = line.firstIndex(of: "="), !line.hasPrefix("#") {
        let name = Self.name(line[..<equals])
        note(table + name, index + 1)
        if let dot = name.firstIndex(of: ".") { note(table + name[..<dot], index + 1) }
      }
    }
  }

  /// The line, from 1, of `workers`, `limits.depth` or `inbox[0].mode`.
  subscript(key: String) -> Int? { lines[key] }

  private mutating func note(_ key: String, _ line: Int) {
    if lines[key] == nil { lines[key] = line }
  }

  private static func name(_ text: Substring) -> String {
    text.split(separator: ".").map { part in
      part.drop { " \t\"'".contains($0) }.reversed().drop { " \t\"'".contains($0) }.reversed()
    }.map { String($0) }.joined(separator: ".")
  }
}
