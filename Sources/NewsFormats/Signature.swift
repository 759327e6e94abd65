/// What tells a format. A document is asked the questions in the order of these members, each of all
/// formats, so that stronger signs come first.
struct Signature: Sendable {
  typealias Look = @Sendable (DocumentHead) -> Bool

  /// The bytes that it begins with.
  var leading: [LeadingBytes] = []
  /// Suffixes that are believed whatever the bytes look like: from a dot on, in small letters.
  var names: [String] = []
  /// Whether bytes that no text has may stand in one of that name: its records are judged one by one.
  var mayHoldBinary = false
  /// Root elements of XML and HTML: local names in small letters.
  var roots: [String] = []
  /// Words that stand near the root as well, or the root tells nothing.
  var besideRoot: StaticString?
  /// Any other look of the first bytes.
  var looks: Look?
  /// Suffixes that are believed when the bytes say nothing.
  var suffixes: [String] = []
  /// A sum in its first bytes, where they have no mark.
  var sum: (@Sendable (UnsafeBufferPointer<UInt8>) -> Bool)?
  /// Whether its bytes are no text: no charset, and nothing may stand before its first byte.
  var isBinary = false
}

/// Bytes at a fixed place near the beginning.
struct LeadingBytes: Sendable {
  /// What the document begins with, where the place is another one.
  private let first: [UInt8]
  private let bytes: [UInt8]
  private let offset: Int

  init(_ text: String, _ more: [UInt8] = [], offset: Int = 0, after first: [UInt8] = []) {
    self.first = first
    bytes = Array(text.utf8) + more
    self.offset = offset
  }

  func begin(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.count >= offset + bytes.count, head[offset] == bytes[0] else { return false }
    return head[offset...].starts(with: bytes) && head.starts(with: first)
  }
}

/// The beginning of a document, and its name, for signatures to look at. Valid as long as the bytes are.
struct DocumentHead {
  /// How much of a document is looked at.
  static let bytes = 4096

  /// From the first byte that is neither byte order mark nor white space.
  let bytes: UnsafeBufferPointer<UInt8>
  /// What its name ends with, from the last dot, in small letters; empty without a dot. The suffixes of
  /// compressions have been taken off.
  let suffix: String
  /// The root element's local name in small letters, `html` where a page has only what stands in it; nil for
  /// what is no markup.
  let root: String?
  /// From the root's start tag on.
  private let nearRoot: UnsafeBufferPointer<UInt8>
  /// How much may stand before the root: comments of licences have some KiB.
  static let mostPrologueBytes = 1 << 18

  init(_ bytes: UnsafeBufferPointer<UInt8>, name: String) {
    self.bytes = UnsafeBufferPointer(rebasing: bytes.prefix(Self.bytes))
    suffix = name.lastIndex(of: ".").map { name[$0...].lowercased() } ?? ""
    let start = bytes.first == 0x3C ? XMLPrologue.start(bytes) : nil
    nearRoot = UnsafeBufferPointer(
      rebasing: bytes[(start ?? bytes.count)...].prefix(Self.bytes))
    let name = start == nil ? nil : XMLPrologue.root(nearRoot)
    if let start, let name, LooseHead.names.contains(name) {
      let head = LooseHead(UnsafeBufferPointer(rebasing: bytes[start...]))
      root = head.isOfPage(suffix: suffix) ? "html" : nil
    } else {
      root = name
    }
  }

  /// Whether a word stands near the root.
  func contains(_ word: StaticString) -> Bool { Self.holds(nearRoot, word) }
  /// Whether a word stands anywhere in the first bytes.
  func holds(_ word: StaticString) -> Bool { Self.holds(bytes, word) }

  private static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    var from = 0
    while let mark = ByteRuns.first(word[0], in: bytes, from: from) {
      if bytes[mark...].starts(with: word) { return true }
      from = mark + 1
    }
    return false
  }

  /// The first 1024 bytes begin with one of these, in letters of any case.
  func begins(with words: String...) -> Bool {
    let text = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    return words.contains { text.hasPrefix($0) }
  }

  /// The name of the header field that it begins with, in small letters; nil when there is none.
  var firstField: String? {
    guard let colon = bytes.prefix(32).firstIndex(of: 0x3A) else { return nil }
    return String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
  }
}
