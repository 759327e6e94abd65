/// What a person typed, as an FTS5 expression: words, phrases, beginnings of words, fields, and AND, OR and NOT
/// between them.
///
/// Raw text in MATCH fails or changes its meaning on most punctuation (measured), so it never reaches FTS5: what is
/// typed is read here, and each word goes in as a string in double quotes. Words stand for "all of these"; what
/// the person put in double quotes stays a phrase, and so does a run of characters that are words (`SearchText`).
/// Only `AND`, `OR` and `NOT` in capitals, parentheses, a star behind a word and `headline:` or `body:` before it
/// mean anything; nothing that is typed is an error. Source: https://www.sqlite.org/fts5.html, section 3.
struct SearchWords {
  /// Nil when there is nothing to look for.
  let expression: String?

  /// - Parameters:
  ///   - typed: what was typed.
  ///   - forms: other forms of a word that are looked for, too.
  init(_ typed: String, forms: (String) throws -> [String]) rethrows {
    let tokens = SearchTokens(typed).tokens
    // Where nothing else is to be there, AND, OR and NOT are what is looked for.
    expression =
      try Self.expression(tokens, forms)
      ?? Self.expression(tokens.map { SearchTokens.word($0) ?? $0 }, forms)
  }

  private static func expression(
    _ tokens: [SearchTokens.Token], _ forms: (String) throws -> [String]
  ) rethrows -> String? {
    var tokens = tokens[...]
    var all: [String] = []
    // What stands behind a parenthesis too many is looked for as well.
    while !tokens.isEmpty {
      if let part = try anyOf(&tokens, forms) { all.append(part) }
      if tokens.first == .close { tokens.removeFirst() }
    }
    return all.isEmpty ? nil : joined(all, "AND")
  }

  private typealias Tokens = ArraySlice<SearchTokens.Token>

  private static func anyOf(_ tokens: inout Tokens, _ forms: (String) throws -> [String]) rethrows
    -> String?
  {
    var parts: [String] = []
    while true {
      if let part = try allOf(&tokens, forms) { parts.append(part) }
      guard tokens.first == .or else { break }
      tokens.removeFirst()
    }
    return parts.isEmpty ? nil : joined(parts, "OR")
  }

  private static func allOf(_ tokens: inout Tokens, _ forms: (String) throws -> [String]) rethrows
    -> String?
  {
    var wanted: [String] = []
    var unwanted: [String] = []
    var isUnwanted = false
    while let token = tokens.first, token != .or, token != .close {
      tokens.removeFirst()
      var part: String?
      switch token {
      case .not:
        isUnwanted = true
        continue
      case .open:
        part = try anyOf(&tokens, forms)
        if tokens.first == .close { tokens.removeFirst() }
      case .term(let term): part = try term.expression(forms)
      case .and, .or, .close: continue
      }
      if let part { isUnwanted ? unwanted.append(part) : wanted.append(part) }
      isUnwanted = false
    }
    // FTS5 cannot look for what lacks a word and nothing else.
    guard !wanted.isEmpty else { return nil }
    let all = joined(wanted, "AND")
    return unwanted.isEmpty ? all : "(\(all) NOT \(joined(unwanted, "OR")))"
  }

  private static func joined(_ parts: [String], _ word: String) -> String {
    parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " \(word) ") + ")"
  }
}
