import NewsModel
import NewsStore

/// Where an article came from, and by what it is sorted.
struct ArticleFacts {
  let article: StoreReader.Exported

  var section: Markup {
    let heading = ElementID("facts")
    return HTML.section(.style(.panel), .labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Facts" }
      HTML.dl(.style(.facts)) {
        for (name, value) in texts { row(name) { HTML.bdi { value } } }
        if let url = record.article.url, let link = Attribute.web(url) {
          row("Address") {
            HTML.a(link, .named("rel", "noreferrer")) { url }
          }
        }
        row("Received") {
          TimeWords(record.received).element(TimeWords(record.received).minute + " UTC")
        }
      }
    }
  }

  private var record: ArticleRow { article.record }

  /// What it says of itself, in words.
  private var texts: [(String, String)] {
    let facts = record.article.facts
    let all: [(String, String?)] = [
      ("Article", "\(record.id.rawValue)"), ("File", name), ("Format", record.article.format),
      ("Identifier", record.article.uri), ("Version", record.article.version),
      ("Language", record.article.language), ("Slug", facts.slug), ("Take", facts.take),
      ("Urgency", facts.urgency.map(String.init)), ("Subjects", list(facts.subjects)),
      ("Genres", list(facts.genres)), ("Places", list(facts.places)),
      ("Keywords", facts.keywords.isEmpty ? nil : facts.keywords.joined(separator: ", ")),
      ("For editors", facts.editorNote),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  private var name: String? {
    let place = [article.name.text, record.article.locator].filter { !$0.isEmpty }
    return place.isEmpty ? nil : place.joined(separator: " › ")
  }

  private func list(_ concepts: [Article.Concept]) -> String? {
    concepts.isEmpty
      ? nil : concepts.map { $0.name ?? $0.code ?? "" }.joined(separator: ", ")
  }

  private func row(_ name: String, @MarkupBuilder value: () -> Markup) -> Markup {
    var both = HTML.dt { name }
    both += HTML.dd { value() }
    return both
  }
}
