/// Who wrote a page's article, from JSON-LD, `<meta>`, then the page itself.
///
/// Persons before houses: templates fill `author` with the site's own name, its code or the name of
/// whoever pressed the button.
struct PageByline {
  private let head: PageHead
  private let article: [String: LinkedData.Value]?
  private let zone: PageZone
  private let title: String
  private let house: String?
  private let headline: String?
  /// The host's names, longest first: `tidewaterexample`, `tidewater`.
  private let hosts: [String]

  /// `article` is the page's, as JSON-LD describes it.
  init(
    _ head: PageHead, article: [String: LinkedData.Value]?, zone: PageZone, site: String?,
    headline: String?, url: String?
  ) {
    self.head = head
    self.article = article
    self.zone = zone
    title = PageHeadline.folded(String(decoding: head.title, as: UTF8.self))
    house = site.map(PageHeadline.folded)
    self.headline = headline.map(PageHeadline.folded)
    hosts = Self.hosts(of: url)
  }

  var name: String? {
    let linked = linked
    let persons = linked.filter { !isHouse($0) }
    if !persons.isEmpty { return persons.joined(separator: ", ") }
    let given = given
    let shown = [zone.author, zone.signed, zone.signedBelow, zone.besideRole].compactMap { $0 }
      .map(withoutHouse).filter { !isHeadline($0) }
    return given.first { !isHouse($0) } ?? shown.first { !isHouse($0) } ?? linked.first
      ?? given.first ?? shown.first
  }

  private var linked: [String] {
    var names: [String] = []
    for name in article.map({ head.linked.authors(of: $0) }) ?? [] {
      if let name = Byline.name(inField: name.unescaped).map(withoutHouse), !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  private static let names = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "citation_author", "article:author_name", "og:article:author",
  ]
  /// WordPress' SEO plugins: label and value, in the page's language.
  private static let writtenBy = ["written by", "verfasst von", "escrito por", "écrit par", "von"]
  private var given: [String] {
    var fields = Self.names.map { head.meta([$0]) }
    if let label = head.meta(["twitter:label1"])?.lowercased(), Self.writtenBy.contains(label) {
      fields.append(head.meta(["twitter:data1"]))
    }
    return fields.compactMap { $0.flatMap { Byline.name(inField: $0.unescaped) }.map(withoutHouse) }
  }

  private func isHouse(_ name: String) -> Bool {
    let words = PageHeadline.folded(name)
    return words == house || title.hasSuffix(words)
      || hosts.contains { $0.contains(words) || words.contains($0) }
      || (name.contains(".") || name.contains("_")) && !name.contains(" ")
      || isCode(name)
      || name.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" })
        .contains { BylineWords.houses.contains(String($0)) }
  }
  /// `LN`, `dpa`: an agency's or a house's sign.
  private func isCode(_ name: String) -> Bool {
    name.utf8.count <= 4 && name.allSatisfy { $0.isLetter }
      && (name == name.uppercased() || name == name.lowercased())
  }
  private func isHeadline(_ name: String) -> Bool {
    let words = PageHeadline.folded(name)
    return headline.map { $0.hasPrefix(words) || words.hasPrefix($0) } ?? false
  }

  /// "Anna Muster, Tidewater Post" on the Tidewater Post's page.
  private func withoutHouse(_ name: String) -> String {
    guard let comma = name.lastIndex(of: ",") else { return name }
    let last = PageHeadline.folded(String(name[name.index(after: comma)...]))
    return last == house || hosts.contains(last) ? String(name[..<comma]) : name
  }

  private static func hosts(of url: String?) -> [String] {
    guard let url, let start = url.firstRange(of: "://")?.upperBound else { return [] }
    var host = url[start...].prefix { $0 != "/" && $0 != ":" }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    let labels = host.split(separator: ".")
    let own = labels.dropLast().max { $0.utf8.count < $1.utf8.count }
    return [PageHeadline.folded(String(host)), own.map { PageHeadline.folded(String($0)) } ?? ""]
      .filter { $0.utf8.count >= 3 }
  }
}
