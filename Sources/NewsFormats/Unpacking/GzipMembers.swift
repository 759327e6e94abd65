import CZlib
import NewsModel

/// The members of a gzip stream (RFC 1952) as their plain bytes, one behind the other.
///
/// By zlib and not by libarchive, which looks at no checksum and throws away what it has unpacked before damage. A
/// member that is held (`mostHeld`) is unpacked whole before its first byte is given, so that one whose checksum is another gives
/// none: each record of a crawl is one. Of a larger one all but the end is given by then.
final class GzipMembers {
  /// Unpacked bytes of one member that are held; of the first one, which most often is the only one, a window's.
  static let mostHeld = 1 << 20
  /// So often in a deposit: each beginning of a member costs work, and most in vain.
  private static let mostReopenings = 1000
  /// zlib's sign for "a gzip header, and its largest window".
  private static let windowBits: Int32 = 15 + 16

  private let upstream: ByteWindow
  private let limits: Limits
  private let locator: String
  private let below: (() -> Int)?
  /// At one place for good: zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var held = [UInt8](repeating: 0, count: ByteWindow.firstCapacity)
  /// Of `held`, what is not given yet.
  private var ready = 0..<0
  private var bytesIn = 0
  private var bytesOut = 0
  /// Comes when all that is held has been given, and stays.
  private var failure: DecodingFailure?
  /// Members that have begun.
  private var count = 0
  /// What stands in the window is known to begin a member.
  private var standsAtMember = true
  /// The member at hand is larger than what is held: it is given as it is unpacked.
  private var isLarge = false
  private var reopenings = 0
  /// None of the bytes of the member at hand have been given.
  private var isNew = false

  /// - Parameters:
  ///   - upstream: from the first byte of a member.
  ///   - limits: of the deposit.
  ///   - locator: for people.
  ///   - below: bytes read of what is packed around it, if anything is.
  init(upstream: ByteWindow, limits: Limits, locator: String, below: (() -> Int)? = nil) {
    self.upstream = upstream
    self.limits = limits
    self.locator = locator
    self.below = below
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    if inflateInit2_(
      stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) != Z_OK
    {
      failure = .rejected(
        Rejection(.unreadable, "not enough memory to decompress", locator: locator))
    }
  }
  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Bytes read of the outermost of what is packed.
  var packedBytes: Int { below?() ?? bytesIn }

