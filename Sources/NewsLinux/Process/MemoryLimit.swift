import Glibc

/// The memory that the service manager lets this process have (cgroup v2, `memory.max`): over it the
/// kernel kills with SIGKILL, which leaves no trace of the file that was at hand, so that a file could
/// kill the daemon for ever. A process that ends by its own hand a little before leaves one.
package struct MemoryLimit: Sendable {
  /// Of the limit; what is left is for the kernel's own use of memory for us.
  static let share = 0.94

  package let bytes: Int64

  /// Nil where no limit is set, or none can be read.
  ///
  /// - Parameters:
  ///   - root: where cgroups are mounted; tests have their own.
  ///   - membership: `/proc/self/cgroup`; tests have their own.
  package init?(root: String = "/sys/fs/cgroup", membership: String = "/proc/self/cgroup") {
    // `0::/system.slice/wiredesk.service`
    guard
      let line = Self.text(membership)?.split(separator: "\n").first(where: { $0.hasPrefix("0::") }
      ),
      let value = Self.text(root + line.dropFirst(3) + "/memory.max"),
      let bytes = Int64(value.prefix { $0.isNumber }), bytes > 0
    else { return nil }
    self.bytes = bytes
  }

  /// `residentBytes` is what `ProcessState.memory` says.
  package func isReached(by residentBytes: Int64) -> Bool {
    Double(residentBytes) > Double(bytes) * Self.share
  }

  private static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
