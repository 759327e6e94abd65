import NewsModel

/// How a transaction goes on when the database refuses one of its rows though storage is well: the culprit
/// alone is set aside, all others are stored (P11).
struct Isolation {
  /// So many refusals in a row, without one deposit stored between them, are no longer the files'
  /// fault: then storage counts as degraded, and nothing more is set aside.
  static let limit = 16

  private let reason: Rejection
  private let place: AdmissionFailure.Place?

  init(_ failure: AdmissionFailure) {
    reason = Rejection(.refused, "the database refuses it: \(failure.message)")
    place = failure.place
  }

  /// What a refused transaction becomes.
  struct Division {
    /// In the order of admission.
    var transactions: [[DepositPart]]
    /// The database takes nothing of it, not even that it failed.
    var held: Deposit?
  }

  /// Halves them when the transaction's end was refused, which names no culprit.
  func divide(_ parts: [DepositPart]) -> Division {
    guard let place, parts.indices.contains(place.part) else { return halve(parts) }
    return replace(place.part, in: parts, record: place.record)
  }

  private func halve(_ parts: [DepositPart]) -> Division {
    guard parts.count > 1 else {
      return parts.isEmpty
        ? Division(transactions: []) : replace(0, in: parts, record: nil)
    }
    let middle = parts.count / 2
    return Division(transactions: [Array(parts[..<middle]), Array(parts[middle...])])
  }

  /// The culprit apart from those before and behind it.
  private func replace(_ index: Int, in parts: [DepositPart], record: Int?) -> Division {
    let mended = parts[index].refused(record, reason)
    let all = [Array(parts[..<index]), mended.map { [$0] } ?? [], Array(parts[(index + 1)...])]
    return Division(
      transactions: all.filter { !$0.isEmpty }, held: mended == nil ? parts[index].deposit : nil)
  }
}

extension DepositPart {
  /// Without the record that was refused, or without all of them. Nil when nothing is left to do
  /// without.
  fileprivate func refused(_ record: Int?, _ reason: Rejection) -> DepositPart? {
    var part = self
    let culprits = record.map { $0..<($0 + 1) } ?? records.indices
    var changed = false
    for index in culprits where records.indices.contains(index) {
      guard case .article(let prepared) = records[index] else { continue }
      var rejection = reason
      rejection.locator = prepared.measured.article.locator
      // Without its bytes nothing is named by its place.
      part.records[index] = .rejected(rejection, ordinal: 0, bytes: nil)
      changed = true
    }
    if changed { return part }
    // Its own row was refused as it ends: once more as a plain failure, which says little.
    guard var ending, ending.failure?.reason != .refused else { return nil }
    ending.failure = Rejection(.refused, "the database refuses its row")
    var plain = DepositPart(deposit, ending: ending, earlierRejects: earlierRejects)
    plain.startsAgain = startsAgain
    return plain
  }
}
