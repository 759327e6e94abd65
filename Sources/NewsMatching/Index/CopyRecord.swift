/// One admission as the index takes it in, and as the store keeps it: everything by which a restart
/// brings the index back without reading a text.
///
/// Format, version 1; numbers are LEB128 (7 bits a byte, least first) unless said otherwise:
/// byte 1 · group · united groups (count, numbers) · source hash (8 bytes, little-endian; 0 unknown)
/// · sketch keys (count, then 5 bytes each, big-endian, ascending) · boilerplate (count, then tokens
/// since the end of the last one and tokens in it, each) · sentences counted (count, then 8 bytes each)
/// · composite (0, or 1, article, first token, tokens).
package struct CopyRecord: Hashable, Sendable {
  /// The leader of its group; itself when it opens one.
  var group: UInt32
  var united: [UInt32] = []
  var source: UInt64 = 0
  /// Empty when the article adds no postings: an equal text is there already.
  var keys: [UInt64] = []
  var boilerplate: Boilerplate = []
  /// Hashes of its sentences, ascending, when it opens a group; else empty.
  var sentences: [UInt64] = []
  var composite: Composite?

  /// A stretch of an article that is another article.
  struct Composite: Hashable, Sendable {
    var article: UInt32
    var tokens: Range<Int>
  }

  static let version: UInt8 = 1

  /// An article of a group, with its sketch keys: ascending, 40 bits each.
  package init(group: UInt32, keys: [UInt64] = []) {
    self.group = group
    self.keys = keys
  }

  package var bytes: [UInt8] {
    var writer = RecordWriter()
    writer.bytes.append(Self.version)
    writer.number(group)
    writer.number(united.count)
    for group in united { writer.number(group) }
    writer.fixed(source, bytes: 8)
    writer.number(keys.count)
    for key in keys { writer.fixed(key.bigEndian &>> 24, bytes: 5) }
    writer.number(boilerplate.count)
    var end = 0
    for span in boilerplate {
      writer.number(span.lowerBound - end)
      writer.number(span.count)
      end = span.upperBound
    }
    writer.number(sentences.count)
    for sentence in sentences { writer.fixed(sentence, bytes: 8) }
    writer.number(composite == nil ? 0 : 1)
    if let composite {
      writer.number(composite.article)
      writer.number(composite.tokens.lowerBound)
      writer.number(composite.tokens.count)
    }
    return writer.bytes
  }
}

extension CopyRecord {
  /// Reads what `bytes` wrote; nil when it is anything else, longer or shorter included.
  init?(bytes: [UInt8]) {
    var reader = RecordReader(bytes: bytes)
    guard reader.fixed(bytes: 1) == UInt64(Self.version), let group = reader.article(),
      let united = reader.list({ $0.article() }), let source = reader.fixed(bytes: 8),
      let keys = reader.list({ $0.fixed(bytes: 5).map { ($0 &<< 24).bigEndian } })
    else { return nil }
    var end = 0
    let spans = reader.list { reader -> Range<Int>? in
      guard let span = reader.range(after: end) else { return nil }
      end = span.upperBound
      return span
    }
    guard let spans, let sentences = reader.list({ $0.fixed(bytes: 8) }) else { return nil }
    guard zip(keys, keys.dropFirst()).allSatisfy(<) else { return nil }
    self.init(group: group, keys: keys)
    self.united = united
    self.source = source
    boilerplate = spans
    self.sentences = sentences
    switch reader.number() {
    case 0: break
    case 1:
      guard let article = reader.article(), let tokens = reader.range(after: 0) else { return nil }
      composite = Composite(article: article, tokens: tokens)
    default: return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}

/// Writes the numbers of a record.
private struct RecordWriter {
  var bytes: [UInt8] = []

  mutating func number(_ value: some BinaryInteger) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func fixed(_ value: UInt64, bytes count: Int) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value &>> UInt64(8 * index))) }
  }
}

/// Reads them back, bounded by the record's end.
private struct RecordReader {
  let bytes: [UInt8]
  private var index = 0
  init(bytes: [UInt8]) { self.bytes = bytes }
  var isAtEnd: Bool { index == bytes.count }

  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      guard index < bytes.count else { return nil }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  mutating func article() -> UInt32? { number().flatMap { UInt32(exactly: $0) } }

  mutating func fixed(bytes count: Int) -> UInt64? {
    guard index + count <= bytes.count else { return nil }
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
    index += count
    return value
  }

  /// A distance from `start`, then a length; both below 2^31.
  mutating func range(after start: Int) -> Range<Int>? {
    guard let distance = number(), let length = number(), distance < 1 << 31, length < 1 << 31
    else { return nil }
    let low = start + Int(distance)
    return low..<low + Int(length)
  }

  /// A count, then so many items; a count beyond the bytes that are left is damage.
  mutating func list<Item>(_ item: (inout RecordReader) -> Item?) -> [Item]? {
    guard let count = number(), count <= UInt64(bytes.count - index) else { return nil }
    var items: [Item] = []
    items.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let next = item(&self) else { return nil }
      items.append(next)
    }
    return items
  }
}
