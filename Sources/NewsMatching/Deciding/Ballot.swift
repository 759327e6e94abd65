import NewsModel
import NewsText

/// What each compared article says of a new one, and the group that follows from it: leader style,
/// never connected components (docs/copies.md, step 9), so that thousands of siblings cannot chain.
struct Ballot {
  /// One compared article that is related.
  struct Vote {
    var candidate: Slate.Candidate
    var evidence: PairEvidence
    var judgement: Judgement

    /// One text is nearly whole in the other, which holds more: an excerpt or a composite's half.
    var isLopsided: Bool {
      evidence.largerCoverage >= Ballot.lopsidedLarger
        && evidence.smallerCoverage < Ballot.lopsidedSmaller
    }
    /// Two texts that hold about as much of each other.
    var isSymmetric: Bool {
      let smaller = evidence.smallerCoverage
      return smaller >= 0.75 || (smaller >= 0.5 && smaller >= 0.75 * evidence.largerCoverage)
    }
    /// Says that both are one text, in more than words.
    var isNear: Bool { [.nearDuplicate, .identical].contains(judgement.relation) }
  }

  static let lopsidedLarger = 0.85
  static let lopsidedSmaller = 0.67
  /// A near-duplicate this good settles its group: its other members need not be asked.
  static let settledCoverage = 0.9
  /// Two stretches of an article that are this alike are one part of it; a composite's are halves.
  static let samePart = 0.5
  /// A part of a digest: so much of it, and so little of it in common with another part.
  static let digestPart = 0.3
  static let otherPart = 0.2
  /// A new version keeps at least so much of the old one, or is kept by it.
  static let successorCoverage = 0.2

  /// Older composites in which the article stands, in another part than the one by which they are in
  /// their group: it is no excerpt of them, for they bring it beside something else.
  private(set) var digests: Set<UInt32> = []
  /// All related articles, in the order compared.
  private(set) var votes: [Vote] = []
  /// Those whose group may take the article, best first.
  private(set) var elected: [Vote] = []
  /// Whether the provider says that it is the next version of another one.
  private(set) var replacesVersion = false
  /// The text says enough of its own for its sentences to be counted.
  private(set) var opensGroup = true

  /// `candidate` says how one stands, nil when it is no longer there; `compare` gives the evidence
  /// of one, nil when its text cannot be had.
  init(
    _ slate: Slate, _ fingerprint: Fingerprint,
    candidate: (Slate.Ranked) throws -> Slate.Candidate?,
    compare: (Slate.Candidate) throws -> PairEvidence?
  ) rethrows {
    var compared: [UInt32: Int] = [:]
    if let identical = slate.identical {
      note(
        Vote(
          candidate: identical, evidence: PairEvidence(equalTexts: fingerprint.tokens),
          judgement: RelationRule.identical), &compared)
    }
    let previous = try slate.previousVersion.flatMap { candidate -> Vote? in
      guard let evidence = try compare(candidate),
        slate.previousIsCertain || evidence.largerCoverage >= Self.successorCoverage
      else { return nil }
      return Vote(
        candidate: candidate, evidence: evidence,
        judgement: slate.isEarlierVersion ? RelationRule.earlierItem : RelationRule.sameItem)
    }
    replacesVersion = previous != nil
    let known = [slate.identical?.article, previous?.candidate.article]
    var count = 0
    for ranked in slate.ranked where !known.contains(ranked.article) {
      guard count < Slate.limit else { break }
      guard let candidate = try candidate(ranked),
        compared[candidate.group, default: 0] < Slate.perGroup
      else { continue }
      guard let evidence = try compare(candidate) else { continue }
      count += 1
      compared[candidate.group, default: 0] += 1
      let isRevision = slate.isRevision(fingerprint, of: candidate)
      guard let judgement = RelationRule.judge(evidence, isRevision: isRevision) else { continue }
      note(Vote(candidate: candidate, evidence: evidence, judgement: judgement), &compared)
    }
    elect()
    if let previous { succeed(previous) }
  }

  /// The provider says that the article replaces another one. That is the verdict; but the group is
  /// joined only when some of the text is still there, for feeds exist that give all their items one
  /// identifier.
  private mutating func succeed(_ previous: Vote) {
    votes.append(previous)
    if previous.evidence.largerCoverage >= Self.successorCoverage {
      elected.insert(previous, at: 0)
      opensGroup = false
    }
  }

  private mutating func note(_ vote: Vote, _ compared: inout [UInt32: Int]) {
    votes.append(vote)
    let evidence = vote.evidence
    switch vote.judgement.relation {
    case .nearDuplicate, .identical:
      opensGroup = false
      if Self.isOtherPart(vote) {
        digests.insert(vote.candidate.article)
        return
      }
      elected.append(vote)
      if evidence.smallerCoverage >= Self.settledCoverage {
        compared[vote.candidate.group] = Slate.perGroup
      }
    case .contains, .containedIn:
      if Self.isOtherPart(vote) { digests.insert(vote.candidate.article) }
      if max(evidence.here.fullCoverage, evidence.there.fullCoverage) >= 0.5 { opensGroup = false }
    default: break
    }
  }

