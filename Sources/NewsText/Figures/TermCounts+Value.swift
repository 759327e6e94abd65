extension TermCounts {
  /// What a figure of the article is worth, for questions across languages.
  ///
  /// - Parameter figure: one of its terms.
  /// - Returns: nil for a time, a date, a score, and for what is no figure.
  package func value(of figure: Term) -> Double? {
    var text = surface(figure)
    let reader = FigureReader(language)
    return text.withUTF8 { text in
      var scanner = TermScanner(language: language, keepsAccents: language != .english)
      scanner.scan(text, tokenLimit: .max)
      guard figure.isFigure, let first = scanner.tokens.first else { return nil }
      if first.kind == .word { return reader.numerals(of: first, in: text).first?.value.number }
      return reader.figure(at: 0, in: scanner.tokens, text).value?.number
    }
  }
}
