import NewsModel

/// What an object of ninjs says about what may be done with it, and by what it is sorted.
extension NinjsItem {
  var status: Article.Status? {
    let given = string("pubstatus").flatMap(StatusWord.status)
    // What is no time holds until its provider says so.
    if given == nil || given == .usable, string("embargoed") != nil, embargo == nil {
      return .embargoed
    }
    return given
  }

  var embargo: Timestamp? { text("embargoed").flatMap { DateReader.timestamp($0) } }

  var facts: Article.Facts {
    var facts = Article.Facts()
    facts.subjects = concepts("subject", "subjects")
    facts.genres = concepts("genre", "genres")
    facts.places = concepts("place", "places")
    facts.keywords = concepts("keywords").compactMap(\.name)
    facts.urgency = string("urgency").flatMap { Int($0) }
    facts.slug = string("slugline")
    facts.dateline = string("located")
    facts.editorNote = string("ednote")
    facts.wordCount = string("wordcount").flatMap { Int($0) }
    return facts
  }

  /// 1.x has a scheme and a code in it, 2.x and 3.x an address or a literal.
  private func concepts(_ lists: String...) -> [Article.Concept] {
    lists.flatMap { members.lists[$0] ?? [] }.map { entry in
      let code = ["code", "qcode", "uri", "literal"].lazy.compactMap { entry[$0] }.first
      return Article.Concept(
        code: code.map { String(decoding: $0, as: UTF8.self) },
        name: entry["name"].map { String(decoding: $0, as: UTF8.self) })
    }
  }

  private func string(_ name: String) -> String? {
    text(name).map { String(decoding: $0, as: UTF8.self) }
  }
}
