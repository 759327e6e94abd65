import Foundation
import NewsModel
import NewsStore
import Testing

@testable import NewsAnswers

@Suite("Metrics as text")
struct MetricTextTests {
  typealias Metric = DeskStatus.Metric

  /// A desk of which everything is known.
  static var measures: DeskStatus.Measures {
    var measures = DeskStatus.Measures(
      now: Timestamp(milliseconds: 1_700_000_000_250), version: "1.2.3")
    measures.isRunning = true
    var live = LiveStatus(uptimeSeconds: 100)
    live.memoryBytes = 5 << 20
    live.conditions = [
      .init(subject: "inbox 'a'", code: "polling", reason: "", since: measures.now),
      .init(subject: "storage", code: "disk-full", reason: "", since: measures.now),
    ]
    live.waiting = [
      .init(name: "a", ageSeconds: 3, cause: ""), .init(name: "b", ageSeconds: 70, cause: ""),
    ]
    measures.live = live
    var store = DeskStatus.StoreMeasures()
    var inbox = Accounting.InboxAccount(inbox: "/a")
    inbox.stored = 3
    inbox.articles.original = 4
    var other = Accounting.InboxAccount(inbox: "/b")
    other.stored = 2
    other.failed = 1
    store.inboxes = [inbox, other]
    store.latencies = [5, 20, 1500]
    measures.store = store
    (measures.databaseBytes, measures.searchBytes) = (8192, 4096)
    return measures
  }

  static func lines(
    _ form: DeskStatus.Metrics.Form, _ measures: DeskStatus.Measures = measures
  ) -> [String] {
    DeskStatus.Metrics(measures).text(form).split(separator: "\n").map(String.init)
  }

  @Test("counters are summed over inboxes, and told by outcome and verdict")
  func counters() {
    let lines = Self.lines(.prometheus)
    #expect(lines.contains(#"wiredesk_files_total{outcome="stored"} 5"#))
    #expect(lines.contains(#"wiredesk_files_total{outcome="failed"} 1"#))
    #expect(lines.contains(#"wiredesk_articles_total{verdict="original"} 4"#))
  }

  @Test("what the daemon says is told: since when it runs, what is degraded, the oldest that waits")
  func live() {
    let lines = Self.lines(.prometheus)
    #expect(lines.contains("wiredesk_daemon_start_time_seconds 1699999900"))
    #expect(lines.contains("wiredesk_conditions 2"))
    #expect(lines.contains(#"wiredesk_condition{subject="inbox 'a'",code="polling"} 1"#))
    #expect(lines.contains("wiredesk_oldest_waiting_seconds 70"))
  }

  @Test("quantiles are nearest ranks, in seconds without loss")
  func latency() {
    let lines = Self.lines(.openmetrics)
    #expect(lines.contains(#"wiredesk_file_latency_seconds{quantile="0.5"} 0.020"#))
    #expect(lines.contains(#"wiredesk_file_latency_seconds{quantile="0.99"} 1.500"#))
    #expect(Metric.Value.thousandths(-1).text == "-0.001")
    #expect(Metric.Value.thousandths(-60_000).text == "-60")
    #expect(Metric.Value.thousandths(.min).text == "-9223372036854775.808")
  }

  @Test("OpenMetrics names a family without _total and _info, and ends in # EOF")
  func openMetrics() {
    let text = DeskStatus.Metrics(Self.measures).text(.openmetrics)
    let lines = Self.lines(.openmetrics)
    #expect(text.hasSuffix("\n# EOF\n"))
    #expect(lines.contains("# TYPE wiredesk_files counter"))
    #expect(lines.contains("# TYPE wiredesk_build info"))
    #expect(lines.contains(#"wiredesk_build_info{version="1.2.3"} 1"#))
    #expect(lines.contains("# UNIT wiredesk_database_bytes bytes"))
  }

  @Test(
    "the text form names a family as its samples, knows no info and no unit, and ends its last line"
  )
  func prometheus() {
    let text = DeskStatus.Metrics(Self.measures).text(.prometheus)
    let lines = Self.lines(.prometheus)
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    #expect(lines.contains("# TYPE wiredesk_files_total counter"))
    #expect(lines.contains("# TYPE wiredesk_build_info gauge"))
    #expect(!text.contains("# UNIT") && !text.contains(" info\n") && !text.contains("# EOF"))
  }

  @Test(
    "no form has a carriage return, and every family stands in one piece",
    arguments: DeskStatus.Metrics.Form.allCases)
  func shape(form: DeskStatus.Metrics.Form) {
    let lines = Self.lines(form)
    #expect(!lines.contains { $0.utf8.contains(0x0D) })
    let families = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
    #expect(Set(families).count == families.count)
    #expect(families.count > 20)
  }

  @Test("a label from outside cannot end its line, its ticks or its braces")
  func hostileLabels() {
    var measures = Self.measures
    let hostile = "a\"} 1\nwiredesk_forged 9\\"
    measures.live?.conditions[0].code = hostile
    for form in DeskStatus.Metrics.Form.allCases {
      let lines = Self.lines(form, measures)
      #expect(!lines.contains { $0.hasPrefix("wiredesk_forged") })
      #expect(lines.contains { $0.hasSuffix(#"code="a\"} 1\nwiredesk_forged 9\\"} 1"#) })
    }
  }

