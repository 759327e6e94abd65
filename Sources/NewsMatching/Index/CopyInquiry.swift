package import NewsModel
import NewsText

extension CopyIndex {
  /// For people who ask: the articles before `id` that its text is compared with as the index stands
  /// now, related or not, best candidate first. Decides nothing and changes nothing. Cost: as
  /// `speculate`.
  package func candidates(
    of text: String, before id: ArticleID, provenance: Provenance, archive: some CopyArchive
  ) throws -> [CopyDecision.Candidate] {
    let fingerprint = fingerprint(text)
    var known = Speculation()
    var slate = try slate(fingerprint, provenance, &known, archive: archive, isDeciding: false)
    slate.ranked.removeAll { $0.article >= id.number }
    let comparer = Comparer(fingerprint, slate)
    var found: [CopyDecision.Candidate] = []
    for ranked in slate.ranked where found.count < Slate.limit {
      guard let candidate = try candidate(ranked, archive, isDeciding: false),
        let evidence = try evidence(of: candidate, comparer, &known, archive: archive)
      else { continue }
      let isRevision = slate.isRevision(fingerprint, of: candidate)
      let judgement = RelationRule.judge(evidence, isRevision: isRevision)
      found.append(
        CopyDecision.Candidate(
          to: ArticleID(number: candidate.article), relation: judgement?.relation,
          rule: judgement?.rule ?? RuleWords.unrelated, coverage: min(1, evidence.here.coverage),
          coverageOther: min(1, evidence.there.coverage), longest: evidence.alignment.longest,
          numbersMatched: evidence.alignment.numbersMatched,
          numbersConflicting: evidence.alignment.numbersConflicting))
    }
    return found
  }
}
