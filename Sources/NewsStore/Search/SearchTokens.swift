/// The pieces of what a person typed into a search.
struct SearchTokens {
  enum Token: Hashable {
    case term(Term)
    case and, or, not, open, close
  }
  struct Term: Hashable {
    var text: String
    var isPhrase = false
    /// It is the beginning of a word.
    var isBeginning = false
    /// Where it is to stand; nil for anywhere.
    var field: String?
  }

  /// Nobody types more; an expression of thousands of terms is an attack on its parser.
  static let limitTerms = 32
  static let limitBytes = 1000
  private static let limitDepth = 16
  private static let fields = ["headline", "body"]

  private(set) var tokens: [Token] = []
  private var terms = 0
  private var depth = 0
  /// What has been typed of the next term.
  private var typed = String.UnicodeScalarView()
  /// Named before the next term.
  private var field: String?

  init(_ text: String) {
    var inPhrase = false
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > Self.limitBytes || terms == Self.limitTerms { break }
      switch scalar {
      case "\"":
        finish(isPhrase: inPhrase)
        inPhrase.toggle()
      case "\0": continue
      case _ where inPhrase: typed.append(scalar)
      case "*" where typed.isEmpty: markBeginning()
      case "*", "(", ")": punctuate(scalar)
      case ":" where Self.fields.contains(String(typed).lowercased()):
        field = String(typed).lowercased()
        typed = String.UnicodeScalarView()
      case _ where scalar.properties.isWhitespace: finish(isPhrase: false)
      default: typed.append(scalar)
      }
    }
    if terms < Self.limitTerms { finish(isPhrase: inPhrase) }
  }

  /// A star behind a phrase or a word that has ended.
  private mutating func markBeginning() {
    guard case .term(var term)? = tokens.last else { return }
    term.isBeginning = true
    tokens[tokens.count - 1] = .term(term)
  }

  private mutating func punctuate(_ scalar: Unicode.Scalar) {
    let before = tokens.count
    finish(isPhrase: false)
    switch scalar {
    case "(" where depth < Self.limitDepth:
      tokens.append(.open)
      depth += 1
    case ")" where depth > 0:
      tokens.append(.close)
      depth -= 1
    case "*" where tokens.count > before: markBeginning()
    default: break
    }
  }

  private mutating func finish(isPhrase: Bool) {
    let text = String(typed)
    typed = String.UnicodeScalarView()
    if !isPhrase, let word = Self.operators[text] {
      tokens.append(word)
    } else if text.unicodeScalars.contains(where: Self.isWordPart) {
      // The tokenizer drops what is neither letter nor number: such a term would match nothing.
      tokens.append(.term(Term(text: text, isPhrase: isPhrase, field: field)))
      terms += 1
      field = nil
    } else if isPhrase {
      field = nil
    }
  }

  private static let operators: [String: Token] = ["AND": .and, "OR": .or, "NOT": .not]

  /// An operator as the word that it is written with; nil for what is none.
  static func word(_ token: Token) -> Token? {
    operators.first { $0.value == token }.map { .term(Term(text: $0.key)) }
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

extension SearchTokens.Term {
  /// In the words of FTS5, with other forms of a word; not of phrases and beginnings.
  func expression(_ forms: (String) throws -> [String]) rethrows -> String {
    let asked = SearchText.asked(text)
    let others = try isPhrase || isBeginning ? [] : forms(asked).filter { $0 != asked }
    let all = ([asked] + others).map { "\"" + $0.filter { $0 != "\"" } + "\"" }
    let words = all.count == 1 ? all[0] : "(" + all.joined(separator: " OR ") + ")"
    return (field.map { "\($0) : " } ?? "") + words + (isBeginning ? " *" : "")
  }
}
