import NewsLinux
import NewsModel
import NewsStore

/// The table itself. A name, once given, stays: dashboards and alerts of others rest on it. The manual tells
/// every row, and a test holds the two against one another.
extension DeskStatus.Metric {
  static let table: [DeskStatus.Metric] = program + files + articles + sources + storage

  private static let program: [DeskStatus.Metric] = [
    .init("wiredesk_build", .info, "The version of the program that tells this.") {
      [Sample(.integer(1), Label("version", $0.version))]
    },
    .init(
      "wiredesk_daemon_running", .gauge, "Whether a daemon works on the state folder.",
      one: { .init($0.isRunning) }),
    .init(
      "wiredesk_daemon_start_time_seconds", .gauge, unit: "seconds",
      "When the daemon started, in seconds since 1970 UTC.",
      one: { measures in
        measures.live.map { .integer(measures.now.milliseconds / 1000 - $0.uptimeSeconds) }
      }),
    .init(
      "wiredesk_daemon_memory_bytes", .gauge, unit: "bytes", "Resident memory of the daemon.",
      one: { $0.live?.memoryBytes.map { .integer($0) } }),
    .init(
      "wiredesk_daemon_scans", .counter, "Scans of inboxes since the daemon started.",
      one: { $0.live.map { .integer($0.scans) } }),
    .init(
      "wiredesk_daemon_overflows", .counter,
      "Overflows of the kernel's event queue since the daemon started; each is made good by a scan.",
      one: { $0.live.map { .integer($0.overflows) } }),
    .init(
      "wiredesk_conditions", .gauge, "What keeps the daemon from its full service, counted.",
      one: { $0.live.map { .integer(Int64($0.conditions.count)) } }),
    .init(
      "wiredesk_condition", .gauge,
      "1 for each of what keeps the daemon from its full service, with its code."
    ) { measures in
      (measures.live?.conditions ?? []).map {
        Sample(.integer(1), Label("subject", shown($0.subject, cells: 80)), Label("code", $0.code))
      }
    },
    .init(
      "wiredesk_configuration_refused", .gauge,
      "Whether the configuration on disk has a mistake, so that an earlier one is in force.",
      one: { $0.live.map { .init($0.refusedConfiguration != nil) } }),
  ]

  private static let files: [DeskStatus.Metric] = [
    .init("wiredesk_files", .counter, "Files that have ended, by outcome.") { measures in
      measures.sums([
        ("stored", \.stored), ("unchanged", \.unchanged), ("partial", \.partial),
        ("failed", \.failed),
      ]).map { Sample(.integer($0.count), Label("outcome", $0.name)) }
    },
    .init(
      "wiredesk_files_waiting", .gauge, "Files without an outcome, in inboxes and claimed.",
      one: { $0.live.map { .integer($0.waitingCount) } }),
    .init(
      "wiredesk_files_in_work", .gauge, "Files claimed and not disposed of yet.",
      one: { $0.live.map { .integer($0.inWork) } }),
    .init(
      "wiredesk_files_not_taken", .gauge, "Names in inboxes that cannot be taken.",
      one: { $0.live.map { .integer($0.notTakenCount) } }),
    .init(
      "wiredesk_oldest_waiting_seconds", .gauge, unit: "seconds",
      "The age of the file that has waited longest; 0 when none waits.",
      one: { $0.live.map { .integer($0.waiting.map(\.ageSeconds).max() ?? 0) } }),
    .init(
      "wiredesk_file_latency_seconds", .summary, unit: "seconds",
      "From found to outcome, of the files that ended in the last hour, at most 1000."
    ) { measures in
      [("0.5", 0.5), ("0.9", 0.9), ("0.99", 0.99)].compactMap { quantile, share in
        measures.store?.latency(share).map {
          Sample(.thousandths(max($0, 0)), Label("quantile", quantile))
        }
      }
    },
  ]

  private static let articles: [DeskStatus.Metric] = [
    .init("wiredesk_articles", .counter, "Articles stored, by the verdict at their arrival.") {
      $0.sums([
        ("original", \.articles.original), ("identical", \.articles.identical),
        ("near-duplicate", \.articles.nearDuplicate), ("excerpt", \.articles.excerpt),
        ("update", \.articles.update), ("earlier-version", \.articles.earlierVersion),
      ]).map { Sample(.integer($0.count), Label("verdict", $0.name)) }
    },
    .init(
      "wiredesk_articles_unchanged", .counter, "Articles that came again as they were.",
      one: { $0.sums([("", \.articles.unchanged)]).first.map { .integer($0.count) } }),
    .init(
      "wiredesk_documents_rejected", .counter, "Documents in files that gave no article.",
      one: { $0.sums([("", \.articles.rejected)]).first.map { .integer($0.count) } }),
    .init(
      "wiredesk_stories_opened", .counter, "Stories opened.",
      one: { $0.store.map { .integer($0.numbers.story) } }),
  ]

