import NewsLinux
import NewsModel
import Synchronization

/// What is known of damage in a database: nothing, a doubt, or damage for certain.
///
/// SQLite calls a page malformed that it could not read: one EIO of the disk looks like damage. So what is
/// met is a doubt first, in memory: nothing is written until the database has been read through. What is
/// still wrong then is damage and stands in `wiredesk.damaged` beside the database: nothing is written to
/// it any more, by this process or the next, until it is rebuilt or found sound (P13).
///
/// Format: one line, what was met. A start does not read every page, so that without the mark it would
/// work on a damaged database as if nothing had happened.
final class DamageMark: Sendable {
  /// When damage is met again within this time after the database was found sound, it is looked at more
  /// closely; when it is met once more after that, it counts as damage that no check sees.
  static let patience: Int64 = 60_000_000_000

  private struct State {
    var met: String?
    var doubt: StoreFailure?
    /// How closely it was looked at last, and when; monotonic.
    var looked: (depth: StoreReader.Depth, at: Int64)?
    /// A close look has found nothing wrong with what was read and is nonsense. There is no doubt then that
    /// it stands in the database, and the next such row is believed.
    var holdsNonsense = false
  }
  let path: String
  private let state: Mutex<State>

  init(folder: String) {
    path = Self.path(in: folder)
    state = Mutex(State(met: Self.read(path)))
  }

  private static func path(in folder: String) -> String { folder + "/wiredesk.damaged" }

  /// What was met; nil while the database is not known to be damaged.
  var message: String? { state.withLock { $0.met } }

  /// What was met and has not been looked into.
  var doubt: String? { state.withLock { $0.doubt?.message } }

  /// Damage was met, or a read failed.
  ///
  /// - Returns: what is to be thrown in place of it.
  func suspect(_ failure: StoreFailure) -> StoreFailure {
    state.withLock { state in
      if state.met == nil { state.doubt = state.doubt ?? failure }
    }
    return StoreFailure(.suspect, "it is being checked for damage, after: \(failure.message)")
  }

  /// How closely to look into a doubt.
  ///
  /// - Parameters:
  ///   - now: Monotonic.
  ///   - isRepeated: What met it has not come to its end since the last look, however long that is ago.
  /// - Returns: Nil when it was looked at in vain too often.
  func nextDepth(now: Int64, isRepeated: Bool) -> StoreReader.Depth? {
    state.withLock { state in
      if state.doubt?.wasRead == true { return state.holdsNonsense ? nil : .thorough }
      guard let looked = state.looked, isRepeated || now - looked.at < Self.patience else {
        return .quick
      }
      return looked.depth == .quick ? .thorough : nil
    }
  }

  /// Nothing was found: what was met was a read that failed.
  func acquit(_ depth: StoreReader.Depth, now: Int64) {
    state.withLock { state in
      if state.doubt?.wasRead == true { state.holdsNonsense = true }
      state.doubt = nil
      state.looked = (depth, now)
    }
  }

  /// Remembers damage for good, or in memory only when the disk does not take it.
  func note(_ message: String) {
    let isNew = state.withLock { state in
      defer {
        state.met = state.met ?? message
        state.doubt = nil
      }
      return state.met == nil
    }
    // A disk that is full or failing has its own failure at the next write.
    if isNew { try? StateFiles.write(message, to: path) }
  }

  /// A start has found the database sound: the mark goes.
  func withdraw() throws(StoreFailure) {
    try StateFiles.remove(path)
    state.withLock { $0.met = nil }
  }

  /// What to throw for known damage: what was met, with what can be done about it.
  static func refusal(_ damage: String) -> StoreFailure {
    StoreFailure(
      .corrupt,
      "\(damage); `wiredesk verify` says what is damaged, and `wiredesk rebuild` restores it from done/"
    )
  }

  /// The database was rebuilt, or has been found sound.
  static func remove(in folder: String) throws(StoreFailure) {
    try StateFiles.remove(path(in: folder))
  }

  static func read(in folder: String) -> String? { read(path(in: folder)) }

  private static func read(_ path: String) -> String? {
    StateFiles.line(path).map { $0.isEmpty ? "damage was found earlier" : $0 }
  }
}

extension DamageMark {
  /// Looks into a doubt, if there is one.
  ///
  /// - Parameters:
  ///   - file: The database.
  ///   - isRepeated: What met it has not come to its end since the last look.
  ///   - goesOn: Asked several times a second meanwhile; false ends it.
  /// - Throws: `corrupt` for what is still wrong, which is noted; `io` while it cannot be read; `suspect`
  ///   when it was ended.
  func lookInto(
    _ file: DatabaseFile, isRepeated: Bool, goesOn: () -> Bool
  ) throws(StoreFailure) {
    guard let doubt else { return }
    var found: String? = doubt
    if let depth = nextDepth(now: Moment.now().monotonicNanoseconds, isRepeated: isRepeated) {
      found = try DamageCheck(ReaderPool(file: file)).finding(depth, goesOn: goesOn)
      if found == nil { acquit(depth, now: Moment.now().monotonicNanoseconds) }
    }
    guard let found else { return }
    note(found)
    throw Self.refusal(found)
  }

  /// For whoever is only told that it goes on.
  static func goOn(_ onProgress: () -> Void) -> Bool {
    onProgress()
    return true
  }

  /// An earlier run has noted damage: it may have been a disk that could not be read, or is mended.
  func reconsider(_ file: DatabaseFile, onProgress: () -> Void) throws(StoreFailure) {
    guard let message else { return }
    let check = DamageCheck(ReaderPool(file: file))
    if try check.finding(.thorough, goesOn: { Self.goOn(onProgress) }) != nil {
      throw Self.refusal(message)
    }
    try withdraw()
  }
}

extension StoreReader {
  /// What damage was met in the database of a folder; nil when none is known.
  package static func knownDamage(in folder: String) -> String? { DamageMark.read(in: folder) }
}

extension Store {
  /// Lets the database be written again. For a person who knows that it is sound, and after a rebuild.
  package static func forgetDamage(in folder: String) throws(StoreFailure) {
    try DamageMark.remove(in: folder)
  }
}
