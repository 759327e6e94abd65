/// A body in chunks (RFC 9112, section 7.1), piece by piece. Crawlers keep heads that say so of bodies that they
/// have put together already: what does not begin with a chunk's size is given as it is.
struct ChunkedBody {
  private enum State {
    case beginning
    case chunk(left: Int)
    case plain
    case ended
  }

  private let records: CrawlFrames
  private var state = State.beginning

  init(_ records: CrawlFrames) { self.records = records }

  /// Bytes written, 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    while true {
      switch state {
      case .ended: return 0
      case .plain: return try records.read(into: buffer)
      case .beginning:
        guard let size = try nextSize() else {
          state = .plain
          continue
        }
        state = size == 0 ? .ended : .chunk(left: size)
      case .chunk(left: 0):
        // A chunk that is shorter or longer than it says ends what can be told of the body.
        guard let size = try nextSize(), size > 0 else {
          state = .ended
          continue
        }
        state = .chunk(left: size)
      case .chunk(let left):
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(left))
        let count = try records.read(into: piece)
        state = count == 0 ? .ended : .chunk(left: left - count)
        return count
      }
    }
  }

  /// Takes the line of a size; nil, and nothing taken, when there is none.
  private func nextSize() throws(DecodingFailure) -> Int? {
    try records.fillBlock(atLeast: Self.longestLine)
    let bytes = records.bytes.prefix(Self.longestLine)
    let start = bytes.prefix { $0 == 0x0D || $0 == 0x0A }.count
    guard start <= 2, let feed = bytes[start...].firstIndex(of: 0x0A) else { return nil }
    let digits = bytes[start..<feed].prefix { $0 != 0x3B && $0 > 0x20 }
    guard !digits.isEmpty, digits.count <= 8,
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0
    else { return nil }
    records.consume(feed + 1)
    return size
  }
  /// Extensions are of any length; servers take lines of 4 to 16 KB.
  private static let longestLine = 8 << 10
}
