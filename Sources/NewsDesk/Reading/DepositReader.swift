import Logging
import NewsAnswers
import NewsBytes
import NewsFormats
import NewsLinux
import NewsModel
import NewsStore
import NewsText
import Synchronization

/// Reads one deposit from its first byte to its last: hashes, decodes, prepares, and hands the
/// parts over in their order. Runs on a decode worker; holds no more than one part of a container.
struct DepositReader {
  /// A container is handed over in parts of at most this many records: a commit takes as many parts
  /// as are there, so the size only decides how much is in memory, and how soon the store queue has
  /// work.
  static let partRecords = 128
  /// … or this much text, so that a part is never large.
  static let partBytes = 4 << 20
  /// A prepared article takes this many times its text: tokens, terms and alignments (measured:
  /// 24 KB for 3 KB).
  static let preparedFactor = 8
  /// A file over its limit is not worth reading (a sparse one of 1 TiB costs its sender nothing):
  /// its digest is that of its first bytes.
  static let oversizeDigestBytes = 1 << 20

  /// How an attempt at a file ended.
  enum Conclusion {
    /// All parts are with the store queue.
    case handedOver
    /// It ends too early, and nothing of it was ever handed over: its writer may go on.
    case endsEarly(Rejection)
    /// The file changed while it was read. What was handed over counts; the rest was not.
    case changed
    /// The desk stops: what was handed over counts, the rest comes again.
    case abandoned
  }

  let settings: DeskSettings
  let fields: ArticleFieldNames
  let preparation: Preparation
  private let output: HandOver<DepositPart>
  private let storeStage: StoreStage
  private let haste: Haste
  private let heartbeat: Heartbeat
  private let counts: LiveCounts
  private let log: Logger

  init(
    _ settings: DeskSettings, _ storeStage: StoreStage, _ output: HandOver<DepositPart>,
    _ haste: Haste, _ context: DeskContext
  ) {
    self.settings = settings
    fields = settings.articleFieldNames
    preparation = Preparation(store: storeStage.store, indices: storeStage.indices)
    preparation.warmUp()
    self.output = output
    self.storeStage = storeStage
    self.haste = haste
    heartbeat = context.heartbeat
    counts = context.counts
    log = context.log
  }

  var limits: Limits { settings.limits }

  private struct Hurry: Error {}

  /// One look at a file.
  struct Attempt {
    var file: Descriptor
    /// As at the claim; nil when it is to be taken whatever has changed since.
    var facts: FileFacts?
    /// A file that ends too early may still get its rest.
    var mayGrow: Bool
    /// Whose heart beats.
    var stage: String
  }

  /// Makes one attempt, from the position on.
  ///
  /// - Parameters:
  ///   - position: What is handed over is behind it afterwards.
  ///   - attempt: At a file that is open for reading.
  /// - Returns: What has become of it.
  /// - Throws: What reading threw; the deposit is then to be tried again.
  func read(_ position: inout ReadingPosition, _ attempt: Attempt) throws -> Conclusion {
    DeathNote.coverThread()
    position.noteStart()
    do {
      if let part = try replay(position.deposit, attempt) {
        return put(part, &position, attempt.stage) ? .handedOver : .abandoned
      }
      if position.deposit.sizeBytes > limits.fileBytes {
        let part = try oversize(position.deposit, attempt)
        return put(part, &position, attempt.stage) ? .handedOver : .abandoned
      }
      return try decode(&position, attempt)
    } catch {
      if haste.isGreat { return .abandoned }
      throw error
    }
  }

  private func decode(
    _ position: inout ReadingPosition, _ attempt: Attempt
  ) throws -> Conclusion {
    let started = Moment.threadCPUNanoseconds()
    let isWhole = !position.hasBegun
    let bytes = try DepositBytes(attempt.file) { try look(attempt.stage) }
    let decoder = decoder(for: position.deposit) { buffer in
      let count = try bytes.read(into: buffer)
      counts.bytes.add(count, ordering: .relaxed)
      return count
    }
    var assembly = Assembly(deposit: position.deposit, preparation: preparation)
    var failure: Rejection?
    guard case .all(let rejects) = try pass(position, decoder) else {
      return try decodeAgain(&position, attempt)
    }
    do throws(DecodingFailure) {
      assembly.earlierRejects = rejects
      let conclusion = try decode(&position, attempt, decoder, &assembly)
      if let conclusion { return conclusion }
    } catch {
      failure = try rejection(error)
    }
    var ending = DepositPart.Ending(
      digest: try bytes.finish(limitBytes: limits.fileBytes), sizeBytes: bytes.count,
      format: decoder.format, failure: failure)
    if try hasChanged(position, attempt) { return .changed }
    if attempt.mayGrow, !position.hasBegun, let early = failure ?? assembly.lastRejection,
      early.reason == .truncated || early.reason == .empty
    {
      return .endsEarly(early)
    }
    ending.durations.waitedMilliseconds = position.waitedMilliseconds
    let decoding = Moment.threadCPUNanoseconds() - started - assembly.threadNanoseconds
    ending.durations.decodeMicroseconds = isWhole ? decoding / 1000 : nil
    return put(assembly.part(ending: ending), &position, attempt.stage) ? .handedOver : .abandoned
  }

