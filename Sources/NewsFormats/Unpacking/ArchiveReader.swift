import CArchive
import NewsModel

/// The files in a zip or tar archive, one after the other, as streams; nothing is written to disk.
///
/// zip (APPNOTE 6.3, read from the front: local headers, data descriptors, zip64), tar (POSIX ustar
/// and pax, GNU, v7). What an attacker may try: bombs (the ratio over the whole archive), names that
/// climb (`../`: names are only shown), archives in archives (`layers`), encryption (`unreadable`),
/// cut and damaged archives (`truncated`, `syntax`).
final class ArchiveReader {
  struct Entry {
    /// For people and for what the name says of the format.
    var name: String
    var isEncrypted: Bool
  }

  private let stream: ArchiveStream
  private var archive: OpaquePointer { stream.archive }
  private var entryNumber = 0
  /// The archive itself cannot be read on; entries that end early end for this reason.
  private(set) var failure: DecodingFailure?

  /// Parameter upstream: the archive from its first byte, already decompressed.
  init(upstream: ByteWindow, limits: DecodingLimits, locator: String) throws(DecodingFailure) {
    stream = try ArchiveStream(
      upstream: upstream, limits: limits, locator: locator, purpose: "read archives"
    ) { archive in
      [
        archive_read_support_format_zip_streamable(archive),
        archive_read_support_format_tar(archive), archive_read_support_format_gnutar(archive),
      ]
    }
    guard stream.open() else { throw fault() }
  }

  /// The next regular file that is somebody's: folders, links, dot-files and what a Mac adds are
  /// passed over. Nil at the end.
  func nextEntry() throws(DecodingFailure) -> Entry? {
    while true {
      var entry: OpaquePointer?
      switch archive_read_next_header(archive, &entry) {
      case ARCHIVE_OK, ARCHIVE_WARN: break
      case ARCHIVE_EOF: return nil
      default: throw fault()
      }
      entryNumber += 1
      let name = name(of: entry)
      let last = name.split(separator: "/").last ?? ""
      guard archive_entry_filetype(entry) == 0o100000, archive_entry_hardlink(entry) == nil,
        !last.isEmpty, !last.hasPrefix("."), !name.hasPrefix("__MACOSX/")
      else { continue }
      return Entry(name: name, isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }
  }

  private func name(of entry: OpaquePointer?) -> String {
    guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
      return "file \(entryNumber)"
    }
    return escaped(String(cString: name), limitBytes: 200)
  }

  /// Bytes of the entry at hand, 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    do {
      if let read = try stream.read(into: buffer) { return read }
    } catch {
      failure = error
      throw error
    }
    throw fault()
  }

  private func fault() -> DecodingFailure {
    let (words, upstream, locator) = (stream.words, stream.upstream, stream.locator)
    // "Truncated ZIP file header", "truncated gzip input"; a cut header sets no words.
    let isCut = words.isEmpty || words.contains("runcated") || upstream.atEnd && upstream.count == 0
    let found =
      stream.readerFailure
      ?? .rejected(
        isCut
          ? Rejection(.truncated, "the archive ends too early", locator: locator)
          : Rejection(.syntax, "the archive is damaged: \(quoted(words))", locator: locator))
    failure = found
    return found
  }
}
