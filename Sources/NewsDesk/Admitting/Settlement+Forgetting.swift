import NewsModel
import NewsStore

/// Articles that are forgotten, between two transactions.
extension Settlement {
  /// Runs what takes articles out of the database, and restores the indices from what is left, also when it has
  /// failed half-way. When storage fails over it nothing is settled until `retry` has restored them.
  func forget<T>(_ body: () throws -> T) throws -> T {
    try aside {
      do {
        let result = try body()
        _ = try mending.whole { try restore(reopening: false, onProgress: $0) }
        return result
      } catch let refusal as CorrectionRefusal {
        throw refusal
      } catch {
        unsettled = Unsettled([], closing: [])
        degrade(error)
        throw error
      }
    }
  }

  /// See `Store.concludeForgetting`.
  func concludeForgetting(_ cleared: ForgottenTraces.Cleared) throws -> Bool {
    try aside {
      do {
        return try store.concludeForgetting(cleared, at: context.now())
      } catch {
        if store.isSuspect {
          unsettled = Unsettled([], closing: [])
          degrade(error)
        }
        throw error
      }
    }
  }

  private func aside<T>(_ body: () throws -> T) throws -> T {
    guard isSettled else {
      throw StoreFailure(.io, "storage is not accepting writes at the moment")
    }
    return try body()
  }
}
