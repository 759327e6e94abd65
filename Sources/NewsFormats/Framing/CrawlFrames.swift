import NewsModel

/// The records of a web archive, one after the other, as streams: WARC 0.17 to 1.1 (ISO 28500) and ARC 1 and 2.
///
/// What an attacker may try: lengths that lie (a record ends at its length, and what stands there is looked at:
/// where it is no record, the next one is searched for, and that is said), headers without end (64 KiB), an archive
/// that is cut (`truncated`). Held in memory: a window.
final class CrawlFrames {
  enum Form { case warc, arc }

  struct Record {
    /// In small letters: `response`, `request`, `revisit`; of ARC all are responses but its own description.
    var type: String
    /// As it stands there, without the brackets that wget writes around it.
    var address: [UInt8]
    var captured: Timestamp?
    /// Of the block: `application/http; msgtype=response`.
    var contentType: String
    /// Why the crawler kept only the beginning: `length`, `time`.
    var cut: String?
    /// One of several into which a record was divided (`WARC-Segment-Number`).
    var isSegment = false
  }
  enum Found {
    case record(Record)
    /// What stands here is none, in words; the next one has been found, or the end.
    case broken(StaticString)
  }

  private static let mostHeaderBytes = 64 << 10

  private let window: ByteWindow
  private let form: Form
  private let locator: String
  /// Bytes of the block at hand that are not read yet.
  private(set) var left = 0
  private(set) var count = 0

  init(_ window: ByteWindow, form: Form, locator: String) {
    self.window = window
    self.form = form
    self.locator = locator
  }

  /// Goes to the next record, passing over what is left of the one at hand; nil at the end.
  func next() throws(DecodingFailure) -> Found? {
    if count == 0, window.isMended {
      count = 1
      return .broken("the compressed stream is damaged here")
    }
    do throws(DecodingFailure) {
      if let found = try nextHere() { return found }
    } catch {
      guard try goOn(behind: error) else { throw error }
      count += 1
      return .broken("the compressed stream is damaged here")
    }
    // What follows a stream that ended too early, or bytes between two, would be passed over without a word.
    guard try window.goOnBehindDamage() else { return nil }
    count += 1
    return .broken("bytes that are no part of the compressed stream stand here")
  }

  /// Goes on with the next member or frame where one is damaged; each record of a crawl is one.
  ///
  /// - Returns: false where none follows: the archive ends for the reason that is given.
  /// - Throws: what reading throws.
  func goOn(behind failure: DecodingFailure) throws(DecodingFailure) -> Bool {
    // `unreadable`: what is damaged may ask for a window that is given to none.
    guard let reason = failure.rejection?.reason,
      [.syntax, .truncated, .unreadable].contains(reason), try window.goOnBehindDamage()
    else { return false }
    left = 0
    return true
  }

  private func nextHere() throws(DecodingFailure) -> Found? {
    try passBlock()
    try passLineEnds()
    guard window.count > 0 else { return nil }
    count += 1
    try window.fillHead(atLeast: DocumentHead.bytes)
    guard let header = try header() else {
      let words: StaticString = "there is no record where the one before it ends"
      try findNext()
      return .broken(words)
    }
    guard let record = form == .warc ? warc(header) : arc(header) else {
      window.consume(header)
      try findNext()
      return .broken("its header names no length")
    }
    window.consume(header)
    return .record(record)
  }

  // MARK: The block

