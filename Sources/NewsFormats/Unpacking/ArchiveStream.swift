import CArchive
import NewsModel

/// libarchive on one stream of ours: its read callback, and the ratio that makes a bomb. What is read
/// as archives and what as compressed streams is for the owner to say.
final class ArchiveStream {
  let archive: OpaquePointer
  let upstream: ByteWindow
  let limits: Limits
  let locator: String
  /// The reader below has failed, and libarchive can only say that it got no bytes.
  private(set) var readerFailure: DecodingFailure?
  private var handedOut = 0
  private var bytesIn: Int
  private let bytesInBefore: Int
  private var bytesOut: Int
  private let below: (() -> Int)?
  /// Bytes read of the outermost of what is packed.
  var packedBytes: Int { below?() ?? bytesIn }

  /// - Parameters:
  ///   - upstream: from the first byte.
  ///   - limits: of the deposit.
  ///   - locator: for people.
  ///   - purpose: for people, too.
  ///   - below: bytes read of what is packed around it, if anything is.
  ///   - before: the one that this one goes on behind: what it has read and given counts on.
  ///   - supporting: asks for formats and filters, and returns libarchive's answers; `ARCHIVE_WARN`
  ///     there means "by starting a program", which nothing from an inbox may (P17).
  /// - Throws: `unreadable` when libarchive cannot do it by itself.
  init(
    upstream: ByteWindow, limits: Limits, locator: String, purpose: String,
    below: (() -> Int)? = nil, behind before: ArchiveStream? = nil,
    supporting: (OpaquePointer) -> [Int32]
  ) throws(DecodingFailure) {
    guard let archive = archive_read_new() else {
      throw .rejected(Rejection(.unreadable, "not enough memory to \(purpose)", locator: locator))
    }
    self.archive = archive
    self.upstream = upstream
    self.limits = limits
    self.locator = locator
    self.below = below ?? before?.below
    bytesOut = before?.bytesOut ?? 0
    (bytesIn, bytesInBefore) = (before?.bytesIn ?? 0, before?.bytesIn ?? 0)
    guard supporting(archive).allSatisfy({ $0 == ARCHIVE_OK }) else {
      throw .rejected(
        Rejection(.unreadable, "this libarchive cannot \(purpose) by itself", locator: locator))
    }
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    archive_read_set_read_callback(archive) { _, client, buffer in
      guard let client, let buffer else { return -1 }
      return Unmanaged<ArchiveStream>.fromOpaque(client).takeUnretainedValue().supply(buffer)
    }
  }
  deinit { archive_read_free(archive) }

  /// False when libarchive reports an error.
  func open() -> Bool { archive_read_open1(archive) == ARCHIVE_OK }

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

  /// Bytes of the entry at hand, 0 at its end, nil when libarchive reports an error. Throws `bomb`.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int? {
    let read = archive_read_data(archive, buffer.baseAddress, buffer.count)
    guard read >= 0 else { return nil }
    bytesOut += read
    try limits.check(packed: packedBytes, unpacked: bytesOut, locator: locator)
    return read
  }

  /// Passes over what libarchive has read; what it has been handed beyond that stands in the window again.
  private func passRead() {
    let unread = bytesIn - bytesInBefore - Int(archive_filter_bytes(archive, -1))
    upstream.consume(max(0, handedOut - unread))
    bytesIn -= min(unread, handedOut)
    handedOut = 0
  }

  private func pass(_ count: Int) {
    upstream.consume(count)
    bytesIn += count
  }

  /// Passes over what libarchive has read, and over zeros behind it.
  ///
  /// - Returns: whether other bytes stand behind zeros.
  /// - Throws: what reading throws.
  func passPadding() throws(DecodingFailure) -> Bool {
    passRead()
    var padding = 0
    while true {
      let zeros = upstream.bytes.prefix { $0 == 0 }.count
      padding += zeros
      pass(zeros)
      if upstream.count > 0 { return padding > 0 }
      if try !upstream.fill() { return false }
    }
  }

  /// Passes over what libarchive has read, and over all up to the next bytes that begin a stream of one compression.
  ///
  /// - Parameters:
  ///   - compression: the damaged stream's.
  ///   - isRetry: what begins here has been tried in vain.
  /// - Returns: false where none begins up to the end.
  /// - Throws: what reading throws.
  func passToNext(
    _ compression: Compression, isRetry: Bool
  ) throws(DecodingFailure) -> Bool {
    passRead()
    if isRetry { pass(min(1, upstream.count)) }
    let (passed, isFound) = try upstream.pass(to: compression)
    bytesIn += passed
    return isFound
  }

  /// libarchive's words for its last error; empty when it has none, as for a cut header or trailer.
  var words: String { archive_error_string(archive).map { String(cString: $0) } ?? "" }
}
