import NewsModel

extension Format {
  /// A maildir's file has no suffix: it is told by its fields, in whichever order they stand. Parts may be sent as
  /// they are (`binary`), in UTF-16, too.
  static let mail = Format(
    "mail", Signature(names: [".eml"], mayHoldBinary: true, looks: Mail.isTold),
    opener: Mail.records)
}

/// A message (RFC 5322, RFC 2045 to 2049): its text is one article (`MailText`, `MailFields`). Messages that it
/// holds are articles, too, and attachments are read as deposits of their names would be: what is of no format
/// that is read is told, and fails nothing.
///
/// Refused by name is what is no news: automatic replies and reports of a delivery that failed.
enum Mail {
  /// As it lies in the deposit. Servers take 20 to 50 MB; beside the window stands one decoded text at a time, never an
  /// attachment (`TransferStream`).
  static let mostBytes = 64 << 20

  @Sendable static func records(
    of document: OpenedDocument
  ) throws(DecodingFailure) -> any RecordSource {
    try fill(document)
    let (place, bytes) = (document.place, document.window.bytes)
    do throws(Rejection) {
      let tree = try MailTree(bytes, at: place)
      if let refusal = refusal(tree.parts[0]) {
        throw Rejection(
          .unknownFormat, "the file looks like e-mail\(refusal), which Wiredesk does not read",
          locator: place.locator)
      }
      let message = MailMessage(tree, part: 0)
      if message.others.isEmpty {
        return RecordWalk(document, MailText(document, tree, message, isAlone: true))
      }
      return MailPieces(document.asContainer, tree, message).records
    } catch {
      throw .rejected(error)
    }
  }

  /// Pulls the whole message into its window.
  static func fill(_ document: OpenedDocument) throws(DecodingFailure) {
    let window = document.window
    while true {
      if window.count > mostBytes {
        throw .rejected(
          Rejection(
            .tooLarge, "the e-mail has more than \(mostBytes) bytes",
            locator: document.place.locator, limit: "mail-bytes \(mostBytes)"))
      }
      if try !window.fill() { return }
    }
  }

  /// Two fields that mail has, or one that nothing else begins with; the first is looked at first, as that is cheap.
  @Sendable static func isTold(_ head: DocumentHead) -> Bool {
    guard let field = head.firstField, !field.isEmpty, !field.contains(where: \.isWhitespace) else {
      return false
    }
    return openings.contains(field) || HeadLines(head.bytes).isMail
  }
  private static let openings: Set<String> = [
    "received", "return-path", "delivered-to", "mime-version", "message-id", "content-type",
    "x-mozilla-status",
  ]

  /// Why a message is not read, in words that go on behind "e-mail"; nil when it is.
  private static func refusal(_ message: MailTree.Part) -> String? {
    if message.header.isEmpty { return " without a header" }
    return noNews(message) ?? (hasText(message) ? nil : " without a text")
  }

  /// Why a message is no news, be it alone or in another one, in words that go on behind "e-mail"; nil when it may be.
  static func noNews(_ message: MailTree.Part) -> String? {
    let header = message.header
    let answers = header.word("auto-submitted")?.hasPrefix("auto-replied") ?? false
    if answers || header.word("precedence") == "auto_reply" || header["x-autoreply"] != nil {
      return " that answers by itself"
    }
    if message.type == "multipart/report" || header["x-failed-recipients"] != nil
      || isOfServer(header)
    {
      return " about a delivery"
    }
    return nil
  }

  /// Robots of press offices have no return path either, so the server has to sign with its name (RFC 2142).
  private static func isOfServer(_ header: MailHeader) -> Bool {
    guard header.word("return-path") == "<>" else { return false }
    guard let from = header.word("from") else { return true }
    return ["mailer-daemon", "postmaster", "maildaemon", "mail-daemon"].contains(
      where: from.contains)
  }

  /// Whether its own part is a text, or holds parts.
  static func hasText(_ message: MailTree.Part) -> Bool {
    message.content != .bytes || message.type.hasPrefix("multipart/")
      || MailMessage.isRead(message.type)
  }
}
