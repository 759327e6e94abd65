import NewsModel
import NewsText

/// From the ballot to the decision that is shown and the blob that is kept.
///
/// Verdicts, the strongest first: `update` when the provider or the copy's own mark says so;
/// `near-duplicate` when a group takes the article; `excerpt` when it stands inside an older one that is
/// no digest of it and others;
/// else `original`. An article that holds an older one whole (a digest, a longer report) is an
/// original with a `contains` link: it brings something new.
struct CopyVerdict {
  let decision: CopyDecision
  let blob: CopyBlob

  init(
    article: UInt32, fingerprint: Fingerprint, slate: Slate, ballot: Ballot
  ) {
    let blob = Self.blob(article, fingerprint, slate, ballot)
    // The provider's word for what is replaced goes before the copy's own.
    let elected = !ballot.replacesVersion ? ballot.elected.first?.candidate.article : nil
    let links = ballot.votes.map { vote in
      vote.candidate.article == elected && vote.judgement.relation == .nearDuplicate
        && slate.isRevision(fingerprint, of: vote.candidate)
        ? CopyLink(vote, as: RelationRule.marked) : CopyLink(vote)
    }
    .sorted(by: Self.isBetter)
    let (verdict, target) = Self.verdict(links, ballot)
    self.blob = blob
    decision = CopyDecision(
      verdict: verdict, of: target, group: ArticleID(number: blob.group),
      united: blob.united.map { ArticleID(number: $0) }, links: links)
  }

  private static func verdict(_ links: [CopyLink], _ ballot: Ballot) -> (Verdict, ArticleID?) {
    guard let best = links.first else { return (.original, nil) }
    switch best.relation {
    case .updateOf: return (.update, best.to)
    case .earlierVersionOf: return (.earlierVersion, best.to)
    case .identical: return (.identical, best.to)
    case .nearDuplicate where !ballot.elected.isEmpty: return (.nearDuplicate, best.to)
    default: break
    }
    guard
      let whole = links.first(where: {
        $0.relation == .containedIn && !ballot.digests.contains($0.to.number)
      })
    else {
      return (.original, nil)
    }
    return (.excerpt, whole.to)
  }

  private static func blob(
    _ article: UInt32, _ fingerprint: Fingerprint, _ slate: Slate,
    _ ballot: Ballot
  ) -> CopyBlob {
    // The oldest of the groups that become one leads.
    let groups = [ballot.elected.first?.candidate.group ?? article] + ballot.united
    let leader = groups.reduce(article) { min($0, $1) }
    var blob = CopyBlob(group: leader)
    blob.united = groups.filter { $0 != leader }.sorted()
    blob.source = slate.source
    // Who finds an equal text finds the first one of it, by the same keys.
    blob.keys =
      slate.identical == nil || slate.isIdenticalForgotten ? fingerprint.sketch.keys : []
    blob.boilerplate = slate.boilerplate
    blob.composite = ballot.composite(of: article)
    if ballot.opensGroup {
      let hashes = fingerprint.sentences.map { CopyState.counted($0, source: slate.source) }
      blob.sentences = Set(hashes).sorted()
    }
    return blob
  }

  /// By what the relation says, then by coverage, then the older article.
  private static func isBetter(_ a: CopyLink, _ b: CopyLink) -> Bool {
    if a.relation != b.relation { return rank(a.relation) < rank(b.relation) }
    let (x, y) = (min(a.coverage, a.coverageOther), min(b.coverage, b.coverageOther))
    return x != y ? x > y : a.to < b.to
  }

  private static func rank(_ relation: CopyLink.Relation) -> Int {
    switch relation {
    case .updateOf, .earlierVersionOf, .retracts, .retractedBy: 0
    case .identical: 1
    case .nearDuplicate: 2
    case .containedIn: 3
    case .contains: 4
    case .overlaps: 5
    case .templateSibling: 6
    }
  }
}

extension CopyLink {
  /// `judgement` is what the link says, when it is not what the vote said.
  init(_ vote: Ballot.Vote, as judgement: Judgement? = nil) {
    let evidence = vote.evidence
    let judgement = judgement ?? vote.judgement
    self.init(
      to: ArticleID(number: vote.candidate.article), relation: judgement.relation,
      coverage: min(1, evidence.here.coverage), coverageOther: min(1, evidence.there.coverage),
      longest: evidence.alignment.longest, numbersMatched: evidence.alignment.numbersMatched,
      numbersConflicting: evidence.alignment.numbersConflicting, rule: judgement.rule,
      passages: evidence.alignment.passages)
  }
}

extension ArticleID {
  /// Inside the index articles are numbered with 32 bits.
  var number: UInt32 { UInt32(clamping: rawValue) }
  init(number: UInt32) { self.init(rawValue: Int64(number)) }
}

extension CopyBlob {
  /// Groups and composites name the article itself or older ones.
  func isPossible(for article: UInt32) -> Bool {
    article > 0 && group > 0 && group <= article && united.allSatisfy { (1..<article).contains($0) }
      && (composite.map { (1...article).contains($0.article) } ?? true)
  }
}
