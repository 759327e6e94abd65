/// What the stylesheet knows by name.
enum Style: String {
  case skip, masthead, name, foot, columns, edition, stories, major, medium, minor, meta, about,
    badge
  case warning, prose, beside, chart, sources, quiet, steps, lede, facts, pages, copy, panel, form,
    files, folded, choices, gauge
}
