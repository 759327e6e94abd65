/// WordPress' shortcodes (codex: Shortcode API), which an export keeps as they stand in its editor and a
/// site's own feed does not: `[gallery ids="13,14"]`, `[caption …]<img> The bridge[/caption]`.
///
/// What stands for media goes with all it encloses; others that enclose text leave it. Brackets of the
/// text itself (`[sic]`, `[1]`, `[name withheld]`) stay: a shortcode is known, has an attribute, or is closed.
struct Shortcodes {
  /// WordPress' own, and Jetpack's for embeds.
  private static let media: Set<String> = [
    "caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist", "youtube", "vimeo",
    "soundcloud", "tweet", "instagram", "contact-form", "contact-form-7", "slideshow", "map",
    "googlemaps", "poll", "ad", "adrotate",
  ]
  private static let longestName = 32
  private static let longestTag = 2048

  private let bytes: UnsafeBufferPointer<UInt8>
  private var out: [UInt8] = []
  /// The next `]` and `=`: looked for behind each bracket, they are found once.
  private var brackets = NextByte(0x5D)
  private var equals = NextByte(0x3D)

  /// - Parameter text: valid UTF-8.
  /// - Returns: the text without them; nil when there are none.
  static func removed(from text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard ByteRuns.first(0x5B, in: text, from: 0) != nil else { return nil }
    var reading = Shortcodes(bytes: text)
    reading.read()
    return reading.out.count == text.count ? nil : reading.out
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func read() {
    var closed = closedNames()
    var index = 0
    var from = 0
    while let start = ByteRuns.first(0x5B, in: bytes, from: from) {
      guard let tag = tag(at: start), tag.hasAttributes || isKnown(tag.name, closed) else {
        from = start + 1
        continue
      }
      out += bytes[index..<start]
      if isSpokenOf(tag, at: start, since: index) {
        // One bracket on each side has gone.
        out.removeLast()
        out += bytes[start..<tag.end]
        index = tag.end + 1
      } else {
        index = end(of: tag, &closed)
      }
      from = index
    }
    out += bytes[index...]
  }

  /// With all it encloses, where it stands for media.
  private mutating func end(of tag: Tag, _ closed: inout Set<String>) -> Int {
    guard Self.media.contains(tag.name), !tag.isEnd, closed.contains(tag.name) else {
      return tag.end
    }
    if let end = end(of: tag.name, from: tag.end) { return end }
    // Nor has another behind it.
    closed.remove(tag.name)
    return tag.end
  }

  /// `[[gallery]]` is how one writes about `[gallery]`.
  private func isSpokenOf(_ tag: Tag, at start: Int, since index: Int) -> Bool {
    start > index && bytes[start - 1] == 0x5B && tag.end < bytes.count && bytes[tag.end] == 0x5D
  }

  private func isKnown(_ name: String, _ closed: Set<String>) -> Bool {
    Self.media.contains(name) || closed.contains(name)
  }

  /// Those that have an end tag somewhere.
  private mutating func closedNames() -> Set<String> {
    var names: Set<String> = []
    var from = 0
    while let start = ByteRuns.first(0x5B, in: bytes, from: from) {
      if let tag = tag(at: start), tag.isEnd { names.insert(tag.name) }
      from = start + 1
    }
    return names
  }

  /// Behind the next end tag of that name.
  private mutating func end(of name: String, from: Int) -> Int? {
    var from = from
    while let start = ByteRuns.first(0x5B, in: bytes, from: from) {
      if let tag = tag(at: start), tag.isEnd, tag.name == name { return tag.end }
      from = start + 1
    }
    return nil
  }

  private struct Tag {
    var name: String
    var isEnd: Bool
    var hasAttributes: Bool
    var end: Int
  }

  private mutating func tag(at start: Int) -> Tag? {
    var index = start + 1
    let isEnd = index < bytes.count && bytes[index] == 0x2F
    if isEnd { index += 1 }
    let name = bytes[index...].prefix(Self.longestName).prefix { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
    }
    guard let first = name.first, (0x61...0x7A).contains(first) else { return nil }
    guard let close = brackets.first(in: bytes, from: name.endIndex),
      close < name.endIndex + Self.longestTag,
      [0x5D, 0x20, 0x2F].contains(bytes[name.endIndex])
    else { return nil }
    // `[link](https://…)` is Markdown's.
    if close + 1 < bytes.count, bytes[close + 1] == 0x28 { return nil }
    return Tag(
      name: String(decoding: name, as: UTF8.self), isEnd: isEnd,
      hasAttributes: !isEnd
        && equals.first(in: bytes, from: name.endIndex).map { $0 < close } == true,
      end: close + 1)
  }
}

/// Where a byte stands next, kept until a place behind it is asked for.
private struct NextByte {
  private let byte: UInt8
  private var known = 0..<0

  init(_ byte: UInt8) { self.byte = byte }

  /// - Returns: nil when there is none.
  mutating func first(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    if !known.contains(from) {
      let found = ByteRuns.first(byte, in: bytes, from: from) ?? bytes.count
      known = from..<max(from, found) + 1
    }
    let place = known.upperBound - 1
    return place < bytes.count ? place : nil
  }
}
