import NewsModel

extension Format {
  static let newsML = Format("newsml", Signature(roots: ["newsml"])) {
    (document) throws(DecodingFailure) in
    WireMessage.source(try document.markupInUTF8(), NewsML.message)
  }
}

/// NewsML 1.0 to 1.2 of the IPTC: a container of `NewsItem`s, each a tree of `NewsComponent`s.
///
/// | field | from, the first that holds something |
/// |---|---|
/// | uri | `urn:newsml:` with `ProviderId`, `DateId` and `NewsItemId`; behind it `#` and the language or a number for all articles of an item but that in its own language, or the first |
/// | version | `RevisionId` |
/// | headline, byline | `NewsLines/HeadLine`, `ByLine`, of the nearest component · those of its NITF |
/// | body | the `DataContent`s that are text (`WireContent`) |
/// | published, updated | `FirstCreated`; `ThisRevisionCreated` |
/// | source | `Provider/Party` · `ProviderId` · `Source/Party` |
/// | language | `DescriptiveMetadata/Language` or `xml:lang` of the nearest component |
/// | status, embargo, facts | `NewsMLPublication` |
///
/// `NewsComponents` says which components are articles of their own. An item that only names others
/// (`NewsItemRef`) is told as a package; one that changes parts of another (`Update`) is `no-text`.
/// Source: IPTC, NewsML 1.2 functional specification and DTD.
enum NewsML {
  static let message = WireMessage.Kind(
    root: "NewsML", items: ["NewsItem"], contents: ["DataContent"], mayHoldSeveral: true
  ) { (outline, place, meter) throws(Rejection) in
    try NewsMLItem.articles(in: outline, at: place, meter: meter)
  }
}
