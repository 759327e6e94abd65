import Foundation
package import NewsInbox
package import NewsModel
package import NewsStore

/// What the last `run` on a state folder watched, kept there as `desk.json`: so that `account` and
/// `status` can look into the inboxes, and `ingest` can hand files to a running daemon; and by which names it
/// read fields, so that what reads the same files later reads them alike.
///
/// The folder that is asked about decides: a desk that was moved, copied or restored finds what lies in it and
/// beside it, and never what is the original's.
package struct LastRun: Equatable, Sendable {
  /// Where claim/, done/ and failed/ lie; the state folder itself, when those of the record are another desk's.
  package private(set) var spool: [UInt8]
  /// The running daemon's control socket.
  package private(set) var control: [UInt8]
  /// The inboxes of this desk.
  package private(set) var watched: [Inbox]
  /// Paths of inboxes as the database has them, with those they have now.
  package private(set) var pathsNow: [String: String]
  /// Inboxes on record that belong to the desk which this one is a copy of.
  package private(set) var foreign: [String] = []
  /// A provider's own names, by field; nil in the word of an older build.
  package var fields: [String: [String]]?
  /// It was a daemon, which is to go on: not `--once`. Nil in the word of an older build.
  package var isService: Bool?
  private let record: WrittenRun

  /// - Parameters:
  ///   - inboxes: what is watched.
  ///   - spool: where claim/, done/ and failed/ lie.
  ///   - control: the control socket.
  ///   - state: the state folder.
  ///   - fields: names of fields, as the configuration gives them.
  ///   - isService: whether the run is to go on, and does not end by itself.
  package init(
    watching inboxes: [Inbox], spool: [UInt8], control: [UInt8], state: String,
    fields: [String: [String]] = [:], isService: Bool = true
  ) {
    self.init(
      WrittenRun(
        state: state, spool: RecordedPath(spool, from: state),
        control: RecordedPath(control, from: state),
        inboxes: inboxes.map { WrittenRun.Entry($0, from: state) }, fields: fields,
        isService: isService),
      in: state)
  }

  private init(_ record: WrittenRun, in state: String) {
    self.record = record
    let place = DeskPlace(state, recorded: record.state)
    spool = Array((place.path(record.spool) ?? state).utf8)
    let own = "\(state)/control.sock"
    control = Array((place.isMoved ? own : place.original(record.control)).utf8)
    (watched, pathsNow) = ([], [:])
    for entry in record.inboxes {
      let original = place.original(entry.path)
      guard let path = place.path(entry.path) else {
        foreign.append(original)
        continue
      }
      watched.append(entry.inbox(at: path))
      pathsNow[original] = path
    }
    fields = record.fields
    isService = record.isService
  }

  /// Inboxes whose files go to done/, by the paths that the database may have of them.
  package var movingPaths: Set<String> {
    let moving = Set(watched.filter { $0.mode == .move }.map(\.pathText))
    return moving.union(pathsNow.filter { moving.contains($0.value) }.keys)
  }

  /// The path below an inbox that a whole path means; nil for what lies in none.
  package func below(_ path: FileName) -> FileName? {
    guard path.bytes.first == 0x2F else { return nil }
    return watched.map { $0.path + [0x2F] }.first { path.bytes.starts(with: $0) }.map {
      FileName(bytes: path.bytes.dropFirst($0.count))
    }
  }

  package static func path(in state: String) -> String { state + "/desk.json" }

  /// Its record is there, and no record: cut off, or changed by hand.
  package struct Damaged: Failure {
    package var path: String
    package var code: String { "desk-record" }
    package var disposition: Disposition { .mend }
    package var message: String {
      "\(quoted(path)) is damaged: remove it, and the next run writes it anew"
    }
  }

  /// Nobody says where the desk's files lie.
  package struct Missing: Failure {
    package var path: String
    private let remedy: String

    /// - Parameters:
    ///   - state: the state folder.
    ///   - remedy: what to do; without it a run, which writes the record anew.
    package init(in state: String, remedy: String? = nil) {
      path = LastRun.path(in: state)
      self.remedy = remedy ?? "run the desk once, so that it is known where its files lie"
    }
    package var code: String { "desk-record" }
    package var disposition: Disposition { .mend }
    package var message: String { "\(quoted(path)) is missing: \(remedy)" }
  }

  /// Where claim/, done/ and order/ lie, as far as the state tells.
  ///
  /// - Parameters:
  ///   - state: the state folder.
  ///   - store: its database.
  /// - Returns: The spool on record. Without a record the state folder, where `ingest` keeps it.
  /// - Throws: `Missing` where there is no record and files came into inboxes, for then the spool may be anywhere;
  ///   `Damaged`; `StoreFailure`.
  package static func spool(of state: String, _ store: StoreReader) throws -> [UInt8] {
    if let record = try read(in: state) { return record.spool }
    guard try !store.hasInboxes else { throw Missing(in: state) }
    return Array(state.utf8)
  }

  /// - Parameter state: the state folder.
  /// - Returns: Nil before the first run.
  /// - Throws: `Damaged`.
  package static func read(in state: String) throws(Damaged) -> LastRun? {
    guard let data = FileManager.default.contents(atPath: path(in: state)) else { return nil }
    guard let record = try? JSONDecoder().decode(WrittenRun.self, from: data).withState else {
      throw Damaged(path: path(in: state))
    }
    return LastRun(record, in: state)
  }

  /// As it stands in `desk.json`.
  package var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
    }
  }
}

extension StoreReader {
  /// Files came to it by inboxes, and not only by `ingest`.
  package var hasInboxes: Bool {
    get throws(StoreFailure) { try account().contains { $0.inbox != Inbox.commandLinePath } }
  }
}
