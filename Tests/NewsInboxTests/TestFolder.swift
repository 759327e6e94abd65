import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import Synchronization
import Testing

/// A temporary directory with an inbox, a spool, and a place outside, on one real file system; removed
/// when it goes.
final class TestFolder: Sendable {
  let path: String
  var inbox: String { path + "/inbox" }
  var outside: String { path + "/outside" }

  init() throws {
    // Not /tmp: that may be a tmpfs, and leases, O_TMPFILE and syncs are meant to be real.
    var template = Array("/var/tmp/wiredesk-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    path = String(cString: try #require(made))
    try make(folder: inbox)
    try make(folder: outside)
    try make(folder: path + "/spool")
  }

  deinit { shell("rm -rf '\(path)'") }

  func make(folder: String) throws { try systemCall("mkdir") { mkdir(folder, 0o750) } }

  func spool() throws -> Spool { try Spool(opening: Array((path + "/spool").utf8)) }

  func configured(
    mode: Inbox.Mode = .move, filter: Inbox.NameFilter = Inbox.NameFilter()
  ) -> Inbox {
    Inbox(
      name: "desk", path: Array(inbox.utf8), mode: mode, source: .named("desk"), filter: filter)
  }

  /// A file renamed into the inbox, as the watch would tell of it.
  func arrival(_ name: String) throws -> Arrival {
    Arrival(
      file: InboxFile(inbox: 0, name: FileName(name)), completeness: .renamedIn,
      root: try Folder.open(Array(inbox.utf8)),
      noticedNanoseconds: Moment.now().monotonicNanoseconds)
  }

  /// Writes a file at once: open, write, close.
  func write(_ text: String, to path: [UInt8]) throws {
    let file = try open(path, O_WRONLY | O_CREAT | O_TRUNC)
    try file.write(Array(text.utf8))
  }
  func write(_ text: String, to path: String) throws { try write(text, to: Array(path.utf8)) }

  func open(_ path: [UInt8], _ flags: Int32) throws -> Descriptor {
    Descriptor(
      owning: try systemCall("open", on: path) { Glibc.open($0, flags | O_CLOEXEC, 0o640) })
  }
  func open(_ path: String, _ flags: Int32) throws -> Descriptor {
    try open(Array(path.utf8), flags)
  }

  func rename(_ from: String, _ to: String) throws {
    try systemCall("rename") { Glibc.rename(from, to) }
  }

  func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  func text(_ path: String) throws -> String {
    String(decoding: try open(path, O_RDONLY).contents(limitBytes: 1 << 20), as: UTF8.self)
  }

  /// Every regular file below a folder of this one, sorted.
  func files(_ below: String) throws -> [String] {
    let root = try Folder.open(Array((path + "/" + below).utf8))
    var found: [String] = []
    var pending: [[UInt8]] = [[]]
    while let path = pending.popLast() {
      for entry in try root.folder(path).entries() {
        let full = path.isEmpty ? entry.name : path + [0x2F] + entry.name
        if entry.kind == .folder {
          pending.append(full)
        } else {
          found.append(String(decoding: full, as: UTF8.self))
        }
      }
    }
    return found.sorted()
  }

  /// Makes a file's last write look older than it is.
  func age(_ path: String, seconds: Int) throws {
    let now = Moment.now().wallNanoseconds / 1_000_000_000
    let times = [
      timespec(tv_sec: Int(now) - seconds, tv_nsec: 0),
      timespec(tv_sec: Int(now) - seconds, tv_nsec: 0),
    ]
    try systemCall("utimensat") { utimensat(AT_FDCWD, path, times, 0) }
  }
}

/// Runs a command and waits for it. Returns: its exit status.
@discardableResult
func shell(_ command: String) -> Int32 {
  var process = pid_t()
  let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
  defer { for word in words { free(word) } }
  let environment: [UnsafeMutablePointer<CChar>?] = [nil]
  guard posix_spawn(&process, "/bin/sh", nil, nil, words + [nil], environment) == 0 else {
    return -1
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  return (status >> 8) & 0xFF
}
