import NewsBytes
import NewsModel

/// A tombstone as a line of `OrderLog.Forgotten`.
///
/// Format: `forgotten`, the time in milliseconds, the numbers of article, deposit and story, the verdict, the
/// article that it was of, both keys in hexadecimal, the heir, the cause, user and source as `PercentText`, and a
/// dot, divided by tabs; `-` for none.
extension Article.Tombstone {
  private static let fields = 14

  var line: [UInt8] {
    let plain = [
      "forgotten", "\(forgotten.time.milliseconds)", "\(article.rawValue)", "\(deposit.rawValue)",
      "\(story.rawValue)", verdict.rawValue, of.map { "\($0.rawValue)" } ?? "-",
      Self.hex(item), Self.hex(edition), heir.map { "\($0.rawValue)" } ?? "-",
      forgotten.cause.rawValue,
    ]
    return Array(plain.joined(separator: "\t").utf8) + [0x09]
      + PercentText.encode(Array(forgotten.user.utf8)) + [0x09]
      + PercentText.encode(Array(source.utf8)) + Array("\t.\n".utf8)
  }

  /// Nil for what is no whole tombstone.
  ///
  /// - Parameter line: without its line feed.
  init?(line: [UInt8]) {
    let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard fields.count == Self.fields, fields[0] == "forgotten", fields[13] == ".",
      let time = Int64(fields[1]), let article = Int64(fields[2]), article > 0,
      let deposit = Int64(fields[3]), let story = Int64(fields[4]),
      let verdict = Verdict(rawValue: fields[5]), let item = UInt64(fields[7], radix: 16),
      let edition = UInt64(fields[8], radix: 16), let cause = Cause(rawValue: fields[10]),
      let user = PercentText.decode(Array(fields[11].utf8)),
      let source = PercentText.decode(Array(fields[12].utf8))
    else { return nil }
    self.init(
      article: ArticleID(rawValue: article), deposit: DepositID(rawValue: deposit),
      source: String(decoding: source, as: UTF8.self), story: StoryID(rawValue: story),
      verdict: verdict, of: Int64(fields[6]).map(ArticleID.init),
      item: Int64(bitPattern: item), edition: Int64(bitPattern: edition),
      heir: Int64(fields[9]).map(ArticleID.init),
      forgotten: Forgotten(
        time: Timestamp(milliseconds: time), user: String(decoding: user, as: UTF8.self),
        cause: cause))
  }

  private static func hex(_ key: Int64) -> String { String(UInt64(bitPattern: key), radix: 16) }
}
