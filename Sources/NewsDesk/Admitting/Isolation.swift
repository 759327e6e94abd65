import NewsModel
import NewsStore

/// How a group goes on when the database refuses one of its rows though storage is well: the culprit
/// alone is set aside, all others are stored (P11).
struct Isolation {
  /// So many refusals in a row, without one deposit stored between them, are no longer the files'
  /// fault: then storage counts as degraded, and nothing more is set aside.
  static let limit = 16

  private let reason: Rejection

  /// Nil for what is storage's fault: that passes, and the whole group is tried again.
  init?(_ error: any Error) {
    if let failure = error as? StoreFailure, failure.reason != .statement { return nil }
    let said = describe(error)
    reason = Rejection(.refused, "the database refuses it: \(said)")
  }

  /// What a refused group becomes.
  struct Result {
    /// In the order of admission; each is to be a transaction of its own.
    var groups: [[DepositPart]]
    /// The database takes nothing of it, not even that it failed.
    var held: DepositInTransit?
  }

  /// Parameter place: of the culprit; nil when the transaction's end was refused, which names none.
  func divide(_ parts: [DepositPart], at place: Admission.Place?) -> Result {
    guard let place, parts.indices.contains(place.part) else { return halve(parts) }
    return replace(place.part, in: parts, record: place.record)
  }

  private func halve(_ parts: [DepositPart]) -> Result {
    guard parts.count > 1 else {
      return parts.isEmpty ? Result(groups: []) : replace(0, in: parts, record: nil)
    }
    let middle = parts.count / 2
    return Result(groups: [Array(parts[..<middle]), Array(parts[middle...])])
  }

  /// The culprit apart from those before and behind it.
  private func replace(_ index: Int, in parts: [DepositPart], record: Int?) -> Result {
    let mended = parts[index].refused(record, reason)
    let groups = [Array(parts[..<index]), mended.map { [$0] } ?? [], Array(parts[(index + 1)...])]
    return Result(
      groups: groups.filter { !$0.isEmpty }, held: mended == nil ? parts[index].deposit : nil)
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
      rejection.locator = prepared.article.locator
      part.records[index] = .rejected(.init(rejection: rejection, ordinal: index, bytes: nil))
      changed = true
    }
    if changed { return part }
    // Its own row was refused as it ends: once more as a plain failure, which says little.
    guard var ending, ending.failure?.reason != .refused else { return nil }
    ending.failure = Rejection(.refused, "the database refuses its row")
    return DepositPart(deposit, ending: ending)
  }
}
