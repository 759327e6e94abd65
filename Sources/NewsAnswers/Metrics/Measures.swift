import NewsLinux
package import NewsModel
package import NewsStore

extension DeskStatus {
  /// What metrics are made of, read without writing: the running counts of the database, the daemon's word, the
  /// sizes of files. Cost: independent of the number of articles and of files that wait.
  package struct Measures: Sendable {
    var now: Timestamp
    var version: String
    var isRunning = false
    /// Nil when no daemon answers.
    var live: LiveStatus?
    /// Nil when the database cannot be read.
    var store: StoreMeasures?
    /// Why it cannot.
    package var problem: StoreFailure?
    var databaseBytes: Int64?
    var searchBytes: Int64?
    /// The file systems of `state` and `spool`.
    var room: [DiskRoom] = []

    init(now: Timestamp, version: String) {
      self.now = now
      self.version = version
    }

    /// - Parameters:
    ///   - state: the state folder.
    ///   - version: the program's.
    ///   - now: wall time.
    /// - Throws: `SystemError` when the lock of the state cannot be looked at; `StoreFailure` when the folder is
    ///   not there, or may not be read.
    package init(state: String, version: String, now: Timestamp) throws {
      self.init(now: now, version: version)
      let holder = try DeskStatus.holder(state)
      live = DeskStatus.live(state)
      if case .process = holder { isRunning = true } else { isRunning = live != nil }
      do {
        store = try StoreMeasures(StoreReader(folder: state), state, now)
      } catch let failure as StoreFailure {
        problem = failure
      }
      let folder = try Folder.open(Array(state.utf8))
      databaseBytes = Self.bytes(of: "wiredesk.db", in: folder)
      searchBytes = Self.bytes(of: "search.db", in: folder)
      room = DiskRoom.all(of: state)
    }

    private static func bytes(of name: String, in folder: Folder) -> Int64? {
      ((try? folder.facts(of: Array(name.utf8))) ?? nil).map { $0.sizeBytes }
    }
  }

  /// What the database says.
  struct StoreMeasures: Sendable {
    var inboxes: [Accounting.InboxAccount] = []
    var numbers = StoreReader.Numbers(article: 0, story: 0, deposit: 0)
    var logBytes: Int64 = 0
    /// Articles that the full-text index does not hold yet.
    var searchBehind: Int64 = 0
    /// From found to outcome, in milliseconds, ascending: of the last files, at most a thousand.
    var latencies: [Int64] = []
    var rhythms = SourceRhythms([:], through: ArticleID(rawValue: 0))

    /// Files of the last hour only: a quiet desk has no latency.
    static let latencyWindow: Int64 = 3_600_000
    static let latencyCount = 1000

    init() {}

    init(_ store: StoreReader, _ state: String, _ now: Timestamp) throws {
      inboxes = try store.account()
      numbers = try store.numbers()
      logBytes = store.logBytes
      searchBehind = try DeskStatus.searchBehind(store, state)
      latencies = try store.latencies(
        since: Timestamp(milliseconds: now.milliseconds - Self.latencyWindow),
        limit: Self.latencyCount
      ).sorted()
      rhythms = try store.reading { try SourceRhythms($0) }
    }

    /// By nearest rank; nil for none.
    func latency(_ share: Double) -> Int64? {
      guard !latencies.isEmpty else { return nil }
      let rank = Int((share * Double(latencies.count)).rounded(.up))
      return latencies[min(max(rank, 1), latencies.count) - 1]
    }
  }
}
