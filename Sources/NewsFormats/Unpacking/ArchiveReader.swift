import CArchive
import Glibc
import NewsModel

/// The files in a zip or tar archive, one after the other, as streams; nothing is written to disk.
///
/// zip (APPNOTE 6.3, read from the front: local headers, data descriptors, zip64), tar (POSIX ustar
/// and pax, GNU, v7). What an attacker may try: bombs (the ratio over the whole archive), names that
/// climb (`../`: names are only shown), archives in archives (`layers`), encryption (`unreadable`),
/// cut and damaged archives (`truncated`, `syntax`).
final class ArchiveReader {
  private let stream: ArchiveStream
  private var archive: OpaquePointer { stream.archive }
  private var entryNumber = 0
  /// libarchive may not be asked again behind the end.
  private var isAtEnd = false
  private var leftAlone = PassedOverFiles()

  /// What lies elsewhere is left alone; empty for none.
  private let folder: String

  /// Opens the archive from its first byte, already decompressed.
  init(
    upstream: ByteWindow, limits: Limits, locator: String, folder: String = ""
  ) throws(DecodingFailure) {
    self.folder = folder
    stream = try ArchiveStream(
      upstream: upstream, limits: limits, locator: locator, purpose: "read archives"
    ) { archive in
      [
        archive_read_support_format_zip_streamable(archive),
        archive_read_support_format_tar(archive), archive_read_support_format_gnutar(archive),
      ]
    }
    guard inUTF8({ stream.open() }) else { throw fault() }
  }

  /// libarchive gives a name in the charset of the thread's locale, and none where that lacks a letter: a
  /// service's "C" has only ASCII. Nil where the C library has no such locale.
  private static nonisolated(unsafe) let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

  private func inUTF8<Value>(_ body: () -> Value) -> Value {
    // Made once and never changed, so any thread may take it for its own.
    guard let locale = Self.locale else { return body() }
    let before = uselocale(locale)
    defer { uselocale(before) }
    return body()
  }

  /// The next regular file; what an inbox leaves alone for its name is passed over, and told at the end, once
  /// for all. Nil behind that.
  func nextFile() throws(DecodingFailure) -> NestedDocument? {
    while !isAtEnd {
      var entry: OpaquePointer?
      switch inUTF8({ archive_read_next_header(archive, &entry) }) {
      case ARCHIVE_OK, ARCHIVE_WARN: break
      case ARCHIVE_EOF:
        isAtEnd = true
        return leftAlone.told(isCrawl: !folder.isEmpty)
      default: throw fault()
      }
      entryNumber += 1
      let name = inUTF8 { self.name(of: entry) }
      guard archive_entry_filetype(entry) == 0o100000, archive_entry_hardlink(entry) == nil,
        !name.isEmpty, !name.hasSuffix("/")
      else { continue }
      if FileName(name).isLeftAlone || !name.hasPrefix(folder) {
        leftAlone.note(name)
        continue
      }
      return document(of: entry, name)
    }
    return nil
  }

  private func document(of entry: OpaquePointer?, _ name: String) -> NestedDocument {
    let isEncrypted = archive_entry_is_encrypted(entry) != 0
    return NestedDocument(
      name: shown(name, cells: 200),
      refusal: isEncrypted ? Rejection(.unreadable, "it is encrypted") : nil)
  }

  private func name(of entry: OpaquePointer?) -> String {
    guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
      return "file \(entryNumber)"
    }
    return String(cString: name)
  }

  /// Bytes of the file at hand, 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    guard let read = try stream.read(into: buffer) else { throw fault() }
    return read
  }

  private func fault() -> DecodingFailure {
    let (words, upstream, locator) = (stream.words, stream.upstream, stream.locator)
    // "Truncated ZIP file header", "truncated gzip input"; a cut header sets no words.
    let isCut = words.isEmpty || words.contains("runcated") || upstream.atEnd && upstream.count == 0
    return stream.readerFailure
      ?? .rejected(
        isCut
          ? Rejection(.truncated, "the archive ends too early", locator: locator)
          : Rejection(.syntax, "the archive is damaged: \(quoted(words))", locator: locator))
  }
}

/// The files of an archive that are left alone for their names.
private struct PassedOverFiles {
  private var count = 0
  private var first = ""

  mutating func note(_ name: String) {
    if count == 0 { first = name }
    count += 1
  }

  /// What is said of them at the end; nil when there is nothing to say.
  func told(isCrawl: Bool) -> NestedDocument? {
    guard count > 0 else { return nil }
    let files = count == 1 ? "it is" : "it and \(counted(count - 1, "other file")) are"
    let words = isCrawl ? "no archives of the crawl" : "left alone, as they would be in an inbox"
    return NestedDocument(
      name: shown(first, cells: 200),
      refusal: Rejection(
        .leftAlone,
        "\(files) \(count == 1 ? (isCrawl ? "no archive of the crawl" : "left alone, as it would be in an inbox") : words)"
      ))
  }
}
