import NewsText

/// One new text, made ready to be aligned with older ones when the first of them asks for it.
final class Comparer {
  /// A text that had to be read again is kept only when it shares a passage of so many words: most
  /// candidates share phrases, are never asked for again, and would push the newest articles out.
  static let keptPassage = 20

  private let fingerprint: Fingerprint
  private let slate: Slate
  private let aligner: Aligner
  private var isPrepared = false

  init(_ fingerprint: Fingerprint, _ slate: Slate, _ aligner: Aligner = Aligner()) {
    self.fingerprint = fingerprint
    self.slate = slate
    self.aligner = aligner
  }

  func align(with there: TokenStream) -> Alignment {
    if !isPrepared { aligner.prepare(fingerprint.tokens) }
    isPrepared = true
    return aligner.align(with: there)
  }

  func evidence(_ comparison: Speculation.Comparison, _ candidate: Slate.Candidate) -> PairEvidence
  {
    PairEvidence(
      comparison.alignment, rarity: candidate.rarity, commonness: candidate.commonness,
      hereBoilerplate: slate.boilerplate,
      thereBoilerplate: candidate.standing.boilerplate, hereTokens: fingerprint.tokens.tokens,
      thereTokens: comparison.thereTokens)
  }
}
