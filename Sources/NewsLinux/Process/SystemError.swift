import CLinux
import Glibc
import NewsBytes

/// A system call that failed: which one, why, and on what.
///
/// It says nothing of what to do: the module that knows what the file meant decides.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call's name in the manual: `openat2`, `renameat2` …
  package var call: String
  /// errno, as kept in the instant of failure.
  package var number: Int32
  /// Raw bytes of the path, as given to the call; nil when it works on a descriptor.
  package var path: [UInt8]?

  package init(call: String, number: Int32, path: [UInt8]? = nil) {
    self.call = call
    self.number = number
    self.path = path
  }

  /// `ENOENT`; `errno 4711` when the number has no name.
  package var name: String {
    linux_errno_name(number).map { String(cString: $0) } ?? "errno \(number)"
  }

  /// `openat2 'a\u{a}b': No such file or directory (ENOENT)`, safe to show.
  package var description: String {
    let shown = path.map { " " + Self.quoted($0) } ?? ""
    let text = linux_errno_text(number).map { String(cString: $0) } ?? "unknown error"
    return "\(call)\(shown): \(text) (\(name))"
  }

  private static func quoted(_ path: [UInt8]) -> String {
    let text = legible(String(decoding: path, as: UTF8.self), .line, cut: .characters(512))
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
      + "'"
  }
}

/// Makes one system call: repeats it while a signal interrupts it, keeps errno at once.
///
/// Not for close(2): on Linux the descriptor is gone even when close says EINTR.
@discardableResult
package func systemCall(
  _ call: String, path: [UInt8]? = nil, _ body: () -> Int32
) throws(SystemError) -> Int32 {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number != EINTR { throw SystemError(call: call, number: number, path: path) }
  }
}

/// The same for calls that return a count.
@discardableResult
package func systemCall(
  _ call: String, path: [UInt8]? = nil, _ body: () -> Int
) throws(SystemError) -> Int {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number != EINTR { throw SystemError(call: call, number: number, path: path) }
  }
}

/// The same for calls that take a path: raw bytes, not empty.
///
/// - Throws: EINVAL for a path that holds a NUL, which the kernel would cut short in silence.
@discardableResult
package func systemCall(
  _ call: String, on path: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32
) throws(SystemError) -> Int32 {
  guard !path.contains(0) else { throw SystemError(call: call, number: EINVAL, path: path) }
  let (result, number) = withUnsafeTemporaryAllocation(
    of: CChar.self, capacity: path.count + 1
  ) { buffer -> (Int32, Int32) in
    guard let start = buffer.baseAddress else { return (-1, ENOMEM) }
    path.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
    }
    buffer[path.count] = 0
    while true {
      let result = body(start)
      if result >= 0 { return (result, 0) }
      if errno != EINTR { return (result, errno) }
    }
  }
  guard result >= 0 else { throw SystemError(call: call, number: number, path: path) }
  return result
}
