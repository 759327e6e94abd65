import Foundation
import Logging
import NewsAnswers
import NewsInbox
import NewsLinux
import NewsMatching
import NewsModel
import NewsStore
import TestSupport
import Testing

@testable import NewsDesk

/// A desk in this process, on a temporary folder: real files, real SQLite.
final class TestDesk {
  let root: URL
  let inbox: URL
  let store: Store
  let desk: Desk
  private let search: SearchIndex

  /// `now` is the desk's clock. With `smallIndex` runs of postings are written and merged after a few
  /// articles, and caches hold next to nothing. `old` is stopped: this one goes on with its store, as a
  /// reload does.
  init(
    mode: Inbox.Mode = .move, root given: URL? = nil, workers: Int = 2, spool: URL? = nil,
    young: Duration = .seconds(30), smallIndex: Bool = false, remember: Duration? = nil,
    now: (@Sendable () -> Timestamp)? = nil, log recording: Logger? = nil,
    after old: TestDesk? = nil,
    change: (inout DeskSettings) -> Void = { _ in }
  ) throws {
    root = old?.root ?? given ?? URL.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
    let state = root.appending(path: "state")
    let spool = spool ?? state
    inbox = spool == state ? root.appending(path: "inbox") : spool.appending(path: "inbox")
    for folder in [inbox, state] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    store = try old?.store ?? Store(folder: state.path, seed: 7)
    search = try old?.search ?? SearchIndex(folder: state.path, store: store.reader)
    var silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    silent.logLevel = .critical
    let log = recording ?? silent
    var settings = DeskSettings(workers: workers)
    settings.timing.youth = young
    settings.remember = remember
    if smallIndex { settings.copyLimits = .small }
    change(&settings)
    let context = now.map { DeskContext(log: log, now: $0) } ?? DeskContext(log: log)
    desk = try Desk(
      inboxes: [
        Inbox(
          name: "inbox", path: Array(inbox.path.utf8), mode: mode,
          source: .subfolder(otherwise: "inbox"))
      ],
      spoolPath: Array(spool.path.utf8), store: store, search: search,
      settings: settings, context: context, after: old?.desk)
  }

  var state: URL { root.appending(path: "state") }

  /// Renames a file in, so that it is complete when it appears.
  func drop(_ name: String, _ text: String) throws {
    let aside = inbox.deletingLastPathComponent().appending(path: "aside-\(UUID().uuidString)")
    try text.write(to: aside, atomically: false, encoding: .utf8)
    let target = inbox.appending(path: name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: aside, to: target)
  }

  /// Puts a file where a folder of the state folder is wanted: nothing can be made there until it goes.
  func obstruct(_ path: String) throws -> URL {
    let url = state.appending(path: path)
    try "in the way".write(to: url, atomically: false, encoding: .utf8)
    return url
  }

  func start() throws {
    try desk.start()
    desk.watch.requestScan()
  }

  /// Runs until everything is dealt with, and closes.
  func drain() throws {
    try start()
    try untilDrained()
    desk.stop()
  }

  /// Also what was dropped a moment ago, and what no event has told of yet.
  func untilDrained(_ location: SourceLocation = #_sourceLocation) throws {
    desk.watch.requestScan()
    try until("drained", location) {
      desk.lookAgain()
      return desk.isDrained
    }
  }

  /// The sweep that a start begins has ended: a stop would end it between two files.
  func untilSwept() { desk.retention.queue.sync {} }

  func until(
    _ what: String, _ location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
  ) throws {
    try #require(
      try eventually(condition), "waited in vain: \(what)", sourceLocation: location)
  }

  func isDegraded(_ subject: Conditions.Subject) -> Bool {
    desk.context.conditions.all.contains { $0.subject == subject }
  }

  /// As a kill leaves the database: nothing is finished. Only when the desk has nothing to do.
  func abandon() throws {
    desk.watch.stop()
    try search.close()
    try store.close()
  }

  func close() throws {
    try closeStore()
    try FileManager.default.removeItem(at: root)
  }

  func closeStore() throws {
    try search.close()
    try store.close()
  }

  /// Of the inbox; all nought before anything has come from it.
  var account: Accounting.InboxAccount {
    get throws {
      let path = inbox.path
      return try store.reader.account().first { $0.inbox == path } ?? .init(inbox: path)
    }
  }

  /// Regular files below a folder of the root, as paths below that.
  func files(_ folder: String) -> [String] { Self.files(root.appending(path: folder)) }

  static func files(_ folder: URL) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return all.filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appending(path: name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// The `uri` of every article, in order of admission.
  var uris: [String] {
    get throws {
      var uris: [String] = []
      try store.reader.exported { uris.append($0.record.article.uri ?? "?") }
      return uris
    }
  }
}

extension CopyIndex.Limits {
  static var small: Self {
    var limits = Self()
    limits.cacheBytes = 40_000
    limits.postingCacheBytes = 4096
    limits.standings = 8
    limits.recentArticles = 5
    limits.sealedArticles = 10
    limits.retentionStep = 10
    return limits
  }
}

func story(_ place: String, _ number: Int) -> String {
  """
  Ferry service resumes in \(place)

  The night ferry between \(place) and the islands sailed again on Monday after \(number) days, \
  its captain said, and the harbour office expects the full timetable by the weekend.

  Repairs to the northern quay had cost \(number * 3) million crowns, twice what was planned.

  """
}

/// One object a line, each a different article with the identifier `PREFIX-NUMBER`.
func lines(_ prefix: String, _ numbers: Range<Int>) -> [String] {
  numbers.map { number in
    #"{"id":"\#(prefix)-\#(number)","headline":"Notice \#(number)","#
      + #""text":"Report \#(prefix) number \#(number) says \#(number * 7 + 3) units were counted."}"#
  }
}

/// Several counts in one expectation.
func list(_ counts: Int...) -> [Int] { counts }
