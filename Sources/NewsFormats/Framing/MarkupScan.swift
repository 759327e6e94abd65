/// Tags of one element, or of a few, found in bytes without parsing them, while they still arrive: where the
/// entries of a feed begin and end. Comments, CDATA sections and processing instructions are passed
/// over. Linear: nothing is looked at twice.
struct MarkupScan {
  enum Tag: Hashable {
    case start(Range<Int>)
    /// `<item/>`
    case empty(Range<Int>)
    case end(Range<Int>)
  }
  enum Step: Hashable {
    case tag(Tag)
    /// More bytes are to be given; at the end of the document: there is no more.
    case needsMore
  }

  /// Local names in small letters.
  private let names: [[UInt8]]
  private let longestName: Int
  /// Written as XML by programs, not by hand.
  private let isXML: Bool
  /// The prefix of the first one found is the prefix of all, where it is not XML.
  private var prefix: [UInt8]?
  /// Bytes from the first one given that are done with.
  private(set) var offset = 0
  /// What ends the section that `offset` stands in.
  private var terminator: [UInt8] = []

  /// - Parameters:
  ///   - names: local ones, in letters of any case.
  ///   - isXML: each may have a prefix of its own, and a tag that is not closed before the next `<` is one
  ///     all the same, so that what is wrong with it is found when it is parsed.
  init(names: [String], isXML: Bool = false) {
    self.isXML = isXML
    self.names = names.map { Array($0.lowercased().utf8) }
    longestName = self.names.map(\.count).max() ?? 0
  }

  /// The first `count` bytes will not be given again.
  mutating func forget(_ count: Int) { offset = max(0, offset - count) }

  /// Goes back to a tag that was given.
  mutating func rewind(to offset: Int) {
    self.offset = offset
    terminator = []
  }

  /// The next tag. The bytes are all that was given before, or what of it is not forgotten, and more.
  mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Step {
    while true {
      if !terminator.isEmpty, !leaveSection(bytes) { return .needsMore }
      guard let start = ByteRuns.first(0x3C, in: bytes, from: offset) else {
        offset = bytes.count
        return .needsMore
      }
      offset = start
      if let section = Self.section(bytes, at: start) {
        // "<!-" may yet become a comment.
        if section.isEmpty { return .needsMore }
        terminator = section
        offset = start + 2
        continue
      }
      switch tag(bytes, at: start) {
      case nil: return .needsMore
      case .other?: offset = start + 1
      case .found(let tag, let end)?:
        offset = end
        return .tag(tag)
      }
    }
  }

  private mutating func leaveSection(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    while let mark = ByteRuns.first(terminator[0], in: bytes, from: offset) {
      offset = mark
      if mark + terminator.count > bytes.count { return false }
      if bytes[mark...].starts(with: terminator) {
        offset = mark + terminator.count
        terminator = []
        return true
      }
      offset = mark + 1
    }
    offset = bytes.count
    return false
  }

  private static let sections: [(opening: [UInt8], closing: [UInt8])] = [
    (Array("<!--".utf8), Array("-->".utf8)), (Array("<![CDATA[".utf8), Array("]]>".utf8)),
    (Array("<?".utf8), Array("?>".utf8)),
  ]
  /// What ends the section that opens here; empty when the bytes end too early to tell; nil for a
  /// tag.
  private static func section(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> [UInt8]? {
    for (opening, closing) in sections {
      let given = bytes[start...].prefix(opening.count)
      guard opening.starts(with: given) else { continue }
      return given.count == opening.count ? closing : []
    }
    return nil
  }

  private enum Found {
    case other
    case found(Tag, end: Int)
  }
  /// Longer than any name with its prefix that matters.
  private static let nameBytes = 64

  /// Nil when the bytes end too early to tell.
  private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Found? {
    var index = start + 1
    guard index < bytes.count else { return nil }
    let isEnd = bytes[index] == 0x2F
    if isEnd { index += 1 }
    let nameStart = index
    var localStart = index
    while index < bytes.count, index - nameStart <= Self.nameBytes {
      let byte = bytes[index]
      if byte == 0x3A { localStart = index + 1 }
      if byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3C { break }
      index += 1
    }
    guard index - localStart <= longestName else { return .other }
    if index == bytes.count { return nil }
    let local = bytes[localStart..<index]
    guard
      names.contains(where: { name in
        name.count == local.count && zip(local, name).allSatisfy { $0 | 0x20 == $1 }
      })
    else { return .other }
    let prefix = bytes[nameStart..<localStart]
    if !isXML, let known = self.prefix, !known.elementsEqual(prefix) { return .other }
    guard let close = Self.close(bytes, from: index, isXML: isXML) else { return nil }
    if close < 0 {
      return isXML && !isEnd ? .found(.start(start..<index), end: index) : .other
    }
    self.prefix = Array(prefix)
    let range = start..<close + 1
    if isEnd { return .found(.end(range), end: close + 1) }
    return .found(bytes[close - 1] == 0x2F ? .empty(range) : .start(range), end: close + 1)
  }

  /// The `>` of a tag, quotes honoured; negative where a `<` shows that it was no tag; nil when the
  /// bytes end before it.
  private static func close(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int, isXML: Bool
  ) -> Int? {
    var quote: UInt8?
    for index in from..<bytes.count {
      let byte = bytes[index]
      // XML 1.0, production 10: no attribute holds a `<`.
      if isXML, byte == 0x3C { return -1 }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x3E {
        return index
      } else if byte == 0x3C {
        return -1
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
    }
    return nil
  }
}
