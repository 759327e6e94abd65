import Foundation
import NewsLinux

/// A path in the record of the last run: relative to the state folder where the two have a folder in common, so
/// that a desk that is moved or copied with its inboxes takes its record along; else from the root. Plain text in
/// either case, for a person to read and to mend.
struct RecordedPath: Codable, Equatable, Sendable {
  let text: String

  /// - Parameters:
  ///   - path: from the root.
  ///   - state: the state folder, from the root.
  init(_ path: [UInt8], from state: String) {
    let path = Self.components(String(decoding: path, as: UTF8.self))
    let state = Self.components(state)
    let common = zip(path, state).prefix { $0 == $1 }.count
    guard common > 0 else {
      text = "/" + path.joined(separator: "/")
      return
    }
    let way = Array(repeating: "..", count: state.count - common) + path.dropFirst(common)
    text = way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// Older records have the bytes of the path as a list of numbers.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else {
      text = String(decoding: try container.decode([UInt8].self), as: UTF8.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The path from the root that it means, read from a state folder.
  func path(from state: String) -> String {
    guard !text.hasPrefix("/") else { return text }
    var components = Self.components(state)
    for component in Self.components(text) {
      if component == ".." { _ = components.popLast() } else { components.append(component) }
    }
    return "/" + components.joined(separator: "/")
  }

  /// The same, as it would be recorded in a state folder.
  func relative(to state: String) -> RecordedPath { RecordedPath(Array(text.utf8), from: state) }

  /// The folder that it lies in, and its name there.
  var split: (folder: String, name: String) {
    let name = text.split(separator: "/").last.map(String.init) ?? ""
    return (String(text.dropLast(name.count + 1)), name)
  }

  private static func components(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init).filter { $0 != "." }
  }
}

/// Where a state folder is now, and where it was when its record was written.
struct DeskPlace {
  private let here: String
  /// Nil where the record does not tell: then it is believed to be where it was.
  private let then: String?
  /// It was moved, copied or restored.
  let isMoved: Bool
  /// The desk that it was copied from is still there: what lies outside this folder is that one's.
  private let isCopy: Bool

  init(_ here: String, recorded then: String?) {
    self.here = here
    self.then = then
    guard let then, then != here, !Self.areSame(then, here) else {
      (isMoved, isCopy) = (false, false)
      return
    }
    isMoved = true
    isCopy = Self.exists(LastRun.path(in: then))
  }

  /// Where a recorded path leads for the desk that is here; nil for what is another desk's.
  func path(_ recorded: RecordedPath) -> String? {
    let path = recorded.path(from: here)
    guard let then else { return path }
    let original = recorded.path(from: then)
    // By a link the folder has another path and the same neighbours.
    guard isMoved else { return original }
    if path == here || path.hasPrefix(here + "/") { return path }
    if isCopy { return Self.areSame(path, original) || path == original ? nil : path }
    // Moved without what lies beside it, or with it.
    return Self.exists(path) || !Self.exists(original) ? path : original
  }

  /// Where it led when it was recorded, which is what the database says.
  func original(_ recorded: RecordedPath) -> String { recorded.path(from: then ?? here) }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func areSame(_ one: String, _ other: String) -> Bool {
    // What cannot be looked at is not known to be the same.
    guard let one = try? Folder.open(Array(one.utf8)).facts(),
      let other = try? Folder.open(Array(other.utf8)).facts()
    else { return false }
    return one.isSameFile(as: other)
  }
}
