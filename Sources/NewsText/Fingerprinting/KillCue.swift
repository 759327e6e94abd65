/// Words that say what becomes of the articles named before or behind them: `kill`, `use … instead`, `replaced by`.
struct KillCue {
  /// Its first word.
  let place: Int
  private(set) var end: Int
  private(set) var before: KillRole?
  private(set) var after: KillRole?
  /// A word for what is sent in the place of another report.
  private(set) var isSubstitute = false
  /// The contrary of what was said before is true of the one name behind it; of this, where nothing was.
  private(set) var turned: KillRole?
  private var isUse = false
  /// To kill, or not to use.
  private(set) var isOrder = false

  typealias Words = [KillText.Word]

  /// - Parameters:
  ///   - words: Of the kill.
  ///   - clause: Where to look.
  /// - Returns: In order; none lies over another.
  static func all(in words: Words, _ clause: Range<Int>) -> [KillCue] {
    var cues: [KillCue] = []
    var index = clause.lowerBound
    while index < clause.upperBound {
      guard let (kind, length) = KillWords.kind(at: index, words, clause) else {
        if let cue = turn(before: index, words, clause, cues.last) { cues.append(cue) }
        index += 1
        continue
      }
      let isOrdered = cues.last.map { $0.after == .killed && !$0.isSubstitute } ?? false
      cues += cue(kind, index..<index + length, words, clause, isOrdered: isOrdered)
      index += length
    }
    return cues
  }

  /// `Kill urn:x:1, not urn:x:2`; `not urn:x:1 but urn:x:2`; the no of `do not use` is none.
  private static func turn(
    before index: Int, _ words: Words, _ clause: Range<Int>, _ last: KillCue?
  ) -> KillCue? {
    guard words[index].isName, index > clause.lowerBound else { return nil }
    let isDenial = KillWords.isDenial(words[index - 1])
    guard KillWords.but.contains(words[index - 1].key) || isDenial && last?.isUse != true else {
      return nil
    }
    var cue = KillCue(place: index - 1, end: index, after: last?.after)
    cue.turned = isDenial ? .spared : .killed
    return cue
  }

  private static func cue(
    _ kind: KillWords.Kind, _ range: Range<Int>, _ words: Words, _ clause: Range<Int>,
    isOrdered: Bool
  ) -> [KillCue] {
    var cue = KillCue(place: range.lowerBound, end: range.upperBound)
    let isNameNext = range.upperBound < clause.upperBound && words[range.upperBound].isName
    if kind == .see, !isNameNext { return [] }
    switch kind {
    case .kill:
      let role: KillRole = isDenied(words, range.lowerBound, clause) ? .spared : .killed
      (cue.before, cue.after, cue.isOrder) = (role, role, role == .killed)
    case .use, .useLast:
      guard let role = ofUse(words, range, clause) else { return [] }
      (cue.before, cue.after) = (kind == .useLast || role == .killed ? role : nil, role)
      (cue.isUse, cue.isOrder) = (role == .killed, role == .killed)
    case .substitute:
      guard isAnnounced(range.lowerBound, words, clause, isOrdered: isOrdered) else {
        let next = range.upperBound < clause.upperBound ? words[range.upperBound].key : ""
        // `No substitute for urn:x:1`.
        guard KillWords.of.contains(next), isDenied(words, range.lowerBound, clause) else {
          return []
        }
        cue.after = .killed
        return [cue]
      }
      (cue.after, cue.isSubstitute) = (.spared, true)
      cue.before = isSaid(of: range.lowerBound, words, clause) ? .spared : nil
    case .replaces: return replacement(words, range, clause)
    case .replacedBy: (cue.before, cue.after) = (.killed, .spared)
    case .inPlaceOf: (cue.before, cue.after) = (.spared, .killed)
    case .instead: (cue.before, cue.after) = (.spared, .spared)
    case .stays: cue.before = .spared
    case .mention: cue.after = .spared
    case .see: cue.after = .seen
    }
    return [cue]
  }

