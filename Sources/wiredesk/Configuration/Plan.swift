import Foundation
import NewsDesk
import NewsInbox
import NewsLinux

/// What one run works on, put together from configuration and command line.
struct Plan: Sendable, Equatable {
  var state: String
  var spool: [UInt8]
  var inboxes: [Inbox]
  var settings: DeskSettings
  var logLevel: String

  /// Parameters inbox, state: from the command line; they win over the configuration.
  /// Parameter spool: as well, for the spool of the configured inboxes.
  init(
    _ configuration: Configuration, inbox: String?, state: String?, spool givenSpool: String? = nil
  ) throws {
    var configuration = configuration
    if let givenSpool { configuration.spool = absolute(givenSpool) }
    self.state = state.map(absolute) ?? configuration.state
    settings = configuration.desk
    logLevel = configuration.logLevel
    try Self.makeFolder(self.state)
    if let inbox {
      let path = absolute(inbox)
      try Self.makeFolder(path)
      spool = try Array(Self.spool(for: path, state: self.state).utf8)
      inboxes = [Self.inbox(.init(path: path), taken: [])]
      return
    }
    spool = Array(configuration.spool.utf8)
    var entries = configuration.inboxes
    if entries.isEmpty {
      try Self.makeFolder(configuration.spool)
      let path = configuration.spool + "/inbox"
      try Self.makeFolder(path)
      entries = [.init(path: path)]
    }
    inboxes = []
    for entry in entries { inboxes.append(Self.inbox(entry, taken: inboxes.map(\.name))) }
  }

  /// In the runtime directory as a service, else in the state folder.
  var controlPath: [UInt8] {
    let folder = getenv("RUNTIME_DIRECTORY").map { String(cString: $0) } ?? state
    return Array("\(folder)/control.sock".utf8)
  }

  /// For `ingest`: no inbox, and the spool in the state folder.
  init(ingestingInto state: String, _ configuration: Configuration) throws {
    self.state = state
    settings = configuration.desk
    // The daemon's business, on the daemon's spool.
    settings.retention = [:]
    logLevel = "warning"
    try Self.makeFolder(state)
    spool = Array(state.utf8)
    inboxes = []
  }

  /// claim/, done/ and failed/ must lie on the inbox's file system: in the state folder when that
  /// does, else in the inbox itself, under a name that is never taken.
  private static func spool(for inbox: String, state: String) throws -> String {
    let inboxFolder = try Folder.open(Array(inbox.utf8))
    let stateFolder = try Folder.open(Array(state.utf8))
    let same = try inboxFolder.facts().device == stateFolder.facts().device
    return same && inboxFolder.mountID == stateFolder.mountID ? state : inbox + "/.wiredesk"
  }

  private static func inbox(_ entry: Configuration.InboxEntry, taken: [String]) -> Inbox {
    let last = entry.path.split(separator: "/").last.map(String.init) ?? "inbox"
    let base = String(last.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    var name = base
    var number = 2
    while taken.contains(name) {
      name = "\(base)-\(number)"
      number += 1
    }
    let source = entry.source ?? last
    return Inbox(
      name: name, path: Array(entry.path.utf8), mode: Inbox.Mode(rawValue: entry.mode) ?? .move,
      source: entry.sourceFromFolder ? .subfolder(otherwise: source) : .named(source),
      filter: Inbox.NameFilter(
        include: entry.include.map { Inbox.NameFilter.Pattern($0) },
        ignore: Inbox.NameFilter.temporaryNames + entry.ignore.map { Inbox.NameFilter.Pattern($0) })
    )
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o750])
    } catch {
      throw CommandError(
        .failure, "cannot create the folder \(path): \(error.localizedDescription)")
    }
  }
}
