/// A short article of ours, for pages that differ in what stands around and in it.
extension Pages {
  static let paragraphs = [
    "The lighthouse of Skerry Point went dark on Monday night, and the harbour office does not know yet when it will be lit again.",
    "Boats were told by radio to keep two miles off the reef until the keepers have found the fault in the old wiring.",
    "“We have lived by that light for a hundred years,” said Mara Holt, who runs the inn above the landing and saw it go out.",
    "The council will meet on Thursday to talk about a loan, of which the province is expected to carry the larger part.",
    "It was last repaired after the flood of 1974, when the lamp was changed and the stairs were built anew in oak.",
  ]
  static let title = "Lighthouse of Skerry Point goes dark"

  /// A page with a headline and, unless said otherwise, all paragraphs in an `<article>`.
  static func page(
    head: String = "", above: String = "", inside: String? = nil, below: String = ""
  ) -> String {
    let text = inside ?? elements(paragraphs)
    return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>\(title)</title>\(head)"
      + "</head><body><main><article><h1>\(title)</h1>\(above)\(text)</article></main>\(below)"
      + "</body></html>"
  }
  static func elements(_ paragraphs: some Sequence<String>) -> String {
    paragraphs.map { "<p>\($0)</p>" }.joined()
  }
  static func linked(_ json: String) -> String {
    "<script type='application/ld+json'>\(json)</script>"
  }
}
