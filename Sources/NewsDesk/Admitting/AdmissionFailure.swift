import NewsModel

/// A transaction of the store queue failed, and where: what its handler must do is the cause's to say.
struct AdmissionFailure: Failure {
  /// A part of the transaction, and the record in it whose statement failed; nil: the deposit's own row.
  struct Place: Equatable {
    var part: Int
    var record: Int?
  }

  let cause: any Error
  /// Nil when no part is to blame, as for the transaction's end.
  let place: Place?

  var code: String { (cause as? any Failure)?.code ?? "unexpected" }
  var message: String { (cause as? any Failure)?.message ?? "\(cause)" }
  /// An error that nobody has named is taken for the fault of what was being stored: it is set apart,
  /// and too many of them in a row count as storage's.
  var disposition: Disposition { (cause as? any Failure)?.disposition ?? .quarantine }
}
