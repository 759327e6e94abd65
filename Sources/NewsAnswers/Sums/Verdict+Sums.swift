package import NewsBytes
package import NewsModel
package import NewsStore

extension Verdict {
  /// Articles counted by what they have in common: their verdicts, the stories they are in, and which of them
  /// were first.
  package struct Sums {
    /// What articles are counted by.
    package enum Key: String, CaseIterable, Sendable {
      case source, day, language, verdict
    }

    /// The articles of one source, day (UTC), language or verdict.
    struct Row {
      /// The source, `2026-11-30`, `pt-br`, `near-duplicate`; empty for articles without a language.
      let name: String
      var counts = Verdict.Counts()
      /// Stories with one of them.
      var stories = 0
      /// Of these, stories that other sources have as well.
      var shared = 0
      /// Of the shared ones, those whose earliest article is one of them.
      var first = 0

      /// What repeats another article, whole or in part; a newer version does not.
      var copies: Int { counts.identical + counts.nearDuplicate + counts.excerpt }
      var copyRate: Double { Double(copies) / Double(max(1, counts.stored)) }
      var firstRate: Double { Double(first) / Double(max(1, shared)) }
    }

    /// Those with most articles first; days, the newest first.
    private(set) var rows: [Row]
    private let key: Key

    /// - Parameters:
    ///   - key: what they are counted by.
    ///   - filter: which are counted. Who was first is told among all sources of these times.
    ///   - store: where they are. Cost: 2 µs an article of these times.
    /// - Throws: `StoreFailure`.
    package init(by key: Key, of filter: StoreReader.ArticleFilter, in store: StoreReader) throws {
      var counting = SumsCounting(key, only: filter)
      var times = StoreReader.ArticleFilter()
      (times.since, times.until) = (filter.since, filter.until)
      try store.places(of: times) { counting.count($0) }
      self.key = key
      rows = counting.rows.sorted {
        key == .day
          ? $0.name > $1.name : ($1.counts.stored, $0.name) < ($0.counts.stored, $1.name)
      }
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// One object a row, at most so many.
    package func json(limit: Int) -> [JSONValue] {
      rows.prefix(limit).map { row in
        .object(
          [
            ("by", .string(key.rawValue)), (key.rawValue, .string(row.name)),
            ("articles", .init(row.counts.stored)),
          ] + Verdict.allCases.map { ($0.rawValue, .init(row.counts[$0])) } + [
            ("copies", .init(row.copies)), ("copy_rate", .number(row.copyRate)),
            ("stories", .init(row.stories)), ("shared_stories", .init(row.shared)),
            ("first", .init(row.first)), ("first_rate", .number(row.firstRate)),
          ])
      }
    }

    /// One line a row, at most so many.
    package func lines(limit: Int) -> [String] {
      rows.prefix(limit).map { row in
        let name = row.name.isEmpty ? "(none)" : shown(row.name, cells: 40)
        let copies =
          (row.copies == 1 ? "1 copy" : "\(row.copies) copies")
          + " (\(Self.percent(row.copyRate)))"
        let first =
          row.shared == 0
          ? ""
          : ", first in \(row.first) of \(row.shared) told by others, too (\(Self.percent(row.firstRate)))"
        return "\(name): \(counted(row.counts.stored, "article")), \(copies), "
          + "\(row.stories == 1 ? "1 story" : "\(row.stories) stories")\(first)"
      }
    }

    private static func percent(_ share: Double) -> String {
      "\(Int((share * 100).rounded())) %"
    }
  }
}

extension Verdict.Counts {
  subscript(verdict: Verdict) -> Int {
    switch verdict {
    case .original: original
    case .identical: identical
    case .nearDuplicate: nearDuplicate
    case .update: update
    case .earlierVersion: earlierVersion
    case .excerpt: excerpt
    }
  }
}
