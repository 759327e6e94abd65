import CArchive
import NewsModel

/// A compressed stream as its plain bytes: bzip2, xz, zstd, also inside each other; gzip has `GzipMembers`.
///
/// libarchive's "raw" format with filters, each named: `support_filter_all` would start programs
/// (lrzip, lzop, grzip), and nothing from an inbox may (P17). What an attacker may try: bombs
/// (ratio), many layers (counted after opening), cut and damaged streams (`truncated`, `syntax`).
/// The checksums of all three are verified.
final class Decompressor {
  private var stream: ArchiveStream
  private var archive: OpaquePointer { stream.archive }
  private var locator: String { stream.locator }
  /// The first bytes: all of a stream that holds nothing.
  private var leading: [UInt8]
  private var ended = false
  /// The stream at hand is whole and holds nothing.
  private var isEmpty = false
  private(set) var layers = 0

  /// Opens the compressed bytes, from the first.
  ///
  /// - Parameters:
  ///   - upstream: from the first byte.
  ///   - limits: of the deposit.
  ///   - locator: for people.
  ///   - below: bytes read of what is packed around it, if anything is.
  /// - Throws: what shows in its first bytes.
  init(
    upstream: ByteWindow, limits: Limits, locator: String, below: (() -> Int)? = nil
  ) throws(DecodingFailure) {
    leading = Array(upstream.bytes.prefix(512))
    stream = try ArchiveStream(
      upstream: upstream, limits: limits, locator: locator, purpose: "decompress",
      below: below, supporting: Self.filters)
    try open()
  }

  /// Bytes read of the outermost of what is packed.
  var packedBytes: Int { stream.packedBytes }

  private static func filters(_ archive: OpaquePointer) -> [Int32] {
    [
      archive_read_support_filter_bzip2(archive), archive_read_support_filter_xz(archive),
      archive_read_support_filter_zstd(archive),
      archive_read_support_format_raw(archive), archive_read_support_format_empty(archive),
    ]
  }

  private func open() throws(DecodingFailure) {
    guard stream.open() else { throw failure() }
    layers = Int(archive_filter_count(archive)) - 1
    // No filter took it: its header is cut, or only its first bytes are a compression's.
    if layers == 0 {
      throw leading.count < 18 ? cut() : damaged("there is no compression header here")
    }
    if layers > stream.limits.layers {
      throw .rejected(stream.limits.nestedTooDeep(found: layers, locator: locator))
    }
    isEmpty = false
    var entry: OpaquePointer?
    switch archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK: break
    case ARCHIVE_EOF: try endWithoutBytes()
    default: throw failure()
    }
  }

  /// Bytes read, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    if ended { return 0 }
    var read = try readOne(into: buffer)
    while read == 0, try openNext() { read = try readOne(into: buffer) }
    if read == 0 { ended = true }
    return read
  }

  private func readOne(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    if isEmpty { return 0 }
    guard let read = try stream.read(into: buffer) else { throw failure() }
    return read
  }

  /// Tapes and block devices pad a stream with zeros, and libarchive stops there though another one
  /// follows. What else stands behind a whole stream is no part of it.
  private func openNext() throws(DecodingFailure) -> Bool {
    let upstream = stream.upstream
    guard try stream.passPadding() else { return false }
    try upstream.fill(atLeast: 512)
    guard let next = Compression(leading: upstream.bytes), next != .gzip else { return false }
    leading = Array(upstream.bytes.prefix(512))
    try reopen()
    return true
  }

  private func reopen() throws(DecodingFailure) {
    let outer = layers
    stream = try ArchiveStream(
      upstream: stream.upstream, limits: stream.limits, locator: locator, purpose: "decompress",
      behind: stream, supporting: Self.filters)
    defer { layers = max(layers, outer) }
    try open()
  }

  /// So often in a deposit: what looks like a beginning and is none costs as much as one.
  private static let mostReopenings = 1000
  private var reopenings = 0

  /// Goes on with the next stream that begins behind damage, or behind the end: for archives of which each record is a
  /// stream of its own.
  ///
  /// - Returns: false where there is none, or too many began in vain.
  /// - Throws: what reading throws.
  func openNextAnywhere() throws(DecodingFailure) -> Bool {
    guard let compression = leading.withUnsafeBufferPointer({ Compression(leading: $0) }) else {
      return false
    }
    var isRetry = false
    while reopenings < Self.mostReopenings,
      try stream.passToNext(compression, isRetry: isRetry)
    {
      reopenings += 1
      isRetry = true
      do throws(DecodingFailure) {
        try stream.upstream.fill(atLeast: 512)
        leading = Array(stream.upstream.bytes.prefix(512))
        try reopen()
        ended = false
        return true
      } catch {
        // It was none, or is damaged, too: the next one is looked for behind what was read of it.
        if stream.readerFailure != nil || error.rejection == nil { throw error }
      }
    }
    return false
  }

  /// A stream cut in its first block looks empty to libarchive. The complete empty streams are
  /// known: xz has 32 bytes, bzip2 14, zstd 9 to 13. Zeros
  /// and another stream may stand behind one.
  private func endWithoutBytes() throws(DecodingFailure) {
    isEmpty = true
    let isWhole =
      switch leading.withUnsafeBufferPointer({ Compression(leading: $0) }) {
      case .xz: leading.count >= 32 && leading[30..<32].elementsEqual("YZ".utf8)
      case .bzip2:
        leading.dropFirst(4).starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0])
      case .zstd: (9...13).contains(leading.count)
      case .gzip, nil: false
      }
    if !isWhole { throw cut() }
  }

  private func cut() -> DecodingFailure {
    .rejected(Rejection(.truncated, "the compressed stream ends too early", locator: locator))
  }

  private func failure() -> DecodingFailure {
    if let below = stream.readerFailure { return below }
    let words = stream.words
    // "Truncated zstd input", liblzma's "No progress is possible".
    if words.isEmpty || words.contains("runcated") || words.contains("No progress") { return cut() }
    if words.contains("too much memory") {
      return .rejected(
        Rejection(
          .unreadable, "its window is larger than is given to any (zstd --long, --ultra)",
          locator: locator))
    }
    return damaged(quoted(words))
  }
  private func damaged(_ words: String) -> DecodingFailure {
    .rejected(
      Rejection(.syntax, "the compressed stream is damaged: \(words)", locator: locator))
  }
}
