import Foundation
import Glibc
import TestSupport
import Testing

/// A desk that is told everything by its configuration: folders, keys, inboxes.
final class KeyDesk {
  let root = URL.temporaryDirectory.appending(path: "wiredesk-keys-\(UUID().uuidString)")
  var inbox: URL { root.appending(path: "spool/inbox") }
  private var configuration: URL { root.appending(path: "wiredesk.toml") }
  private var arguments: [String] { ["run", "--config", configuration.path] }

  /// As `configure` takes it.
  init(_ toml: String = "", hasUsualFolders: Bool = true) throws {
    for folder in ["state", "spool/inbox", "other"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    try configure(toml, hasUsualFolders: hasUsualFolders)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes the configuration, in which `ROOT` is the desk's folder. Its first lines name the state and
  /// the spool, when they are the usual ones.
  func configure(_ toml: String, hasUsualFolders: Bool = true) throws {
    var first = hasUsualFolders ? "state = \"ROOT/state\"\nspool = \"ROOT/spool\"\n" : ""
    if !toml.contains("young_seconds") { first += "young_seconds = 1\n" }
    try (first + toml + "\n").replacing("ROOT", with: root.path)
      .write(to: configuration, atomically: false, encoding: .utf8)
  }

  /// Puts a file there by a rename, so that it is complete when it appears.
  func drop(_ name: String, _ text: String, into folder: String = "spool/inbox") throws {
    let path = root.appending(path: folder).appending(path: name)
    try FileManager.default.createDirectory(
      at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    let aside = root.appending(path: UUID().uuidString)
    try text.write(to: aside, atomically: false, encoding: .utf8)
    try check(rename(aside.path, path.path))
  }

  @discardableResult
  func once(_ environment: [String: String] = [:]) throws -> Ended {
    try Program.run(arguments + ["--once"], environment: environment, within: .seconds(120))
  }

  /// The daemon, until it is let go.
  func start(_ environment: [String: String] = [:]) throws -> Running {
    try Running(arguments, environment: environment)
  }

  /// Runs the daemon until a condition holds, or for some seconds.
  ///
  /// - Returns: Whether it came to hold.
  func runs(
    _ environment: [String: String] = [:], seconds: Double = 6, until condition: () -> Bool
  ) throws -> Bool {
    let daemon = try start(environment)
    let deadline = Date.now + seconds
    while !condition(), Date.now < deadline { pause(milliseconds: 100) }
    let holds = condition()
    if let ended = daemon.poll() { throw ProgramError.endedEarly(ended) }
    _ = try daemon.stop()
    return holds
  }
}

extension KeyDesk {
  func ask(_ words: String...) throws -> Ended {
    try Program.run(words + ["--state", root.appending(path: "state").path])
  }

  /// Nil while there is no database.
  func account() throws -> Account? {
    try ask("account", "--json").lines(Account.self).first
  }

  func export() throws -> [[String: Any]] {
    try ask("export", "--format", "jsonl").output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// Paths of the files below one of the desk's folders, in order.
  func files(_ folder: String) -> [String] {
    let folder = root.appending(path: folder)
    let all = FileManager.default.enumerator(atPath: folder.path)
    return (all?.allObjects as? [String] ?? []).filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: folder.appending(path: $0).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// The code of the first file in failed/; `stored` when there is none.
  func reason() throws -> String {
    guard let name = files("spool/failed").first(where: { $0.hasSuffix(".reason.json") }) else {
      return "stored"
    }
    let data = try Data(contentsOf: root.appending(path: "spool/failed").appending(path: name))
    return try JSONDecoder().decode(Reason.self, from: data).code
  }
}
