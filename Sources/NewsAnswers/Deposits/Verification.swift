import NewsInbox
import NewsLinux
import NewsModel
package import NewsStore
import NewsStories

/// Looks for damage, and changes nothing: `wiredesk verify`.
package struct Verification {
  /// Something that is not as it should be.
  package struct Finding: Sendable, Hashable {
    /// A constant: `database`, `copies`, `copy-index`, `stories`, `search`, `done-differs`,
    /// `done-missing`, `failed-alone`.
    package var code: String
    package var message: String

    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  private let store: StoreReader
  package init(_ store: StoreReader) { self.store = store }

  /// Looks at the database itself.
  ///
  /// - Parameter depth: `.thorough` also holds every index, reference, count and rule, and reads what the
  ///   daemon would remember.
  /// - Returns: what is wrong.
  /// - Throws: what keeps it from being read.
  package func database(_ depth: StoreReader.Depth) throws -> [Finding] {
    var findings = try store.verify(depth).map { Finding(code: "database", message: $0) }
    guard depth == .thorough, findings.isEmpty else { return findings }
    let copies = try CopyCheck.problems(in: store)
    findings += copies.records.map { Finding(code: "copies", message: $0) }
    findings += copies.index.map { Finding(code: "copy-index", message: $0) }
    try store.remembered(copiesAfter: ArticleID(rawValue: .max)) { article in
      do throws(StoryFailure) {
        if !article.storyBlob.isEmpty {
          _ = try StoryBlob(bytes: article.storyBlob)
        }
      } catch {
        findings.append(
          Finding(
            code: "stories",
            message: "the record of article \(article.id.rawValue): \(error.message)"))
      }
    }
    return findings
  }

  /// The full-text index, which is derived: a start makes it anew when it does not fit.
  package func search(in folder: String) throws(StoreFailure) -> [Finding] {
    do throws(StoreFailure) {
      let index = try SearchIndex.Reader(folder: folder)
      return try index.verify(against: store).map { Finding(code: "search", message: $0) }
    } catch {
      switch error.reason {
      case .absent: return []
      case .corrupt: return [Finding(code: "search", message: error.message)]
      default: throw error
      }
    }
  }

  /// Compares the bytes in done/ with the digests in the database, and failed/ with its reasons. Cost: reads
  /// every file in done/.
  ///
  /// - Parameters:
  ///   - spoolPath: where done/ and failed/ lie.
  ///   - moving: paths of the inboxes whose files go to done/.
  /// - Returns: what is wrong, and how many files are not there because retention has removed them, or because
  ///   something in them was forgotten.
  /// - Throws: `StoreFailure`, `SystemError`.
  package func files(
    spoolPath: [UInt8], moving: Set<String>
  ) throws -> (findings: [Finding], removed: Int) {
    let (stored, known) = try recorded(moving)
    var expected = stored
    var findings: [Finding] = []
    try SpoolFiles.walk(spoolPath, "done") { path, file in
      let digest = try DepositBytes(file).finish(limitBytes: .max)
      if expected[digest]?.popLast() == nil, !known.contains(digest) {
        findings.append(
          Finding(
            code: "done-differs",
            message: "\(quoted(path.text)) has content that no deposit in the database had"))
      }
    }
    let missing = try self.missing(stored, but: expected, spoolPath)
    let lost = missing.filter { !$0.isExcused }.map(\.deposit)
    findings += lost.map { deposit in
      Finding(
        code: "done-missing",
        message: "no file in done/ has the content of deposit \(deposit.id.rawValue),"
          + " \(quoted(deposit.name.text))")
    }
    return (findings + (try failed(spoolPath)), missing.count - lost.count)
  }

  /// As many of each content as have no file, first those whose file retention has removed, or had to go because
  /// something in it was forgotten. Ascending.
  private func missing(
    _ stored: [ContentDigest: [Stored]], but left: [ContentDigest: [Stored]], _ spoolPath: [UInt8]
  ) throws -> [(deposit: Stored, isExcused: Bool)] {
    let spool = try Folder.open(spoolPath)
    let ledger = try Removal.Ledger.read(in: spool)
    var missing: [(deposit: Stored, isExcused: Bool)] = []
    for (digest, count) in left.mapValues(\.count) where count > 0 {
      let all = try (stored[digest] ?? []).map { deposit in
        let isExcused =
          try ledger.removed(storedAt: deposit.stored) != nil
          || spool.facts(of: OrderLog.Forgotten.restPath(of: deposit.id).bytes) != nil
        return (deposit: deposit, isExcused: isExcused)
      }
      missing += (all.filter(\.isExcused) + all.filter { !$0.isExcused }).prefix(count)
    }
    return missing.sorted { $0.deposit.id < $1.deposit.id }
  }

  /// A deposit whose file went to done/.
  private struct Stored {
    var id: DepositID
    var name: FileName
    var stored: Timestamp
  }

  /// The deposits whose files lie in done/, by their content, and all content that ever was one's.
  private func recorded(
    _ moving: Set<String>
  ) throws -> (expected: [ContentDigest: [Stored]], known: Set<ContentDigest>) {
    var expected: [ContentDigest: [Stored]] = [:]
    var known: Set<ContentDigest> = []
    let waiting = try store.accounting().endedClaims
    try store.ended { record, _ in
      guard let digest = record.deposit.content else { return }
      known.insert(digest)
      guard let claim = record.deposit.claim, !waiting.contains(claim), !record.isRebuilt,
        moving.contains(record.deposit.inbox), record.end?.outcome != .failed,
        record.end?.code != Rejection.Code.poison.rawValue
      else { return }
      let stored = record.end?.finished ?? record.deposit.received
      expected[digest, default: []].append(
        Stored(id: record.id, name: record.deposit.name, stored: stored))
    }
    return (expected, known)
  }

  private func failed(_ spoolPath: [UInt8]) throws -> [Finding] {
    var names: Set<FileName> = []
    try SpoolFiles.walk(spoolPath, "failed") { path, _ in names.insert(path) }
    return names.filter { name in
      !ReasonFile.isOne(name) && !names.contains(ReasonFile.name(of: name))
    }.sorted().map {
      Finding(code: "failed-alone", message: "\(quoted($0.text)) has no reason file beside it")
    }
  }
}

/// Files of a spool, by their paths below it.
enum SpoolFiles {
  /// Calls `body` with every regular file, open, in the order of names. One that is gone meanwhile is
  /// passed over. Throws what opening a folder or a file throws.
  static func walk(
    _ spoolPath: [UInt8], _ folder: String, _ body: (FileName, Descriptor) throws -> Void
  ) throws {
    let root = try Folder.open(spoolPath)
    guard try root.facts(of: Array(folder.utf8))?.kind == .folder else { return }
    try walk(root.folder(Array(folder.utf8)), FileName(folder), body)
  }

  private static func walk(
    _ folder: Folder, _ path: FileName, _ body: (FileName, Descriptor) throws -> Void
  ) throws {
    for entry in try folder.entries().sorted(by: {
      $0.name.lexicographicallyPrecedes($1.name)
    }) {
      let below = FileName(bytes: path.bytes + [0x2F] + entry.name)
      switch try folder.facts(of: entry.name)?.kind {
      case .folder: try walk(folder.folder(entry.name), below, body)
      case .regular: try body(below, folder.openForReading(entry.name))
      default: continue
      }
    }
  }
}
