import NewsBytes
import NewsModel

/// An older article that was compared, in words and in JSON.
struct CandidateLine {
  let candidate: CopyDecision.Candidate
  init(_ candidate: CopyDecision.Candidate) { self.candidate = candidate }

  var sentence: String {
    guard let relation = candidate.relation else {
      return "\(candidate.to.rawValue): unrelated, too little in common: "
        + "\(percent(candidate.coverage)) of this text is in it, \(percent(candidate.coverageOther)) of it in this one, "
        + "longest passage \(counted(candidate.longest, "word"))"
    }
    return LinkLine(
      CopyLink(
        to: candidate.to, relation: relation, coverage: candidate.coverage,
        coverageOther: candidate.coverageOther, longest: candidate.longest,
        numbersMatched: candidate.numbersMatched,
        numbersConflicting: candidate.numbersConflicting, rule: candidate.rule, passages: []),
      to: candidate.to
    ).sentence
  }

  var json: JSONValue {
    .object([
      ("to_id", .init(candidate.to.rawValue)), ("relation", .init(candidate.relation?.rawValue)),
      ("rule", .string(candidate.rule)), ("coverage", .number(candidate.coverage)),
      ("coverage_other", .number(candidate.coverageOther)), ("longest", .init(candidate.longest)),
      ("numbers_matched", .init(candidate.numbersMatched)),
      ("numbers_conflicting", .init(candidate.numbersConflicting)),
    ])
  }

}
