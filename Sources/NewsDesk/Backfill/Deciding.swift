import NewsLinux
package import NewsModel
package import NewsStore

extension Backfill {
  /// Admits measured articles in the order in which they come, as a desk does, to a state of its own. What it
  /// decides is read from that afterwards.
  package final class Deciding {
    /// Articles a transaction: 24 KB each are held (`DepositReader.preparedFactor`).
    private static let transactionRecords = 512

    package let store: Store
    /// Articles up to this one were there before.
    package let before: ArticleID
    private let program: String
    private let admission: Admission
    private let preparation: Preparation
    /// Of files with several records: they are deposits that go on.
    private var deposits: [FileName: Deposit] = [:]
    private var parts: [DepositPart] = []
    private var records = 0

    /// - Parameters:
    ///   - folder: Of a state, which may be empty. Nobody else works on it.
    ///   - seed: Of a new state; nil for one that is there.
    ///   - program: This version: what another one has measured is refused.
    ///   - settings: What copies are compared with.
    /// - Throws: `StoreFailure`; what restoring throws.
    package init(folder: String, seed: UInt64?, program: String, _ settings: DeskSettings) throws {
      store = try Store(folder: folder, seed: seed, program: program)
      before = ArticleID(rawValue: try store.reader.numbers().article)
      self.program = program
      admission = Admission(
        store: store, decisions: try Decisions(restoring: store, settings), batches: [:],
        replays: Replays([]))
      preparation = Preparation(
        store: store, indices: IndicesInForce(admission.decisions.indices))
    }

    /// Admits a whole stream.
    ///
    /// - Parameter read: Its next bytes; empty at its end.
    /// - Returns: What came in.
    /// - Throws: `Fault`; what `read` and the store throw. The state is to be thrown away then.
    package func decide(read: @escaping () throws -> [UInt8]) throws -> Counts {
      var counts = Counts()
      var frames = FrameReader(seed: store.reader.seed, program: program, read: read)
      while let content = try frames.next() {
        switch content {
        case .rejection: counts.rejected += 1
        case .article(let bytes):
          counts.articles += 1
          try admit(bytes)
        }
      }
      try flush()
      return counts
    }

    private func admit(_ bytes: [UInt8]) throws {
      let record: SentArticle
      do {
        record = try SentArticle(bytes, seed: store.reader.seed)
      } catch {
        throw Fault.damagedStream("an article is not as it was measured")
      }
      let prepared = DepositPart.Record.article(
        preparation.prepared(record.measured, received: record.received))
      let deposit = deposit(of: record)
      if let last = parts.indices.last, parts[last].deposit === deposit {
        parts[last].records.append(prepared)
      } else {
        parts.append(
          DepositPart(deposit: deposit, records: [prepared], ending: ending(of: record), bytes: 0))
      }
      records += 1
      if records >= Self.transactionRecords { try flush() }
    }

    private func deposit(of record: SentArticle) -> Deposit {
      if let known = deposits[record.name] { return known }
      let deposit = Deposit(
        origin: .given, inbox: .commandLine, name: record.name, received: record.received,
        sizeBytes: 0, batch: "backfill")
      if !record.isWholeFile { deposits[record.name] = deposit }
      return deposit
    }

    /// A file that is one article ends with it, or there would be as many open ones as files.
    private func ending(of record: SentArticle) -> DepositPart.Ending? {
      guard record.isWholeFile else { return nil }
      return DepositPart.Ending(
        digest: nil, sizeBytes: 0, format: record.measured.article.format)
    }

    private func flush() throws {
      if parts.isEmpty { return }
      _ = try admission.admit(parts, closing: [], now: .now())
      parts = []
      records = 0
    }
  }
}

extension SentArticle {
  /// A record of a container says where in it it stood.
  fileprivate var isWholeFile: Bool { place == 0 && measured.article.locator.isEmpty }
}
