import NewsBytes

/// One admission as the index takes it in, and as the store keeps it: everything by which a restart
/// brings the index back without reading a text.
///
/// Format, version 1; numbers are varints of `ByteWriter` unless said otherwise:
/// byte 1 · group · united groups (count, numbers) · source hash (8 bytes, little-endian; 0 unknown)
/// · sketch keys (count, then 5 bytes each, big-endian, ascending) · boilerplate (count, then tokens
/// since the end of the last one and tokens in it, each) · sentences counted (count, then 8 bytes each)
/// · composite (0, or 1, article, first token, tokens).
package struct CopyBlob: Hashable, Sendable {
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
    var writer = ByteWriter()
    writer.byte(Self.version)
    writer.varint(UInt64(group))
    writer.varint(UInt64(united.count))
    for group in united { writer.varint(UInt64(group)) }
    writer.fixed(source, bytes: 8)
    writer.varint(UInt64(keys.count))
    for key in keys { writer.fixed(key.bigEndian &>> 24, bytes: 5) }
    writer.varint(UInt64(boilerplate.count))
    var end = 0
    for span in boilerplate {
      writer.varint(UInt64(span.lowerBound - end))
      writer.varint(UInt64(span.count))
      end = span.upperBound
    }
    writer.varint(UInt64(sentences.count))
    for sentence in sentences { writer.fixed(sentence, bytes: 8) }
    writer.varint(UInt64(composite == nil ? 0 : 1))
    if let composite {
      writer.varint(UInt64(composite.article))
      writer.varint(UInt64(composite.tokens.lowerBound))
      writer.varint(UInt64(composite.tokens.count))
    }
    return writer.bytes
  }
}

extension CopyBlob {
  /// Reads what `bytes` wrote; nil when it is anything else, longer or shorter included.
  init?(bytes: [UInt8]) {
    do throws(DamagedBytes) { try self.init(reading: bytes) } catch { return nil }
  }

  private init(reading bytes: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.version else { throw DamagedBytes() }
    self.init(group: try reader.number32())
    for _ in 0..<(try reader.count()) { united.append(try reader.number32()) }
    source = try reader.fixed(bytes: 8)
    let keyCount = try reader.count()
    keys.reserveCapacity(keyCount)
    for _ in 0..<keyCount { keys.append(try (reader.fixed(bytes: 5) &<< 24).bigEndian) }
    guard zip(keys, keys.dropFirst()).allSatisfy(<) else { throw DamagedBytes() }
    var end = 0
    for _ in 0..<(try reader.count()) {
      let span = try Self.range(from: &reader, after: end)
      boilerplate.append(span)
      end = span.upperBound
    }
    for _ in 0..<(try reader.count()) { sentences.append(try reader.fixed(bytes: 8)) }
    switch try reader.varint() {
    case 0: break
    case 1:
      composite = Composite(
        article: try reader.number32(), tokens: try Self.range(from: &reader, after: 0))
    default: throw DamagedBytes()
    }
    guard reader.isAtEnd else { throw DamagedBytes() }
  }

  /// A distance from `start`, then a length; both below 2^31.
  private static func range(
    from reader: inout ByteReader, after start: Int
  ) throws(DamagedBytes) -> Range<Int> {
    let (distance, length) = (try reader.varint(), try reader.varint())
    guard distance < 1 << 31, length < 1 << 31 else { throw DamagedBytes() }
    let low = start + Int(distance)
    return low..<low + Int(length)
  }
}
