import NewsBytes
import NewsModel

/// The saved form: a version, the last article, and of each source its name, its articles, its last time and its
/// days; numbers as in `ByteWriter`. Some 100 bytes a source.
extension DeskStatus.SourceRhythms {
  private static var version: UInt8 { 1 }

  package var data: [UInt8] {
    var writer = ByteWriter(capacity: rhythms.count * 100)
    writer.byte(Self.version)
    writer.varint(UInt64(clamping: through.rawValue))
    writer.varint(UInt64(rhythms.count))
    for (name, rhythm) in rhythms.sorted(by: { $0.key < $1.key }) {
      writer.varint(UInt64(name.utf8.count))
      writer.bytes += name.utf8
      rhythm.write(to: &writer)
    }
    return writer.bytes
  }

  /// - Throws: `DamagedBytes`.
  init(data: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(data)
    guard try reader.byte() == Self.version else { throw DamagedBytes() }
    let last = ArticleID(rawValue: Int64(clamping: try reader.varint()))
    var read: [String: DeskStatus.Rhythm] = [:]
    for _ in 0..<(try reader.count()) {
      var name: [UInt8] = []
      for _ in 0..<(try reader.count()) { name.append(try reader.byte()) }
      read[String(decoding: name, as: UTF8.self)] = try DeskStatus.Rhythm(&reader)
    }
    guard reader.isAtEnd else { throw DamagedBytes() }
    self.init(read, through: last)
  }
}

extension DeskStatus.Rhythm {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.signed(articles)
    writer.signed(last.milliseconds)
    writer.varint(UInt64(days.count))
    var number: Int64 = 0
    for day in days {
      writer.signed(day.number &- number)
      writer.signed(day.pause)
      number = day.number
    }
  }

  fileprivate init(_ reader: inout ByteReader) throws(DamagedBytes) {
    let articles = try reader.signed()
    let last = Timestamp(milliseconds: try reader.time())
    var days: [Day] = []
    for _ in 0..<(try reader.count(limit: Self.daysKept)) {
      let number = (days.last?.number ?? 0) + (try reader.time())
      days.append(Day(number: number, pause: try reader.time()))
    }
    self.init(articles: articles, last: last, days: days)
  }
}

extension ByteReader {
  /// A time or a distance between two, so small that sums of some of them are numbers as well: within 280,000 years.
  fileprivate mutating func time() throws(DamagedBytes) -> Int64 {
    let value = try signed()
    guard value.magnitude < 1 << 53 else { throw DamagedBytes() }
    return value
  }
}
