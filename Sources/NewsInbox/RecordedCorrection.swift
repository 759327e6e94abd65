package import NewsModel

/// What a person has decided about stories, in the order log: the articles that belong together or
/// never do.
///
/// Format: `correction`, the time in milliseconds, the last article admitted before it, links as
/// `must-link:12:7,cannot-link:9:4`, the user as `PercentText`, and a dot, divided by tabs.
package struct RecordedCorrection: Hashable, Sendable {
  package struct Link: Hashable, Sendable {
    /// `must-link` or `cannot-link`.
    package var kind: String
    package var article: Int64
    package var other: Int64

    package init(kind: String, article: Int64, other: Int64) {
      self.kind = kind
      self.article = article
      self.other = other
    }
  }
  package var time: Timestamp
  package var user: String
  package var after: Int64
  /// Not empty.
  package var links: [Link]

  package init(time: Timestamp, user: String, after: Int64, links: [Link]) {
    self.time = time
    self.user = user
    self.after = after
    self.links = links
  }

  var line: [UInt8] {
    let links = links.map { "\($0.kind):\($0.article):\($0.other)" }.joined(separator: ",")
    return Array("correction\t\(time.milliseconds)\t\(after)\t\(links)\t".utf8)
      + PercentText.encode(Array(user.utf8)) + Array("\t.\n".utf8)
  }

  /// Parameter line: without its line feed. Nil for what is no whole correction.
  init?(line: [UInt8]) {
    let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard fields.count == 6, fields[0] == "correction", fields[5] == ".",
      let time = Int64(fields[1]), let after = Int64(fields[2]),
      let user = PercentText.decode(Array(fields[4].utf8))
    else { return nil }
    links = []
    for part in fields[3].split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", omittingEmptySubsequences: false)
      guard words.count == 3, ["must-link", "cannot-link"].contains(words[0]),
        let article = Int64(words[1]), let other = Int64(words[2])
      else { return nil }
      links.append(Link(kind: String(words[0]), article: article, other: other))
    }
    self.time = Timestamp(milliseconds: time)
    self.after = after
    self.user = String(decoding: user, as: UTF8.self)
  }
}
