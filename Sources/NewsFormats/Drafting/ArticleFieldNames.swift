/// All names in one order, and the place of a name found in a record.
///
/// One name is written in many ways: `publishedAt`, `published_at`, `PublishedAt`, `published-at`. So
/// capitals and small letters are the same, and what stands between words (`_`, `-`, a space) is left out;
/// not at the beginning: `_id` is not `id`. A path leads into objects: `fields.bodyText`.
package struct ArticleFieldNames: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    var field: ArticleField
    /// Folded.
    var name: [UInt8]
    /// Of a body: told in short.
    var isSummary = false
    /// A provider's own, which goes before what a format has.
    var isOwn = false
  }
  let all: [Entry]
  /// The place in `all`, and one, at each name's hash or behind it; 0 for none. A power of two.
  private let slots: [Int32]
  /// What stands before the dots of the paths among the names, folded.
  private let prefixes: Set<[UInt8]>
  /// Header lines of plain text and front matter say it in their own words, in small letters.
  let headerNames: [String: ArticleField]

  package static let usual = ArticleFieldNames(own: [:])
  /// What `own` may hold, in the order of the manual.
  package static let fields = ArticleField.allCases.map { String(describing: $0) }

  /// - Parameter own: names that a provider uses, by field (`fields`); they come before the usual
  ///   ones. What is no field is left out: the configuration refuses it.
  package init(own: [String: [String]]) {
    var all: [Entry] = []
    var headerNames: [String: ArticleField] = ["by": .byline, "pubdate": .published]
    for field in ArticleField.allCases {
      let given = own[String(describing: field)] ?? []
      all += given.map { Entry(field: field, name: Self.folded($0), isOwn: true) }
      all += field.names.map { Entry(field: field, name: Self.folded($0)) }
      if field == .body {
        all += ArticleField.summaries.map {
          Entry(field: field, name: Self.folded($0), isSummary: true)
        }
      }
      for name in field == .body ? given : given + field.names {
        headerNames[name.lowercased()] = field
      }
    }
    self.all = Self.unique(all, own: own)
    self.headerNames = headerNames
    slots = Self.slots(self.all)
    prefixes = Set(
      self.all.flatMap { entry in
        entry.name.indices.filter { entry.name[$0] == 0x2E }.map { Array(entry.name[..<$0]) }
      })
  }

  /// A name given to one field is taken from the others, and each has one place.
  private static func unique(_ all: [Entry], own: [String: [String]]) -> [Entry] {
    let given = own.mapValues { Set($0.map(folded)) }
    let names = given.values.reduce(into: Set()) { $0.formUnion($1) }
    var seen: Set<[UInt8]> = []
    return all.filter { entry in
      if names.contains(entry.name),
        given[String(describing: entry.field)]?.contains(entry.name) != true
      {
        return false
      }
      return seen.insert(entry.name).inserted
    }
  }

  private static func slots(_ all: [Entry]) -> [Int32] {
    var count = 64
    while count < all.count * 4 { count *= 2 }
    var slots = [Int32](repeating: 0, count: count)
    for (place, entry) in all.enumerated() {
      var slot = entry.name.withUnsafeBufferPointer { Int(hash($0)) } & (count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int32(place + 1)
    }
    return slots
  }

  /// - Parameter key: a name or a path, as written.
  /// - Returns: its place in `all`, or nil.
  func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    if ByteRuns.asciiEnd(key, from: 0) < key.count {
      return place(Self.folded(String(decoding: key, as: UTF8.self)))
    }
    var slot = Int(Self.hash(key)) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if Self.equal(key, all[place].name) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
  /// The field that a provider calls so in its own way.
  func ownField(_ name: String) -> ArticleField? {
    index(of: name).flatMap { all[$0].isOwn ? all[$0].field : nil }
  }
  func index(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { index(of: $0) }
  }
  /// Whether a path among the names goes on behind this one.
  func leadsOn(_ path: [UInt8]) -> Bool {
    !prefixes.isEmpty && prefixes.contains(Self.folded(String(decoding: path, as: UTF8.self)))
  }

  private func place(_ folded: [UInt8]) -> Int? { all.firstIndex { $0.name == folded } }

  // How names are compared.

  static func folded(_ name: String) -> [UInt8] {
    var out: [UInt8] = []
    for byte in name.lowercased().utf8 where out.isEmpty || !isJoint(byte) { out.append(byte) }
    return out
  }
  @inline(__always)
  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || byte == 0x20
  }
  @inline(__always)
  private static func small(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
  /// FNV-1a of the folded name.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<name.count where index == 0 || !isJoint(name[index]) {
      hash = (hash ^ UInt32(small(name[index]))) &* 16_777_619
    }
    return hash
  }
  /// An ASCII name as written, and a folded one.
  private static func equal(_ name: UnsafeBufferPointer<UInt8>, _ folded: [UInt8]) -> Bool {
    var index = 0
    for place in 0..<name.count where place == 0 || !isJoint(name[place]) {
      guard index < folded.count, small(name[place]) == folded[index] else { return false }
      index += 1
    }
    return index == folded.count
  }
}
