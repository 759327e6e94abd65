import Logging
import NewsModel
import NewsStore

extension DeskContext {
  /// Storage does not accept writes: by the error of one, or because the database is known to be damaged.
  func degradeStorage(_ error: any Error, _ damage: String?) {
    if damage != nil { return noteDamage(describe(error)) }
    let code = (error as? any Failure)?.code ?? "unexpected"
    let reason = describe(error)
    degrade(
      .storage, code: code, reason: reason, .storageDegraded,
      "storage does not accept writes (\(code)): \(reason); nothing is acknowledged, and the write is retried"
    )
  }

  /// Nothing more is written (P13).
  func noteDamage(_ reason: String) {
    degrade(
      .storage, code: StoreFailure.Reason.corrupt.rawValue, reason: reason, .storageDegraded,
      "the database is damaged: \(reason); nothing more is written and no file is touched:"
        + " `wiredesk verify` says what is damaged, `wiredesk rebuild` restores it from done/")
  }
}
