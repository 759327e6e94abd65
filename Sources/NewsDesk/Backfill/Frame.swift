import NewsBytes
import NewsModel

extension Backfill {
  /// The stream between `measure` and `decide`, and the rows of whoever sorts it in between. Version 1.
  ///
  /// A stream is a row of blocks, a block is a row of frames: a head, articles and rejections, a foot. A frame is
  /// its kind (1 byte), the length of the rest (4 bytes) and the rest. Numbers of a width are little-endian;
  /// others are varints (`ByteWriter`). A text is its length in bytes and its UTF-8; one that may be absent has
  /// its length plus 1, and 0 says that there is none. A time is in milliseconds since 1970, 8 bytes, signed.
  ///
  ///     H   version (2), what the seed hashes to (8), the program's version (a text)
  ///     A   an article: `SentArticle.bytes`
  ///     R   a rejection: place in its file (8), its file's name, code, message, locator (texts)
  ///     F   articles (8), rejections (8) of the block
  ///
  /// A stream that ends elsewhere than behind a foot is cut.
  enum Frame {
    static let version: UInt64 = 1
    /// A kind and a length.
    static let headBytes = 5
    /// No article is as large: its text has at most 16 MiB (P10), and all that is said of it some 4 times that.
    static let limitBytes = 128 << 20

    enum Kind: UInt8 {
      case head = 0x48
      case article = 0x41
      case rejection = 0x52
      case foot = 0x46
    }

    static func bytes(_ kind: Kind, _ rest: [UInt8]) -> [UInt8] {
      var frame = ByteWriter(capacity: rest.count + headBytes)
      frame.byte(kind.rawValue)
      frame.fixed(UInt64(rest.count), bytes: 4)
      return frame.bytes + rest
    }

    static func head(seed: UInt64, program: String) -> [UInt8] {
      var rest = ByteWriter()
      rest.fixed(version, bytes: 2)
      rest.fixed(mark(of: seed), bytes: 8)
      rest.text(program)
      return bytes(.head, rest.bytes)
    }

    static func foot(_ counts: Counts) -> [UInt8] {
      var rest = ByteWriter()
      rest.fixed(UInt64(counts.articles), bytes: 8)
      rest.fixed(UInt64(counts.rejected), bytes: 8)
      return bytes(.foot, rest.bytes)
    }

    static func rejection(_ rejection: Rejection, place: UInt64, of piece: Piece) -> [UInt8] {
      var rest = ByteWriter()
      rest.fixed(place, bytes: 8)
      rest.text(piece.name.text)
      rest.text(rejection.code)
      rest.text(rejection.message)
      rest.text(piece.locator(rejection.locator))
      return bytes(.rejection, rest.bytes)
    }

    /// Tells one seed from another and gives none away: the seed stays secret.
    static func mark(of seed: UInt64) -> UInt64 { mixed(mixed(seed) ^ 0x6D65_6173_7572_6564) }
  }
}

extension ByteWriter {
  mutating func text(_ text: String) {
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func text(_ text: String?) {
    guard let text else { return varint(0) }
    varint(UInt64(text.utf8.count) + 1)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func time(_ time: Timestamp) { fixed(UInt64(bitPattern: time.milliseconds), bytes: 8) }

  mutating func time(_ time: Timestamp?) {
    byte(time == nil ? 0 : 1)
    if let time { self.time(time) }
  }
}

extension ByteReader {
  mutating func text() throws(DamagedBytes) -> String { try text(bytes: try count()) }

  mutating func optionalText() throws(DamagedBytes) -> String? {
    let length = try varint()
    return length == 0 ? nil : try text(bytes: Int(clamping: length - 1))
  }

  private mutating func text(bytes count: Int) throws(DamagedBytes) -> String {
    guard let text = String(validating: try run(of: count), as: UTF8.self) else {
      throw DamagedBytes()
    }
    return text
  }

  mutating func time() throws(DamagedBytes) -> Timestamp {
    Timestamp(milliseconds: Int64(bitPattern: try fixed(bytes: 8)))
  }

  mutating func optionalTime() throws(DamagedBytes) -> Timestamp? {
    try byte() == 0 ? nil : try time()
  }
}
