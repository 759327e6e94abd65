import NewsBytes
import NewsLinux
package import NewsModel
package import NewsStore

/// Articles for other programs, one after another, in one of several formats.
package struct ArticleExport {
  package enum Format: String, CaseIterable, Sendable {
    /// The program's own JSON (`ArticleJSON`), an article a line.
    case jsonl
    /// RFC 4180, with a line of names.
    case csv
    /// The IPTC's news in JSON, 3.0, an item a line.
    case ninjs
    /// RFC 4287. Only what may be published.
    case atom
    /// CommonMark. Only what may be published.
    case markdown

    /// For readers, and not for programs that know what a status is.
    fileprivate var isForReaders: Bool { self == .atom || self == .markdown }
  }

  private let format: Format
  private let now: Timestamp
  private var json: ArticleJSON
  private let feed: AtomFeed
  /// Articles that were left out because they may not be published.
  package private(set) var withheld = 0

  /// - Parameters:
  ///   - format: in which they are written.
  ///   - store: where they are.
  ///   - now: an embargo that ends later is in force.
  package init(_ format: Format, in store: StoreReader, now: Timestamp = .now()) {
    self.format = format
    self.now = now
    json = ArticleJSON(store: store, now: now)
    feed = AtomFeed(desk: store.name, now: now)
  }

  /// What stands before the first article; without the line's end.
  package var beginning: String? {
    switch format {
    case .csv: CSVLines.names
    case .atom: feed.beginning
    case .jsonl, .ninjs, .markdown: nil
    }
  }

  /// What stands behind the last.
  package var end: String? { format == .atom ? AtomFeed.end : nil }

  /// - Parameter exported: the article.
  /// - Returns: its lines, without the last one's end; nil for one that is left out.
  /// - Throws: `StoreFailure`.
  package mutating func text(of exported: StoreReader.Exported) throws -> String? {
    let record = exported.record
    if format.isForReaders, record.forgotten != nil || !record.status(at: now).isPublishable {
      withheld += 1
      return nil
    }
    switch format {
    case .jsonl: return try json.value(exported).text
    case .csv: return CSVLines.line(exported, status: record.status(at: now))
    case .ninjs: return WrittenNinjs(record, now: now).json.text
    case .atom: return feed.entry(record)
    case .markdown: return MarkdownText.article(record)
    }
  }
}
