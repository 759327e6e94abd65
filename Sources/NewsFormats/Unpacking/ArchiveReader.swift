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

  private let archive: OpaquePointer
  private let upstream: ByteWindow
  private let limits: DecodingLimits
  private let locator: String
  private var handedOut = 0
  private var readerFailure: DecodingFailure?
  private var bytesIn = 0
  private var bytesOut = 0
  private var entryNumber = 0
  /// The archive itself cannot be read on; entries that end early end for this reason.
  private(set) var failure: DecodingFailure?

  /// Parameter upstream: the archive from its first byte, already decompressed.
  init(upstream: ByteWindow, limits: DecodingLimits, locator: String) throws(DecodingFailure) {
    guard let archive = archive_read_new() else {
      throw .rejected(Rejection(.unreadable, "no memory for an archive", locator: locator))
    }
    self.archive = archive
    self.upstream = upstream
    self.limits = limits
    self.locator = locator
    let prepared = [
      archive_read_support_format_zip_streamable(archive),
      archive_read_support_format_tar(archive), archive_read_support_format_gnutar(archive),
    ]
    guard prepared.allSatisfy({ $0 == ARCHIVE_OK }) else {
      throw .rejected(
        Rejection(.unreadable, "this libarchive cannot read archives", locator: locator))
    }
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    archive_read_set_read_callback(archive) { _, client, buffer in
      guard let client, let buffer else { return -1 }
      return Unmanaged<ArchiveReader>.fromOpaque(client).takeUnretainedValue().supply(buffer)
    }
    guard archive_read_open1(archive) == ARCHIVE_OK else { throw fault() }
  }
  deinit { archive_read_free(archive) }

  /// libarchive's read callback: the pointer stays valid until the next call.
  private func supply(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    upstream.consume(handedOut)
    handedOut = 0
    do throws(DecodingFailure) {
      if upstream.count == 0, try !upstream.fill() { return 0 }
    } catch {
      readerFailure = error
      return -1
    }
    handedOut = upstream.count
    bytesIn += handedOut
    buffer.pointee = UnsafeRawPointer(upstream.bytes.baseAddress)
    return handedOut
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
    let read = archive_read_data(archive, buffer.baseAddress, buffer.count)
    guard read >= 0 else { throw fault() }
    bytesOut += read
    if bytesOut > limits.ratioFreeBytes, bytesOut / limits.ratio > bytesIn {
      let bomb = limits.bomb(bytesIn: bytesIn, bytesOut: bytesOut, locator: locator)
      failure = .rejected(bomb)
      throw .rejected(bomb)
    }
    return read
  }

  private func fault() -> DecodingFailure {
    let words = archive_error_string(archive).map { String(cString: $0) } ?? ""
    // "Truncated ZIP file header", "truncated gzip input"; a cut header sets no words.
    let isCut = words.isEmpty || words.contains("runcated") || upstream.atEnd && upstream.count == 0
    let found =
      readerFailure
      ?? .rejected(
        isCut
          ? Rejection(.truncated, "the archive ends too early", locator: locator)
          : Rejection(.syntax, "the archive is damaged: \(quoted(words))", locator: locator))
    failure = found
    return found
  }
}
