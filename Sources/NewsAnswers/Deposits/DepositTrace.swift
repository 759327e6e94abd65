package import NewsBytes
import NewsInbox
import NewsLinux
import NewsModel
package import NewsStore

/// One deposit with all that is on record about it, for `trace`.
package struct DepositTrace {
  /// Of a container so many articles and rejections are told one by one.
  private static let most = 50

  private let record: DepositRow
  private let articles: [ArticleRow]
  private let rejections: [RejectionRow]
  /// Where its file lies, below the spool; nil when it is not found under the names it may have.
  private let place: FileName?
  /// When retention removed it from done/, where that is known.
  private let removed: Timestamp?
  /// Who dropped it from failed/ for good, and when.
  private let dropped: PuttingBack.DropLog.Entry?

  /// - Parameters:
  ///   - record: the deposit.
  ///   - store: where it is on record.
  ///   - spool: where its file may lie; nil when no daemon has run here.
  /// - Throws: `StoreFailure`.
  package init(_ record: DepositRow, store: StoreReader, spool: [UInt8]?) throws(StoreFailure) {
    self.record = record
    articles = try store.articles(of: record.id, limit: Self.most)
    rejections = Array(try store.rejections(of: record.id).prefix(Self.most))
    place = spool.flatMap { Self.place(of: record, spool: $0) }
    removed = place == nil ? spool.flatMap { Self.removal(of: record, spool: $0) } : nil
    dropped = place == nil ? spool.flatMap { Self.dropping(of: record, spool: $0) } : nil
  }

  /// The first after it failed. What cannot be read is not told.
  private static func dropping(of record: DepositRow, spool: [UInt8]) -> PuttingBack.DropLog.Entry?
  {
    guard let end = record.end, end.outcome == .failed, let root = try? Folder.open(spool) else {
      return nil
    }
    let entries = (try? PuttingBack.DropLog(root).entries()) ?? []
    return entries.first { $0.name == record.deposit.name && $0.time >= end.finished }
  }

  /// Nil also for what never went to done/, where the record cannot be read, and for what is there.
  private static func removal(of record: DepositRow, spool: [UInt8]) -> Timestamp? {
    guard let end = record.end, end.outcome != .failed, record.deposit.claim != nil,
      let root = try? Folder.open(spool), let ledger = try? Removal.Ledger.read(in: root)
    else { return nil }
    return ledger.removed(storedAt: end.finished)
  }

  private static func place(of record: DepositRow, spool: [UInt8]) -> FileName? {
    guard let end = record.end, let digest = record.deposit.content,
      let root = try? Folder.open(spool)
    else { return nil }
    let day = Disposal.StoredNames.dayFolder(end.finished.isoDay)
    let folders =
      end.outcome == .failed || end.code == Rejection.Code.poison.rawValue ? ["failed"] : [day]
    for folder in folders {
      for path in Disposal.StoredNames.paths(in: folder, of: record.deposit.name, digest: digest) {
        // What cannot be looked at is not told.
        let facts = (try? root.facts(of: path.bytes)) ?? nil
        if facts?.sizeBytes == record.deposit.sizeBytes { return path }
        if facts == nil { break }
      }
    }
    return nil
  }

  package var lines: [String] {
    let deposit = record.deposit
    var lines = [
      "deposit \(record.id.rawValue), found \(deposit.received.rfc3339): \(deposit.sizeBytes) bytes"
        + " from \(quoted(deposit.source)) in \(quoted(deposit.inbox))",
      "  \(outcome)",
    ]
    if let digest = deposit.content { lines.append("  SHA-256 \(digest.hex)") }
    if let place { lines.append("  is in \(quoted(place.text))") }
    if let removed { lines.append("  was removed by retention, \(removed.rfc3339) or before") }
    if let dropped {
      lines.append(
        "  was dropped for good by \(shown(dropped.by, cells: 64)), \(dropped.time.rfc3339)")
    }
    for article in articles {
      let of = article.of.map { " of article \($0.rawValue)" } ?? ""
      lines.append(
        "  article \(article.id.rawValue), \(article.verdict.rawValue)\(of), story"
          + " S\(article.story.rawValue): "
          + (article.forgotten?.words ?? shown(article.article.headline, cells: 100)))
    }
    if record.counts.stored > articles.count {
      lines.append("  … and \(counted(record.counts.stored - articles.count, "more article"))")
    }
    for rejection in rejections {
      let at = rejection.locator.isEmpty ? "" : " at \(quoted(rejection.locator))"
      lines.append(
        "  rejected\(at), \(rejection.code): \(shown(rejection.message, cells: 300))")
    }
    if record.counts.rejected > rejections.count {
      lines.append("  … and \(record.counts.rejected - rejections.count) rejections more")
    }
    return lines
  }

  /// Nil where no format was recognised.
  private var format: String? {
    guard let format = record.end?.format, !format.isEmpty else { return nil }
    return format
  }

  private var outcome: String {
    guard let end = record.end else {
      return "being read: \(counted(record.recordOffset, "record")) stored"
    }
    let counts = record.counts
    var text =
      "\(end.outcome.rawValue) \(end.finished.rfc3339) as \(format ?? "no format that is read"):"
      + " \(counted(counts.stored, "article")), \(counts.unchanged) unchanged, \(counts.rejected) rejected"
    if let code = end.code {
      text += "; \(code): \(shown(end.message ?? "", cells: 300))"
    }
    let read = end.durations.decodeMicroseconds ?? 0
    return text + (read > 0 ? "; \(read / 1000) ms of processor time to read" : "")
  }

  package var json: JSONValue {
    let deposit = record.deposit
    var members: [(String, JSONValue)] = [
      ("name", .string(deposit.name.text)), ("deposit", .init(record.id.rawValue)),
      ("inbox", .string(deposit.inbox)), ("source", .string(deposit.source)),
      ("received", .init(deposit.received)), ("size", .init(deposit.sizeBytes)),
      ("sha256", .init(deposit.content?.hex)),
      ("outcome", .init(record.end?.outcome.rawValue)), ("finished", .init(record.end?.finished)),
      ("format", .init(format)), ("code", .init(record.end?.code)),
      ("message", .init(record.end?.message)), ("unchanged", .init(record.counts.unchanged)),
      ("stored", .init(record.counts.stored)), ("rejected", .init(record.counts.rejected)),
      ("place", .init(place?.text)), ("removed", .init(removed)),
      ("dropped", .init(dropped?.time)), ("dropped_by", .init(dropped?.by)),
      ("articles", .array(articles.map(Self.json))),
      ("rejections", .array(rejections.map(Self.json))),
    ]
    if !deposit.name.isUTF8 {
      members.insert(("name_bytes", .string(Base64.encode(deposit.name.bytes))), at: 1)
    }
    return .object(members)
  }

  private static func json(_ article: ArticleRow) -> JSONValue {
    .object([
      ("id", .init(article.id.rawValue)), ("verdict", .string(article.verdict.rawValue)),
      ("of", .init(article.of?.rawValue)), ("story", .init(article.story.rawValue)),
      ("headline", .string(article.article.headline)),
      ("forgotten", article.forgotten?.json ?? .null),
      ("locator", .string(article.article.locator)),
    ])
  }

  private static func json(_ rejection: RejectionRow) -> JSONValue {
    .object([
      ("code", .string(rejection.code)), ("message", .string(rejection.message)),
      ("locator", .string(rejection.locator)), ("limit", .init(rejection.limit)),
    ])
  }
}
