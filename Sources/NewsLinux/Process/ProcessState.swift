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

  /// Root may do everything, also where the daemon's user may not.
  package static var isRoot: Bool { geteuid() == 0 }

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
  /// - Returns: the limit now in force.
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

  /// A process that has locked a part of a file.
  package struct LockHolder: Hashable, Sendable {
    package var process: Int32
    /// Of its program, at most 15 bytes (proc_pid_comm(5)).
    package var name: String
  }

  /// Other processes that hold a lock on some of the bytes of a file, from /proc/locks.
  ///
  /// - Parameters:
  ///   - inode: The file's number; a file of this number on another disk is taken for it.
  ///   - bytes: Where the lock must begin.
  /// - Returns: Ascending; none where /proc/locks is hidden, or the file system keeps its locks elsewhere.
  package static func lockHolders(of inode: UInt64, bytes: ClosedRange<Int>) -> [LockHolder] {
    guard let text = try? contents(ofProcFile: "/proc/locks") else { return [] }
    return lockHolders(in: text, of: inode, bytes: bytes).subtracting([getpid()]).sorted().map {
      let name = try? contents(ofProcFile: "/proc/\($0)/comm")
      return LockHolder(
        process: $0, name: name?.split(separator: "\n").first.map(String.init) ?? "a program")
    }
  }

  /// Format: `1: POSIX  ADVISORY  READ 4711 08:02:1234 124 124`, the inode last in its word; one that
  /// waits for a lock has `->` before its kind, and holds none (proc_locks(5)).
  static func lockHolders(in text: String, of inode: UInt64, bytes: ClosedRange<Int>) -> Set<Int32>
  {
    Set(
      text.split(separator: "\n").compactMap { line -> Int32? in
        let words = line.split(separator: " ")
        guard words.count >= 8, words[1] == "POSIX",
          words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode,
          let start = Int(words[6]), bytes.contains(start)
        else { return nil }
        // -1: a lock of an open file, which belongs to no one process.
        return Int32(words[4]).flatMap { $0 > 0 ? $0 : nil }
      })
  }

  /// How many descriptors another process may have open; nil when it is gone, or /proc does not tell.
  package static func descriptorLimit(of process: Int32) -> Int? {
    // `Max open files            4096                 4096                 files`
    let text = try? contents(ofProcFile: "/proc/\(process)/limits")
    let line = text?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
    return line.flatMap { $0.split(separator: " ").dropFirst(3).first }.flatMap { Int($0) }
  }

  private static func contents(ofProcFile path: String) throws(SystemError) -> String {
    let bytes = Array(path.utf8)
    let file = Descriptor(
      owning: try systemCall("open", on: bytes) { open($0, O_RDONLY | O_CLOEXEC) })
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 * 1024)
    // /proc/locks of a busy machine comes in several pieces.
    while text.count < 1 << 20 {
      let count = try systemCall("read") {
        piece.withUnsafeMutableBytes { read(file.raw, $0.baseAddress, $0.count) }
      }
      if count == 0 { break }
      text += piece[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
