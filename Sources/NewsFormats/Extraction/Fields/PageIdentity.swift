/// What a page calls itself and where it stands, to tell its own description from those of other
/// articles: related links and the next article below carry JSON-LD of the same kind.
struct PageIdentity {
  /// `<title>` and its parts.
  let titleParts: [String]
  /// Folded: those and the titles for sharing.
  private var titles: [String] = []
  /// Folded first headings, which a second article on the page has too.
  private let headings: [String]
  private var addresses: Set<String> = []

  /// Shorter titles agree by chance.
  private static let shortest = 8

  private static let mostTitles = 16
  /// In bytes and in letters; hostile ones are as long as a page may be.
  private static let longestTitle = 1000

  /// `headings` are the texts of the page's `<h1>`, in order.
  init(_ head: PageHead, headings: [String]) {
    let title = String(decoding: head.title.prefix(Self.longestTitle), as: UTF8.self)
    titleParts = Array(PageHeadline.parts(of: title).prefix(Self.mostTitles)) + [title]
    let shared = head.titles.filter { $0.utf8.count <= Self.longestTitle }
    titles = (titleParts + shared).map(PageHeadline.folded).filter {
      $0.utf8.count >= Self.shortest
    }
    self.headings = headings.prefix(1).map(PageHeadline.folded).filter {
      $0.utf8.count >= Self.shortest
    }
    for address in [head.canonical, head.meta(["og:url"]), head.savedFrom] {
      if let place = address.flatMap(Self.place) { addresses.insert(place) }
    }
  }

  /// Whether a headline is the page's by its titles, or one of its wordings: search engines and
  /// readers are often given two. The first heading counts on pages without a title.
  func names(_ headline: String) -> Bool {
    agreement(ofTitle: headline) > (titles.isEmpty ? 0 : 1)
  }

  /// How well an object's headline and address agree with the page's; nil when one of the two says
  /// neither, 0 when they say it and do not agree.
  func agreement(with object: [String: LinkedData.Value]) -> Int? {
    let headlines = [
      object["headline"]?.text, object["name"]?.text, object["alternativeHeadline"]?.text,
    ]
    .compactMap { $0?.unescaped }
    let places = [
      object["url"], object["mainEntityOfPage"], object["mainEntityOfPage"]?.members["@id"],
      object["mainEntityOfPage"]?.members["url"], object["@id"],
    ].compactMap { $0?.text.flatMap(Self.place) }
    let isHere = places.contains(where: addresses.contains)
    let hasNames = !titles.isEmpty || !headings.isEmpty
    if !isHere, headlines.isEmpty || !hasNames, places.isEmpty || addresses.isEmpty { return nil }
    return (headlines.map(agreement(ofTitle:)).max() ?? 0) + (isHere ? 3 : 0)
  }

  /// 0 none, 1 only the first heading agrees, 2 half of it is in the title, 4 they are the same.
  private func agreement(ofTitle headline: String) -> Int {
    let words = PageHeadline.folded(String(headline.prefix(Self.longestTitle)))
    guard words.utf8.count >= Self.shortest else { return 0 }
    if titles.contains(words) { return 4 }
    if titles.contains(where: { $0.contains(words) || words.contains($0) }) { return 3 }
    if titles.contains(where: { Self.isAlike($0, words) }) { return 2 }
    return headings.contains { $0.contains(words) || words.contains($0) || Self.isAlike($0, words) }
      ? 1 : 0
  }

  /// At least half of the shorter one's runs of four letters stand in the other: two wordings of one
  /// headline share their names.
  static func isAlike(_ one: String, _ other: String) -> Bool {
    func runs(_ text: String) -> Set<Substring> {
      var found: Set<Substring> = []
      var start = text.startIndex
      while let end = text.index(start, offsetBy: 4, limitedBy: text.endIndex) {
        found.insert(text[start..<end])
        start = text.index(after: start)
      }
      return found
    }
    let (a, b) = (runs(String(one.prefix(200))), runs(String(other.prefix(200))))
    return !a.isEmpty && !b.isEmpty && a.intersection(b).count * 2 >= min(a.count, b.count)
  }

  /// Host and path of an address, by which two forms of it are one; nil for a house's front page.
  private static func place(_ address: String) -> String? {
    var rest = Array(address.utf8.drop { $0 <= 0x20 })[...]
    guard rest.prefix(4).elementsEqual("http".utf8, by: { $0 | 0x20 == $1 }),
      let colon = rest.firstIndex(of: 0x3A), rest[colon...].starts(with: "://".utf8)
    else { return nil }
    rest = rest[(colon + 3)...].prefix { $0 != 0x3F && $0 != 0x23 && $0 > 0x20 }
    var place = String(decoding: rest, as: UTF8.self).lowercased()[...]
    for opening in ["www.", "amp.", "m."] where place.hasPrefix(opening) {
      place = place.dropFirst(opening.utf8.count)
    }
    while place.utf8.last == 0x2F { place.removeLast() }
    return place.utf8.contains(0x2F) ? String(place) : nil
  }
}
