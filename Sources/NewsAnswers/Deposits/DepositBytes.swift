package import NewsLinux
package import NewsModel
import NewsText

/// A deposit's bytes as they stream by once: each is hashed on its way, so the digest is that of
/// what was read, whatever happens to the file meanwhile. Used by one worker at a time.
package final class DepositBytes {
  private let file: Descriptor
  private var offset: Int64 = 0
  private var hasher: ContentHasher
  private let onRead: () throws -> Void

  /// `onRead` is called before each read; what it throws ends the reading.
  package init(_ file: Descriptor, onRead: @escaping () throws -> Void = {}) throws {
    self.file = file
    self.onRead = onRead
    hasher = try ContentHasher()
  }

  /// Bytes read so far.
  package var count: Int64 { offset }

  /// Fills the buffer as far as one read does. Returns 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try onRead()
    let count = try file.read(into: buffer, at: offset)
    try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    offset += Int64(count)
    return count
  }

  /// Reads what a decoder that ended early did not.
  ///
  /// - Parameter limitBytes: a file larger than its limit is not worth hashing to its end.
  /// - Returns: the digest of what was read.
  /// - Throws: `SystemError`; what `onRead` throws.
  package func finish(limitBytes: Int) throws -> ContentDigest {
    try withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { buffer in
      while offset < Int64(limitBytes), try read(into: buffer) > 0 {}
    }
    return try hasher.finalise()
  }
}