  /// Bytes of the block, 0 at its end. Throws `truncated` where the archive ends in it.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    guard try fillBlock(atLeast: 1) > 0 else { return 0 }
    let bytes = UnsafeRawBufferPointer(window.bytes).prefix(min(left, buffer.count))
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes))
    consume(bytes.count)
    return bytes.count
  }

  /// The block's next bytes, as far as they are held; valid until the next call.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: window.bytes.prefix(left))
  }
  func consume(_ count: Int) {
    window.consume(count)
    left -= count
  }

  /// - Parameter count: so many bytes of the block, or all of it.
  /// - Returns: how many are held.
  /// - Throws: `truncated` where the archive ends before them.
  @discardableResult
  func fillBlock(atLeast count: Int) throws(DecodingFailure) -> Int {
    if window.count < min(count, left) { try window.fill(atLeast: min(count, left)) }
    try endAtMember()
    guard window.count >= min(count, left) else {
      throw .rejected(
        Rejection(.truncated, "the archive ends inside record \(self.count)", locator: locator))
    }
    return min(window.count, left)
  }

  /// A length that lies would take the next record along, and all behind it: where a member begins with a record, the
  /// one before has ended, whatever it says.
  private func endAtMember() throws(DecodingFailure) {
    guard let start = window.nextBeginning, start < left else { return }
    try window.fillHead(atLeast: start + DocumentHead.bytes)
    if beginsRecord(window.bytes, at: start) { left = start }
  }

  private func passBlock() throws(DecodingFailure) {
    while left > 0 { consume(try fillBlock(atLeast: 1)) }
  }

  private func passLineEnds() throws(DecodingFailure) {
    while true {
      if window.count == 0, try !window.fill() { return }
      let ends = window.bytes.prefix { $0 == 0x0D || $0 == 0x0A }.count
      window.consume(ends)
      if window.count > 0 { return }
    }
  }

  // MARK: Headers

  private static let mark = Array("WARC/".utf8)
  private static let mostARCLineBytes = 8192

  /// The bytes of the header that begins here, with the line that ends it; nil when none does.
  private func header() throws(DecodingFailure) -> Int? {
    guard form == .arc || window.bytes.starts(with: Self.mark) else { return nil }
    while true {
      if let end = headerEnd() { return end > 0 ? end : nil }
      if window.count >= Self.mostHeaderBytes { return nil }
      if try !window.fill() { return nil }
    }
  }

  /// Nil where more bytes may tell, 0 where there is none.
  private func headerEnd() -> Int? {
    let bytes = window.bytes
    var from = 0
    while let feed = ByteRuns.first(0x0A, in: bytes, from: from), feed < Self.mostHeaderBytes {
      if form == .arc { return isARCLine(bytes[..<feed]) ? feed + 1 : 0 }
      let next = bytes[(feed + 1)...].prefix(2)
      if next.first == 0x0A { return feed + 2 }
      if next.elementsEqual([0x0D, 0x0A]) { return feed + 3 }
      // Another one begins: marks without number are looked at once, not 64 KiB behind each.
      if bytes[(feed + 1)...].starts(with: Self.mark) { return 0 }
      from = feed + 1
    }
    return nil
  }

  private func warc(_ end: Int) -> Record? {
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[..<end])
    let first = (ByteRuns.first(0x0A, in: bytes, from: 0) ?? 0) + 1
    let place = DocumentPlace(format: "warc", locator: locator, limits: Limits())
    // `try?`: a header over a limit names no length that is believed.
    guard
      let fields = try? MailHeader(UnsafeBufferPointer(rebasing: bytes[first...]), at: place),
      let length = fields.word("content-length").flatMap({ Int($0) }), length >= 0
    else { return nil }
    left = length
    let address = fields["warc-target-uri"] ?? []
    let bare =
      address.first == 0x3C && address.last == 0x3E
      ? Array(address[1..<(address.count - 1)]) : address
    return Record(
      type: fields.word("warc-type") ?? "", address: bare,
      captured: fields["warc-date"].flatMap { DateReader.timestamp($0) },
      contentType: fields["content-type"].map { String(decoding: $0, as: UTF8.self) } ?? "",
      cut: fields.word("warc-truncated"), isSegment: fields["warc-segment-number"] != nil)
  }

  /// `http://a.example/ 203.0.113.9 20261122140500 text/html 1591`, in version 2 with more before the length.
  private func arc(_ end: Int) -> Record? {
    let words = Self.words(window.bytes[..<(end - 1)])
    guard words.count >= 5, let length = Int(words[words.count - 1]), length >= 0 else {
      return nil
    }
    left = length
    let isDescription = words[0].hasPrefix("filedesc:")
    let isWeb = words[0].hasPrefix("http:") || words[0].hasPrefix("https:")
    return Record(
      type: isDescription ? "warcinfo" : "response", address: Array(words[0].utf8),
      captured: Self.moment(words[2]), contentType: isWeb ? "application/http" : words[3], cut: nil)
  }

  private func isARCLine(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard line.count < Self.mostARCLineBytes, line.prefix(16).contains(0x3A) else { return false }
    let words = Self.words(line)
    return words.count >= 5 && Int(words[words.count - 1]) != nil && words[2].utf8.count == 14
      && words[2].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
  private static func words(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
    line.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
  }
  private static let signs: [Int: UInt8] = [
    4: UInt8(ascii: "-"), 6: UInt8(ascii: "-"), 8: UInt8(ascii: "T"), 10: UInt8(ascii: ":"),
    12: UInt8(ascii: ":"),
  ]
  /// Of 14 figures.
  private static func moment(_ figures: String) -> Timestamp? {
    guard figures.utf8.count == 14 else { return nil }
    var text: [UInt8] = []
    for (place, figure) in figures.utf8.enumerated() {
      if let sign = signs[place] { text.append(sign) }
      text.append(figure)
    }
    return DateReader.timestamp(text + [UInt8(ascii: "Z")])
  }

  /// Consumes up to the next line that begins a record; to the end when there is none. Of a line without end no
  /// more is held than tells that it begins none.
  private func findNext() throws(DecodingFailure) {
    while true {
      let bytes = window.bytes
      var from = 0
      // Of the last line that more bytes may make one: its feed.
      var open: Int?
      while open == nil, let feed = ByteRuns.first(0x0A, in: bytes, from: from) {
        if beginsRecord(bytes, at: feed + 1) {
          window.consume(feed + 1)
          return
        }
        if mayBegin(bytes, at: feed + 1) { open = feed }
        from = feed + 1
      }
      window.consume(open ?? bytes.count)
      if try !window.fill() {
        window.consume(window.count)
        return
      }
    }
  }

  /// Whether more bytes are needed to tell.
  private func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let held = bytes.count - start
    if form == .warc { return held < Self.mark.count }
    return held < Self.mostARCLineBytes && ByteRuns.first(0x0A, in: bytes, from: start) == nil
  }

  private func beginsRecord(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    if form == .warc { return bytes[start...].starts(with: Self.mark) }
    guard let end = ByteRuns.first(0x0A, in: bytes, from: start) else { return false }
    return isARCLine(bytes[start..<end])
  }
}
