/// The bytes of one part, and what they are.
struct MailContent {
  private let part: MailTree.Part
  private let sent: UnsafeBufferPointer<UInt8>

  /// - Parameters:
  ///   - part: a leaf of the tree.
  ///   - message: the bytes that the tree was made of, which are used no longer than this value.
  init(_ part: MailTree.Part, in message: UnsafeBufferPointer<UInt8>) {
    self.part = part
    sent = UnsafeBufferPointer(rebasing: message[part.body])
  }

  /// Without its transfer encoding; nil for one that RFC 2045 does not have. A multipart has none (section 6.4).
  var decoded: [UInt8]? {
    TransferText.decoded(
      sent, part.content == .bytes ? part.header.word("content-transfer-encoding") : nil)
  }

  /// What is UTF-8 is read as that without being told, and what only claims to be is not.
  var charset: String? {
    let label = part.header.parameter("charset", of: "content-type").flatMap(MailCharset.name)
    return label == "UTF-8" ? nil : label
  }

  /// - Parameter bytes: decoded.
  /// - Returns: valid UTF-8, of which flowing lines are whole, without the signature.
  func plainText(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes.withUnsafeBufferPointer { bytes in
      Self.narrowed(bytes) ?? MailCharset.converted(bytes, charset) ?? Array(bytes)
    }
    if part.header.parameter("format", of: "content-type")?.lowercased() == "flowed" {
      let deletes = part.header.parameter("delsp", of: "content-type")?.lowercased() == "yes"
      text = text.withUnsafeBufferPointer { FlowedText.unfolded($0, deletesSpaces: deletes) }
    }
    return Array(TransferText.withoutSignature(text))
  }

  /// Of UTF-16 and UTF-32.
  private static func narrowed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let wide = Charset.wideEncoding(of: bytes) else { return nil }
    let name =
      switch wide.encoding {
      case .utf16LittleEndian: "UTF-16LE"
      case .utf16BigEndian: "UTF-16BE"
      case .utf32LittleEndian: "UTF-32LE"
      case .utf32BigEndian: "UTF-32BE"
      }
    return Charset.iconvConverted(
      UnsafeBufferPointer(rebasing: bytes[wide.markBytes...]), from: name)
  }
}
