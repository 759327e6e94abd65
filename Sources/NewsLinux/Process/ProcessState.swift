import CLinux
import Glibc

/// What this process may and does use.
package enum ProcessState {
  /// Resident set now and at its highest, from /proc/self/status; nil where /proc is not mounted.
  package static func memory() -> (residentBytes: Int64, peakBytes: Int64)? {
    // Without /proc there is no number; nothing else depends on it.
    guard let text = try? contents(ofProcFile: "/proc/self/status") else { return nil }
    func kibibytes(_ key: String) -> Int64? {
      text.split(separator: "\n").first { $0.hasPrefix(key) }
        .flatMap { $0.split { $0 == " " || $0 == "\t" }.dropFirst().first }
        .flatMap { Int64($0) }
    }
    guard let resident = kibibytes("VmRSS:"), let peak = kibibytes("VmHWM:") else { return nil }
    return (resident * 1024, peak * 1024)
  }

  /// Files that may be written are for the group to read, for others nothing (P19). Before the first
  /// file is made, since SQLite copies the mode of its database to the `-wal` file.
  package static func setPrivateUmask() { umask(0o027) }

  /// Two heaps for malloc instead of eight a core: what one thread has freed serves the next, and the
  /// resident set is 5 to 10 % smaller at the same speed (measured with `ingest` of 20,000 articles).
  ///
  /// Blocks from 1 MiB on are mapped one by one: tables that grow by doubling would otherwise leave
  /// holes in the heap that nothing fills, since malloc raises that limit to 32 MiB by itself.
  package static func shareHeaps() {
    _ = linux_limit_heaps(2)
    _ = linux_map_blocks_from(1 << 20)
  }

  /// Gives what is free in the heaps back to the kernel: after work that needed much for a moment.
  /// Milliseconds.
  package static func returnFreeMemory() { linux_return_free_memory() }

  /// Raises the limit of open descriptors to the hard one: a group of claimed files stays open.
  ///
  /// Returns: the limit now in force.
  @discardableResult
  package static func raiseDescriptorLimit() throws(SystemError) -> UInt64 {
    var limit = rlimit()
    try systemCall("getrlimit") { getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
    limit.rlim_cur = limit.rlim_max
    try systemCall("setrlimit") { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
    return UInt64(limit.rlim_cur)
  }

  /// Descriptors that this process may have open.
  package static var descriptorLimit: Int {
    var limit = rlimit()
    // Cannot fail for a known resource (getrlimit(2)).
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  private static func contents(ofProcFile path: String) throws(SystemError) -> String {
    let bytes = Array(path.utf8)
    let file = Descriptor(
      owning: try systemCall("open", on: bytes) { open($0, O_RDONLY | O_CLOEXEC) })
    var text = [UInt8](repeating: 0, count: 16 * 1024)
    let count = try systemCall("read") {
      text.withUnsafeMutableBytes { read(file.raw, $0.baseAddress, $0.count) }
    }
    return String(decoding: text[..<count], as: UTF8.self)
  }
}
