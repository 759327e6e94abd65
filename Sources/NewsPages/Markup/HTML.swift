/// The elements of HTML that pages are made of. What frames another page is not among them, and a script is only
/// what `Attribute.script` serves.
enum HTML: String {
  case html, head, title, meta, link, body, header, nav, main, footer, section, article, aside
  case h1, h2, h3, p, div, span, a, ul, ol, li, dl, dt, dd, table, caption, thead, tbody, tr, th, td
  case time, strong, em, mark, small, bdi, abbr, blockquote, details, summary, code, hr, br, wbr
  case script, form, label, input, select, option, button, svg, g, rect, desc, figure, figcaption,
    ins, del

  private var isVoid: Bool {
    switch self {
    case .meta, .link, .hr, .br, .wbr, .input: true
    default: false
    }
  }

  func callAsFunction(
    _ attributes: Attribute..., @MarkupBuilder content: () -> Markup = { Markup() }
  ) -> Markup {
    self(all: attributes, content: content)
  }

  func callAsFunction(
    all attributes: [Attribute], @MarkupBuilder content: () -> Markup = { Markup() }
  ) -> Markup {
    Markup(element: rawValue, attributes, isVoid: isVoid, content())
  }
}
