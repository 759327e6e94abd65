import Foundation
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel

/// What one run works on, put together from configuration and command line.
struct Plan: Sendable, Equatable {
  var state: String
  var spool: [UInt8]
  var inboxes: [Inbox]
  var settings: DeskSettings
  var logLevel: String
  /// The spool that the file names, where the command line names another: that one is used, and it is said.
  private(set) var overruledSpool: String?
  /// It takes what is there, and ends.
  var isOnce = false

  /// Makes the folders that are missing.
  ///
  /// - Parameters:
  ///   - configuration: What the command line leaves open.
  ///   - inbox: From the command line; the only one then.
  ///   - state: As well.
  ///   - givenSpool: As well; without it the configured inboxes have the file's, and one from the command
  ///     line has the state folder or, on another file system, a folder of its own.
  /// - Throws: `CommandError`, before anything is made, when one folder lies in another that is watched.
  init(
    _ configuration: Configuration, inbox: String?, state: String?, spool givenSpool: String? = nil
  ) throws {
    var configuration = configuration
    overruledSpool = Self.overruled(configuration, by: inbox == nil ? givenSpool : nil)
    if let givenSpool { configuration.spool = absolute(givenSpool) }
    self.state = state.map(absolute) ?? configuration.state
    settings = configuration.desk
    logLevel = configuration.logLevel
    if let inbox {
      let (path, given) = (absolute(inbox), givenSpool.map(absolute))
      try Self.refuseOverlap(inboxes: [path], spool: given ?? self.state, state: self.state)
      for folder in [self.state, path] + (given.map { [$0] } ?? []) { try Self.makeFolder(folder) }
      spool = try Array((given ?? Self.spool(for: path, state: self.state)).utf8)
      inboxes = [Self.inbox(.init(path: path), taken: [])]
      return
    }
    spool = Array(configuration.spool.utf8)
    var entries = configuration.inboxes
    let usual = configuration.spool + "/inbox"
    if entries.isEmpty { entries = [.init(path: usual)] }
    try Self.refuseOverlap(
      inboxes: entries.map(\.path), spool: configuration.spool, state: self.state)
    try Self.makeFolder(self.state)
    if configuration.inboxes.isEmpty {
      try Self.makeFolder(configuration.spool)
      try Self.makeFolder(usual)
    }
    inboxes = []
    for entry in entries { inboxes.append(Self.inbox(entry, taken: inboxes.map(\.name))) }
  }

  private static func overruled(_ configuration: Configuration, by spool: String?) -> String? {
    guard let spool, configuration.namesSpool, absolute(configuration.spool) != absolute(spool)
    else { return nil }
    return configuration.spool
  }

  /// What a run would refuse, and makes no folder.
  ///
  /// - Throws: `CommandError` when one folder lies in another that is watched, or could not be made.
  static func check(
    _ configuration: Configuration, inbox: String?, state: String?, spool: String?
  ) throws {
    let state = state.map(absolute) ?? configuration.state
    let spool = spool.map(absolute) ?? (inbox == nil ? configuration.spool : state)
    let configured =
      configuration.inboxes.isEmpty ? [spool + "/inbox"] : configuration.inboxes.map(\.path)
    let inboxes = inbox.map { [absolute($0)] } ?? configured
    try refuseOverlap(inboxes: inboxes, spool: spool, state: state)
    for folder in [state, spool] + inboxes { try checkFolder(folder) }
  }

  /// Whether it is there, or could be made.
  private static func checkFolder(_ path: String) throws {
    var (nearest, isFolder) = (path, ObjCBool(false))
    while !FileManager.default.fileExists(atPath: nearest, isDirectory: &isFolder), nearest != "/" {
      nearest = URL(filePath: nearest).deletingLastPathComponent().path
    }
    guard isFolder.boolValue else {
      throw CommandError(
        .failure, "cannot create the folder \(path): \(quoted(nearest)) is no folder")
    }
    guard nearest == path || access(nearest, W_OK | X_OK) == 0 else {
      let cause = SystemError(call: "mkdir", number: errno, path: Array(path.utf8))
      throw CommandError(.failure, "cannot create the folder \(path): \(cause)")
    }
  }

  /// In the runtime directory as a service, else in the state folder.
  var controlPath: [UInt8] {
    let folder = getenv("RUNTIME_DIRECTORY").map { String(cString: $0) } ?? state
    return Array("\(folder)/control.sock".utf8)
  }

  /// Of what is in force, when a reload keeps some of it.
  func refuseOverlap() throws {
    try Self.refuseOverlap(
      inboxes: inboxes.map { String(decoding: $0.path, as: UTF8.self) },
      spool: String(decoding: spool, as: UTF8.self), state: state)
  }

  private static func refuseOverlap(inboxes: [String], spool: String, state: String) throws {
    guard let overlap = FolderOverlap.find(inboxes: inboxes, spool: spool, state: state) else {
      return
    }
    throw CommandError(.usage, "\(overlap.text); \(overlap.remedy)")
  }

  /// For `ingest`: no inbox, and the spool in the state folder.
  init(ingestingInto state: String, _ configuration: Configuration) throws {
    self.state = state
    settings = try configuration.desk.readingAlike(in: state)
    // The daemon's business, on the daemon's spool.
    settings.retention = [:]
    settings.articleDays = nil
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
    return same && inboxFolder.mountID == stateFolder.mountID
      ? state : "\(inbox)/\(Spool.nameInInbox)"
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
    var inbox = Inbox(
      name: name, path: Array(entry.path.utf8), mode: Inbox.Mode(rawValue: entry.mode) ?? .move,
      source: entry.sourceFromFolder ? .subfolder(otherwise: source) : .named(source),
      filter: Inbox.NameFilter(
        include: entry.include.map { NamePattern($0) },
        ignore: FileName.leftAloneNames + entry.ignore.map { NamePattern($0) }),
      hold: entry.hold
    )
    inbox.waitsForMark = entry.waitsForMark
    // The other marks are left alone everywhere.
    if entry.waitsForMark { inbox.filter.ignore.append(NamePattern("*.ok", ignoresCase: true)) }
    return inbox
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