  /// Bytes read, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    while true {
      if !ready.isEmpty { return give(to: buffer) }
      if let failure { throw failure }
      if isLarge {
        let count = try inflateLarge(into: buffer)
        if count > 0 { return count }
      } else {
        guard try isAtMember() else { return 0 }
        try takeMember()
      }
    }
  }

  /// Whether what `read` has given last begins a member: it never gives of two. Asked once a member.
  func begins() -> Bool {
    defer { isNew = false }
    return isNew
  }

  private func give(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(ready.count, buffer.count)
    held.withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[ready.prefix(count)]))
    }
    ready = ready.dropFirst(count)
    return count
  }

  /// Goes on with the next member that begins behind damage, or behind the end: for archives of which each record is a
  /// member.
  ///
  /// - Returns: false where there is none, or too many began in vain.
  /// - Throws: what reading throws.
  func goOnBehindDamage() throws(DecodingFailure) -> Bool {
    if failure != nil, !isLarge { pass(min(1, upstream.count)) }
    (failure, isLarge, ready) = (nil, false, 0..<0)
    guard reopenings < Self.mostReopenings else { return false }
    reopenings += 1
    let (passed, isFound) = try upstream.pass(to: .gzip)
    bytesIn += passed
    standsAtMember = isFound
    return isFound
  }

  private func pass(_ count: Int) {
    upstream.consume(count)
    bytesIn += count
  }

  // MARK: Where members begin

  /// Tapes and block devices pad a stream with zeros. What else stands behind a whole member is no part of the stream.
  private func isAtMember() throws(DecodingFailure) -> Bool {
    if standsAtMember {
      standsAtMember = false
      return true
    }
    while true {
      pass(upstream.bytes.prefix { $0 == 0 }.count)
      if upstream.count > 0 { break }
      if try !upstream.fill() { return false }
    }
    try upstream.fillHead(atLeast: Compression.headerBytes)
    let bytes = upstream.bytes
    if bytes.count < Compression.headerBytes,
      Compression.gzip.magic.starts(with: bytes.prefix(Compression.gzip.magic.count))
    {
      throw fail(cut())
    }
    // Where one is expected less tells it than in the middle of other bytes.
    return bytes.count > 3 && bytes.starts(with: Compression.gzip.magic + [8])
      && bytes[3] & 0xE0 == 0
  }

  // MARK: Unpacking

  private enum Step {
    case more, ended
    case damaged(DecodingFailure)
  }

  /// Unpacks the member that begins here, as far as is held. Its packed bytes stay in the window until it is whole: where
  /// it is damaged, the next one is searched for from its second byte on, since what is wrong shows late.
  private func takeMember() throws(DecodingFailure) {
    inflateReset2(stream, Self.windowBits)
    let most = count == 0 ? ByteWindow.firstCapacity : Self.mostHeld
    count += 1
    var (taken, end) = (0, 0)
    while try unpack(from: &taken, to: &end, most: most) {}
    ready = 0..<end
    isNew = true
  }

  /// Of one that is whole but its checksum nothing is given: any of its bytes may be wrong.
  ///
  /// - Returns: whether the member goes on, and is held.
  private func unpack(
    from taken: inout Int, to end: inout Int, most: Int
  ) throws(DecodingFailure) -> Bool {
    if taken == upstream.count, try !upstream.fill() {
      failure = cut()
      return false
    }
    guard makeRoom(behind: end, most: most) else {
      isLarge = true
      pass(taken)
      return false
    }
    let step = held.withUnsafeMutableBytes { bytes in
      inflate(from: &taken, into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]), &end)
    }
    try checkRatio(with: taken)
    switch step {
    case .more: return true
    case .ended: pass(taken)
    case .damaged(let failure):
      self.failure = failure
      if isChecksum { end = 0 }
    }
    return false
  }

  private func makeRoom(behind end: Int, most: Int) -> Bool {
    if end < held.count { return true }
    guard end < most else { return false }
    held.append(contentsOf: [UInt8](repeating: 0, count: min(end, most - end)))
    return true
  }

  private func inflateLarge(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> Int {
    var count = 0
    while count == 0 {
      if upstream.count == 0, try !upstream.fill() { throw fail(cut()) }
      var taken = 0
      let step = inflate(from: &taken, into: buffer, &count)
      pass(taken)
      try checkRatio(with: 0)
      switch step {
      case .more: continue
      case .ended:
        isLarge = false
        return count
      case .damaged(let failure): self.failure = failure
      }
      if count == 0 { throw fail(self.failure ?? cut()) }
    }
    return count
  }

  /// - Parameters:
  ///   - taken: bytes of the window before it; then with those that were taken now.
  ///   - buffer: at least a byte.
  ///   - count: grows by the bytes that were written.
  /// - Returns: how it went on.
  private func inflate(
    from taken: inout Int, into buffer: UnsafeMutableRawBufferPointer, _ count: inout Int
  ) -> Step {
    let bytes = UnsafeBufferPointer(rebasing: upstream.bytes[taken...])
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
    stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(buffer.count)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    taken += bytes.count - Int(stream.pointee.avail_in)
    let written = buffer.count - Int(stream.pointee.avail_out)
    count += written
    bytesOut += written
    switch code {
    case Z_STREAM_END: return .ended
    case Z_OK, Z_BUF_ERROR: return .more
    case Z_MEM_ERROR:
      return .damaged(
        .rejected(Rejection(.unreadable, "not enough memory to decompress", locator: locator)))
    default: return .damaged(damage())
    }
  }

  private func checkRatio(with taken: Int) throws(DecodingFailure) {
    do {
      try limits.check(
        packed: below?() ?? bytesIn + taken, unpacked: bytesOut, locator: locator)
    } catch { throw fail(error) }
  }

  // MARK: What is wrong

  private func fail(_ failure: DecodingFailure) -> DecodingFailure {
    self.failure = failure
    return failure
  }

  private func cut() -> DecodingFailure {
    .rejected(Rejection(.truncated, "the compressed stream ends too early", locator: locator))
  }

  private var words: String { stream.pointee.msg.map { String(cString: $0) } ?? "" }
  /// zlib's words for another CRC-32, and for another length than the member says.
  private var isChecksum: Bool {
    words == "incorrect data check" || words == "incorrect length check"
  }

  private func damage() -> DecodingFailure {
    let what = isChecksum ? "its checksum is another" : quoted(words)
    return .rejected(
      Rejection(.syntax, "the compressed stream is damaged: \(what)", locator: locator))
  }
}
