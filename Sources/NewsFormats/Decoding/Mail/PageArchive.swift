import NewsModel

extension Format {
  static let mhtml = Format(
    "mhtml", Signature(looks: PageArchive.isTold, suffixes: [".mht", ".mhtml"]),
    opener: PageArchive.records)
}

/// A page as browsers save it in one file (RFC 2557): a message whose root part is the page, which is read as any
/// page is. Its address is the part's, or the one that the browser names; the day of the message is the day on
/// which it was saved, and says nothing of the article.
enum PageArchive {
  @Sendable static func isTold(_ head: DocumentHead) -> Bool {
    guard Mail.isTold(head) else { return false }
    if head.suffix == ".mht" || head.suffix == ".mhtml" { return true }
    return head.holds("multipart/related") && isSigned(head.bytes)
  }

  /// Browsers sign in the header. What a mail says below it, or as its subject, may begin with their words, too.
  private static func isSigned(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let place = DocumentPlace(format: "", locator: "", limits: Limits())
    // `try?`: the limits of a field are beyond what is looked at.
    guard let header = try? MailHeader(head, at: place),
      header.word("content-type") == "multipart/related"
    else { return false }
    let names = ["snapshot-content-location", "x-maf", "x-maf-version", "x-maf-information"]
    if names.contains(where: { header[$0] != nil }) { return true }
    let from = header["from"] ?? []
    return from.withUnsafeBufferPointer { from in
      mark.withUnsafeBufferPointer { ByteRuns.first($0, in: from) != nil }
    }
  }
  private static let mark = Array("Saved by ".utf8)

  @Sendable static func records(
    of document: OpenedDocument
  ) throws(DecodingFailure) -> any RecordSource {
    try Mail.fill(document)
    let page: OpenedDocument
    do throws(Rejection) {
      page = try self.page(of: document)
    } catch {
      throw .rejected(error)
    }
    document.window.release()
    return OneRecord.source(try page.markupInUTF8(), article: HTMLPage.article)
  }

  private static func page(of document: OpenedDocument) throws(Rejection) -> OpenedDocument {
    let (bytes, locator) = (document.window.bytes, document.place.locator)
    let tree = try MailTree(bytes, at: document.place)
    guard let number = root(of: tree) else {
      throw Rejection(.noText, "the page archive holds no page", locator: locator)
    }
    let part = tree.parts[number]
    // Decoded as a whole, since the message goes before the page is read.
    if part.body.count > document.limits.documentTextBytes {
      throw document.limits.documentTooLarge(locator: locator)
    }
    guard let decoded = MailContent(part, in: bytes).decoded else {
      throw Rejection(
        .unknownFormat, "the page's transfer encoding is none that is read", locator: locator)
    }
    return document.holding(ByteWindow(bytes: decoded), given: given(part, in: tree))
  }

  private static func given(_ part: MailTree.Part, in tree: MailTree) -> Given {
    var given =
      part.header["content-type"].map {
        Given(contentType: String(decoding: $0, as: UTF8.self))
      } ?? Given()
    let addresses = [
      tree.parts[0].header["snapshot-content-location"], part.header["content-location"],
      tree.parts[0].header["content-location"],
    ]
    given.url = addresses.lazy.compactMap { $0.flatMap(ArticleDraft.address) }.first
    return given
  }

  /// The part that `start` names, else the first page.
  private static func root(of tree: MailTree) -> Int? {
    let pages = tree.parts.indices.filter {
      ["text/html", "application/xhtml+xml"].contains(tree.parts[$0].type)
    }
    let start = tree.parts[0].header.parameter("start", of: "content-type")
    return pages.first { page in
      start != nil
        && tree.parts[page].header["content-id"].map { String(decoding: $0, as: UTF8.self) }
          == start
    } ?? pages.first
  }
}
