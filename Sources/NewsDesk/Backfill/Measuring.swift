import NewsFormats
import NewsInbox
import NewsLinux
import NewsModel
import NewsText

extension Backfill {
  /// Decodes and measures pieces of files, on one core, as a desk's worker does. Held in memory: one document,
  /// and what was measured and not yet written.
  package final class Measuring {
    private let seed: UInt64
    private let program: String
    private let limits: Limits
    private let fields: ArticleFieldNames
    private let extractor = TermExtractor()
    private let write: ([UInt8]) throws -> Void
    private var waiting: [UInt8] = []
    /// Bytes given to one call of `write`.
    private static let writtenBytes = 1 << 20

    /// - Parameters:
    ///   - settings: Limits and the names of fields.
    ///   - seed: That of the desk, or of all that is to be decided together.
    ///   - program: The version of this program: another one may measure otherwise.
    ///   - write: Takes the frames, some at a time.
    package init(
      _ settings: DeskSettings, seed: UInt64, program: String,
      write: @escaping ([UInt8]) throws -> Void
    ) {
      self.seed = seed
      self.program = program
      limits = settings.limits
      fields = settings.articleFieldNames
      self.write = write
    }

    /// Writes one block.
    ///
    /// - Parameter piece: Of a file that nobody writes to meanwhile.
    /// - Returns: What the block's foot says.
    /// - Throws: `Fault`; what `write` throws. The block has no foot then.
    package func measure(_ piece: Piece) throws -> Counts {
      try put(Frame.head(seed: seed, program: program))
      var counts = Counts()
      let decoder = try decoder(of: piece)
      do {
        while let record = try decoder.next() { try put(record, of: piece, &counts) }
      } catch let failure as DecodingFailure {
        guard let rejection = failure.rejection else {
          throw Fault.unreadable(piece.name, failure.message)
        }
        // Behind all that it gave: a file that ends too early, or is none that can be read.
        try put(rejection, place: piece.place(of: counts.records), of: piece, &counts)
      }
      try put(Frame.foot(counts))
      try flush()
      return counts
    }

    private func decoder(of piece: Piece) throws -> DepositDecoder {
      let file = try open(piece)
      var offset = piece.bytes.lowerBound
      return DepositDecoder(
        name: piece.name, limits: limits, fields: fields, received: piece.received,
        cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
      ) { buffer in
        let rest = Int(piece.bytes.upperBound - offset)
        guard rest > 0 else { return 0 }
        let count = try file.read(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(rest)), at: offset)
        guard count > 0 else { throw Fault.changedFile(piece.name) }
        offset += Int64(count)
        return count
      }
    }

    private func open(_ piece: Piece) throws(Fault) -> Descriptor {
      do {
        let (file, facts) = try GivenFile(path: piece.path, name: piece.name).open()
        if facts.sizeBytes == piece.sizeBytes { return file }
      } catch {
        throw .unreadable(piece.name, describe(error))
      }
      throw .changedFile(piece.name)
    }

    private func put(
      _ record: DecodedRecord, of piece: Piece, _ counts: inout Counts
    ) throws {
      switch record {
      case .article(let article, let ordinal):
        let measured = MeasuredArticle(
          article, depositSource: Inbox.commandLine.source.source(of: piece.name), seed: seed,
          extractor: extractor)
        let record = SentArticle(measured, of: piece, ordinal: ordinal)
        try put(Frame.bytes(.article, record.bytes(seed: seed)))
        counts.articles += 1
      case .rejected(let rejection, let ordinal, _):
        try put(rejection, place: piece.place(of: ordinal), of: piece, &counts)
      }
    }

    private func put(
      _ rejection: Rejection, place: UInt64, of piece: Piece, _ counts: inout Counts
    ) throws {
      try put(Frame.rejection(rejection, place: place, of: piece))
      counts.rejected += 1
    }

    private func put(_ frame: [UInt8]) throws {
      waiting += frame
      if waiting.count >= Self.writtenBytes { try flush() }
    }

    private func flush() throws {
      try write(waiting)
      waiting.removeAll(keepingCapacity: true)
    }
  }
}
