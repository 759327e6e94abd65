import NewsModel

/// The deposit's own bytes as the caller gives them, counted against the limit of a file.
final class DepositSource {
  private let limits: Limits
  private let pull: (UnsafeMutableRawBufferPointer) throws -> Int
  private var atEnd = false
  private(set) var bytesRead = 0

  init(limits: Limits, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.limits = limits
    pull = read
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int {
    if atEnd { return 0 }
    let count: Int
    do {
      count = try pull(buffer)
    } catch {
      throw .reading(error)
    }
    precondition(count >= 0 && count <= buffer.count, "read returned what it cannot have read")
    if count == 0 { atEnd = true }
    bytesRead += count
    if bytesRead > limits.fileBytes { throw .rejected(limits.fileTooLarge()) }
    return count
  }

  /// Reads on to the end and forgets the bytes.
  func drain() throws(DecodingFailure) {
    if atEnd { return }
    let scrap = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { scrap.deallocate() }
    while try read(into: scrap) > 0 {}
  }
}