  @Test("a source is told with its articles, its last time, its limit and its silence")
  func sources() {
    var measures = Self.measures
    measures.now = SourceRhythmsTests.day(40)
    measures.store?.rhythms = SourceRhythmsTests.known
    let lines = Self.lines(.openmetrics, measures)
    let seconds = SourceRhythmsTests.day(29).milliseconds / 1000
    #expect(lines.contains(#"wiredesk_source_articles_total{source="gone"} 30"#))
    #expect(lines.contains(#"wiredesk_source_last_stored_time_seconds{source="gone"} \#(seconds)"#))
    #expect(lines.contains(#"wiredesk_source_silence_limit_seconds{source="gone"} 216000"#))
    #expect(lines.contains(#"wiredesk_source_silent{source="gone"} 1"#))
    #expect(lines.contains(#"wiredesk_source_silent{source="daily"} 0"#))
    #expect(lines.contains("wiredesk_sources_silent 1"))
    #expect(lines.contains(#"wiredesk_sources{listed="true"} 2"#))
    // While nobody works on the desk it is not their fault.
    measures.isRunning = false
    #expect(!Self.lines(.openmetrics, measures).contains { $0.hasPrefix("wiredesk_source_silent") })
  }

  @Test("however many sources there are, a hundred have series, and hostile names forge none")
  func manySources() {
    var measures = Self.measures
    var rhythms = SourceRhythmsTests.known
    for number in 1...900 as ClosedRange<Int64> {
      let name = "\"} 7\r\n\u{1b}]0;\u{202e}wiredesk_forged \(number)"
      for _ in 0..<50 {
        rhythms.note(name, measures.now, ArticleID(rawValue: 1000 + number))
      }
    }
    measures.store?.rhythms = rhythms
    for form in DeskStatus.Metrics.Form.allCases {
      let lines = Self.lines(form, measures)
      #expect(lines.filter { $0.hasPrefix("wiredesk_source_articles_total{") }.count == 100)
      #expect(lines.contains(#"wiredesk_sources{listed="false"} 802"#))
      #expect(!lines.contains { $0.hasPrefix("wiredesk_forged") })
      #expect(!lines.contains { $0.utf8.contains { $0 < 0x20 } || $0.contains("\u{202e}") })
    }
  }

  @Test("two samples never have the same labels")
  func distinct() {
    var measures = Self.measures
    let condition = measures.live?.conditions.last
    measures.live?.conditions += [condition].compactMap(\.self)
    let lines = Self.lines(.prometheus, measures).filter { $0.hasPrefix("wiredesk_condition{") }
    #expect(lines.count == 2)
    #expect(Set(lines).count == 2)
  }

  @Test("what is not known is not told: neither a zero nor an empty family")
  func unknown() {
    let lines = Self.lines(
      .prometheus, .init(now: Timestamp(milliseconds: 0), version: "1"))
    let samples = lines.filter { !$0.hasPrefix("#") }
    #expect(
      samples == [
        #"wiredesk_build_info{version="1"} 1"#, "wiredesk_daemon_running 0",
        "wiredesk_database_readable 0",
      ])
    #expect(lines.count == 3 * samples.count)
  }
}

@Suite("The form of metrics that is wanted")
struct MetricFormTests {
  @Test(
    "OpenMetrics goes to who asks for it and not rather for text",
    arguments: [
      // As Prometheus 2.42 and 3.0 ask.
      (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        true
      ),
      (
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        true
      ),
      ("application/openmetrics-text", true),
      ("APPLICATION/OpenMetrics-Text; version=\"1.0.0\"; q=0.3", true),
      ("application/openmetrics-text;version=0.0.1", false),
      ("application/openmetrics-text;q=0", false),
      ("application/openmetrics-text;q=0.2, text/plain", false),
      ("text/plain;version=0.0.4", false), ("*/*", false), ("", false), (";;,q=,;q=1", false),
      (
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false
      ),
    ])
  func accepted(field: String, isOpenMetrics: Bool) {
    #expect(
      DeskStatus.Metrics.Form(accepting: field) == (isOpenMetrics ? .openmetrics : .prometheus))
    #expect(DeskStatus.Metrics.Form(accepting: nil) == .prometheus)
  }
}

@Suite("The table of metrics")
struct MetricTableTests {
  static let table = DeskStatus.Metric.table

  @Test("a name says the unit, never the kind, and no two are the same", arguments: table.indices)
  func names(index: Int) {
    let metric = Self.table[index]
    let name = metric.name
    #expect(
      name.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 } && name.hasPrefix("wiredesk_"))
    for ending in ["_total", "_info", "_count", "_sum", "_bucket", "_created"] {
      #expect(!name.hasSuffix(ending))
    }
    let last = name.split(separator: "_").last.map(String.init) ?? ""
    #expect(["seconds", "bytes"].contains(last) == (metric.unit != nil))
    #expect(metric.unit == nil || metric.unit == last)
    #expect(Self.table.filter { $0.sampleName == metric.sampleName }.count == 1)
  }

  @Test("help is one sentence that needs no escape", arguments: table.indices)
  func help(index: Int) {
    let help = Self.table[index].help
    #expect(help.hasSuffix(".") && help.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(!help.contains("\\") && !help.contains("\""))
  }

  @Test("the manual tells every metric as the program does, and no other")
  func manual() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let manual = try String(contentsOf: root.appending(path: "docs/manual.md"), encoding: .utf8)
    let told = manual.split(separator: "\n").filter { $0.hasPrefix("| `wiredesk_") }.map { row in
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let name = cells[0].trimmingCharacters(in: ["`"]).prefix { $0 != "{" }
      return "\(name) \(cells[1]) \(cells[2])"
    }
    #expect(told == Self.table.map { "\($0.sampleName) \($0.kind.rawValue) \($0.help)" })
  }
}
