import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

/// Articles as a table: RFC 4180 in UTF-8, lines ended by CR LF, paragraphs of a body by line feeds.
enum CSVLines {
  private static let columns = [
    "id", "uri", "version", "story", "verdict", "copy_of_id", "status", "source", "published",
    "updated", "received", "language", "headline", "byline", "url", "format", "file", "locator",
    "body",
  ]

  /// The first line, without its line feed.
  static var names: String { line(columns) }

  /// - Parameters:
  ///   - exported: the article.
  ///   - status: as it stands now.
  /// - Returns: its line, without its line feed.
  static func line(_ exported: StoreReader.Exported, status: Article.Status) -> String {
    let record = exported.record
    let article = record.article
    let numbers = [record.story.rawValue, exported.copyOf?.id.rawValue].map { $0.map(String.init) }
    return line([
      String(record.id.rawValue), article.uri ?? "", article.version ?? "", numbers[0] ?? "",
      record.verdict.rawValue, numbers[1] ?? "",
      record.forgotten == nil ? status.rawValue : "forgotten", record.source,
      article.published?.rfc3339 ?? "", article.updated?.rfc3339 ?? "", record.received.rfc3339,
      article.language ?? "", article.headline, article.byline ?? "", article.url ?? "",
      article.format, exported.name.text, article.locator, article.body,
    ])
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r"
  }

  private static func field(_ text: String) -> String {
    let marks: Set<UInt8> = [0x0A, 0x0D, 0x22, 0x2C]
    guard text.utf8.contains(where: marks.contains) else { return text }
    var quoted: [UInt8] = [0x22]
    for byte in text.utf8 {
      if byte == 0x22 { quoted.append(byte) }
      quoted.append(byte)
    }
    quoted.append(0x22)
    return String(decoding: quoted, as: UTF8.self)
  }
}
