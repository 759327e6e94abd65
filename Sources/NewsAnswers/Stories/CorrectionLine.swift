import NewsBytes
import NewsLinux
import NewsModel

/// What a person has said about stories, with who and when.
struct CorrectionLine {
  private let correction: RecordedCorrection

  /// Those that name one of some articles, in their order.
  static func about(
    _ articles: Set<ArticleID>, _ all: [RecordedCorrection]
  ) -> [CorrectionLine] {
    all.filter { correction in
      correction.rows.contains { articles.contains($0.article) || articles.contains($0.other) }
    }.map(CorrectionLine.init)
  }

  private init(_ correction: RecordedCorrection) { self.correction = correction }

  /// A split's rows pair what was taken out with each that stayed.
  private var isSplit: Bool { correction.rows.contains { $0.kind == .cannotLink } }

  private var taken: [ArticleID] { Set(correction.rows.map(\.article)).sorted() }
  private var others: [ArticleID] {
    let rows = isSplit ? correction.rows.filter { $0.kind == .cannotLink } : correction.rows
    return Set(rows.map(\.other)).sorted()
  }

  var json: JSONValue {
    .object([
      ("kind", .string(isSplit ? "split" : "merge")), ("time", .init(correction.time)),
      ("user", .string(correction.user)),
      ("articles", .array(taken.map { .init($0.rawValue) })),
      ("others", .array(others.map { .init($0.rawValue) })),
    ])
  }

  var sentence: String {
    let who = "\(minute(correction.time))  \(shown(correction.user, cells: 40))"
    return isSplit
      ? "\(who) took \(Self.named(taken)) out of the story of \(Self.named(others))"
      : "\(who) merged the story of \(Self.named(taken)) into that of \(Self.named(others))"
  }

  /// `article 3`; `articles 3, 4 and 6 more`.
  private static func named(_ articles: [ArticleID]) -> String {
    let first = articles.prefix(8).map { "\($0.rawValue)" }.joined(separator: ", ")
    let more = articles.count > 8 ? " and \(articles.count - 8) more" : ""
    return "article\(articles.count == 1 ? "" : "s") \(first)\(more)"
  }
}
