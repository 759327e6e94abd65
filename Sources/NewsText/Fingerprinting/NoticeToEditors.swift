import NewsModel

/// What the first lines of an article say to those who print it: whom they address, and what they ask.
///
/// Words about editors, kills and withdrawals are news. A notice addresses people at the beginning of a line or
/// sentence and asks something in a sentence of its own, so that is what is looked for, clause by clause.
struct NoticeToEditors {
  /// Notices are short, and say so in their first lines.
  private static let headBytes = 700

  private struct Clause {
    /// In small letters, without the marks around them.
    var words: [Substring]
    /// What ends it; a line feed at the end of the text.
    var sign: Character
    var isHeadline: Bool
  }
  private var clauses: [Clause] = []

  init(_ article: Article) {
    read(article.headline, isHeadline: true)
    read(article.facts.editorNote ?? "", isHeadline: false)
    let body = String(decoding: article.body.utf8.prefix(Self.headBytes), as: UTF8.self)
    // A headline that was made of the text comes again.
    read(body, isHeadline: false)
  }

  private mutating func read(_ text: String, isHeadline: Bool) {
    var rest = text.lowercased()[...]
    while !rest.isEmpty {
      let end = Self.end(of: rest)
      let words = rest[..<end].split(whereSeparator: \.isWhitespace)
      let sign = end < rest.endIndex ? rest[end] : "\n"
      if !words.isEmpty {
        clauses.append(Clause(words: words, sign: sign, isHeadline: isHeadline))
      }
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
    }
  }

  /// A dash with room around it, and what ends sentences and parts of them; a comma does not.
  private static func end(of text: Substring) -> Substring.Index {
    var before: Character = " "
    for index in text.indices {
      let character = text[index]
      if ".!?:;\n()[]*/|。！：".contains(character) { return index }
      if "-–—".contains(character), before.isWhitespace { return index }
      before = character
    }
    return text.endIndex
  }

  /// What a mark that heads news, too, must have beside it: it is for editors, or asks for something that is done
  /// with copy.
  var concernsCopy: Bool {
    isAddressed(to: Self.editors) || asks(of: Self.requests, aboutCopy: true)
      || isAddressed(to: Self.customers) && clauses.contains(where: isAboutCopy)
  }

  /// The same for a mark that heads no news.
  var speaksToPrinters: Bool {
    concernsCopy || isAddressed(to: Self.customers) || takesCopyBack || hasEditorsNote
      || asks(of: Self.orders, aboutCopy: false) || clauses.contains(where: Self.forbidsBetween)
  }

  /// The same for a note, whose mark may be the address: `AVIS AUX CLIENTS`.
  var isNote: Bool {
    concernsCopy || hasEditorsNote
      || clauses.contains { $0.isHeadline && addresses($0, Self.customers) }
  }

  /// `The story … has been withdrawn`, `Please kill the story`.
  var takesCopyBack: Bool {
    demandsKill || asks(of: Self.kills, aboutCopy: true)
      || clauses.contains { clause in
        clause.words.prefix(3).contains(where: Self.isCopy)
          && clause.words.contains { word in Self.withdrawn.contains { word.hasPrefix($0) } }
      }
  }

  /// In so many words, whatever stands above them: `A kill is mandatory`; to editors, `please kill the story`.
  var demandsKill: Bool {
    clauses.contains { Self.opens($0, with: Self.mandatory) }
      || isAddressed(to: Self.editors + Self.customers)
        && clauses.contains { Self.opens($0, with: Self.demands) }
  }

  /// `Do not publish`, `Please ignore this message`: a clause that says little else.
  var isNotForPublication: Bool {
    clauses.contains { clause in
      Self.opens(clause, with: Self.notForPublication)
        && (clause.words.count <= 5 || isAboutCopy(clause)
          || clause.words.contains { Self.ofTrials.contains($0) })
    }
  }

  private var hasEditorsNote: Bool {
    clauses.contains { Self.opens($0, with: ["editors' note", "editors’ note"]) }
  }

  /// `Attention editors -`, `Note to subscribers.`, `Editors: …`, `Redaktionen, bitte …`; what is said of them is
  /// news.
  private func isAddressed(to people: [String]) -> Bool {
    clauses.contains { addresses($0, people) }
  }

  private func addresses(_ clause: Clause, _ people: [String]) -> Bool {
    let greeting = clause.words.prefix { word in
      Self.calls.contains(Self.bare(word)) || Self.fillers.contains(word)
    }
    let calls = greeting.map(Self.bare).filter(Self.calls.contains)
    let named = clause.words.dropFirst(greeting.count)
      .prefix { Self.is($0, one: Self.editors + Self.customers) || $0 == "and" }
    guard named.contains(where: { Self.is($0, one: people) }) else { return false }
    let rest = clause.words[named.endIndex...].prefix(3).joined(separator: " ")
    if rest.isEmpty {
      return calls.isEmpty ? !clause.isHeadline && ":：-–—".contains(clause.sign) : true
    }
    let isCalled = !calls.isEmpty || !clause.isHeadline
    return isCalled && Self.pleases.contains { rest.hasPrefix($0) }
      || named.last?.last == "," && calls.contains(where: Self.loudCalls.contains)
  }

  private static func bare(_ word: Substring) -> Substring {
    word.last == "," ? word.dropLast() : word
  }

  private static func `is`(_ word: Substring, one people: [String]) -> Bool {
    people.contains { $0 == "eds" ? bare(word) == $0 : word.hasPrefix($0) }
  }

  private func asks(of phrases: [String], aboutCopy: Bool) -> Bool {
    clauses.contains { clause in
      guard !aboutCopy || isAboutCopy(clause) else { return false }
      let text = clause.words.joined(separator: " ")
      return phrases.contains { text.contains($0) }
    }
  }

  private func isAboutCopy(_ clause: Clause) -> Bool { clause.words.contains(where: Self.isCopy) }

  private static func isCopy(_ word: Substring) -> Bool {
    copy.contains { word.hasPrefix($0) } || copyWithoutSpaces.contains { word.contains($0) }
  }

  private static func opens(_ clause: Clause, with phrases: [String]) -> Bool {
    let text = clause.words.prefix(8).joined(separator: " ")
    return phrases.contains { text.hasPrefix($0) }
  }

  /// `Bitte verwenden Sie die Meldung nicht mehr`: what is asked stands around what it is asked of.
  private static func forbidsBetween(_ clause: Clause) -> Bool {
    guard let please = clause.words.first, please == "bitte" || please == "gelieve" else {
      return false
    }
    return clause.words.contains { $0 == "nicht" || $0 == "niet" || $0 == "keinesfalls" }
  }
}