  /// From the beginning, because the records that are stored cannot be told from the others by their number: what is
  /// stored is then known.
  private func decodeAgain(
    _ position: inout ReadingPosition, _ attempt: Attempt
  ) throws -> Conclusion {
    log.notice(
      """
      \(quoted(position.deposit.name.text)) is read from its beginning again: its first \
      \(counted(position.records, "record")) were counted by another program or configuration, or are others now
      """)
    position.startAgain()
    return try decode(&position, attempt)
  }

  /// Decodes to the end of the file; what fills no part is left in the assembly then.
  ///
  /// - Parameters:
  ///   - position: Where reading begins; behind what was handed over afterwards.
  ///   - attempt: The file, which the decoder reads.
  ///   - decoder: At its beginning.
  ///   - assembly: Empty.
  /// - Returns: Nil at the end of the file.
  /// - Throws: Why it is not read to its end.
  private func decode(
    _ position: inout ReadingPosition, _ attempt: Attempt, _ decoder: DepositDecoder,
    _ assembly: inout Assembly
  ) throws(DecodingFailure) -> Conclusion? {
    while let record = try decoder.next() {
      // Only when another record follows: the last one, which may be cut, is still here at the end.
      if assembly.isFull(records: Self.partRecords, bytes: Self.partBytes) {
        if attempt.mayGrow, !position.hasBegun,
          let early = try earlyEnd(of: position.deposit, attempt.file, attempt.stage)
        {
          return .endsEarly(early)
        }
        let mark = try mark(after: assembly.last)
        guard put(assembly.part(ending: nil, mark), &position, attempt.stage) else {
          return .abandoned
        }
      }
      assembly.add(record)
    }
    return nil
  }

  /// Why the rest of the file gives nothing. Throws the failure itself when it is not the file's.
  private func rejection(_ failure: DecodingFailure) throws(DecodingFailure) -> Rejection {
    switch failure.disposition {
    case .quarantine: return failure.rejection ?? Rejection(.unreadable, failure.message)
    case .retry, .stop, .mend: throw failure
    }
  }

  private func hasChanged(_ position: ReadingPosition, _ attempt: Attempt) throws -> Bool {
    // What is left where it is and has begun ends here: the change makes it a new deposit.
    guard let facts = attempt.facts, !(position.deposit.isLeft && position.hasBegun) else {
      return false
    }
    return try !attempt.file.facts().hasSameContent(as: facts)
  }

  /// Ends a deposit whose file cannot be read to its end: what was handed over of it counts.
  ///
  /// - Parameters:
  ///   - deposit: Of which no part is being read.
  ///   - failure: Why it ends.
  ///   - digest: Of its bytes; nil only when there is no file to be disposed of.
  /// - Returns: False when the desk stops.
  func giveUp(_ deposit: Deposit, _ failure: Rejection, digest: ContentDigest?) -> Bool {
    let ending = DepositPart.Ending(
      digest: digest, sizeBytes: deposit.sizeBytes, format: nil, failure: failure)
    var position = ReadingPosition(deposit)
    return put(DepositPart(deposit, ending: ending), &position, Stage.large)
  }

  /// The digest of a whole file, nothing decoded; of its first bytes when it is over its limit.
  func digest(of file: Descriptor, _ stage: String) throws -> (ContentDigest, size: Int64) {
    let bytes = try DepositBytes(file) { try look(stage) }
    let size = try file.facts().sizeBytes
    let digest = try bytes.finish(
      limitBytes: size > limits.fileBytes ? Self.oversizeDigestBytes : limits.fileBytes)
    return (digest, max(size, bytes.count))
  }

  private func oversize(_ deposit: Deposit, _ attempt: Attempt) throws -> DepositPart {
    let (digest, size) = try digest(of: attempt.file, attempt.stage)
    return DepositPart(
      deposit,
      ending: DepositPart.Ending(
        digest: digest, sizeBytes: size, format: nil, failure: limits.fileTooLarge()))
  }

  /// The end of a deposit that an earlier run stored; nil when it is another one.
  private func replay(_ deposit: Deposit, _ attempt: Attempt) throws -> DepositPart? {
    guard case .perhaps(let stored) = deposit.earlier else { return nil }
    let (digest, size) = try digest(of: attempt.file, attempt.stage)
    guard digest == stored.digest else { return nil }
    return DepositPart(
      deposit, ending: DepositPart.Ending(digest: digest, sizeBytes: size, format: nil),
      earlierRejects: stored.outcome == .partial ? try rejects(of: deposit, attempt.file) : nil)
  }

  /// Blocking on back-pressure must not look like a hang to the watchdog, so the heartbeat is paused.
  private func put(
    _ part: DepositPart, _ position: inout ReadingPosition, _ stage: String
  ) -> Bool {
    heartbeat.rest(stage)
    defer { heartbeat.beat(stage) }
    var part = part
    part.startsAgain = position.startsAgain
    guard output.put(part, bytes: part.bytes) else { return false }
    storeStage.wake()
    position.advance(by: part)
    counts.records.add(part.records.count, ordering: .relaxed)
    return true
  }

  /// Before each read.
  func look(_ stage: String) throws {
    heartbeat.beat(stage)
    if haste.isGreat { throw Hurry() }
  }

  func decoder(
    for deposit: Deposit, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) -> DepositDecoder {
    DepositDecoder(
      name: deposit.name, limits: limits, fields: fields, received: deposit.received,
      cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }, read: read)
  }
}
