/// What a message's header says of its article.
///
/// | field | from |
/// |---|---|
/// | headline | `Subject` |
/// | byline | the first name of `From`, else its address |
/// | published | `Date` |
/// | uri | `Message-ID` |
/// | language | `Content-Language` |
/// | url | `Archived-At` (RFC 5064) |
///
/// Recipients are not read, and no field names the source: anybody can write `List-Id: Agency`, and kills and versions
/// count within a source.
struct MailFields {
  private let header: MailHeader
  /// Of letters that are not encoded: that of the text, as iconv knows it.
  private let charset: String?

  init(_ header: MailHeader, charset: String?) {
    self.header = header
    // In a field its signs are plain text unless an encoded word says otherwise.
    self.charset = charset == MailCharset.utf7 ? nil : charset
  }

  var draft: ArticleDraft {
    var draft = ArticleDraft()
    draft[.headline] = text(header["subject"]).map { Recipients(header).without(in: $0) }
    draft[.byline] = text(header["from"].map { MailAddress($0).name })
    draft[.published] = text(header["date"])
    draft[.language] = text(header["content-language"])
    draft[.uri] = text(header["message-id"].map(Self.marked))
    draft[.url] = text(header["archived-at"].map(Self.marked))
    return draft
  }

  private func text(_ value: [UInt8]?) -> [UInt8]? {
    value.map { EncodedWords.text($0, charset: charset) }
  }

  /// What stands in angle brackets, else all.
  private static func marked(_ value: [UInt8]) -> [UInt8] {
    let marked = value.drop { $0 != 0x3C }.dropFirst().prefix { $0 != 0x3E }
    return marked.isEmpty ? value : Array(marked)
  }
}
