import NewsBytes

extension Backfill {
  /// Cuts a stream into its frames, and checks each block's foot against what came before it.
  struct FrameReader {
    enum Content {
      case article([UInt8])
      case rejection
    }

    private let seed: UInt64
    private let program: String
    private let read: () throws -> [UInt8]
    private var bytes: [UInt8] = []
    private var position = 0
    /// Of the block that is being read; nil between two of them.
    private var block: Counts?

    /// - Parameters:
    ///   - seed: The articles are to be measured with it.
    ///   - program: … and by this version.
    ///   - read: The next bytes; empty at the end.
    init(seed: UInt64, program: String, read: @escaping () throws -> [UInt8]) {
      self.seed = seed
      self.program = program
      self.read = read
    }

    /// - Returns: The next article or rejection; nil behind the last block.
    /// - Throws: `Fault`, also for a stream that ends inside a block; what `read` throws.
    mutating func next() throws -> Content? {
      while let (kind, rest) = try frame() {
        switch (kind, block) {
        case (.head, nil):
          try check(head: rest)
          block = Counts()
        case (.article, _?):
          block?.articles += 1
          return .article(rest)
        case (.rejection, _?):
          block?.rejected += 1
          return .rejection
        case (.foot, let counts?):
          try check(foot: rest, counts)
          block = nil
        default: throw Fault.damagedStream("a frame stands where none of its kind belongs")
        }
      }
      if block != nil { throw Fault.damagedStream("it ends inside a block") }
      return nil
    }

    private func check(head rest: [UInt8]) throws {
      var reader = ByteReader(rest)
      guard try reader.fixed(bytes: 2) == Frame.version else {
        throw Fault.damagedStream("it is of another version of the form")
      }
      guard try reader.fixed(bytes: 8) == Frame.mark(of: seed) else { throw Fault.otherSeed }
      let other = try reader.text()
      guard other == program else { throw Fault.otherProgram(other) }
    }

    private func check(foot rest: [UInt8], _ counts: Counts) throws {
      var reader = ByteReader(rest)
      let articles = try reader.fixed(bytes: 8)
      let rejected = try reader.fixed(bytes: 8)
      guard articles == UInt64(counts.articles), rejected == UInt64(counts.rejected) else {
        throw Fault.damagedStream(
          "a block has \(counts.articles) articles and \(counts.rejected) rejections, and its foot says "
            + "\(articles) and \(rejected)")
      }
    }

    private mutating func frame() throws -> (Frame.Kind, [UInt8])? {
      guard try fill(to: Frame.headBytes) else {
        if position == bytes.count { return nil }
        throw Fault.damagedStream("it ends inside a frame")
      }
      let length = (1...4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * ($1 - 1)) }
      guard let kind = Frame.Kind(rawValue: bytes[position]), length <= Frame.limitBytes else {
        throw Fault.damagedStream("it holds what is no frame")
      }
      guard try fill(to: Frame.headBytes + length) else {
        throw Fault.damagedStream("it ends inside a frame")
      }
      let start = position + Frame.headBytes
      position = start + length
      return (kind, Array(bytes[start..<position]))
    }

    /// - Returns: False when the stream ends before so many bytes are at hand.
    private mutating func fill(to count: Int) throws -> Bool {
      while bytes.count - position < count {
        let more = try read()
        if more.isEmpty { return false }
        bytes.removeFirst(position)
        position = 0
        bytes += more
      }
      return true
    }
  }
}
