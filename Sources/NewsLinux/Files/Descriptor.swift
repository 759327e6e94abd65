import CLinux
import Glibc

/// An open file descriptor, closed when the last reference goes.
///
/// A class, not a noncopyable struct: descriptors lie in arrays of claimed files and cross
/// Dispatch queues in escaping closures, and neither takes a noncopyable value. It has no state
/// but the number, so that it is Sendable as it stands; reads and writes on it name their offset.
package final class Descriptor: Sendable {
  package let raw: Int32

  /// Takes over `raw`, which must be open and owned by nobody else.
  package init(owning raw: Int32) { self.raw = raw }

  deinit {
    // Nobody is left who could handle an error, and what had to be durable was synced before.
    close(raw)
  }

  /// What fstat(2) says now.
  package func facts() throws(SystemError) -> FileFacts {
    var status = stat()
    try systemCall("fstat") { fstat(raw, &status) }
    return FileFacts(status)
  }

  /// Reads at an offset.
  ///
  /// - Returns: bytes read, 0 at the end of the file.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(SystemError) -> Int {
    try systemCall("pread") { pread(raw, buffer.baseAddress, buffer.count, Int(offset)) }
  }

  /// All bytes from the beginning, or the first `limitBytes`. For small files of our own.
  package func contents(limitBytes: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limitBytes, 64 * 1024))
    while bytes.count < limitBytes {
      let count = try systemCall("pread") {
        buffer.withUnsafeMutableBytes { pread(raw, $0.baseAddress, $0.count, bytes.count) }
      }
      if count == 0 { break }
      bytes += buffer[..<min(count, limitBytes - bytes.count)]
    }
    return bytes
  }

  /// Writes all bytes from the current position on.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      done += try systemCall("write") {
        bytes.withUnsafeBytes {
          Glibc.write(raw, $0.baseAddress.map { $0 + done }, $0.count - done)
        }
      }
    }
  }

  /// Makes bytes and inode durable. An error means that nothing is known about the file any more:
  /// a second try may succeed without having written (P12).
  package func sync() throws(SystemError) { try systemCall("fsync") { fsync(raw) } }

  /// Lets go of what the kernel keeps of the file in memory and calls clean: a read then says what the
  /// disk holds. What is still to be written stays.
  package func dropCache() throws(SystemError) {
    // posix_fadvise(3) returns its error instead of setting errno.
    let number = posix_fadvise(raw, 0, 0, POSIX_FADV_DONTNEED)
    if number != 0 { throw SystemError(call: "posix_fadvise", number: number) }
  }

  /// Begins to write dirty pages out and returns at once: a `sync` later finds less to wait for.
  package func startWriteback() throws(SystemError) {
    try systemCall("sync_file_range") { linux_start_writeback(raw) }
  }

  /// Makes the whole file system durable that this file lies on, and reports every write-back error
  /// on it since the descriptor was opened (Linux 5.8).
  package func syncFileSystem() throws(SystemError) {
    try systemCall("syncfs") { linux_syncfs(raw) }
  }
}
