import NewsModel

/// The parts of a message and of the messages in it (RFC 2045 and 2046), found in one pass over its lines.
///
/// A part ends at the boundary of any multipart that is open around it, so that one whose own end is missing
/// takes nothing from what follows. What an attacker may try: parts without number and nesting without end
/// (limits, each with its name), boundaries that begin alike (a line is one only as a whole), header fields
/// without end (`MailHeader`). Nothing is copied but the fields.
struct MailTree {
  static let mostParts = 1000
  /// Multiparts and messages around each other.
  static let mostDepth = 20

  struct Part {
    let header: MailHeader
    let content: Content
    /// In small letters: `text/plain`.
    let type: String
    fileprivate(set) var body: Range<Int>
    /// In order.
    fileprivate(set) var children: [Int] = []
  }
  enum Content { case parts, message, bytes }

  /// In the order in which they begin; the first is the message.
  private(set) var parts: [Part] = []

  private let bytes: UnsafeBufferPointer<UInt8>
  private let place: DocumentPlace
  private let lineEnd: UInt8
  private var open: [(part: Int, boundary: [UInt8])] = []
  /// The parts around the line at hand, the message first.
  private var chain: [Int] = []
  /// A line's beginning.
  private var position = 0

  /// - Parameters:
  ///   - bytes: the message, from its first field.
  ///   - place: of the message, for words.
  /// - Throws: `tooLarge` for parts and fields over their limits, `tooDeep`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace) throws(Rejection) {
    self.bytes = bytes
    self.place = place
    lineEnd = ByteRuns.first(0x0A, in: bytes, from: 0) == nil ? 0x0D : 0x0A
    try begin(at: 0, in: nil)
    while !open.isEmpty, let line = nextDashes() {
      if let border = border(at: line) {
        try pass(border, from: line)
      } else {
        position = behindLine(line)
      }
    }
    close(behind: 0, at: bytes.count)
  }

  /// Opens the part that begins here, and where it is a message, the one that this holds.
  private mutating func begin(at start: Int, in parent: Int?) throws(Rejection) {
    var (start, parent) = (start, parent)
    while true {
      if parts.count == Self.mostParts { throw tooMany }
      let header = try MailHeader(UnsafeBufferPointer(rebasing: bytes[start...]), at: place)
      let number = parts.count
      let body = start + header.end
      let type = Self.type(
        of: header, isInDigest: parent.map { parts[$0].type } == "multipart/digest")
      let boundary = type.hasPrefix("multipart/") ? Self.boundary(of: header) : nil
      let isMessage = Self.messages.contains(type) && header.isSentAsItIs
      parts.append(
        Part(
          header: header, content: boundary != nil ? .parts : isMessage ? .message : .bytes,
          type: type, body: body..<body))
      if let parent { parts[parent].children.append(number) }
      chain.append(number)
      if chain.count > Self.mostDepth { throw tooDeep }
      position = body
      if let boundary { open.append((number, boundary)) }
      if !isMessage { return }
      (start, parent) = (body, number)
    }
  }

  static let messages: Set<String> = ["message/rfc822", "message/global", "message/news"]

  private static func type(of header: MailHeader, isInDigest: Bool) -> String {
    header.word("content-type") ?? (isInDigest ? "message/rfc822" : "text/plain")
  }

  private static func boundary(of header: MailHeader) -> [UInt8]? {
    guard let field = header["content-type"],
      let boundary = FieldParameters(field).bytes("boundary"), !boundary.isEmpty
    else { return nil }
    return boundary
  }

  // MARK: Lines

  /// The next line from `position` on that begins with two dashes.
  private func nextDashes() -> Int? {
    var line = position
    while line + 1 < bytes.count {
      if bytes[line] == 0x2D, bytes[line + 1] == 0x2D { return line }
      guard let end = ByteRuns.first(lineEnd, in: bytes, from: line) else { return nil }
      line = end + 1
    }
    return nil
  }
  private func behindLine(_ start: Int) -> Int {
    ByteRuns.first(lineEnd, in: bytes, from: start).map { $0 + 1 } ?? bytes.count
  }

  /// Which open multipart a line divides or ends.
  private struct Border {
    var level: Int
    var isEnd: Bool
    var next: Int
  }

  private func border(at line: Int) -> Border? {
    for level in open.indices.reversed() {
      let boundary = open[level].boundary
      var index = line + 2 + boundary.count
      guard index <= bytes.count, holds(boundary, at: line + 2) else { continue }
      let isEnd = index + 1 < bytes.count && bytes[index] == 0x2D && bytes[index + 1] == 0x2D
      if isEnd { index += 2 }
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      if index == bytes.count || bytes[index] == 0x0D || bytes[index] == 0x0A {
        return Border(level: level, isEnd: isEnd, next: behindLine(index))
      }
    }
    return nil
  }
  private func holds(_ boundary: [UInt8], at start: Int) -> Bool {
    for offset in boundary.indices where bytes[start + offset] != boundary[offset] { return false }
    return true
  }

  private mutating func pass(_ border: Border, from line: Int) throws(Rejection) {
    let part = open[border.level].part
    // The line end before a boundary belongs to it (RFC 2046, section 5.1.1).
    var end = line
    if end > 0, bytes[end - 1] == lineEnd { end -= 1 }
    if end > 0, lineEnd == 0x0A, bytes[end - 1] == 0x0D { end -= 1 }
    let kept = (chain.firstIndex(of: part) ?? 0) + 1
    close(behind: kept, at: end)
    open.removeLast(open.count - border.level - (border.isEnd ? 0 : 1))
    position = border.next
    if !border.isEnd { try begin(at: border.next, in: part) }
  }

  /// Ends the open parts but the first `kept`.
  private mutating func close(behind kept: Int, at end: Int) {
    for part in chain[kept...] {
      let start = parts[part].body.lowerBound
      parts[part].body = start..<max(start, end)
    }
    chain.removeLast(chain.count - kept)
  }

  private var tooMany: Rejection {
    Rejection(
      .tooLarge, "the e-mail has more than \(Self.mostParts) parts", locator: place.locator,
      limit: "mail-parts \(Self.mostParts)")
  }
  private var tooDeep: Rejection {
    Rejection(
      .tooDeep, "parts of the e-mail are nested more than \(Self.mostDepth) levels deep",
      locator: place.locator, limit: "mail-depth \(Self.mostDepth)")
  }
}
