import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Notes by which names of its own a desk reads fields, before it reads the first file by them: in the order log,
/// for a rebuild, and in the database, so that the log need not be read through at each start.
struct NamesKeeping {
  let log: OrderLog
  let store: Store

  /// The order log of a desk, with its names noted.
  static func log(
    in spool: Folder, _ store: Store, _ settings: DeskSettings, at time: Timestamp
  ) throws -> OrderLog {
    let log = OrderLog(spool, seed: store.reader.seed)
    try NamesKeeping(log: log, store: store).note(
      settings.ownFieldNames, earlier: settings.earlierFieldNames, at: time)
    return log
  }

  /// Notes the names where they are others than before. Cost: two reads of one row.
  ///
  /// - Parameters:
  ///   - names: by field, of this desk.
  ///   - earlier: those of the run before, where the database does not say; nil when nobody knows.
  ///   - time: now.
  /// - Throws: what keeps them from being written: then nothing may be read by them.
  func note(
    _ names: [String: [String]], earlier: [String: [String]]?, at time: Timestamp
  ) throws {
    let last = DepositID(rawValue: try store.reader.numbers().deposit)
    let new = OrderLog.Names(after: last, names: names)
    var known = try store.reader.fieldNames()
    if known == nil {
      // Deposits of an older build, which left word in desk.json alone.
      let before = OrderLog.Names(
        after: DepositID(rawValue: 0), names: last.rawValue > 0 ? earlier ?? [:] : [:])
      if !before.names.isEmpty {
        try log.append(before, at: time)
        try store.transaction { try $0.storeFieldNames(before.text) }
      }
      known = before.text
    }
    guard known != new.text else { return }
    try log.append(new, at: time)
    try store.transaction { try $0.storeFieldNames(new.text) }
  }
}
