import NewsBytes
import NewsModel

/// A correction as a line of the order log.
///
/// Format: `correction`, the time in milliseconds, the last article admitted before it, links as
/// `must-link:12:7,cannot-link:9:4`, the user as `PercentText`, and a dot, divided by tabs.
extension RecordedCorrection {
  var line: [UInt8] {
    let links = rows.map {
      "\($0.kind.rawValue):\($0.article.rawValue):\($0.other.rawValue)"
    }
    return Array(
      "correction\t\(time.milliseconds)\t\(after.rawValue)\t\(links.joined(separator: ","))\t".utf8)
      + PercentText.encode(Array(user.utf8)) + Array("\t.\n".utf8)
  }

  /// Nil for what is no whole correction.
  ///
  /// - Parameter line: without its line feed.
  init?(line: [UInt8]) {
    let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard fields.count == 6, fields[0] == "correction", fields[5] == ".",
      let time = Int64(fields[1]), let after = Int64(fields[2]),
      let user = PercentText.decode(Array(fields[4].utf8))
    else { return nil }
    var links: [RecordedCorrection.Row] = []
    for part in fields[3].split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", omittingEmptySubsequences: false)
      guard words.count == 3, let kind = RecordedCorrection.Row.Kind(rawValue: String(words[0])),
        let article = Int64(words[1]), let other = Int64(words[2])
      else { return nil }
      links.append(
        RecordedCorrection.Row(kind, ArticleID(rawValue: article), ArticleID(rawValue: other)))
    }
    self.init(
      time: Timestamp(milliseconds: time), user: String(decoding: user, as: UTF8.self),
      after: ArticleID(rawValue: after), rows: links)
  }
}
