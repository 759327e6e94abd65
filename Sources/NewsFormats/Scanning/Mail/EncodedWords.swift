import NewsBytes

/// The text of a header field: encoded words (RFC 2047, `=?utf-8?Q?Caf=C3=A9?=`) and what stands between them.
///
/// Words are read wherever they stand, inside of quotes and of other words too, since senders put them there.
/// What does not end is left as it is. One pass, without recursion.
struct EncodedWords {
  /// RFC 2047 allows 75; senders that do not fold write a whole subject as one.
  private static let longestWord = 2048
  /// Of 75 bytes each 64 KiB hold 870; those behind stay as they are, since each may name another charset.
  private static let mostWords = 1000

  private var out: [UInt8] = []
  /// Of words behind one another, not converted yet: a letter may be split between two of them.
  private var open: (charset: String?, bytes: [UInt8])?
  private let charset: String?
  private var end = 0

  /// - Parameters:
  ///   - value: of a field, in any charset.
  ///   - charset: that of the message's text, for letters that are not encoded; as iconv knows it.
  /// - Returns: valid UTF-8.
  static func text(_ value: some Collection<UInt8>, charset: String?) -> [UInt8] {
    var words = EncodedWords(charset: charset)
    words.read(Array(value))
    return words.out
  }

  private init(charset: String?) { self.charset = charset }

  private mutating func read(_ value: [UInt8]) {
    var plain = 0
    var index = 0
    var words = 0
    while index < value.count {
      guard value[index] == 0x3D, words < Self.mostWords, let word = word(value, at: index) else {
        index += 1
        continue
      }
      let between = value[plain..<index]
      // Blanks between two words are no text (section 6.2).
      if open == nil || !between.allSatisfy({ $0 <= 0x20 }) { take(between) }
      if open != nil, open?.charset == word.charset {
        open?.bytes += word.bytes
      } else {
        close()
        open = (word.charset, word.bytes)
      }
      index = word.end
      plain = index
      words += 1
    }
    take(value[plain...])
  }

  private mutating func take(_ plain: ArraySlice<UInt8>) {
    close()
    append(Array(plain), charset)
  }
  private mutating func close() {
    if let open { append(open.bytes, open.charset) }
    open = nil
  }
  private mutating func append(_ bytes: [UInt8], _ charset: String?) {
    out += bytes.withUnsafeBufferPointer { MailCharset.converted($0, charset) } ?? bytes
  }

  /// The next `?=` from a place on, which only goes forward: each byte is looked at once for it.
  private mutating func endMark(_ value: [UInt8], from place: Int) -> Int? {
    end = max(end, place)
    while end + 1 < value.count {
      if value[end] == 0x3F, value[end + 1] == 0x3D { return end }
      end += 1
    }
    return nil
  }

  private mutating func word(
    _ value: [UInt8], at start: Int
  ) -> (charset: String?, bytes: [UInt8], end: Int)? {
    let rest = value[start...].prefix(Self.longestWord)
    guard rest.starts(with: [0x3D, 0x3F]),
      let first = rest.dropFirst(2).firstIndex(of: 0x3F), first - start < 64,
      first + 2 < rest.endIndex, rest[first + 2] == 0x3F
    else { return nil }
    guard let end = endMark(value, from: first + 3), end - start <= Self.longestWord,
      let bytes = Self.decoded(Array(value[(first + 3)..<end]), rest[first + 1])
    else { return nil }
    // Behind a star stands a language (RFC 2231, section 5).
    let label = rest[(start + 2)..<first].prefix { $0 != 0x2A }
    return (MailCharset.name(String(decoding: label, as: UTF8.self)), bytes, end + 2)
  }

  private static func decoded(_ text: [UInt8], _ encoding: UInt8) -> [UInt8]? {
    switch encoding | 0x20 {
    case 0x71: text.map { $0 == 0x5F ? 0x20 : $0 }.withUnsafeBufferPointer(TransferText.quoted)
    case 0x62: Base64.decode(text)
    default: nil
    }
  }
}
