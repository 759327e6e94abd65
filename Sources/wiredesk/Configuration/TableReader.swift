import TOMLKit

/// Takes keys out of one TOML table, checks their type and range, and refuses what is left over.
///
/// TOMLKit's decoder reports a wrong type as a missing key and passes unknown keys, so both are
/// checked here.
struct TableReader {
  private let table: TOMLTable
  private let prefix: String
  private let file: String
  private let lines: KeyLines
  private var taken: Set<String> = []

  init(_ table: TOMLTable, prefix: String, file: String, lines: KeyLines) {
    self.table = table
    self.prefix = prefix
    self.file = file
    self.lines = lines
  }

  mutating func string(_ key: String, oneOf allowed: [String]? = nil) throws -> String? {
    guard let value = take(key) else { return nil }
    guard let text = value.string else { throw wrongType(key, value, "a string in quotes") }
    if let allowed, !allowed.contains(text) {
      throw error(key, "is '\(text)'", "use one of \(allowed.joined(separator: ", "))")
    }
    return text
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = take(key) else { return nil }
    guard let number = value.int else { throw wrongType(key, value, "a whole number") }
    guard range.contains(number) else {
      throw error(key, "is \(number)", "use \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  mutating func strings(_ key: String) throws -> [String]? {
    guard let value = take(key) else { return nil }
    guard let array = value.array else { throw wrongType(key, value, "a list of strings") }
    return try array.map { element in
      guard let text = element.string else { throw wrongType(key, element, "a list of strings") }
      return text
    }
  }

  mutating func table(_ key: String) throws -> TableReader? {
    guard let value = take(key) else { return nil }
    guard let inner = value.table else { throw wrongType(key, value, "a table: [\(key)]") }
    return TableReader(inner, prefix: prefix + key + ".", file: file, lines: lines)
  }

  mutating func tables(_ key: String) throws -> [TableReader] {
    guard let value = take(key) else { return [] }
    guard let array = value.array else { throw wrongType(key, value, "a list: [[\(key)]]") }
    return try array.enumerated().map { index, element in
      guard let inner = element.table else {
        throw wrongType(key, element, "a list of tables: [[\(key)]]")
      }
      return TableReader(inner, prefix: "\(prefix)\(key)[\(index)].", file: file, lines: lines)
    }
  }

  /// Call last: whatever has not been asked for is no key of ours.
  func refuseUnknown() throws {
    let unknown = table.keys.filter { !taken.contains($0) }.sorted()
    guard let key = unknown.first else { return }
    let hint =
      NearestName.of(key, among: taken).map { "did you mean \($0)?" }
      ?? "the keys here are \(taken.sorted().joined(separator: ", "))"
    throw error(key, "unknown key", hint)
  }

  func error(_ key: String, _ problem: String, _ remedy: String) -> ConfigurationError {
    let full = prefix + key
    let line = lines[full] ?? (prefix.isEmpty ? nil : lines[String(prefix.dropLast())])
    return ConfigurationError(file: file, line: line, key: full, problem: problem, remedy: remedy)
  }

  private mutating func take(_ key: String) -> (any TOMLValueConvertible)? {
    taken.insert(key)
    return table[key]
  }

  private func wrongType(
    _ key: String, _ value: any TOMLValueConvertible, _ wanted: String
  ) -> ConfigurationError {
    error(key, "is a \(value.type)", "give \(wanted)")
  }
}
