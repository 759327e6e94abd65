import Foundation
import Glibc

/// Where a folder truly lies: symbolic links followed, and on its volume, however that is mounted.
struct ResolvedFolder {
  /// Components of the path; those at its end need not exist yet.
  private let path: [Substring]
  /// Components on the volume, its device first; nil where /proc does not tell.
  private let onVolume: [Substring]?
  private let mounts: [Mount]

  /// - Parameters:
  ///   - path: From the root.
  ///   - mounts: Those of this process.
  init(_ path: String, mounts: [Mount] = Mount.all) {
    self.path = Self.resolved(path).split(separator: "/")
    self.mounts = mounts
    let own = self.path
    // The last of several mounts on one folder is the one that is seen.
    let mount = mounts.enumerated().filter { own.starts(with: $0.element.point) }
      .max { ($0.element.point.count, $0.offset) < ($1.element.point.count, $1.offset) }?.element
    onVolume = mount.map { [$0.device] + $0.root + own.dropFirst($0.point.count) }
  }

  /// Whether it is the other folder, or one in it that a scan of the other comes to: names that begin with a dot
  /// are never looked at.
  func isSeen(in other: ResolvedFolder) -> Bool {
    if let below = Self.rest(path, below: other.path) { return !Self.isHidden(below) }
    guard let onVolume else { return false }
    if let others = other.onVolume, let below = Self.rest(onVolume, below: others) {
      return !Self.isHidden(below)
    }
    // A mount within the other may show it, or a folder above it.
    return mounts.contains { mount in
      guard let below = Self.rest(mount.point, below: other.path),
        let rest = Self.rest(onVolume, below: [mount.device] + mount.root)
      else { return false }
      return !Self.isHidden(below) && !Self.isHidden(rest)
    }
  }

  /// Whether it is the same folder as the other.
  func isSame(as other: ResolvedFolder) -> Bool { isSeen(in: other) && other.isSeen(in: self) }

  private static func rest(_ path: [Substring], below other: [Substring]) -> ArraySlice<Substring>?
  {
    path.starts(with: other) ? path.dropFirst(other.count) : nil
  }

  private static func isHidden(_ path: ArraySlice<Substring>) -> Bool {
    path.contains { $0.hasPrefix(".") }
  }

  /// The path without symbolic links, as far as it exists.
  private static func resolved(_ path: String) -> String {
    var existing = path
    var missing: [String] = []
    while true {
      if let found = realpath(existing, nil) {
        defer { free(found) }
        return ([String(cString: found)] + missing).joined(separator: "/")
      }
      let parts = existing.split(separator: "/")
      guard let last = parts.last else { return "/" + missing.joined(separator: "/") }
      missing.insert(String(last), at: 0)
      existing = "/" + parts.dropLast().joined(separator: "/")
    }
  }
}

/// A line of /proc/self/mountinfo (proc(5)).
struct Mount {
  /// Major and minor number.
  var device: Substring
  /// Components of the folder of the volume that is shown.
  var root: [Substring]
  /// Components of the folder on which it is shown.
  var point: [Substring]

  static var all: [Mount] {
    let text = FileManager.default.contents(atPath: "/proc/self/mountinfo") ?? Data()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap(Mount.init)
  }

  init?(_ line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count > 5 else { return nil }
    device = fields[2]
    root = Self.plain(fields[3]).split(separator: "/")
    point = Self.plain(fields[4]).split(separator: "/")
  }

  /// Blanks, tabs, line ends and backslashes stand in octal.
  private static func plain(_ text: Substring) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
      .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
