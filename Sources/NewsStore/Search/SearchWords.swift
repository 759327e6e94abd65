/// What a person typed, as an FTS5 expression in which nothing is an operator.
///
/// Raw text in MATCH fails or changes its meaning on most punctuation (measured), so every word
/// goes in as a string in double quotes. Words stand for "all of these"; what the person put in
/// double quotes stays a phrase, and so does a run of characters that are words (`SearchText`).
/// Source: https://www.sqlite.org/fts5.html, section 3.1.
struct SearchWords {
  /// Nil when there is nothing to look for.
  let expression: String?

  /// Nobody types more; an expression of thousands of terms is an attack on its parser.
  static let limitTerms = 32
  static let limitBytes = 1000

  init(_ typed: String) {
    var terms: [String] = []
    var term = String.UnicodeScalarView()
    var inPhrase = false
    var bytes = 0
    func finish() {
      // The tokenizer drops what is neither letter nor number: such a term would match nothing.
      if term.contains(where: Self.isWordPart) {
        terms.append("\"" + SearchText.asked(String(term)) + "\"")
      }
      term = String.UnicodeScalarView()
    }
    for scalar in typed.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > Self.limitBytes || terms.count == Self.limitTerms { break }
      switch scalar {
      case "\"":
        finish()
        inPhrase.toggle()
      case "\0": continue
      case _ where scalar.properties.isWhitespace && !inPhrase: finish()
      default: term.append(scalar)
      }
    }
    if terms.count < Self.limitTerms { finish() }
    expression = terms.isEmpty ? nil : terms.joined(separator: " ")
  }

  /// What `unicode61` takes for a part of a word: letters, numbers, private use.
  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
