import Foundation
import Glibc
import TestSupport

/// The real program under test, as a person or systemd would start it.
enum Program {
  /// `WIREDESK_PROGRAM`, else what lies in .build: release before debug. Nil when there is none.
  static let path: String? = {
    if let given = ProcessInfo.processInfo.environment["WIREDESK_PROGRAM"] { return given }
    let built = ["release", "debug"].map {
      Repository.root.appending(path: ".build/\($0)/wiredesk").path
    }
    return built.first { access($0, X_OK) == 0 }
  }()

  /// True under `scripts/test --long`: what is random is done more often.
  static let isLong = ProcessInfo.processInfo.environment["WIREDESK_LONG"] != nil

  /// Runs one command to its end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:],
    within deadline: Duration = .seconds(60)
  ) throws -> Ended {
    try Running(arguments, environment: environment).end(within: deadline)
  }
}

/// How a command ended, and what it said.
struct Ended {
  /// The exit code; nil when a signal ended it.
  var code: Int32?
  var signal: Int32?
  var output: String
  var errors: String

  /// One JSON object a line of standard output.
  func lines<Value: Decodable>(_ type: Value.Type) throws -> [Value] {
    try output.split(separator: "\n").map {
      try JSONDecoder().decode(type, from: Data($0.utf8))
    }
  }
}

enum ProgramError: Error, CustomStringConvertible {
  case absent
  case cannotSpawn(String, errno: Int32)
  case endedEarly(Ended)

  var description: String {
    switch self {
    case .absent: "no program to test: build it, or set WIREDESK_PROGRAM"
    case .cannotSpawn(let path, let errno): "\(path): \(String(cString: strerror(errno)))"
    case .endedEarly(let ended): "it ended by itself: \(ended)"
    }
  }
}

/// A started program. It is killed when the last reference goes, so that no test leaves one behind.
///
/// Not Sendable on purpose: one test owns one process.
final class Running {
  let pid: pid_t
  private let folder: URL
  private var ended: Ended?

  /// `wrapper` stands before the program: `["/usr/bin/setpriv", "--reuid=65534"]`.
  init(
    _ arguments: [String], environment: [String: String] = [:], wrapper: [String] = [],
    program: String? = Program.path
  ) throws {
    guard let program else { throw ProgramError.absent }
    folder = URL.temporaryDirectory.appending(path: "wiredesk-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The crash helper of the Swift runtime once held its parent for ten minutes.
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    // Not under systemd, whatever the tests themselves run under.
    for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM", "WIREDESK_STATE"] {
      variables[name] = nil
    }
    variables.merge(environment) { $1 }
    pid = try Self.spawn(
      wrapper + [program] + arguments, environment: variables.map { "\($0)=\($1)" }, into: folder)
  }

  deinit {
    if ended == nil {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    // A folder of /tmp that stays behind harms nobody.
    try? FileManager.default.removeItem(at: folder)
  }

  func send(_ signal: Int32) { kill(pid, signal) }

  var output: String { text("stdout") }
  var errors: String { text("stderr") }
  private func text(_ name: String) -> String {
    // Absent only after `deinit`.
    String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  /// Nil while it runs.
  func poll() -> Ended? {
    if let ended { return ended }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    ended = Ended(
      code: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal,
      output: output, errors: errors)
    return ended
  }

  /// Waits for its end; kills it and throws when that takes too long.
  @discardableResult
  func end(within deadline: Duration) throws -> Ended {
    do {
      return try eventually(within: deadline, "the program ends; stderr so far: \(errors)") {
        poll()
      }
    } catch {
      send(SIGKILL)
      throw error
    }
  }

  /// As systemd stops it.
  @discardableResult
  func stop(within deadline: Duration = .seconds(30)) throws -> Ended {
    send(SIGTERM)
    return try end(within: deadline)
  }

  /// As a power switch stops it.
  func killNow() throws {
    send(SIGKILL)
    try end(within: .seconds(30))
  }

  private static func spawn(
    _ words: [String], environment: [String], into folder: URL
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), "stdout"), (Int32(2), "stderr")] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, folder.appending(path: name).path, O_WRONLY | O_CREAT | O_APPEND,
        0o600)
    }
    // Dispatch's threads block signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var argv = words.map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let result = posix_spawn(&pid, words[0], &actions, &attributes, &argv, &envp)
    guard result == 0 else { throw ProgramError.cannotSpawn(words[0], errno: result) }
    return pid
  }
}
