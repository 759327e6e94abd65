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
    case none
  }

  let entry: OrderLog.Entry
  let deposit: Deposit
  /// It had its bytes, or its rows.
  let isFound: Bool
  /// Taken from the old database.
  let isFromRows: Bool
  private var records: Records
  private let preparation: Preparation
  /// Read, and not to be admitted yet.
  private var heldBack: DepositPart.Record?
  private(set) var failure: Rejection?
  private var format: String?

  /// The file has the recorded bytes; rows stand in when there is none. Throws what reading throws.
  init(
    _ entry: OrderLog.Entry, file: Descriptor?, rows: [DepositPart.Record]?, limits: Limits,
    fields: ArticleFieldNames, preparation: Preparation
  ) throws {
    self.entry = entry
    self.preparation = preparation
    isFound = file != nil || rows != nil
    isFromRows = file == nil && rows != nil
    deposit = Deposit(
      recorded: entry.name, inbox: entry.inbox, source: entry.source, received: entry.received,
      sizeBytes: entry.sizeBytes, batch: "rebuild")
    format = entry.format
    if let file {
      let bytes = try DepositBytes(file)
      records = .file(
        DepositDecoder(
          name: entry.name, limits: limits, fields: fields,
          received: entry.received,
          cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
        ) { try bytes.read(into: $0) })
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
    case .rows(var rows):
      let record = rows.next()
      records = .rows(rows)
      return record
    case .file(let decoder):
      do throws(DecodingFailure) {
        let record = try decoder.next()
        format = decoder.format
        return record.map { DepositPart.Record($0, of: deposit, preparation) }
      } catch {
        guard let rejection = error.rejection else { throw error }
        failure = rejection
        records = .none
        return nil
      }
    }
  }

  func holdBack(_ record: DepositPart.Record) { heldBack = record }

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
