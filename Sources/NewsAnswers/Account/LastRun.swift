import Foundation
package import NewsInbox
package import NewsModel

/// What the last `run` on a state folder watched, kept there as `desk.json`: so that `account` and
/// `status` can look into the inboxes, and `ingest` can hand files to a running daemon; and by which names it
/// read fields, so that what reads the same files later reads them alike.
package struct LastRun: Codable, Equatable, Sendable {
  package struct Entry: Codable, Equatable, Sendable {
    package var name: String
    package var path: [UInt8]
    var mode: String
    var source: String
    var sourceIsFolder: Bool
    var include: [String]
    /// Of the configuration; what is always left alone is not repeated.
    var ignore: [String]
  }
  package var spool: [UInt8]
  /// The running daemon's control socket.
  package var control: [UInt8]
  package var inboxes: [Entry]
  /// A provider's own names, by field; nil in the word of an older build.
  package var fields: [String: [String]]?

  /// - Parameters:
  ///   - inboxes: what is watched.
  ///   - spool: where claim/, done/ and failed/ lie.
  ///   - control: the control socket.
  ///   - fields: names of fields, as the configuration gives them.
  package init(
    watching inboxes: [Inbox], spool: [UInt8], control: [UInt8], fields: [String: [String]] = [:]
  ) {
    self.spool = spool
    self.fields = fields
    self.control = control
    self.inboxes = inboxes.map { inbox in
      let (source, isFolder) =
        switch inbox.source {
        case .named(let name): (name, false)
        case .subfolder(let otherwise): (otherwise, true)
        }
      return Entry(
        name: inbox.name, path: inbox.path, mode: inbox.mode.rawValue, source: source,
        sourceIsFolder: isFolder, include: inbox.filter.include.map(\.text),
        ignore: inbox.filter.ignore.filter { !Inbox.NameFilter.leftAloneNames.contains($0) }
          .map(\.text))
    }
  }

  package var watched: [Inbox] {
    inboxes.map { entry in
      Inbox(
        name: entry.name, path: entry.path, mode: Inbox.Mode(rawValue: entry.mode) ?? .move,
        source: entry.sourceIsFolder ? .subfolder(otherwise: entry.source) : .named(entry.source),
        filter: Inbox.NameFilter(
          include: entry.include.map { Inbox.NameFilter.Pattern($0) },
          // As the daemon has them: of those, case does not count, and a record keeps only the text.
          ignore: Inbox.NameFilter.leftAloneNames
            + entry.ignore.map { Inbox.NameFilter.Pattern($0) }))
    }
  }

  /// The path below an inbox that a whole path means; nil for what lies in none.
  package func below(_ path: FileName) -> FileName? {
    guard path.bytes.first == 0x2F else { return nil }
    return inboxes.map { $0.path + [0x2F] }.first { path.bytes.starts(with: $0) }.map {
      FileName(bytes: path.bytes.dropFirst($0.count))
    }
  }

  package static func path(in state: String) -> String { state + "/desk.json" }

  /// Nil before the first run.
  package static func read(in state: String) throws -> LastRun? {
    guard let data = FileManager.default.contents(atPath: path(in: state)) else { return nil }
    return try JSONDecoder().decode(LastRun.self, from: data)
  }
}
