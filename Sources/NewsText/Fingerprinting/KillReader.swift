/// What a kill says of a word that names an article.
enum KillRole {
  case killed
  case spared
  /// It is only pointed at.
  case seen
}

/// Reads a kill clause by clause: what one says lasts to the end of its sentence, or of the list below it.
struct KillReader {
  /// Of a clause: each cue looks through all of its own. No sentence of a kill is as long.
  private static let mostWords = 100
  /// With as many beside its names a part of a sentence tells something; `It is`, `Ref.` and `Story no.` are fewer.
  private static let wordsOfMention = 4

  private let words: [KillText.Word]
  let clauses: [Range<Int>]
  /// What the sentence has said so far.
  private var carried: KillRole?
  /// The same before each open bracket.
  private var outside: [KillRole?] = []
  private var ofLastName: KillRole?

  init(_ words: [KillText.Word]) {
    self.words = words
    var clauses: [Range<Int>] = []
    for index in words.indices {
      if index == 0 || Self.begins(index, words)
        || clauses[clauses.count - 1].count == Self.mostWords
      {
        clauses.append(index..<index + 1)
      } else {
        clauses[clauses.count - 1] = clauses[clauses.count - 1].lowerBound..<index + 1
      }
    }
    self.clauses = clauses
  }

  /// - Returns: Each word that has one, with its role.
  mutating func roles() -> [(Int, KillRole)] {
    var roles: [(Int, KillRole)] = []
    for (number, clause) in clauses.enumerated() {
      let isInBracket = words[clause.lowerBound].opensBracket
      if isInBracket { outside.append(carried) }
      if beginsSentence(clause), !goesOn(number) { (carried, ofLastName) = (nil, nil) }
      let cues = KillCue.all(in: words, clause)
      for index in clause {
        let role = role(of: index, in: number, cues)
        if let role { roles.append((index, role)) }
        if words[index].isName { ofLastName = role }
      }
      if let last = cues.last(where: { $0.turned == nil }) {
        carried = last.after ?? last.before ?? carried
      }
      if words[clause].contains(where: \.closesBracket), let before = outside.popLast() {
        (carried, ofLastName) = (before, nil)
      }
    }
    return roles
  }

  private func role(of index: Int, in number: Int, _ cues: [KillCue]) -> KillRole? {
    let cue = cues.last { $0.place < index }
    if let cue, let turned = cue.turned {
      if cue.end == index { return cue.after ?? carried ?? turned == .spared ? .killed : .spared }
    } else if let cue, let role = cue.after {
      return cue.isOfAnother(index, words) ? .killed : role
    }
    if let cue = cues.first(where: { $0.place > index }), let role = cue.before { return role }
    if cues.isEmpty, carried == nil, isSubstituteNext(to: number) { return .spared }
    let told = isBehindName(index, in: clauses[number]) ? ofLastName : carried
    guard words[index].isName, told != .spared, isMention(told, in: number) else { return told }
    return .seen
  }

  /// `It moved an hour after BC-EU--Vote`: a sentence, or a part of one, that orders nothing and is more than a list or
  /// a label. `It is urn:x:1` says which.
  private func isMention(_ told: KillRole?, in number: Int) -> Bool {
    let range = told == nil ? sentence(of: number) : clauses[number]
    let plain = words[range].count { word in
      !word.isName && !word.isCopy && word.key.count > 1 && !KillWords.and.contains(word.key)
        && !KillWords.articles.contains(word.key)
    }
    return plain >= Self.wordsOfMention
  }

  /// All clauses of it.
  private func sentence(of number: Int) -> Range<Int> {
    var (first, last) = (number, number)
    while !beginsSentence(clauses[first]) { first -= 1 }
    while last + 1 < clauses.count, !beginsSentence(clauses[last + 1]) { last += 1 }
    return clauses[first].lowerBound..<clauses[last].upperBound
  }

  /// `urn:x:1 and urn:x:2`.
  private func isBehindName(_ index: Int, in clause: Range<Int>) -> Bool {
    let before = words[clause.lowerBound..<index]
    return words[index].isName && before.allSatisfy { KillWords.and.contains($0.key) || $0.isName }
      && clause.lowerBound > 0 && words[clause.lowerBound - 1].isName
  }

  /// `urn:x:2, a corrected version, has moved.`
  private func isSubstituteNext(to number: Int) -> Bool {
    guard words[clauses[number]].allSatisfy(\.isName), number + 1 < clauses.count else {
      return false
    }
    let next = clauses[number + 1]
    guard !beginsSentence(next), !words[next].contains(where: \.isName) else { return false }
    let cue = KillCue.all(in: words, next).first
    return cue.map { $0.isSubstitute && $0.place <= next.lowerBound + 1 } ?? false
  }

  /// A list below what says what it is, or a line more of it.
  private func goesOn(_ number: Int) -> Bool {
    guard number > 0 else { return false }
    let clause = clauses[number]
    let isLine =
      words[clause.lowerBound].isFirst
      && (clause.upperBound == words.count || words[clause.upperBound].isFirst)
    return words[clause.lowerBound - 1].sign == ":"
      || isLine && words[clause].allSatisfy { $0.isName || $0.key.count < 2 }
  }

  private func beginsSentence(_ clause: Range<Int>) -> Bool {
    guard clause.lowerBound > 0 else { return true }
    let sign = words[clause.lowerBound - 1].sign
    return words[clause.lowerBound].isFirst || sign.map { ".;!?".contains($0) } ?? false
  }

  private static func begins(_ index: Int, _ words: [KillText.Word]) -> Bool {
    let (word, before) = (words[index], words[index - 1])
    return word.isFirst || before.sign != nil || word.opensBracket || before.closesBracket
      || KillWords.beginsClause(word.key) || before.key.hasSuffix("하고") || word.key.isEmpty
      || "-–—".contains(word.key)
  }
}
