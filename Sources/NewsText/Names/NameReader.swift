/// Draws the names from the terms of one article.
struct NameReader: Sendable {
  /// Names of one article that are looked at: those of the lede first, then as they stand by hash.
  private static let limit = 1024

  private let language: TermLanguage
  private let rule: NameRule
  private let places: Places
  /// No word frequencies are shipped for the language, so that a name would count like a word as long.
  private let isUnlisted: Bool

  init(_ language: TermLanguage) {
    self.language = language
    rule = NameRule(language)
    places = .shipped(language)
    isUnlisted =
      language != .english && language.subtag != "vi" && rule.seesNames
      && StemFrequencies.shipped(language) == nil
  }

  /// - Parameters:
  ///   - terms: ascending by hash; those of names are told their entity.
  ///   - pairs: terms that stood side by side with capitals, by their places.
  ///   - headline: in which terms of the headline were met.
  ///   - body: in which the others were.
  /// - Returns: ascending by key.
  func names(
    of terms: inout [TermCounts.Term], pairs: [(Int32, Int32)], headline: String, body: String
  ) -> [TermName] {
    var names: [TermName] = []
    // Most words are written small where that says something; to look each up among the towns was 9 µs.
    for index in order(of: terms)
    where names.count < Self.limit && rule.mayBeName(terms[index].seen) {
      let term = terms[index]
      guard let marks = marks(term) else { continue }
      if isUnlisted, marks.contains(.sure) {
        terms[index].prior = min(term.prior, StemFrequencies.unknown)
      }
      let key =
        NameKey.keepsStem(language)
        ? term.hash : key(of: term, term.inHeadline ? headline : body)
      names.append(TermName(key: key, term: Int32(index), entity: 0, marks: marks))
    }
    names.sort { $0.key != $1.key ? $0.key < $1.key : $0.term < $1.term }
    let forms = names
    names = united(names, terms)
    number(&names, forms, &terms, pairs)
    return names
  }

  /// - Parameters:
  ///   - pairs: of terms that stand side by side, by their places.
  ///   - terms: those of names know their entity.
  /// - Returns: the pairs of which one is a name, or both together may be.
  func neighbours(
    _ pairs: [TermCounts.Neighbours], of terms: [TermCounts.Term]
  ) -> [TermCounts.Neighbours] {
    pairs.filter { pair in
      let (first, second) = (terms[Int(pair.first)], terms[Int(pair.second)])
      return first.entity > 0 || second.entity > 0
        || rule.mayBeOneName(first.seen, second.seen)
    }
  }

  /// The words, those of the lede first.
  private func order(of terms: [TermCounts.Term]) -> [Int] {
    let words = terms.indices.filter { terms[$0].kind == .word }
    guard words.count > Self.limit else { return words }
    return words.filter { isLede(terms[$0]) } + words.filter { !isLede(terms[$0]) }
  }

  private func isLede(_ term: TermCounts.Term) -> Bool {
    term.inHeadline || term.seen.contains(.lede)
  }

  private func marks(_ term: TermCounts.Term) -> TermName.Marks? {
    let isPlace =
      rule.mayBePlace(term.seen) && (places.holds(term.hash) || term.seen.contains(.place))
    let isLede = isLede(term)
    switch rule.standing(term.seen, prior: term.prior, isPlace: isPlace) {
    case .sure:
      guard !term.seen.contains(.acronym) else { return .sure }
      var marks: TermName.Marks = isLede ? [.sure, .lede] : .sure
      if isPlace { marks.insert(.place) }
      return marks
    case .rare: return []
    case .none:
      // English compares with all words of the other text anyway.
      guard !NameKey.keepsStem(language), !term.seen.isDisjoint(with: [.capital, .formal]) else {
        return nil
      }
      return .mention
    }
  }

  private func key(of term: TermCounts.Term, _ text: String) -> TermHash {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: Int(term.surfaceStart))
    return NameKey.hash(term.hash, text.unicodeScalars[start...].prefix(64), language)
  }

  /// Several forms of one name are one: the marks of all, the term of the commonest.
  private func united(_ names: [TermName], _ terms: [TermCounts.Term]) -> [TermName] {
    var out: [TermName] = []
    for name in names {
      guard let last = out.last, last.key == name.key else {
        out.append(name)
        continue
      }
      var one = out[out.count - 1]
      if one.isName == name.isName {
        one.marks.formUnion(name.marks)
        if terms[Int(name.term)].prior > terms[Int(one.term)].prior { one.term = name.term }
      } else if !one.isName {
        one = name
      }
      out[out.count - 1] = one
    }
    return out
  }

  /// Names side by side are one entity; each other name is one of its own.
  private func number(
    _ names: inout [TermName], _ forms: [TermName], _ terms: inout [TermCounts.Term],
    _ pairs: [(Int32, Int32)]
  ) {
    var nameOfTerm: [Int32: Int] = [:]
    var index = 0
    for form in forms {
      while names[index].key != form.key { index += 1 }
      if names[index].isName, form.isName { nameOfTerm[form.term] = index }
    }
    let leaders = Self.leaders(
      names.count,
      pairs.compactMap { a, b in nameOfTerm[a].flatMap { a in nameOfTerm[b].map { (a, $0) } } })
    for (term, index) in nameOfTerm {
      names[index].entity = UInt16(leaders[index] + 1)
      terms[Int(term)].entity = names[index].entity
    }
  }

  /// For each of so many names the first of its entity.
  private static func leaders(_ count: Int, _ pairs: [(Int, Int)]) -> [Int] {
    var leader = Array(0..<count)
    func find(_ index: Int) -> Int {
      var index = index
      while leader[index] != index { index = leader[index] }
      return index
    }
    for (a, b) in pairs {
      let (x, y) = (find(a), find(b))
      if x != y { leader[max(x, y)] = min(x, y) }
    }
    return leader.indices.map(find)
  }
}
