import NewsModel

extension Format {
  static let mbox = Format(
    "mbox", Signature(looks: { Mailbox.isTold($0.bytes) }, suffixes: [".mbox"]),
    opener: Mailbox.records)
}

/// An mbox: each message as a file of its own would be read, whatever becomes of the others.
enum Mailbox {
  static func records(of document: OpenedDocument) throws(DecodingFailure) -> any RecordSource {
    let frames = MailboxFrames(document.window)
    return NestedDocuments(
      document,
      next: { () throws(DecodingFailure) -> NestedDocument? in
        guard try frames.next() else { return nil }
        var message = NestedDocument(name: "message \(frames.count)")
        message.format = .mail
        return message
      }, read: { (buffer) throws(DecodingFailure) in try frames.read(into: buffer) }, layers: 0)
  }

  /// Its "From " line with a time and a year, and a header field behind it; a text may begin "From our correspondent".
  static func isTold(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.starts(with: "From ".utf8), MailboxFrames.holdsTime(head.prefix { $0 != 0x0A })
    else { return false }
    let second = head.drop { $0 != 0x0A }.dropFirst()
    let field = second.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D }
    return !field.isEmpty && second.dropFirst(field.count).first == 0x3A
  }
}
