import NewsModel

/// When a page was published and last changed, from the first source that names a day.
///
/// `<meta>` before JSON-LD: where the two differ, templates fill JSON-LD with the day of the record
/// and `<meta>` with the day that readers are shown (5 of 387 labelled pages, none the other way).
struct PageDates {
  private let head: PageHead
  private let article: [String: LinkedData.Value]?
  private let page: [String: LinkedData.Value]?
  private let notation: DateNotation

  /// `article` and `page` are as JSON-LD describes them.
  init(
    _ head: PageHead, article: [String: LinkedData.Value]?, page: [String: LinkedData.Value]?,
    notation: DateNotation
  ) {
    self.head = head
    self.notation = notation
    self.article = article
    self.page = page
  }

  private static let publishedNames = [
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date", "publish_date",
    "article.published", "citation_publication_date",
  ]
  private static let anyDayNames = ["date", "dc.date", "dcterms.date"]
  private static let updatedNames = [
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "last-modified", "lastmod", "dateupdate",
  ]

  /// What names a day counts before what does not (`2017/01`, and `11/01/2023`, which is January or
  /// November). The day of a change is never that of publication.
  func published(zone: PageZone, url: String?) -> Timestamp? {
    let linked = [article?["datePublished"], article?["dateCreated"], page?["datePublished"]]
    let inHead = Self.publishedNames.map { head.meta([$0]) } + linked.map { $0?.text }
    let anyDay = head.meta(Self.anyDayNames)
    if let day = first(of: inHead, where: namesDay) ?? zone.lines.dateline { return day }
    if let day = zone.published ?? zone.publishedMarked ?? zone.lines.nearby { return day }
    if let day = zone.lines.placedDateline { return day }
    if let day = url.flatMap(Self.day(inURL:)) ?? publishedByName { return day }
    if let day = first(of: [anyDay], where: namesDay) { return day }
    if let day = zone.publishedElsewhere ?? zone.lines.distant { return day }
    return first(of: inHead + [anyDay])
  }

  /// What houses call the day of publication in names of their own: `og:article:published_time`,
  /// `prism.publicationDate`, `sw-pubdate`.
  private var publishedByName: Timestamp? {
    let given = head.metas { name in
      let letters = name.filter { $0.isASCII && $0.isLetter }
      return Self.publishedEndings.contains { letters.hasSuffix($0) } && !letters.hasPrefix("last")
    }
    return first(of: given, where: namesDay)
  }
  private static let publishedEndings = [
    "publishedtime", "publisheddate", "publishedat", "publishdate", "publishtime",
    "publicationdate", "pubdate", "articlepublished", "citationdate",
  ]

  /// The day of publication on the site's calendar, where it is not that of UTC.
  func siteDay(
    of published: Timestamp, zone: PageZone, url: String?, midnight: SiteMidnight?
  ) -> Int64? {
    let linked = [article?["datePublished"], article?["dateCreated"], page?["datePublished"]]
    let given =
      (Self.publishedNames + Self.anyDayNames).map { head.meta([$0]) } + linked.map { $0?.text }
    return SiteDay(published).day(
      given: given.compactMap { $0 } + zone.publishedGiven, midnight: midnight,
      shown: [
        { zone.publishedShown?.day }, { zone.lines.nearby?.day }, { zone.published?.dayAlone },
        { url.flatMap(Self.day(inURL:))?.day },
      ])
  }

  var updated: Timestamp? {
    first(
      of: [article?["dateModified"]?.text] + Self.updatedNames.map { head.meta([$0]) }
        + [page?["dateModified"]?.text])
  }

  private func first(
    of given: [String?], where isGood: (String) -> Bool = { _ in true }
  ) -> Timestamp? {
    given.lazy.compactMap { $0 }.filter(isGood).compactMap { Self.time($0, notation: notation) }
      .first
  }
  private func namesDay(_ text: String) -> Bool { notation == .monthFirst || Self.namesDay(text) }

  /// A midnight with a zone is a day, and stays that day.
  static func time(_ text: String, notation: DateNotation = .dayFirst) -> Timestamp? {
    let text = dayOnly(text)
    if notation == .monthFirst, text.contains("/"), text.prefix(while: \.isNumber).utf8.count < 3,
      let day = WrittenDate.first(in: text, notation: notation)
    {
      return day
    }
    if let time = DateReader.timestamp(Array(text.utf8)), plausible.contains(time.civilDate.year) {
      return time
    }
    return WrittenDate.first(in: text, notation: notation)
  }
  private static let plausible: ClosedRange<Int64> = 1990...2099
  private static func dayOnly(_ text: String) -> String {
    guard text.utf8.count >= 16,
      text.dropFirst(10).prefix(6) == "T00:00" || text.dropFirst(10).prefix(6) == " 00:00"
    else { return text }
    return String(text.prefix(10))
  }

  /// Whether text with a date in it says which day is meant.
  static func namesDay(_ text: String) -> Bool {
    if text.utf8.contains(where: { (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80 }) {
      return true
    }
    let numbers = text.split { !$0.isNumber }
    guard numbers.count >= 3 else { return numbers.contains { $0.utf8.count > 6 } }
    guard text.contains("/"), let first = Int(numbers[0]), let second = Int(numbers[1]) else {
      return true
    }
    return first > 12 || second > 12 || first == second
  }

  /// `/2026/11/22/` or `/2026-11-22-…` in the path.
  private static func day(inURL url: String) -> Timestamp? {
    let parts = url.split(separator: "/").dropFirst(2)
    for (index, part) in zip(parts.indices, parts) {
      if part.utf8.count == 4, part.allSatisfy(\.isNumber), index + 2 < parts.endIndex {
        if let day = WrittenDate.first(
          in: "\(part)-\(parts[index + 1])-\(parts[index + 2].prefix { $0.isNumber })")
        {
          return day
        }
      }
      if part.utf8.count >= 10, let day = WrittenDate.first(in: part.prefix(10)),
        part.prefix(4).allSatisfy(\.isNumber)
      {
        return day
      }
    }
    return nil
  }
}
