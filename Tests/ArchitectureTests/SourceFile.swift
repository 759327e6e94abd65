import Foundation

/// One Swift file of Sources, read as text: swift-format has put each declaration on lines of its own, so
/// a body ends at the first line that closes it at the indentation of its declaration.
struct SourceFile {
  var target: String
  /// Below Sources: `NewsInbox/Claiming.swift`.
  var path: String
  var lines: [Substring]

  struct TypeName: Hashable {
    var name: String
    var isTopLevel: Bool
    /// Declared `package`: another module may use it.
    var isShown: Bool
  }

  struct Function {
    var declaration: String
    /// From the line of its declaration to its closing brace, both counted.
    var length: Int
    var isInitializer: Bool
  }

  static let all: [SourceFile] = {
    let root = LayerTests.sources.standardizedFileURL.path + "/"
    let found = FileManager.default.enumerator(
      at: LayerTests.sources, includingPropertiesForKeys: nil)
    return (found?.allObjects as? [URL] ?? []).compactMap { url in
      guard url.pathExtension == "swift",
        let text = try? String(contentsOf: url, encoding: .utf8)
      else { return nil }
      let path = String(url.standardizedFileURL.path.dropFirst(root.count))
      return SourceFile(path: path, text: text)
    }.sorted { $0.path < $1.path }
  }()

  init(path: String, text: String) {
    self.path = path
    target = String(path.prefix { $0 != "/" })
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
  }

  /// The folder it lies in, below Sources.
  var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  /// The types that it declares, in their order; extensions declare none.
  var types: [TypeName] {
    lines.compactMap { line in
      var words = line.split { $0 == " " || $0 == ":" || $0 == "<" }.map(String.init)
      let isIndented = line.first == " "
      var isShown = false
      // `class` is a modifier of functions, and here it is what is looked for.
      while let word = words.first, word != "class",
        Self.modifiers.contains(word) || word.hasPrefix("@")
      {
        isShown = isShown || word == "package"
        words.removeFirst()
      }
      let kinds = ["struct", "class", "enum", "actor", "protocol", "typealias"]
      guard words.count > 1, kinds.contains(words[0]), words[1].first?.isUppercase == true else {
        return nil
      }
      return TypeName(name: words[1], isTopLevel: !isIndented, isShown: isShown)
    }
  }

  /// Functions, initialisers, subscripts and computed properties that have a body of several lines.
  var functions: [Function] {
    var found: [Function] = []
    for (index, line) in lines.enumerated() {
      guard let kind = Self.kind(of: line), let opening = opening(from: index) else { continue }
      let closing = String(repeating: " ", count: Self.indentation(of: line)) + "}"
      guard let end = lines[(opening + 1)...].firstIndex(where: { $0.hasPrefix(closing) }) else {
        continue
      }
      found.append(
        Function(
          declaration: "\(path):\(index + 1) \(line.trimmingCharacters(in: .whitespaces))",
          length: end - index + 1, isInitializer: kind == "init"))
    }
    return found
  }

  private static let modifiers: Set = [
    "package", "private", "fileprivate", "public", "internal", "static", "final", "class",
    "override",
    "mutating", "nonmutating", "convenience", "required", "nonisolated", "consuming", "borrowing",
    "indirect", "private(set)", "package(set)", "lazy", "unowned", "weak",
  ]

  /// "func", "init", "deinit", "subscript" or "var"; nil for every other line.
  private static func kind(of line: Substring) -> String? {
    var words = line.split(separator: " ").map(String.init)
    // `class func` is one; a class is none.
    while words.count > 1, modifiers.contains(words[0]) || words[0].hasPrefix("@") {
      words.removeFirst()
    }
    guard let first = words.first else { return nil }
    let name = String(first.prefix { $0.isLetter })
    switch name {
    case "func", "deinit": return name
    case "init", "subscript":
      let next = first.dropFirst(name.count).first
      return next.map { "(<?".contains($0) } == true ? name : nil
    // A stored property that is filled by a closure has a body, too, but an equals sign before it.
    case "var" where line.hasSuffix("{") && !line.contains(" = "): return name
    default: return nil
    }
  }

  /// The line on which the body of the declaration at `index` opens; nil when it has none, or all of it
  /// stands on one line.
  private func opening(from index: Int) -> Int? {
    for (place, line) in lines[index...].enumerated() {
      if line.hasSuffix("{") { return index + place }
      // Without a body, as in a protocol, or whole on one line.
      if line.isEmpty || line.hasSuffix("}") { return nil }
      let isFurther = Self.indentation(of: line) > Self.indentation(of: lines[index])
      let goesOn =
        line.drop { $0 == " " }.first.map { ")-".contains($0) } == true
        || ["throws", "where", "async"].contains { line.drop { $0 == " " }.hasPrefix($0) }
      if place > 0, !isFurther, !goesOn { return nil }
    }
    return nil
  }

  private static func indentation(of line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
