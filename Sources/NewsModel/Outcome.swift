/// How a deposit ended (P4: seen = stored + unchanged + partial + failed + waiting).
package enum Outcome: String, Sendable, CaseIterable {
  /// At least one new article, none rejected.
  case stored
  /// All its articles were known already.
  case unchanged
  /// Some articles taken, some records rejected and set aside.
  case partial
  /// Nothing could be taken: in failed/ with a reason.
  case failed
}
