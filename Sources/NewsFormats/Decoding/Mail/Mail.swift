import NewsModel

extension Format {
  /// A maildir's file has no suffix: it is told by its fields, in whichever order they stand.
  static let mail = Format("mail", Signature(looks: Mail.isTold, suffixes: [".eml"])) {
    OneRecord.source($0, article: Mail.article)
  }
}

/// A message of one text (RFC 5322, RFC 2045): one article.
///
/// | field | from |
/// |---|---|
/// | headline | `Subject`, else as that of a text |
/// | byline | the first name of `From`, else its address |
/// | published | `Date` |
/// | uri | `Message-ID` |
/// | source | the name of `List-Id`, else its identifier |
/// | language | `Content-Language` |
///
/// Recipients are not read. What has several parts, or a text that is not plain, is refused by name, and so is
/// what is no news: automatic replies and reports of a delivery that failed.
enum Mail {
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    let place = document.place
    let header = try MailHeader(document.window.bytes, at: place)
    if let refusal = refusal(header) {
      throw Rejection(
        .unknownFormat, "the file looks like e-mail\(refusal), which Wiredesk does not read",
        locator: place.locator)
    }
    let text = try text(of: document, header)
    document.window.release()
    guard !text.lines.isEmpty else {
      throw Rejection(.noText, "the e-mail has no text", locator: place.locator)
    }
    return try draft(header).article(at: place, text: text)
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
  private static func refusal(_ header: MailHeader) -> String? {
    if header.isEmpty { return " without a header" }
    let answers = header.word("auto-submitted")?.hasPrefix("auto-replied") ?? false
    if answers || header.word("precedence") == "auto_reply" || header["x-autoreply"] != nil {
      return " that answers by itself"
    }
    let type = header.word("content-type") ?? "text/plain"
    if type == "multipart/report" || header["x-failed-recipients"] != nil
      || header.word("return-path") == "<>"
    {
      return " about a delivery"
    }
    if type.hasPrefix("multipart/") { return " in several parts" }
    // RFC 2045, section 5.2: what is not understood is text.
    if type.contains("/"), type != "text/plain" { return " whose text is not plain" }
    return nil
  }

  private static func text(
    of document: OpenedDocument, _ header: MailHeader
  ) throws(Rejection) -> TextLines {
    let bytes = document.window.bytes
    let sent = UnsafeBufferPointer(rebasing: bytes[header.end...])
    guard
      let decoded = TransferText.decoded(sent, header.word("content-transfer-encoding")),
      !decoded.contains(0)
    else {
      throw Rejection(
        .unknownFormat,
        "the file looks like e-mail whose text is packed, which Wiredesk does not read",
        locator: document.place.locator)
    }
    var copy = Array(TransferText.withoutSignature(decoded))
    // No superset of ASCII, and so no charset that a document is believed to be in (RFC 2152).
    if header.word("content-type", parameter: "utf-7") {
      copy = copy.withUnsafeBufferPointer { Charset.iconvConverted($0, from: "UTF-7") } ?? copy
    }
    return copy.withUnsafeBufferPointer { copy in
      guard let text = Charset.converted(copy, given: charset(header)) else {
        return TextLines(copy)
      }
      return text.withUnsafeBufferPointer { TextLines($0) }
    }
  }

  /// What is UTF-8 is read as that without being told, and what only claims to be is not.
  private static func charset(_ header: MailHeader) -> String? {
    let label = header["content-type"].flatMap {
      Charset.ofMediaType(String(decoding: $0, as: UTF8.self))
    }
    return label == "UTF-8" ? nil : label
  }

  private static func draft(_ header: MailHeader) -> ArticleDraft {
    let charset = charset(header)
    var draft = ArticleDraft()
    draft[.headline] = header["subject"].map { EncodedWords.text($0, charset: charset) }
    draft[.byline] = header["from"].map {
      EncodedWords.text(MailAddress($0).name, charset: charset)
    }
    draft[.published] = header["date"].map { EncodedWords.text($0, charset: charset) }
    draft[.language] = header["content-language"].map { EncodedWords.text($0, charset: charset) }
    draft[.source] = header["list-id"].map {
      EncodedWords.text(MailAddress($0).name, charset: charset)
    }
    draft[.uri] = header["message-id"].map { value in
      let marked = value.drop { $0 != 0x3C }.dropFirst().prefix { $0 != 0x3E }
      return EncodedWords.text(marked.isEmpty ? value[...] : marked, charset: charset)
    }
    return draft
  }
}
