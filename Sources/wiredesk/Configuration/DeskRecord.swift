import Foundation
import NewsInbox
import NewsModel

/// What the last `run` on a state folder watched, kept there as `desk.json`: so that `account` and
/// `status` can look into the inboxes, and `ingest` can hand files to a running daemon.
struct DeskRecord: Codable, Equatable {
  struct Entry: Codable, Equatable {
    var name: String
    var path: [UInt8]
    var mode: String
    var source: String
    var sourceIsFolder: Bool
    var include: [String]
    var ignore: [String]
  }
  var spool: [UInt8]
  /// The running daemon's control socket.
  var control: [UInt8]
  var inboxes: [Entry]

  init(_ plan: Plan, control: [UInt8]) {
    spool = plan.spool
    self.control = control
    inboxes = plan.inboxes.map { inbox in
      let (source, isFolder) =
        switch inbox.source {
        case .named(let name): (name, false)
        case .subfolder(let otherwise): (otherwise, true)
        }
      return Entry(
        name: inbox.name, path: inbox.path, mode: inbox.mode.rawValue, source: source,
        sourceIsFolder: isFolder, include: inbox.filter.include.map(\.text),
        ignore: inbox.filter.ignore.map(\.text))
    }
  }

  var watched: [Inbox] {
    inboxes.map { entry in
      Inbox(
        name: entry.name, path: entry.path, mode: InboxMode(rawValue: entry.mode) ?? .move,
        source: entry.sourceIsFolder ? .subfolder(otherwise: entry.source) : .named(entry.source),
        filter: NameFilter(
          include: entry.include.map { NamePattern($0) },
          ignore: entry.ignore.map { NamePattern($0) }))
    }
  }

  /// The path below an inbox that a whole path means; nil for what lies in none.
  func below(_ path: FileName) -> FileName? {
    guard path.bytes.first == 0x2F else { return nil }
    return inboxes.map { $0.path + [0x2F] }.first { path.bytes.starts(with: $0) }.map {
      FileName(bytes: path.bytes.dropFirst($0.count))
    }
  }

  static func url(in state: String) -> URL { URL(filePath: state).appending(path: "desk.json") }

  /// Nil before the first run.
  static func read(in state: String) throws -> DeskRecord? {
    guard let data = FileManager.default.contents(atPath: url(in: state).path) else { return nil }
    return try JSONDecoder().decode(DeskRecord.self, from: data)
  }

  func write(in state: String) throws {
    try JSONEncoder().encode(self).write(to: Self.url(in: state), options: .atomic)
  }
}
