import CArchive
import NewsFormats
import NewsModel
import Testing

/// What became of a whole deposit: its records, and what ended it early.
struct Decoded {
  var records: [DecodedRecord] = []
  var failure: DecodingFailure?
  var format = ""
  var isContainer = false
  var bytesRead = 0
  var peakBufferBytes = 0

  var articles: [Article] {
    records.compactMap { if case .article(let article, _) = $0 { article } else { nil } }
  }
  var rejections: [Rejection] {
    records.compactMap { if case .rejected(let rejection, _, _) = $0 { rejection } else { nil } }
  }
  /// The code that ended the deposit, or the only record's.
  var code: String? { failure?.code }
}

/// Decodes bytes as the pipeline does, `piece` bytes a read.
func decode(
  _ bytes: [UInt8], as name: String, piece: Int = 4096, limits: Limits = Limits(),
  clock: @escaping () -> Duration = { .zero }
) -> Decoded {
  var rest = bytes[...]
  return decode(name, limits: limits, clock: clock) { buffer in
    let count = min(buffer.count, piece, rest.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}
func decode(_ text: String, as name: String, piece: Int = 4096) -> Decoded {
  decode(Array(text.utf8), as: name, piece: piece)
}
func decode(
  _ name: String, limits: Limits = Limits(),
  clock: @escaping () -> Duration = { .zero }, onRecord: ((DecodedRecord) -> Void)? = nil,
  read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
) -> Decoded {
  let decoder = DepositDecoder(
    name: FileName(name), limits: limits, cpuClock: clock, read: read)
  var decoded = Decoded()
  do throws(DecodingFailure) {
    while let record = try decoder.next() {
      if let onRecord { onRecord(record) } else { decoded.records.append(record) }
    }
  } catch {
    decoded.failure = error
  }
  decoded.format = decoder.format
  decoded.isContainer = decoder.isContainer
  decoded.bytesRead = decoder.bytesRead
  decoded.peakBufferBytes = decoder.peakBufferBytes
  return decoded
}

/// Compresses with libarchive by `filters`, the innermost first: `ARCHIVE_FILTER_GZIP` …
func compressed(_ bytes: [UInt8], _ filters: [Int32]) throws -> [UInt8] {
  try filters.reduce(bytes) { try compressed($0, $1) }
}
private func compressed(_ bytes: [UInt8], _ filter: Int32) throws -> [UInt8] {
  let archive = try #require(archive_write_new())
  defer { archive_write_free(archive) }
  #expect(archive_write_add_filter(archive, filter) == ARCHIVE_OK)
  #expect(archive_write_set_format_raw(archive) == ARCHIVE_OK)
  archive_write_set_bytes_per_block(archive, 0)
  var out = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 4096)
  var used = 0
  let entry = try #require(archive_entry_new())
  defer { archive_entry_free(entry) }
  archive_entry_set_filetype(entry, UInt32(0o100000))
  let count = out.count
  try out.withUnsafeMutableBytes { out in
    try withUnsafeMutablePointer(to: &used) { used in
      #expect(archive_write_open_memory(archive, out.baseAddress, count, used) == ARCHIVE_OK)
      #expect(archive_write_header(archive, entry) == ARCHIVE_OK)
      let written = bytes.withUnsafeBytes {
        archive_write_data(archive, $0.baseAddress, $0.count)
      }
      try #require(written == bytes.count)
      #expect(archive_write_close(archive) == ARCHIVE_OK)
    }
  }
  return Array(out.prefix(used))
}

/// An archive of files, made with libarchive. `format` is `ARCHIVE_FORMAT_ZIP` …
func archived(_ files: [(name: String, bytes: [UInt8])], _ format: Int32) throws -> [UInt8] {
  let archive = try #require(archive_write_new())
  defer { archive_write_free(archive) }
  #expect(archive_write_set_format(archive, format) == ARCHIVE_OK)
  archive_write_set_bytes_per_block(archive, 0)
  let total = files.reduce(0) { $0 + $1.bytes.count + 4096 }
  var out = [UInt8](repeating: 0, count: total + 65536)
  var used = 0
  let count = out.count
  try out.withUnsafeMutableBytes { out in
    try withUnsafeMutablePointer(to: &used) { used in
      #expect(archive_write_open_memory(archive, out.baseAddress, count, used) == ARCHIVE_OK)
      for (name, bytes) in files {
        let entry = try #require(archive_entry_new())
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, la_int64_t(bytes.count))
        archive_entry_set_filetype(entry, name.hasSuffix("/") ? 0o040000 : 0o100000)
        archive_entry_set_perm(entry, 0o644)
        #expect(archive_write_header(archive, entry) == ARCHIVE_OK)
        let written = bytes.withUnsafeBytes {
          archive_write_data(archive, $0.baseAddress, $0.count)
        }
        try #require(written == bytes.count)
      }
      #expect(archive_write_close(archive) == ARCHIVE_OK)
    }
  }
  return Array(out.prefix(used))
}
