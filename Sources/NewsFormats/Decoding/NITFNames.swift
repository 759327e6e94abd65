/// What the names in an NITF document mean, found once a name.
struct NITFNames {
  enum Meaning {
    case other, unread, title, headline, byline, person, distributor, dateline, abstract, content
  }
  enum Division { case none, block, apart }

  struct Name {
    var local: String
    var meaning: Meaning
    var division: Division
    /// Line ends are the text's in it.
    var isPreformatted: Bool
    /// An element whose attributes are asked for.
    var isNoted: Bool
  }

  private static let blocks: Set<String> = [
    "p", "hl1", "hl2", "block", "bq", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption",
    "pre", "fn", "hr", "br", "credit", "datasource", "nitf-table", "body.content", "abstract",
  ]
  private static let noted: Set<String> = [
    "nitf", "body", "docdata", "doc-id", "du-key", "date.issue", "story.date", "pubdata",
    "date.release", "doc.copyright", "urgency", "ed-msg", "keyword", "tobject.subject",
  ]

  private var all: [Name] = []

  subscript(name: Int) -> Name { all[name] }

  /// The reader has met more names.
  mutating func update(_ names: [XMLName]) {
    for name in names.dropFirst(all.count) {
      let local = name.local
      all.append(
        Name(
          local: local, meaning: Self.meaning(of: local), division: Self.division(of: local),
          isPreformatted: local == "pre", isNoted: Self.noted.contains(local)))
    }
  }

  private static func meaning(of local: String) -> Meaning {
    switch local {
    case "title": .title
    case "hl1": .headline
    case "byline": .byline
    case "person": .person
    case "distributor": .distributor
    case "dateline": .dateline
    case "abstract": .abstract
    case "body.content": .content
    case "media", "note", "nitf-table-metadata", "byttl", "story.date": .unread
    default: .other
    }
  }

  /// Cells stand apart from what is beside them, in one line with it.
  private static func division(of local: String) -> Division {
    if local == "td" || local == "th" { return .apart }
    return blocks.contains(local) ? .block : .none
  }
}
