/// The article that a page describes in JSON-LD (schema.org): `<script type="application/ld+json">`.
///
/// Templates write it badly: control characters in strings, comments around it, a semicolon behind.
/// What stands before a fault counts.
struct LinkedData {
  /// Values nested deeper are skipped; graphs of real pages need six.
  private static let depthLimit = 10
  private static let mostBytes = 1 << 20

  /// A value as far as it is needed: numbers and literals are left out.
  indirect enum Value {
    case text(String)
    case list([Value])
    case object([String: Value])
  }

  private(set) var objects: [[String: Value]] = []

  /// Reads one more script of the page.
  mutating func read(_ script: ArraySlice<UInt8>) {
    guard script.count <= Self.mostBytes else { return }
    let cleaned = Self.cleaned(script)
    cleaned.withUnsafeBufferPointer { bytes in
      guard let start = bytes.firstIndex(where: { $0 == 0x7B || $0 == 0x5B }) else { return }
      var reader = JSONReader(
        UnsafeBufferPointer(rebasing: bytes[start...]), depthLimit: Self.depthLimit * 8)
      var top: [Value] = []
      while reader.peek() != 0, let value = Self.value(&reader, depth: 0) {
        top.append(value)
        _ = reader.take(0x3B) || reader.take(0x2C)
      }
      for value in top { collect(value) }
    }
  }

  private static func cleaned(_ script: ArraySlice<UInt8>) -> [UInt8] {
    script.map { $0 < 0x20 ? 0x20 : $0 }
  }

  /// Nil at a fault; an object or list that breaks off is given as far as it went.
  private static func value(_ reader: inout JSONReader, depth: Int) -> Value? {
    do {
      switch reader.peek() {
      case 0x22:
        let string = try reader.string()
        return .text(String(decoding: JSONText.bytes(of: string, in: reader.bytes), as: UTF8.self))
      case 0x7B where depth < depthLimit: return object(&reader, depth: depth)
      case 0x5B where depth < depthLimit: return list(&reader, depth: depth)
      default:
        try reader.skipValue(depth: depth)
        return .list([])
      }
    } catch { return nil }
  }

  private static func object(_ reader: inout JSONReader, depth: Int) -> Value {
    var members: [String: Value] = [:]
    var first = true
    _ = reader.take(0x7B)
    while let key = try? reader.nextKey(first: &first) {
      let name = String(decoding: JSONText.bytes(of: key, in: reader.bytes), as: UTF8.self)
      guard let value = value(&reader, depth: depth + 1) else { break }
      if members[name] == nil { members[name] = value }
    }
    return .object(members)
  }

  private static func list(_ reader: inout JSONReader, depth: Int) -> Value {
    var elements: [Value] = []
    var first = true
    _ = reader.take(0x5B)
    while (try? reader.nextElement(first: &first)) == true,
      let value = value(&reader, depth: depth + 1)
    {
      elements.append(value)
    }
    return .list(elements)
  }

  /// Objects in order, those of lists and graphs and the page's main entity among them.
  private mutating func collect(_ value: Value) {
    var waiting = [value]
    while let next = waiting.popLast() {
      switch next {
      case .text: continue
      case .list(let elements): waiting.append(contentsOf: elements.reversed())
      case .object(let members):
        objects.append(members)
        for key in ["mainEntity", "@graph"] {
          if let inner = members[key] { waiting.append(inner) }
        }
      }
    }
  }
}

extension LinkedData.Value {
  /// The text, or the first of a list that has one, or an object's name.
  var text: String? {
    switch self {
    case .text(let text): text
    case .list(let elements): elements.lazy.compactMap(\.text).first
    case .object(let members): members["name"]?.text ?? members["@value"]?.text
    }
  }
  var elements: [LinkedData.Value] {
    if case .list(let elements) = self { elements } else { [self] }
  }
  var members: [String: LinkedData.Value] {
    if case .object(let members) = self { members } else { [:] }
  }
}

extension LinkedData {
  private static func types(_ object: [String: Value]) -> [String] {
    (object["@type"]?.elements ?? []).compactMap(\.text)
  }
  private static let otherWorks: Set<String> = ["Report", "Recipe", "Review", "PodcastEpisode"]
  private static func isArticle(_ object: [String: Value]) -> Bool {
    types(object).contains {
      $0.hasSuffix("Article") || $0.hasSuffix("Posting") || otherWorks.contains($0)
    }
  }
  private static func isPage(_ object: [String: Value]) -> Bool {
    types(object).contains { $0.hasSuffix("Page") }
  }

  /// The object that describes the page's article; nil when none does.
  var article: [String: Value]? {
    objects.first { Self.isArticle($0) && $0["headline"] != nil }
      ?? objects.first(where: Self.isArticle)
  }
  /// The page around it: dates and language of pages that have no article.
  var page: [String: Value]? { objects.first(where: Self.isPage) }

  /// The names of an object's authors; a reference (`@id`) is followed into the graph.
  func authors(of object: [String: Value]) -> [String] {
    let authors = object["author"] ?? object["creator"]
    return (authors?.elements ?? []).flatMap { author -> [String] in
      if let name = author.members["name"] { return name.elements.compactMap(\.text) }
      if let id = author.members["@id"]?.text {
        let known = objects.first { $0["@id"]?.text == id && $0["name"] != nil }
        return known?["name"]?.text.map { [$0] } ?? []
      }
      return author.text.map { [$0] } ?? []
    }
  }
}
