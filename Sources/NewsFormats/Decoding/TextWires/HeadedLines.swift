import NewsModel

/// A message of a wire of lines in its two parts: the header, which is one of its first lines, and what stands
/// behind it.
struct HeadedLines<Header> {
  let header: Header
  let lines: [WireLine]

  /// - Parameters:
  ///   - message: Valid UTF-8, its control bytes as they came.
  ///   - count: The header is one of so many lines.
  ///   - parts: What the header has, for who reads the rejection.
  ///   - place: Of the message.
  ///   - header: Reads a line, without its end; nil for one that is none.
  /// - Throws: `syntax` without a header.
  init(
    _ message: UnsafeBufferPointer<UInt8>, headerIn count: Int, with parts: String,
    at place: DocumentPlace, _ header: (Slice<UnsafeBufferPointer<UInt8>>) -> Header?
  ) throws(Rejection) {
    var start = 0
    for _ in 0..<count where start < message.count {
      let end = ByteRuns.first(0x0A, in: message, from: start) ?? message.count
      let found = header(message[start..<end])
      start = end + 1
      guard let found else { continue }
      self.header = found
      lines =
        WireLines(UnsafeBufferPointer(rebasing: message[min(start, message.count)...])).lines
      return
    }
    throw Rejection(.syntax, "the message has no header with \(parts)", locator: place.locator)
  }
}
