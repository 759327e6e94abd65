import NewsLinux
package import NewsModel

extension OrderLog {
  /// What the order logs of a spool say, read back.
  package struct Recorded: Sendable {
    /// A line that cannot be used: what it recorded has lost its place in the order.
    package struct Line: Hashable, Sendable {
      /// `2026-11-22`; its file is `order/2026-11-22.tsv`.
      package var day: String
      /// From 1.
      package var number: Int

      package var text: String { "order/\(day).tsv, line \(number)" }
    }

    /// One of each deposit, ascending by its number; the day that its file was put into done/ on.
    package private(set) var entries: [(entry: OrderLog.Entry, day: String)] = []
    /// In the order they were given.
    package private(set) var corrections: [RecordedCorrection] = []
    /// In the order in which they came into force.
    package private(set) var names: [OrderLog.Names] = []
    /// Nil when no log names it.
    package private(set) var seed: UInt64?
    /// In their order: lines that are no entries, and pairs that claim the same articles. Not those that
    /// a crash cut off and the next start wrote again.
    package private(set) var damaged: [Line] = []

    private var found: [DepositID: (entry: OrderLog.Entry, line: Line)] = [:]
    private var unread: [(line: Line, bytes: [UInt8])] = []

    /// Reads all days; a spool without a log gives nothing. Cost: the logs in memory, about 300 bytes a
    /// deposit.
    package init(spoolPath: [UInt8]) throws(InboxError) {
      do {
        try read(spoolPath)
      } catch {
        throw .system(error, at: .order)
      }
      damaged = unread.filter { !isWrittenAgain($0.bytes) }.map(\.line)
      refuseOverlaps()
      damaged.sort { ($0.day, $0.number) < ($1.day, $1.number) }
      entries = found.values.sorted { $0.entry.id < $1.entry.id }.map { ($0.entry, $0.line.day) }
      (found, unread) = ([:], [])
    }

    private mutating func read(_ spoolPath: [UInt8]) throws(SystemError) {
      let root = try Folder.open(spoolPath)
      guard try root.facts(of: OrderLog.folderName)?.kind == .folder else { return }
      let folder = try root.folder(OrderLog.folderName)
      let names = try folder.entries().map(\.name).filter {
        $0.suffix(4).elementsEqual(".tsv".utf8)
      }
      for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let day = String(decoding: name.dropLast(4), as: UTF8.self)
        let bytes = try folder.openForReading(name).contents(limitBytes: .max)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
          take(Array(line), Line(day: day, number: index + 1))
        }
      }
    }

    private mutating func take(_ bytes: [UInt8], _ line: Line) {
      if let entry = OrderLog.Entry(line: bytes) {
        found[entry.id] = (entry, line)
      } else if let correction = RecordedCorrection(line: bytes) {
        corrections.append(correction)
      } else if let names = OrderLog.Names(line: bytes) {
        self.names.append(names)
      } else if !readSeed(bytes) {
        unread.append((line, bytes))
      }
    }

    private mutating func readSeed(_ line: [UInt8]) -> Bool {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix(OrderLog.header),
        let seed = UInt64(text.dropFirst(OrderLog.header.count), radix: 16)
      else { return false }
      self.seed = seed
      return true
    }

    /// A crash in the middle of a write leaves the beginning of a line; the next start writes the whole.
    private func isWrittenAgain(_ bytes: [UInt8]) -> Bool {
      if OrderLog.Names.isCutOff(bytes) { return true }
      let id = Int64(String(decoding: bytes.prefix { $0 != 0x09 }, as: UTF8.self))
      if bytes.contains(0x09) {
        guard let id, let again = found[DepositID(rawValue: id)] else { return false }
        return again.entry.line.starts(with: bytes)
      }
      return OrderLog.header.utf8.starts(with: bytes)
        || found.values.contains { $0.entry.line.starts(with: bytes) }
    }

    /// Two deposits cannot have one article: a digit of one of them is not what was written. Which one is
    /// not to be told, so that the one written first keeps its articles and both lines are named.
    private mutating func refuseOverlaps() {
      var last: (range: ClosedRange<Int64>, id: DepositID)?
      let all = found.values.flatMap { found in
        found.entry.articles.map { (range: $0, id: found.entry.id) }
      }
      for next in all.sorted(by: { ($0.range.lowerBound, $0.id) < ($1.range.lowerBound, $1.id) }) {
        guard let before = last, next.range.lowerBound <= before.range.upperBound,
          let one = found[before.id], let other = found[next.id]
        else {
          if found[next.id] != nil { last = next }
          continue
        }
        let isOneFirst = (one.line.day, one.line.number) < (other.line.day, other.line.number)
        damaged += [one.line, other.line].filter { !damaged.contains($0) }
        found[isOneFirst ? next.id : before.id] = nil
        if !isOneFirst { last = next }
      }
    }
  }
}