  /// Not in `no substitute`, nor in `kill the corrected story urn:x:3`.
  private static func isAnnounced(
    _ place: Int, _ words: Words, _ clause: Range<Int>, isOrdered: Bool
  ) -> Bool {
    let isNamed = words[clause.lowerBound..<place].contains(where: \.isName)
    return !isDenied(words, place, clause) && (isNamed || !isOrdered)
  }

  /// `Use urn:x:2`, `please do not use`, `verwenden Sie … nicht mehr`; `for use in Europe` asks nothing.
  private static func ofUse(
    _ words: Words, _ range: Range<Int>, _ clause: Range<Int>
  ) -> KillRole? {
    let before = range.lowerBound > clause.lowerBound ? words[range.lowerBound - 1].key : ""
    let next = range.upperBound < clause.upperBound ? words[range.upperBound].key : ""
    if KillWords.beforeNoUse.contains(before) || next == "of" { return nil }
    let isDenied = clause.contains { index in
      KillWords.isDenial(words[index])
        && (index + 1 == clause.upperBound || !words[index + 1].isName)
    }
    return isDenied ? .killed : .spared
  }

  /// `Replaced by`, `durch … ersetzt`; `replaces`; `replace … with`.
  private static func replacement(
    _ words: Words, _ range: Range<Int>, _ clause: Range<Int>
  ) -> [KillCue] {
    let (stem, start) = (range.lowerBound, clause.lowerBound)
    func isBy(_ index: Int) -> Bool { KillWords.by.contains(words[index].key) }
    func names(_ range: Range<Int>) -> Bool { words[range].contains(where: \.isName) }
    if let by = (start..<stem).last(where: isBy), names(by..<stem) {
      return [KillCue(place: by, end: by + 1, before: .killed, after: .spared)]
    }
    let next = range.upperBound < clause.upperBound ? words[range.upperBound].key : ""
    if stem > start && KillWords.objects.contains(words[stem - 1].key)
      || KillWords.objectsBehind.contains(next)
    {
      return [KillCue(place: stem, end: stem + 1, before: .killed, after: .spared)]
    }
    let isPassive = KillWords.isPassive(words[stem].key, among: words[clause])
    let active: KillRole? = isPassive ? .killed : .spared
    guard let by = (range.upperBound..<clause.upperBound).first(where: isBy) else {
      return [KillCue(place: stem, end: stem + 1, before: active, after: .killed)]
    }
    if !names(range.upperBound..<by) {
      return [KillCue(place: stem, end: by + 1, before: .killed, after: .spared)]
    }
    return [
      KillCue(place: stem, end: stem + 1, before: isPassive ? nil : .spared, after: .killed),
      KillCue(place: by, end: by + 1, after: .spared),
    ]
  }

  private init(
    place: Int, end: Int, before: KillRole? = nil, after: KillRole? = nil
  ) {
    (self.place, self.end, self.before, self.after) = (place, end, before, after)
  }

  /// One of the two words before it says no.
  private static func isDenied(_ words: Words, _ place: Int, _ clause: Range<Int>) -> Bool {
    words[max(clause.lowerBound, place - 2)..<place].contains(where: KillWords.isDenial)
  }

  /// `urn:x:2 is the substitute`, `urn:x:2 (corrected version)`.
  private static func isSaid(of place: Int, _ words: Words, _ clause: Range<Int>) -> Bool {
    let before = words[clause.lowerBound..<place].reversed().drop {
      KillWords.articles.contains($0.key)
    }
    guard let word = before.first else { return false }
    return word.isName || KillWords.links.contains(word.key)
  }

  /// `The substitute for urn:x:1`, `a corrected version of the story urn:x:1`.
  ///
  /// - Parameters:
  ///   - index: Of a word behind the cue.
  ///   - words: Of the kill.
  /// - Returns: True where nothing but other names and words for a text stands between.
  func isOfAnother(_ index: Int, _ words: Words) -> Bool {
    guard isSubstitute, index >= end else { return false }
    guard let of = (end..<index).last(where: { KillWords.of.contains(words[$0].key) }) else {
      return false
    }
    return words[of + 1..<index].allSatisfy {
      $0.isName || KillWords.articles.contains($0.key) || $0.isCopy
    }
  }
}
