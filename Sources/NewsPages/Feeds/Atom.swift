/// The elements of an Atom feed. Source: RFC 4287.
enum Atom: String {
  case feed, entry, id, title, subtitle, updated, published, link, author, name, summary, category
  case generator, content

  func callAsFunction(
    _ attributes: Attribute..., @MarkupBuilder content: () -> Markup = { Markup() }
  ) -> Markup {
    self(all: attributes, content: content)
  }

  func callAsFunction(
    all attributes: [Attribute], @MarkupBuilder content: () -> Markup
  ) -> Markup {
    Markup(element: rawValue, attributes, content())
  }
}
