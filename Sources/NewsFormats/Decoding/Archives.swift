import NewsModel

/// zip and tar: the articles of all files in an archive, in their order.
extension Format {
  /// zip's local file header or the end of an empty one (APPNOTE 4.3.7, 4.3.16).
  static let zip = Format(
    "zip",
    Signature(
      leading: [LeadingBytes("PK", [0x03, 0x04]), LeadingBytes("PK", [0x05, 0x06])],
      isBinary: true), opener: files)

  /// POSIX's mark, and GNU's with its version. Both with their NUL: "ustar " alone may stand in a
  /// text, where "gustar " or "ajustar " does.
  static let tar = Format(
    "tar",
    Signature(
      leading: [
        LeadingBytes("ustar", [0], offset: 257), LeadingBytes("ustar  ", [0], offset: 257),
      ],
      sum: holdsTarSum, isBinary: true), opener: files)

  /// The form of version 7, which has no mark, and GNU's volume label: a header of 512 bytes whose sum, its own
  /// field counted as spaces, stands in it in octal digits (POSIX.1-1988, 10.1.1).
  @Sendable private static func holdsTarSum(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    guard head.count >= 512, head[0] > 0 else { return false }
    let digits = head[148..<156].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    guard digits.count > 2, let sum = Int(String(decoding: digits, as: UTF8.self), radix: 8) else {
      return false
    }
    let field = head[148..<156].reduce(0) { $0 + Int($1) }
    return head[..<512].reduce(0) { $0 + Int($1) } - field + 8 * 0x20 == sum
  }

  @Sendable private static func files(
    of archive: OpenedDocument
  ) throws(DecodingFailure) -> any RecordSource {
    if archive.layers + 1 > archive.limits.layers {
      throw .rejected(
        archive.limits.nestedTooDeep(found: archive.layers + 1, locator: archive.recordsLocator))
    }
    // A crawl in one file (WACZ 1.1.1): its archives, beside lists of pages and indices that would be read as copy.
    let isCrawl = archive.name.lowercased().hasSuffix(".wacz")
    let reader = try ArchiveReader(
      upstream: archive.window, limits: archive.limits, locator: archive.recordsLocator,
      folder: isCrawl ? "archive/" : "")
    return NestedDocuments(
      archive, next: { () throws(DecodingFailure) in try reader.nextFile() },
      read: { (buffer) throws(DecodingFailure) in try reader.read(into: buffer) })
  }
}
