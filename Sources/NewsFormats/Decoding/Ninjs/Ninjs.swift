import NewsModel

extension Format {
  /// A whole object; arrays, envelopes and lines of such objects are JSON whose records are ninjs.
  static let ninjs: Format = Format("ninjs", Signature(looks: looksLikeNinjs)) {
    (document) throws(DecodingFailure) in
    if try JSONDocument.isLines(document) { return try Format.jsonLines.open(document) }
    return OneRecord.source(document, article: Ninjs.article)
  }

  @Sendable private static func looksLikeNinjs(_ head: DocumentHead) -> Bool {
    head.bytes.first == 0x7B && NinjsSign(head.bytes, depthLimit: Limits().depth).isNinjs
  }
}

/// ninjs, the IPTC's news in JSON, 1.0 to 3.x, and Superdesk's dialect of it. Names without their case.
///
/// | field | from, the first that holds something |
/// |---|---|
/// | uri, version | `uri` · `guid`; `version` |
/// | headline | `headline` · `headline_main` · `headlines` with the role `main` or none · others · `title` |
/// | body | `body_…` and `bodies`: plain text, then HTML and XHTML, then what says nothing, then NITF |
/// | byline | `byline` · `by` · the names of `authors` |
/// | published | `firstcreated` · `contentcreated` · `versioncreated` |
/// | updated | `versioncreated` |
/// | source | `source` · `copyrightholder` · the names of `infosource` |
/// | language, url | `language`; the `uri`, when it is one |
/// | status, embargo, facts | `NinjsPublication` |
///
/// Associations and renditions are links to other items, rights are for lawyers: passed over. Sources: the
/// schemas, iptc.org/std/ninjs.
enum Ninjs {
  /// The document is one object.
  static func article(of document: OpenedDocument) throws(Rejection) -> Article {
    let (window, place) = (document.window, document.place)
    let start = TextPosition(line: document.firstLine)
    let converted = Charset.converted(window.bytes)
    let article: Article
    if let converted {
      article = try converted.withUnsafeBufferPointer { (bytes) throws(Rejection) in
        try self.article(bytes, from: start, at: place)
      }
    } else {
      article = try self.article(window.bytes, from: start, at: place)
    }
    window.release()
    return article
  }

  /// - Parameters:
  ///   - bytes: one object, valid UTF-8.
  ///   - start: where it stands in the document, for people.
  ///   - place: of the record.
  /// - Returns: the article; its format is `ninjs` whatever holds the object.
  /// - Throws: `noText` and what makes it no JSON.
  static func article(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: TextPosition, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let members: NinjsMembers
    do throws(JSONFault) {
      members = try NinjsMembers(bytes, depthLimit: place.limits.depth)
    } catch {
      throw error.rejection(at: start, in: bytes, place: place)
    }
    var place = place
    place.format = Format.ninjs.name
    return try NinjsItem(members).article(at: place)
  }
}
