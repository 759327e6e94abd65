import NewsInbox
import NewsLinux
package import NewsModel
package import NewsStore

extension DepositTrace {
  /// Which deposits a person may mean with a path: one below an inbox, a whole path into an inbox, into done/ or
  /// failed/, or to a file that `ingest` has read.
  package struct Names {
    /// As it was given, without what a shell leaves over: `./`, doubled and last slashes.
    package let given: FileName
    /// From the root.
    private let whole: FileName
    /// Paths below an inbox, the likeliest first.
    package private(set) var candidates: [FileName] = []

    /// - Parameters:
    ///   - given: as the shell gave it.
    ///   - here: the folder in which the question is asked, from the root.
    ///   - run: what the desk watches; nil when no daemon has run on it.
    package init(_ given: FileName, here: [UInt8], in run: LastRun?) {
      let isWhole = given.bytes.first == 0x2F
      let plain = Self.plain(given.bytes)
      self.given = FileName(bytes: (isWhole ? [0x2F] : []) + plain)
      if !isWhole, !plain.isEmpty { candidates.append(self.given) }
      whole = isWhole ? self.given : FileName(bytes: [0x2F] + Self.plain(here + [0x2F] + plain))
      if let run { candidates += Self.names(of: whole, in: run) }
    }

    private static func plain(_ path: [UInt8]) -> [UInt8] {
      var parts: [ArraySlice<UInt8>] = []
      for part in path.split(separator: 0x2F) where part != [0x2E] {
        if part == [0x2E, 0x2E] { _ = parts.popLast() } else { parts.append(part) }
      }
      return Array(parts.joined(separator: [0x2F]))
    }

    private static func names(of whole: FileName, in run: LastRun) -> [FileName] {
      if let below = run.below(whole) { return [below] }
      guard whole.bytes.starts(with: run.spool + [0x2F]) else { return [] }
      let parts = whole.bytes.dropFirst(run.spool.count + 1).split(separator: 0x2F)
      switch parts.first.map({ String(decoding: $0, as: UTF8.self) }) {
      case "done" where parts.count > 4:
        // done/YYYY/MM/DD/
        return storedNames(FileName(bytes: parts[4...].joined(separator: [0x2F])))
      case "failed" where parts.count > 1:
        return storedNames(FileName(bytes: parts[1...].joined(separator: [0x2F])))
      default: return []
      }
    }

    /// A name that was taken got a mark.
    private static func storedNames(_ name: FileName) -> [FileName] {
      KeptFiles.File.depositNames(ofStored: name)
    }

    /// The deposits of the first name that has any; for a whole path in no folder of the desk, those by which
    /// `ingest` has read its very bytes.
    ///
    /// - Parameters:
    ///   - store: where they are on record.
    ///   - limit: of each name, the newest.
    /// - Returns: the name, and nothing when nothing is on record.
    /// - Throws: `StoreFailure`.
    package func deposits(
      in store: StoreReader, limit: Int
    ) throws(StoreFailure) -> (name: FileName, deposits: [DepositRow]) {
      for name in candidates {
        let deposits = try store.deposits(named: name, limit: limit)
        if !deposits.isEmpty { return (name, deposits) }
      }
      guard candidates.isEmpty || given.bytes.first == 0x2F else {
        // Whoever dropped it may not say, or know, in which folder.
        let name = try store.names(endingIn: given, limit: 1).first ?? candidates.first ?? given
        let deposits = try store.deposits(named: name, limit: limit)
        if !deposits.isEmpty { return (name, deposits) }
        return try ingested(in: store, limit: limit) ?? (name, [])
      }
      return try ingested(in: store, limit: limit) ?? (candidates.first ?? given, [])
    }

    /// Other names on record that end as the given one does, the newest first, at most ten: one of them may have
    /// been meant.
    ///
    /// - Parameters:
    ///   - name: What was taken to be meant.
    ///   - store: Where they are on record.
    /// - Returns: None for a whole path, which means one file.
    /// - Throws: `StoreFailure`.
    package func others(
      than name: FileName, in store: StoreReader
    ) throws(StoreFailure) -> [FileName] {
      guard given.bytes.first != 0x2F, !given.bytes.isEmpty else { return [] }
      return try store.names(endingIn: given, limit: 11).filter { $0 != name }.prefix(10).map { $0 }
    }

    private func ingested(
      in store: StoreReader, limit: Int
    ) throws(StoreFailure) -> (name: FileName, deposits: [DepositRow])? {
      // What cannot be read is not known to be what was read.
      guard let folder = try? Folder.open(whole.folder.bytes + [0x2F]),
        let facts = try? folder.facts(of: whole.last.bytes), facts.kind == .regular,
        let file = try? folder.openForReading(whole.last.bytes),
        let digest = try? DepositBytes(file).finish(limitBytes: .max)
      else { return nil }
      let parts = whole.bytes.split(separator: 0x2F)
      for count in 1...max(1, parts.count) {
        let name = FileName(bytes: parts.suffix(count).joined(separator: [0x2F]))
        let deposits = try store.deposits(named: name, limit: limit).filter {
          $0.deposit.inbox == Inbox.commandLinePath && $0.deposit.content == digest
        }
        if !deposits.isEmpty { return (name, deposits) }
      }
      return nil
    }
  }
}
