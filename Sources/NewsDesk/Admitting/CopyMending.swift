import NewsAnswers
import NewsLinux
import NewsModel
import NewsStore

/// Damage in the index of copies harms nothing for long: it is derived, so it is removed and made anew
/// from the articles' records, and what was being decided is decided again (P13).
///
/// A page has a sum over what it holds and where it belongs, which every look-up and every merge holds
/// it against; so damage is met before anything is decided by it. While the index is made anew
/// (30 µs an article, in transactions of a slice each) files wait. Killed meanwhile, the next start
/// goes on with it, or meets what is missing.
struct CopyMending {
  /// A stop was asked for: no failure, and the next start goes on.
  struct Interrupted: Error {}

  private let store: Store
  private let context: DeskContext
  let isStopping: @Sendable () -> Bool

  /// `isStopping` is asked several times a second: a stop must not wait for a large index (P15).
  init(
    _ store: Store, _ context: DeskContext, isStopping: @escaping @Sendable () -> Bool = { false }
  ) {
    self.store = store
    self.context = context
    self.isStopping = isStopping
  }

  /// Runs what needs the index whole, and, when damage is met, mends it and runs that once more.
  /// `restoring` must take the index from the store.
  ///
  /// - Throws: what it throws that is no damage of the index, or is met again; what the store
  ///   throws; `Interrupted`.
  func whole<T>(restoring: (_ onProgress: () throws -> Void) throws -> T) throws -> T {
    do {
      return try restoring(goOn)
    } catch {
      switch (error as? any Failure)?.disposition {
      case .mend: return try mend(error, restoring: restoring)
      case .quarantine, .retry, .stop, nil: throw error
      }
    }
  }

  /// Removes the index, which was found damaged, and takes it anew.
  func mend<T>(
    _ damage: any Error, restoring: (_ onProgress: () throws -> Void) throws -> T
  ) throws -> T {
    context.degrade(
      .copies, code: (damage as? any Failure)?.code ?? "unexpected", reason: describe(damage),
      .copiesDamaged,
      "the index of copies is being rebuilt from the articles, and files wait meanwhile:"
        + " \(describe(damage))")
    try StoredCopies.remove(damagedBy: damage, from: store, onProgress: goOn)
    let result = try restoring(goOn)
    context.resolve(
      .copies, .copiesMended, "the index of copies is complete again, nothing was lost,")
    return result
  }

  private func goOn() throws {
    if isStopping() { throw Interrupted() }
    context.heartbeat.beat(Stage.store)
    context.onLongStep()
  }
}
