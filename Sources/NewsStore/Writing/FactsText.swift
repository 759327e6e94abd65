package import NewsBytes
package import NewsModel

extension Article.Facts {
  /// What has a value, in one order: the column `facts`, and what commands show.
  package var json: JSONValue {
    var members: [(String, JSONValue)] = []
    func add(_ key: String, _ values: [JSONValue]) {
      if !values.isEmpty { members.append((key, .array(values))) }
    }
    add("subject", subjects.map(\.json))
    add("genre", genres.map(\.json))
    add("place", places.map(\.json))
    add("keywords", keywords.map { .string($0) })
    if let urgency { members.append(("urgency", .init(urgency))) }
    for (key, text) in [
      ("slug", slug), ("take", take), ("dateline", dateline), ("editor_note", editorNote),
      ("language_given", languageGiven),
    ] {
      if let text { members.append((key, .string(text))) }
    }
    if let publishedDay {
      let midnight = Timestamp(milliseconds: publishedDay * 86_400_000)
      members.append(("published_day", .string(midnight.isoDay)))
    }
    if let wordCount { members.append(("word_count", .init(wordCount))) }
    return .object(members)
  }

  /// What is not of the shape that `json` writes, in a damaged or edited row, gives nothing.
  package init(json: JSONValue) {
    self.init()
    func concepts(_ key: String) -> [Article.Concept] {
      json[key]?.array?.map { Article.Concept(code: $0["code"]?.string, name: $0["name"]?.string) }
        ?? []
    }
    subjects = concepts("subject")
    genres = concepts("genre")
    places = concepts("place")
    keywords = json["keywords"]?.array?.compactMap(\.string) ?? []
    urgency = json["urgency"]?.integer.map(Int.init)
    slug = json["slug"]?.string
    take = json["take"]?.string
    dateline = json["dateline"]?.string
    editorNote = json["editor_note"]?.string
    languageGiven = json["language_given"]?.string
    publishedDay = json["published_day"]?.string.flatMap { Timestamp(rfc3339: $0)?.day }
    wordCount = json["word_count"]?.integer.map(Int.init)
  }
}

extension Article.Concept {
  fileprivate var json: JSONValue {
    .object(
      [("code", code), ("name", name)].compactMap { key, text in
        text.map { (key, .string($0)) }
      })
  }
}
