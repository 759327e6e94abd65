package import NewsBytes
import NewsLinux
import NewsModel
package import NewsStore

/// Whether a daemon works on a state folder, what its database has, and what the daemon says of itself.
package struct DeskStatus {
  private let state: String
  private let isRunning: Bool
  private let process: Int32?
  private let live: LiveStatus?
  private let known: Known?
  private let problem: String?
  /// The last run was a daemon, and was to go on.
  private let isService: Bool

  /// What a monitor must know.
  package enum Health: Sendable {
    case well
    /// The desk works, and something in an inbox cannot be taken.
    case notTaken
    /// A daemon should work on it, and does not.
    case stopped
    /// The daemon is degraded, or the database cannot be read.
    case unavailable
  }

  /// - Parameter state: the state folder.
  /// - Throws: `SystemError` when its lock cannot be looked at; `StoreFailure` when the folder is not there, or
  ///   the database cannot be read, and neither a daemon nor a note of damage says why.
  package init(state: String) throws {
    self.state = state
    let holder = try Self.holder(state)
    isService = (try? LastRun.read(in: state))?.isService ?? false
    live = Self.live(state)
    if case .process(let number) = holder {
      (isRunning, process) = (true, number)
    } else {
      // One that waits for its storage does not hold the lock yet.
      (isRunning, process) = (live != nil, nil)
    }
    let damage = StoreReader.knownDamage(in: state)
    var problem = damage.map {
      "the database is damaged: \($0); `wiredesk verify` says what is damaged, `wiredesk rebuild` restores it"
    }
    do {
      let store = try StoreReader(folder: state)
      known = try Self.known(store, state)
    } catch let failure as StoreFailure where live != nil || damage != nil {
      // The daemon's own word, or the note of damage, says more than nothing.
      problem = problem ?? failure.sentence
      known = nil
    }
    self.problem = problem
  }

  /// Whether a daemon works on the desk, or a command in its place.
  package static func isHeld(_ state: String) throws -> Bool { try holder(state) != .nobody }

  static func holder(_ state: String) throws -> StateLock.Holder {
    do {
      return try StateLock.holder(in: Folder.open(Array(state.utf8)))
    } catch {
      throw StoreReader.obstacle(in: state) ?? error
    }
  }

  /// Nil when no daemon answers: then what the database says must do.
  static func live(_ state: String) -> LiveStatus? {
    let recorded = (try? LastRun.read(in: state))?.control
    // One that still waits for its storage has left no record, or the last run's stands there: of a
    // service, or of a folder that has been moved since.
    let usual = Array("\(state)/control.sock".utf8)
    for path in [recorded, usual == recorded ? nil : usual].compactMap(\.self) {
      if let live = LiveStatus.ask(path) { return live }
    }
    return nil
  }

  /// Somebody who follows the event log now (`watch`).
  private struct Follower {
    /// The last event that it has told.
    let event: Int64
    let behind: Int64

    var json: JSONValue { .object([("event", .init(event)), ("behind", .init(behind))]) }
  }

  /// What its database says.
  private typealias Known = (account: Account, behind: Int64, followers: [Follower])

  private static func known(_ store: StoreReader, _ state: String) throws -> Known {
    (
      try Account(state: state, store: store), try searchBehind(store, state),
      try followers(store, state)
    )
  }

  private static func followers(_ store: StoreReader, _ state: String) throws -> [Follower] {
    // A folder that cannot be opened has been told by the lock.
    let places = (try? Folder.open(Array(state.utf8)))?.heldPlaces() ?? []
    return try places.map { Follower(event: $0, behind: try store.eventCount(after: $0)) }
  }

  static func searchBehind(
    _ store: StoreReader, _ state: String
  ) throws(StoreFailure) -> Int64 {
    let last = try store.lastArticleID().rawValue
    // Without an index everything is behind.
    guard let index = try? SearchIndex.Reader(folder: state) else {
      return last
    }
    return last - (try index.watermark().rawValue)
  }

  package var health: Health {
    if live?.isDegraded == true || problem != nil { return .unavailable }
    if !isRunning, isService { return .stopped }
    return (live?.notTakenCount ?? 0) > 0 ? .notTaken : .well
  }

  package var json: JSONValue {
    .object([
      ("state", .string(state)), ("running", .bool(isRunning)),
      ("process", .init(process.map { Int64($0) })), ("problem", .init(problem)),
      ("account", known?.account.json ?? .null), ("search_behind", .init(known?.behind)),
      ("followers", .array(known?.followers.map(\.json) ?? [])),
      ("left_alone_by_name", .init(leftAlone.map { Int64($0) })),
      ("silent_sources", .array(silent.map(\.json))), ("live", live?.json ?? .null),
    ])
  }

  package var lines: [String] {
    let who = process.map { " (process \($0))" } ?? ""
    let wish = isService ? ", and it should be: the last run was a daemon" : ""
    var lines = [isRunning ? "running\(who) on \(state)" : "not running on \(state)\(wish)"]
    if let problem { lines.append("DEGRADED: " + shown(problem, cells: 400)) }
    if let known {
      lines.append(known.account.text)
      if known.behind > 0 {
        lines.append("the search index is \(counted(known.behind, "article")) behind")
      }
      if let farthest = known.followers.map(\.behind).max() {
        lines.append(
          "events are followed from \(counted(known.followers.count, "place")), at most"
            + " \(counted(farthest, "event")) behind")
      }
    }
    lines += Self.lines(of: silent)
    if let live { return lines + live.lines }
    return lines + (leftAlone.flatMap(LiveStatus.leftAloneLine).map { [$0] } ?? [])
  }

  /// Sources that should have come while a daemon works; none without one, which says enough.
  private var silent: [SilentSource] {
    isRunning ? Self.silentSources(of: state, at: .now()) : []
  }

  /// As the daemon counts them, else by looking; nil where neither can be said.
  private var leftAlone: Int? { live.map { Int($0.leftAloneByName) } ?? known?.account.leftAlone }
}

extension StoreFailure {
  /// Code and message; for damage also what can be done about it.
  package var sentence: String {
    // Damage that the store has on record names its remedy already; damage just met does not.
    reason == .corrupt && !message.contains("wiredesk rebuild")
      ? "\(code): \(message); `wiredesk verify` says what is damaged, `wiredesk rebuild` restores it from done/"
      : "\(code): \(message)"
  }
}
