import NewsModel

/// Which files are asked for.
package struct FilesWish: Hashable, Sendable {
  /// Nil for all that have one.
  var outcome: Outcome?
  /// Only files before this one: the page behind it.
  var before: DepositID?

  init(outcome: Outcome? = nil, before: DepositID? = nil) {
    self.outcome = outcome
    self.before = before
  }

  init(_ query: AddressQuery) {
    outcome = query["outcome"].flatMap(Outcome.init)
    before = query["before"].flatMap(Address.number).map(DepositID.init)
  }

  var query: [(String, String?)] {
    (outcome.map { [("outcome", $0.rawValue)] } ?? [])
      + (before.map { [("before", "\($0.rawValue)")] } ?? [])
  }
}
