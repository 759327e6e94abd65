import Foundation
import Glibc
import NewsModel
import TestSupport

/// A temporary desk: an inbox and a state folder on one file system, and the program run on both.
/// Everything goes when the last reference goes.
final class Desk {
  let root: URL
  let inbox: URL
  let state: URL
  private let staging: URL
  let configuration: URL

  /// `configuration` is TOML; a file that ends too early is given 1 s instead of 30.
  init(configuration toml: String = "young_seconds = 1\n") throws {
    root = URL.temporaryDirectory.appending(path: "wiredesk-desk-\(UUID().uuidString)")
    inbox = root.appending(path: "inbox")
    state = root.appending(path: "state")
    staging = root.appending(path: "staging")
    configuration = root.appending(path: "desk.toml")
    for folder in [inbox, state, staging] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try toml.write(to: configuration, atomically: false, encoding: .utf8)
  }

  deinit {
    // What stays behind in /tmp harms nobody.
    try? FileManager.default.removeItem(at: root)
  }

  var configurationPath: String { configuration.path }
  var done: URL { state.appending(path: "done") }
  var failed: URL { state.appending(path: "failed") }
  var claim: URL { state.appending(path: "claim") }

  // MARK: Dropping

  /// Writes a file aside and renames it into the inbox, so that it is complete when it appears.
  func drop(_ name: FileName, _ bytes: some Sequence<UInt8>) throws {
    try stage(name, bytes)
    try publish(name)
  }

  func drop(_ name: String, _ text: String) throws {
    try drop(FileName(name), text.utf8)
  }

  /// Writes a file beside the inbox.
  func stage(_ name: FileName, _ bytes: some Sequence<UInt8>) throws {
    let path = Self.path(staging, name)
    let descriptor = try check(open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644))
    defer { close(descriptor) }
    let content = Array(bytes)
    var offset = 0
    while offset < content.count {
      offset += try check(
        content[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) })
    }
  }

  /// Renames a staged file into the inbox.
  func publish(_ name: FileName) throws {
    let from = Self.path(staging, name)
    let to = Self.path(inbox, name)
    try check(rename(from, to))
  }

  // MARK: Running

  /// The daemon on this desk, until it is stopped or let go.
  func start(_ more: [String] = [], wrapper: [String] = [], program: String? = Program.path) throws
    -> Running
  {
    try Running(
      ["run", "--config", configuration.path, "--inbox", inbox.path, "--state", state.path] + more,
      wrapper: wrapper,
      program: program)
  }

  /// Takes what is in the inbox and ends.
  func once(within deadline: Duration = .seconds(120)) throws -> Ended {
    try start(["--once"]).end(within: deadline)
  }

  /// A command that asks this desk's state: `ask("explain", "3", "--json")`.
  func ask(_ words: String..., within deadline: Duration = .seconds(60)) throws -> Ended {
    try Program.run(words + ["--state", state.path], within: deadline)
  }

  func account() throws -> Account {
    let ended = try ask("account", "--json")
    guard let account = try ended.lines(Account.self).first else {
      throw NotInTime(what: "an account; exit \(ended.code ?? -1): \(ended.errors)")
    }
    return account
  }

  /// What the running daemon says of itself.
  func live() throws -> Status.Live {
    let ended = try ask("status", "--json")
    guard let live = try ended.lines(Status.self).first?.live else {
      throw NotInTime(what: "a live status: \(ended.output) \(ended.errors)")
    }
    return live
  }

  func export() throws -> [Exported] {
    try ask("export", "--format", "jsonl", within: .seconds(120)).lines(Exported.self)
  }

  /// Waits until as many deposits have ended as were dropped.
  @discardableResult
  func settled(_ deposits: Int, by daemon: Running, within deadline: Duration = .seconds(120))
    throws
    -> Account
  {
    try eventually(
      within: deadline, "\(deposits) deposits end; stderr: \(daemon.errors.suffix(2000))"
    ) {
      if let ended = daemon.poll() { throw ProgramError.endedEarly(ended) }
      // No account yet while the daemon makes its database.
      guard let account = try? account() else { return nil }
      return account.ended >= deposits && account.waiting == 0 ? account : nil
    }
  }

  // MARK: Looking

  /// The names of all regular files below a folder, sorted, as raw bytes after the folder.
  func files(below folder: URL) -> [FileName] {
    Self.walk(Array(folder.path.utf8), under: []).sorted()
  }

  /// The reason files of failed/, by the name they are about.
  func reasons() throws -> [String: Reason] {
    var reasons: [String: Reason] = [:]
    for name in files(below: failed) where name.text.hasSuffix(".reason.json") {
      let data = try Data(contentsOf: failed.appending(path: name.text))
      let reason = try JSONDecoder().decode(Reason.self, from: data)
      reasons[reason.name] = reason
    }
    return reasons
  }

  private static func walk(_ folder: [UInt8], under prefix: [UInt8]) -> [FileName] {
    guard let stream = opendir((folder + [0]).map { CChar(bitPattern: $0) }) else { return [] }
    defer { closedir(stream) }
    var found: [FileName] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      let path = prefix.isEmpty ? name : prefix + [0x2F] + name
      if entry.pointee.d_type == UInt8(DT_DIR) {
        found += walk(folder + [0x2F] + name, under: path)
      } else {
        found.append(FileName(bytes: path))
      }
    }
    return found
  }

  private static func path(_ folder: URL, _ name: FileName) -> [CChar] {
    (Array(folder.path.utf8) + [0x2F] + name.bytes + [0]).map { CChar(bitPattern: $0) }
  }
}

/// The result of a system call, or its errno as an error.
@discardableResult
func check<Number: SignedInteger>(_ result: Number) throws -> Number {
  if result < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  return result
}
