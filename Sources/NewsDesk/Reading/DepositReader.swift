import Dispatch
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

  enum Result {
    /// All parts are with the store queue.
    case handedOver
    /// It ends too early, and nothing of it was ever handed over: its writer may go on.
    case endsEarly(Rejection)
    /// The file changed while it was read. What was handed over counts; the rest was not.
    case changed
    /// The desk stops: what was handed over counts, the rest comes again.
    case abandoned
  }

  let limits: Limits
  let fields: ArticleFieldNames
  let preparation: Preparation
  private let output: HandOver<DepositPart>
  private let storeStage: StoreStage
  private let haste: Haste
  private let heartbeat: Heartbeat

  init(
    _ settings: DeskSettings, _ storeStage: StoreStage, _ output: HandOver<DepositPart>,
    _ haste: Haste, _ context: DeskContext
  ) {
    limits = settings.limits
    fields = settings.articleFieldNames
    preparation = Preparation(store: storeStage.store, indices: storeStage.indices)
    preparation.warmUp()
    self.output = output
    self.storeStage = storeStage
    self.haste = haste
    heartbeat = context.heartbeat
  }

  private struct Hurry: Error {}

  /// Parameters facts: as at the claim; nil when it is to be taken whatever has changed since.
  /// mayGrow: true while a file that ends too early may still get its rest. stage: whose heart beats.
  /// Throws: what reading threw; the deposit is then to be tried again.
  func read(
    _ deposit: DepositInTransit, _ file: Descriptor, facts: FileFacts?, mayGrow: Bool,
    stage: String
  ) throws -> Result {
    DeathNote.coverThread()
    do {
      if let part = try replay(deposit, file, stage) {
        return put(part, stage) ? .handedOver : .abandoned
      }
      if deposit.facts.sizeBytes > limits.fileBytes {
        return put(try oversize(deposit, file, stage), stage) ? .handedOver : .abandoned
      }
      return try decode(deposit, file, facts: facts, mayGrow: mayGrow, stage: stage)
    } catch {
      if haste.isGreat { return .abandoned }
      throw error
    }
  }

  private func decode(
    _ deposit: DepositInTransit, _ file: Descriptor, facts: FileFacts?, mayGrow: Bool,
    stage: String
  ) throws -> Result {
    let started = Moment.threadCPUNanoseconds()
    let bytes = try DepositBytes(file) { try look(stage) }
    var assembly = Assembly(deposit: deposit, preparation: preparation)
    let decoder = DepositDecoder(
      name: deposit.name, limits: limits, fields: fields, cpuClock: cpuClock
    ) {
      try bytes.read(into: $0)
    }
    var failure: Rejection?
    do throws(DecodingFailure) {
      try passHandedOver(deposit, decoder)
      while let record = try decoder.next() {
        // Only when another record follows: the last one, which may be cut, is still here at the end.
        if assembly.isFull(records: Self.partRecords, bytes: Self.partBytes) {
          if mayGrow, !deposit.hasBegun, let early = try earlyEnd(deposit, file, stage) {
            return .endsEarly(early)
          }
          guard put(assembly.part(ending: nil), stage) else { return .abandoned }
        }
        assembly.add(record)
      }
    } catch {
      guard let rejection = error.rejection else { throw error }
      failure = rejection
    }
    let digest = try bytes.finish(limitBytes: limits.fileBytes)
    // What is left where it is and has begun ends here: the change makes it a new deposit.
    if let facts, !(deposit.isLeft && deposit.hasBegun),
      try !file.facts().hasSameContent(as: facts)
    {
      return .changed
    }
    if mayGrow, !deposit.hasBegun, let early = failure ?? assembly.lastRejection,
      early.reason == .truncated || early.reason == .empty
    {
      return .endsEarly(early)
    }
    var ending = DepositPart.Ending(
      digest: digest, sizeBytes: bytes.count, format: decoder.format, failure: failure)
    ending.durations.decodeMicroseconds = (Moment.threadCPUNanoseconds() - started) / 1000
    return put(assembly.part(ending: ending), stage) ? .handedOver : .abandoned
  }

  /// Ends a deposit whose file cannot be read to its end: what was handed over of it counts.
  ///
  /// Parameter digest: of its bytes; nil only when there is no file to be disposed of.
  func giveUp(
    _ deposit: DepositInTransit, _ failure: Rejection, digest: ContentDigest?
  ) -> Bool {
    put(
      DepositPart(
        deposit,
        ending: DepositPart.Ending(
          digest: digest, sizeBytes: deposit.facts.sizeBytes, format: nil, failure: failure)),
      Stage.large)
  }

  /// The digest of a whole file, nothing decoded; of its first bytes when it is over its limit.
  func digest(of file: Descriptor, _ stage: String) throws -> (ContentDigest, size: Int64) {
    let bytes = try DepositBytes(file) { try look(stage) }
    let size = try file.facts().sizeBytes
    let digest = try bytes.finish(
      limitBytes: size > limits.fileBytes ? Self.oversizeDigestBytes : limits.fileBytes)
    return (digest, max(size, bytes.count))
  }

  private func oversize(
    _ deposit: DepositInTransit, _ file: Descriptor, _ stage: String
  ) throws -> DepositPart {
    let (digest, size) = try digest(of: file, stage)
    return DepositPart(
      deposit,
      ending: DepositPart.Ending(
        digest: digest, sizeBytes: size, format: nil, failure: limits.fileTooLarge()))
  }

  /// The bad records of a deposit that an earlier run has stored and not set aside.
  func keptRecords(of deposit: DepositInTransit, _ file: Descriptor) throws -> [KeptRecord] {
    let bytes = try DepositBytes(file) { try look(Stage.large) }
    let decoder = DepositDecoder(
      name: deposit.name, limits: limits, fields: fields, cpuClock: cpuClock
    ) {
      try bytes.read(into: $0)
    }
    var progress = DepositInTransit.Progress()
    do throws(DecodingFailure) {
      while progress.unkept == 0, let record = try decoder.next() { progress.keep(record) }
    } catch {
      if case .reading = error { throw error }
    }
    return progress.rejected
  }

  /// The end of a deposit that an earlier run stored; nil when it is another one.
  private func replay(
    _ deposit: DepositInTransit, _ file: Descriptor, _ stage: String
  ) throws -> DepositPart? {
    guard let stored = deposit.stored else { return nil }
    let (digest, size) = try digest(of: file, stage)
    guard digest == stored.digest else { return nil }
    if stored.outcome == .partial {
      let records = try keptRecords(of: deposit, file)
      deposit.progress.withLock { $0.rejected = records }
    }
    return DepositPart(
      deposit, ending: DepositPart.Ending(digest: digest, sizeBytes: size, format: nil))
  }

  /// Waiting for room is no hang, so the heart rests meanwhile.
  private func put(_ part: DepositPart, _ stage: String) -> Bool {
    heartbeat.rest(stage)
    defer { heartbeat.beat(stage) }
    let records = part.records.count
    guard output.put(part, bytes: part.bytes) else { return false }
    storeStage.wake()
    part.deposit.noteHandedOver(records)
    return true
  }

  /// Before each read.
  private func look(_ stage: String) throws {
    heartbeat.beat(stage)
    if haste.isGreat { throw Hurry() }
  }

  private func passHandedOver(
    _ deposit: DepositInTransit, _ decoder: DepositDecoder
  ) throws(DecodingFailure) {
    let count = deposit.handedOverRecords
    guard deposit.progress.withLock({ $0.lacksRecords }) else {
      if count > 0 { try decoder.skip(records: count) }
      return
    }
    for _ in 0..<count {
      guard let record = try decoder.next() else { break }
      deposit.progress.withLock { $0.keep(record) }
    }
    deposit.progress.withLock { $0.lacksRecords = false }
  }

  /// Looks a young container through before its first part is handed over, since nothing can be put
  /// back afterwards: does it end in the middle of a record? Cost: it is read twice, not decoded.
  private func earlyEnd(
    _ deposit: DepositInTransit, _ file: Descriptor, _ stage: String
  ) throws(DecodingFailure) -> Rejection? {
    do throws(DecodingFailure) {
      let count = try plainDecoder(deposit, file, stage).skip(records: .max)
      let decoder = plainDecoder(deposit, file, stage)
      try decoder.skip(records: count - 1)
      guard case .rejected(let last, _, _)? = try decoder.next() else { return nil }
      return last.reason == .truncated ? last : nil
    } catch {
      guard let rejection = error.rejection else { throw error }
      return rejection.reason == .truncated ? rejection : nil
    }
  }

  private func plainDecoder(
    _ deposit: DepositInTransit, _ file: Descriptor, _ stage: String
  ) -> DepositDecoder {
    var offset: Int64 = 0
    return DepositDecoder(
      name: deposit.name, limits: limits, fields: fields, cpuClock: cpuClock
    ) { buffer in
      try look(stage)
      let count = try file.read(into: buffer, at: offset)
      offset += Int64(count)
      return count
    }
  }

  private var cpuClock: () -> Duration {
    { .nanoseconds(Moment.threadCPUNanoseconds()) }
  }
}

extension DepositPart {
  /// Only the end of a deposit.
  init(_ deposit: DepositInTransit, ending: Ending) {
    self.init(deposit: deposit, records: [], ending: ending, bytes: 512)
  }
}

extension DepositInTransit.Progress {
  fileprivate mutating func keep(_ record: DecodedRecord) {
    if case .rejected(let rejection, let ordinal, let raw) = record {
      keep(.init(rejection: rejection, ordinal: ordinal, bytes: raw))
    }
  }
}
