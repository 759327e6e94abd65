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
      isBinary: true), opener: files)

  @Sendable private static func files(
    of archive: OpenedDocument
  ) throws(DecodingFailure) -> any RecordSource {
    if archive.layers + 1 > archive.limits.layers {
      throw .rejected(
        archive.limits.nestedTooDeep(found: archive.layers + 1, locator: archive.recordsLocator))
    }
    let reader = try ArchiveReader(
      upstream: archive.window, limits: archive.limits, locator: archive.recordsLocator)
    return NestedDocuments(
      archive, next: { () throws(DecodingFailure) in try reader.nextFile() },
      read: { (buffer) throws(DecodingFailure) in try reader.read(into: buffer) })
  }
}
