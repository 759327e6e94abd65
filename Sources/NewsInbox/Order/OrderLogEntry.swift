import NewsBytes
package import NewsModel

extension OrderLog {
  /// What is remembered of one deposit outside of the database, so that its articles can be admitted
  /// again in the same order: a line of `OrderLog`.
  ///
  /// Format: fields divided by one tab, in the order of the members below; times in milliseconds since
  /// 1970, the digest in hexadecimal, articles as `3-7,12`, an absent value as `-`. In texts every byte
  /// up to the space, `%` and those from DEL on are written as `%` and two hexadecimal digits, so that a
  /// name keeps its bytes and cannot end a line. The last field is a dot: a line without it was cut off.
  package struct Entry: Hashable, Sendable {
    /// Where its bytes are now.
    package enum Place: String, Sendable {
      /// In done/, below the day's folder.
      case done
      /// In failed/.
      case failed
      /// Where they were: leave mode.
      case left
      /// Nowhere that is known: delete mode, given to `ingest`, or back in its inbox with other bytes.
      case nowhere
    }
    package var id: DepositID
    package var outcome: Outcome
    package var place: Place
    package var received: Timestamp
    package var sizeBytes: Int64
    /// Nil when it was not read to its end.
    package var digest: ContentDigest?
    /// The numbers of its new articles, ascending.
    package var articles: [ClosedRange<Int64>]
    /// The decoder's name.
    package var format: String?
    /// Why it failed or is partial.
    package var code: String?
    package var message: String?
    package var source: String
    /// The inbox's path.
    package var inbox: String
    package var name: FileName

    package init(
      id: DepositID, outcome: Outcome, place: Place, received: Timestamp, sizeBytes: Int64,
      digest: ContentDigest?, articles: [ClosedRange<Int64>], format: String?, code: String?,
      message: String?, source: String, inbox: String, name: FileName
    ) {
      self.id = id
      self.outcome = outcome
      self.place = place
      self.received = received
      self.sizeBytes = sizeBytes
      self.digest = digest
      self.articles = articles
      self.format = format
      self.code = code
      self.message = message
      self.source = source
      self.inbox = inbox
      self.name = name
    }

    private static let fields = 14

    /// With its line feed.
    var line: [UInt8] {
      let ranges = articles.map { range in
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
      }
      let plain = [
        "\(id.rawValue)", outcome.rawValue, place.rawValue, "\(received.milliseconds)",
        "\(sizeBytes)", digest?.hex ?? "-", ranges.isEmpty ? "-" : ranges.joined(separator: ","),
      ]
      let texts = [
        format.map { Array($0.utf8) }, code.map { Array($0.utf8) }, message.map { Array($0.utf8) },
        Array(source.utf8), Array(inbox.utf8), name.bytes,
      ]
      var line: [UInt8] = []
      for field in plain { line += Array(field.utf8) + [0x09] }
      for text in texts { line += (text.map(PercentText.encode) ?? [0x2D]) + [0x09] }
      return line + [0x2E, 0x0A]
    }

    /// Nil for what is no whole entry.
    ///
    /// - Parameter line: without its line feed.
    init?(line: [UInt8]) {
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map(Array.init)
      guard fields.count == Self.fields, fields[13] == [0x2E] else { return nil }
      func number(_ index: Int) -> Int64? { Int64(String(decoding: fields[index], as: UTF8.self)) }
      func word(_ index: Int) -> String { String(decoding: fields[index], as: UTF8.self) }
      func bytes(_ index: Int) -> [UInt8]? {
        fields[index] == [0x2D] ? nil : PercentText.decode(fields[index])
      }
      func text(_ index: Int) -> String? {
        bytes(index).map { String(decoding: $0, as: UTF8.self) }
      }
      guard let id = number(0), id > 0, let outcome = Outcome(rawValue: word(1)),
        let place = Place(rawValue: word(2)), let received = number(3), let size = number(4),
        let articles = Self.ranges(word(6)), let name = bytes(12), !name.isEmpty
      else { return nil }
      let digest = ContentDigest(hex: word(5))
      if digest == nil, word(5) != "-" { return nil }
      self.init(
        id: DepositID(rawValue: id), outcome: outcome, place: place,
        received: Timestamp(milliseconds: received), sizeBytes: size, digest: digest,
        articles: articles, format: text(7), code: text(8), message: text(9),
        source: text(10) ?? "", inbox: text(11) ?? "", name: FileName(bytes: name))
    }

    /// Ascending, without overlap. Nil for what is none.
    private static func ranges(_ text: String) -> [ClosedRange<Int64>]? {
      if text == "-" { return [] }
      var ranges: [ClosedRange<Int64>] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
          first > (ranges.last?.upperBound ?? 0), last >= first
        else { return nil }
        ranges.append(first...last)
      }
      return ranges
    }
  }
}