  /// Every source is a series of each of these, for as long as the monitor keeps it: so there is a limit.
  static let sourceLimit = 100

  private static let sources: [DeskStatus.Metric] = [
    .init(
      "wiredesk_sources", .gauge,
      "Sources that are known, at most 1000; listed are the 100 with the most articles."
    ) { measures in
      guard let count = measures.store?.rhythms.rhythms.count else { return [] }
      let listed = min(count, sourceLimit)
      return [
        Sample(.integer(Int64(listed)), Label("listed", "true")),
        Sample(.integer(Int64(count - listed)), Label("listed", "false")),
      ]
    },
    .init(
      "wiredesk_sources_silent", .gauge,
      "Sources that should have come by their own rhythm, listed or not.",
      one: { $0.silent.map { .integer(Int64($0.count)) } }),
    .init("wiredesk_source_articles", .counter, "Articles stored, of each listed source.") {
      $0.listed { .integer($0.articles) }
    },
    .init(
      "wiredesk_source_last_stored_time_seconds", .gauge, unit: "seconds",
      "When the source's last article was received, in seconds since 1970 UTC."
    ) { $0.listed { .thousandths($0.last.milliseconds) } },
    .init(
      "wiredesk_source_silence_limit_seconds", .gauge, unit: "seconds",
      "How long the source may be silent by its rhythm, from its last article on."
    ) { $0.listed { $0.limit.map { .thousandths($0) } } },
    .init(
      "wiredesk_source_silent", .gauge, "Whether the source is silent for longer than that."
    ) { measures in
      guard measures.isRunning else { return [] }
      return measures.listed { .init($0.overdue(at: measures.now) != nil) }
    },
  ]

  private static let storage: [DeskStatus.Metric] = [
    .init(
      "wiredesk_database_readable", .gauge, "Whether the database can be read.",
      one: { .init($0.store != nil) }),
    .init(
      "wiredesk_database_bytes", .gauge, unit: "bytes", "The size of wiredesk.db.",
      one: { $0.databaseBytes.map { .integer($0) } }),
    .init(
      "wiredesk_log_bytes", .gauge, unit: "bytes", "The size of its write-ahead log.",
      one: { $0.store.map { .integer($0.logBytes) } }),
    .init(
      "wiredesk_search_bytes", .gauge, unit: "bytes", "The size of search.db.",
      one: { $0.searchBytes.map { .integer($0) } }),
    .init(
      "wiredesk_search_behind", .gauge, "Articles that the search index does not hold yet.",
      one: { $0.store.map { .integer($0.searchBehind) } }),
    .init(
      "wiredesk_disk_free_bytes", .gauge, unit: "bytes",
      "Room on the file systems of the state folder and of the spool, for others than root."
    ) { $0.room.map { Sample(.integer($0.space.freeBytes), Label("place", $0.name)) } },
    .init(
      "wiredesk_disk_size_bytes", .gauge, unit: "bytes", "The size of those file systems."
    ) { $0.room.map { Sample(.integer($0.space.totalBytes), Label("place", $0.name)) } },
  ]
}

extension DeskStatus.Measures {
  /// Nil while nobody works on the desk: then every source is silent, and through no fault of its own.
  fileprivate var silent: [DeskStatus.SilentSource]? {
    isRunning ? store?.rhythms.silent(at: now) : nil
  }

  /// A sample for each source that is listed and of which the value is known.
  fileprivate func listed(
    _ value: (DeskStatus.Rhythm) -> DeskStatus.Metric.Value?
  ) -> [DeskStatus.Metric.Sample] {
    (store?.rhythms.largest(DeskStatus.Metric.sourceLimit) ?? []).compactMap { source, rhythm in
      value(rhythm).map { .init($0, .init("source", shown(source, cells: 200))) }
    }
  }

  /// Running counts over all inboxes; none when the database cannot be read.
  fileprivate func sums(
    _ counts: [(name: String, path: KeyPath<Accounting.InboxAccount, Int>)]
  ) -> [(name: String, count: Int64)] {
    guard let store else { return [] }
    return counts.map { name, path in
      (name, store.inboxes.reduce(0) { $0 + Int64($1[keyPath: path]) })
    }
  }
}