  /// The older article is a composite, and this is not the part by which it is in its group.
  private static func isOtherPart(_ vote: Vote) -> Bool {
    guard vote.evidence.here.coverage >= lopsidedLarger,
      vote.evidence.there.coverage < lopsidedSmaller, let known = vote.candidate.standing.composite
    else { return false }
    return isApart(vote.evidence.there.extent, from: known)
  }

  private static func isApart(_ part: Range<Int>, from other: Range<Int>) -> Bool {
    Double(part.clamped(to: other).count) < otherPart * Double(max(1, part.count))
  }

  /// An older article that stands nearly whole in this one, which holds more.
  private static func isPart(_ vote: Vote) -> Bool {
    let (here, there) = (vote.evidence.here.coverage, vote.evidence.there.coverage)
    return there >= RelationRule.contained && (digestPart..<lopsidedSmaller).contains(here)
      && [.nearDuplicate, .contains].contains(vote.judgement.relation)
  }

  /// The article holds two others whole, side by side: it is a copy of neither, and no bridge between
  /// their groups.
  private var isDigest: Bool {
    let parts = votes.filter(Self.isPart)
    return parts.contains { a in
      parts.contains { b in
        a.candidate.group != b.candidate.group
          && Self.isApart(a.evidence.here.extent, from: b.evidence.here.extent)
          && Self.isApart(b.evidence.here.extent, from: a.evidence.here.extent)
      }
    }
  }

  /// A sibling's vote cancels a copy's; a lopsided match needs two votes in a group of several.
  private mutating func elect() {
    var balance: [UInt32: Int] = [:]
    for vote in votes {
      if vote.isNear { balance[vote.candidate.group, default: 0] += 1 }
      if vote.judgement.opposesGroup {
        balance[vote.candidate.group, default: 0] -= 1
      }
    }
    let isDigest = isDigest
    elected.removeAll { vote in
      if isDigest, Self.isPart(vote) { return true }
      let votes = balance[vote.candidate.group, default: 0]
      if vote.judgement.relation == .identical { return false }
      return votes <= 0 || (vote.isLopsided && vote.candidate.standing.isShared && votes < 2)
    }
    elected.sort { a, b in
      a.evidence.smallerCoverage != b.evidence.smallerCoverage
        ? a.evidence.smallerCoverage > b.evidence.smallerCoverage
        : a.candidate.article < b.candidate.article
    }
    for index in votes.indices where votes[index].judgement.relation == .nearDuplicate {
      if let amended = amendment(of: votes[index], balance: balance) {
        votes[index].judgement = amended
      }
    }
  }

  /// What a near-duplicate whose group does not take the article is called instead: a sibling, where
  /// siblings outvoted it, or a part.
  private func amendment(of vote: Vote, balance: [UInt32: Int]) -> Judgement? {
    let group = vote.candidate.group
    if elected.contains(where: { $0.candidate.group == group }) { return nil }
    if balance[group, default: 0] <= 0 { return RelationRule.outvoted }
    guard vote.isLopsided || isDigest && Self.isPart(vote) else { return nil }
    return Judgement(
      relation: RelationRule.containment(vote.evidence), rule: "contained.other-group")
  }

  /// The groups that become one with the elected one: by symmetric matches on both sides, or by matches
  /// with the same part of the article. The two halves of a composite lie in different parts.
  var united: [UInt32] {
    guard let best = elected.first else { return [] }
    let groups = elected.dropFirst().filter { vote in
      vote.isSymmetric && best.isSymmetric
        || vote.evidence.there.coverage > vote.evidence.here.coverage
          && Self.likeness(vote.evidence.here.extent, best.evidence.here.extent) >= Self.samePart
    }
    return Set(groups.map(\.candidate.group)).subtracting([best.candidate.group]).sorted()
  }

  /// Tokens in both stretches by tokens in either.
  private static func likeness(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    let shared = a.clamped(to: b).count
    return Double(shared) / Double(max(1, a.count + b.count - shared))
  }

  /// Which text of a lopsided election is the composite, and where in it the other one lies.
  func composite(of article: UInt32) -> CopyBlob.Composite? {
    let beside = votes.filter { $0.judgement.rule == RelationRule.beside }
    guard let best = elected.first ?? (beside.count == 1 ? beside.first : nil), best.isLopsided
    else { return nil }
    let evidence = best.evidence
    return evidence.here.fullCoverage >= evidence.there.fullCoverage
      ? CopyBlob.Composite(article: best.candidate.article, tokens: evidence.there.extent)
      : CopyBlob.Composite(article: article, tokens: evidence.here.extent)
  }
}
