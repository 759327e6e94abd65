import NewsModel

/// The header of a message: its fields, unfolded (RFC 5322, section 2.2). Lines may end in LF, CR LF or CR.
/// Recipients are asked for only to be taken out of the text (`Recipients`).
struct MailHeader {
  /// RFC 5322 allows 998 bytes a line and folded fields of any length.
  static let mostFieldBytes = 64 << 10
  static let mostBytes = 1 << 20

  /// By name in small letters; of several the first counts, which is that of the last hand on the way.
  private var fields: [String: [UInt8]] = [:]
  /// Where the text begins: behind the blank line.
  private(set) var end = 0

  /// - Parameters:
  ///   - bytes: the message, from its first field.
  ///   - place: of the message, for words.
  /// - Throws: `tooLarge` for a field or a header over its limit.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at place: DocumentPlace) throws(Rejection) {
    var open: (name: String, value: [UInt8])?
    while end < bytes.count {
      let line = Self.line(bytes, from: end)
      if end + line.count > Self.mostBytes {
        throw Self.tooLarge("mail-header-bytes", Self.mostBytes, at: place)
      }
      let next = Self.behindEnd(bytes, at: end + line.count)
      if line.isEmpty {
        end = next
        break
      }
      guard take(line, &open) else { break }
      if line.count > Self.mostFieldBytes || open?.value.count ?? 0 > Self.mostFieldBytes {
        throw Self.tooLarge("mail-field-bytes", Self.mostFieldBytes, at: place)
      }
      end = next
    }
    keep(open)
  }

  /// Takes a line of the header; false for one that is no field: the text begins without a blank line before it.
  private mutating func take(
    _ line: UnsafeBufferPointer<UInt8>, _ open: inout (name: String, value: [UInt8])?
  ) -> Bool {
    if line.first == 0x20 || line.first == 0x09, open != nil {
      open?.value.append(contentsOf: line)
      return true
    }
    guard let colon = Self.colon(line) else { return false }
    keep(open)
    // A space may stand before the colon.
    let name = String(decoding: line[..<colon].prefix { $0 > 0x20 }, as: UTF8.self).lowercased()
    open = (name, Array(line[(colon + 1)...]))
    return true
  }

  var isEmpty: Bool { fields.isEmpty }

  /// - Parameter name: in small letters.
  /// - Returns: the value as it stands there, in one line; nil for none and for a blank one.
  subscript(name: String) -> [UInt8]? { fields[name] }

  /// The value in small letters, as far as the first semicolon: `text/plain`. No word is longer than 256 bytes.
  func word(_ name: String) -> String? {
    fields[name].map { value in
      String(decoding: value.prefix(256).prefix { $0 != 0x3B }, as: UTF8.self).lowercased()
        .filter { !$0.isWhitespace }
    }
  }

  /// A parameter of a field, as text.
  func parameter(_ parameter: String, of name: String) -> String? {
    fields[name].flatMap { FieldParameters($0)[parameter] }
  }

  /// No transfer encoding is to be undone.
  var isSentAsItIs: Bool {
    word("content-transfer-encoding").map(TransferText.isIdentity) ?? true
  }

  private mutating func keep(_ field: (name: String, value: [UInt8])?) {
    guard let field, fields[field.name] == nil else { return }
    let value = field.value.drop { $0 <= 0x20 }
    if !value.isEmpty { fields[field.name] = Array(value) }
  }

  private static func line(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> UnsafeBufferPointer<UInt8> {
    var index = start
    while index &+ 8 <= bytes.count {
      let word = ByteRuns.word(bytes, index)
      let marks = ByteRuns.equal(word, 0x0A) | ByteRuns.equal(word, 0x0D)
      if marks != 0 {
        index &+= ByteRuns.firstByte(marks)
        return UnsafeBufferPointer(rebasing: bytes[start..<index])
      }
      index &+= 8
    }
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index &+= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<index])
  }
  private static func behindEnd(_ bytes: UnsafeBufferPointer<UInt8>, at mark: Int) -> Int {
    guard mark < bytes.count else { return mark }
    return bytes[mark...].starts(with: [0x0D, 0x0A]) ? mark + 2 : mark + 1
  }
  private static func colon(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
    let name = line.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
    // What begins with dashes is the boundary of a part without a header.
    guard !name.isEmpty, !name.starts(with: [0x2D, 0x2D]) else { return nil }
    // Some write a space before the colon (RFC 5322, section 4.5.8).
    let mark = line[name.count...].firstIndex { $0 != 0x20 && $0 != 0x09 }
    return mark.flatMap { line[$0] == 0x3A ? $0 : nil }
  }

  private static func tooLarge(
    _ limit: String, _ bytes: Int, at place: DocumentPlace
  ) -> Rejection {
    Rejection(
      .tooLarge, "the header of the e-mail has more than \(bytes) bytes, or a field of it",
      locator: place.locator, limit: "\(limit) \(bytes)")
  }
}
