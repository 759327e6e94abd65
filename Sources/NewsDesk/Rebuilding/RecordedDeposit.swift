import NewsAnswers
import NewsBytes
import NewsFormats
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// A deposit that a rebuild admits again: its records in their order, from its file or, where that is
/// not to be had, from the rows of the old database.
final class RecordedDeposit {
  private enum Records {
    case file(DepositDecoder)
    case rows(Array<DepositPart.Record>.Iterator)
    /// A file that was closed.
    case closed
    case none
  }

  /// Where its records come from.
  enum Origin {
    case file
    /// Of the old database.
    case rows
    /// What order/rest/ keeps of it.
    case rest
    case nothing
  }

  let entry: OrderLog.Entry
  let deposit: Deposit
  let origin: Origin
  var isFound: Bool { origin != .nothing }
  private var records: Records
  /// Records read so far.
  private var count = 0
  private let decoder: (Descriptor) throws -> DepositDecoder
  private let reopen: () -> Descriptor?
  private let preparation: Preparation
  /// Read, and not to be admitted yet.
  private var heldBack: DepositPart.Record?
  private(set) var failure: Rejection?
  private var format: String?

  /// Reads nothing yet.
  ///
  /// - Parameters:
  ///   - entry: As it was recorded.
  ///   - file: It has the recorded bytes.
  ///   - rows: Stand in when there is no file.
  ///   - isRest: They are what order/rest/ keeps, and not of the old database.
  ///   - limits: By which files are read.
  ///   - fields: By which names files are read.
  ///   - preparation: For the store.
  ///   - reopen: Finds a file of the recorded bytes once more.
  /// - Throws: What reading throws.
  init(
    _ entry: OrderLog.Entry, file: Descriptor?, rows: [DepositPart.Record]?, isRest: Bool = false,
    limits: Limits,
    fields: ArticleFieldNames, preparation: Preparation,
    reopen: @escaping () -> Descriptor? = { nil }
  ) throws {
    (self.entry, self.preparation, self.reopen) = (entry, preparation, reopen)
    origin = file != nil ? .file : rows == nil ? .nothing : isRest ? .rest : .rows
    deposit = Deposit(
      recorded: entry.name, inbox: entry.inbox, source: entry.source, received: entry.received,
      sizeBytes: entry.sizeBytes, batch: DepositRow.rebuiltBatch,
      wasTaken: entry.place != .left && entry.inbox != Inbox.commandLinePath)
    format = entry.format
    decoder = { file in
      let bytes = try DepositBytes(file)
      return DepositDecoder(
        name: entry.name, limits: limits, fields: fields, received: entry.received,
        cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
      ) { try bytes.read(into: $0) }
    }
    if let file {
      records = .file(try decoder(file))
    } else {
      records = rows.map { .rows($0.makeIterator()) } ?? .none
    }
  }

  /// The next record; nil at the end.
  ///
  /// - Throws: an error of reading.
  func next() throws -> DepositPart.Record? {
    if let record = heldBack {
      heldBack = nil
      return record
    }
    switch records {
    case .none: return nil
    case .closed:
      try goOn()
      return try next()
    case .rows(var rows):
      let record = rows.next()
      records = .rows(rows)
      return record
    case .file(let decoder): return try next(of: decoder)
    }
  }

  private func next(of decoder: DepositDecoder) throws -> DepositPart.Record? {
    do throws(DecodingFailure) {
      let record = try decoder.next()
      format = decoder.format
      count += 1
      return record.map { DepositPart.Record($0, of: deposit, preparation) }
    } catch {
      guard let rejection = error.rejection else { throw error }
      failure = rejection
      records = .none
      return nil
    }
  }

  func holdBack(_ record: DepositPart.Record) { heldBack = record }

  /// Lets go of its file until the next record but the one held back is asked for: a thousand that wait would
  /// take every descriptor.
  func close() {
    if case .file = records { records = .closed }
  }

  /// Reads the file again as far as it was read. One that is gone has no more records.
  private func goOn() throws {
    records = .none
    guard let file = reopen() else { return }
    let again = try decoder(file)
    for _ in 0..<count { _ = try again.next() }
    records = .file(again)
  }

  /// Its end, as it was recorded where reading does not say it.
  var ending: DepositPart.Ending {
    var ending = DepositPart.Ending(
      digest: entry.digest, sizeBytes: entry.sizeBytes, format: format, failure: failure)
    if entry.outcome == .failed || entry.code == Rejection.Code.poison.rawValue {
      ending.failure = ending.failure ?? recordedReason
    } else if !isFound {
      ending.failure = Rejection(
        .unreadable, "its content was not found when the database was rebuilt")
    }
    return ending
  }

  private var recordedReason: Rejection {
    let code = entry.code.flatMap(Rejection.Code.init) ?? .unreadable
    return Rejection(code, entry.message ?? "")
  }
}
