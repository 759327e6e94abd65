import Foundation
import Glibc
import TestSupport
import Testing

extension KeyCase {
  static let all = top + limits + retention + fields + inboxes

  private static let top: [KeyCase] = [
    KeyCase(
      "state", "state = \"ROOT/state\"", "state = \"ROOT/elsewhere\"", seen: "state", "elsewhere"
    ) {
      let desk = try KeyDesk("\($0)\nspool = \"ROOT/spool\"", hasUsualFolders: false)
      try desk.drop("a.txt", copy)
      try desk.once()
      return ["state", "elsewhere"].first { desk.files($0).contains("wiredesk.db") } ?? "nowhere"
    },
    KeyCase("spool", "spool = \"ROOT/spool\"", "spool = \"ROOT/other\"", seen: "spool", "other") {
      let desk = try KeyDesk("\($0)\nstate = \"ROOT/state\"", hasUsualFolders: false)
      try desk.drop("a.txt", copy)
      try desk.drop("a.txt", copy, into: "other/inbox")
      try desk.once()
      return ["spool", "other"].first { !desk.files($0 + "/done").isEmpty } ?? "nowhere"
    },
    KeyCase("log_level", "", "log_level = \"warning\"", seen: "a line a deposit", "silence") {
      let desk = try KeyDesk($0)
      try desk.drop("a.txt", copy)
      return try desk.once().errors.contains("a.txt") ? "a line a deposit" : "silence"
    },
    // One long file first: with one worker nothing is stored before it, with eight something is, unless the
    // machine is too busy to run two: so more than one try.
    KeyCase("workers", "workers = 8", "workers = 1", seen: "side by side", "one by one") {
      setting in
      for _ in 1...4 where try longFileIsOvertaken(setting) { return "side by side" }
      return "one by one"
    },
    KeyCase("scan_seconds", "", "scan_seconds = 1", seen: "seldom", "often") {
      let desk = try KeyDesk($0)
      let daemon = try desk.start()
      func scans() throws -> Int {
        let answer = try desk.ask("status", "--json").output.split(separator: "\n").first ?? "{}"
        let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        return (object?["live"] as? [String: Any])?["scans"] as? Int ?? 0
      }
      try eventually("it runs") { try scans() > 0 }
      let before = try scans()
      pause(milliseconds: 5000)
      let count = try scans() - before
      _ = try daemon.stop()
      return count >= 3 ? "often" : "seldom"
    },
    KeyCase("young_seconds", "young_seconds = 0", "young_seconds = 3600", seen: "ended", "waits") {
      let desk = try KeyDesk($0)
      try desk.drop("a.jsonl", #"{"headline":"A","body":"\#(copy)"}"# + "\n{\"headline\":\"B")
      return try desk.runs { (try? desk.account())??.ended == 1 } ? "ended" : "waits"
    },
    KeyCase(
      "quiet_milliseconds", "quiet_milliseconds = 200", "quiet_milliseconds = 60000",
      seen: "taken", "waits"
    ) {
      let desk = try KeyDesk($0)
      let environment = try BentKernel.noLease()
      try desk.drop("a.txt", copy)
      return try desk.runs(environment) { desk.files("spool/inbox").isEmpty } ? "taken" : "waits"
    },
    KeyCase("remember_days", "", "remember_days = 3", seen: "near-duplicate", "original") {
      let desk = try KeyDesk($0)
      var generated = GeneratedCopy(seed: 5)
      // What is too old is looked for every 256 articles.
      func others(_ name: String) throws {
        let lines = (1...600).map { _ in
          #"{"body":"\#(generated.text().replacing("\n", with: " "))"}"#
        }
        try desk.drop(name, lines.joined(separator: "\n") + "\n")
      }
      let text = generated.text()
      try desk.drop("a.txt", text)
      try desk.once()
      try others("day1.jsonl")
      try desk.once()
      try others("day9.jsonl")
      try desk.once(BentKernel.clock(daysAhead: 9))
      try desk.drop("b.txt", text + "\nThe harbour office gave no other reason.\n")
      try desk.once(BentKernel.clock(daysAhead: 9))
      return try desk.export().last?["verdict"] as? String ?? "nothing"
    },
  ]

  private static let limits: [KeyCase] = [
    .file("limits.document_text_bytes", "", "document_text_bytes = 1024", "stored", "too-large"),
    .file("limits.file_bytes", "", "file_bytes = 1024", "stored", "too-large"),
    .file(
      "limits.depth", "", "depth = 3", "stored", "too-deep", name: "a.json",
      text: #"{"headline":"A","body":"\#(copy)","x":[[[[[[1]]]]]]}"#),
    KeyCase("limits.layers", "layers = 2", "layers = 0", seen: "stored", "nested-too-deep") {
      try packed("[limits]\nratio = 100000\n" + $0)
    },
    KeyCase("limits.ratio", "ratio = 100000", "ratio = 2", seen: "stored", "bomb") {
      try packed("[limits]\n" + $0)
    },
    KeyCase(
      "limits.document_cpu_seconds", "document_cpu_seconds = 600", "document_cpu_seconds = 1",
      seen: "stored", "too-slow"
    ) {
      let desk = try KeyDesk("[limits]\n" + $0)
      try desk.drop("a.html", "<p>" + String(repeating: "<b>\(copy)</b>", count: 60))
      try desk.once(BentKernel.processorTime(factor: 2000))
      return try desk.reason()
    },
  ]

  private static let retention: [KeyCase] = [
    swept("retention.done_days", "done_days = 3", "done", file: "a.txt", text: copy),
    swept("retention.done_bytes", "done_bytes = 1", "done", file: "a.txt", text: copy),
    swept("retention.failed_days", "failed_days = 3", "failed", file: "a.json", text: "{broken}"),
    swept("retention.failed_bytes", "failed_bytes = 1", "failed", file: "a.json", text: "{broken}"),
    KeyCase("retention.article_days", "", "article_days = 3", seen: "stays", "gone") { setting in
      let desk = try KeyDesk()
      try desk.drop("a.txt", copy)
      try desk.once()
      // A clock under which nothing has come yet is doubted at the first sweep.
      let ahead = try BentKernel.clock(daysAhead: 7)
      try desk.drop("b.txt", "Nine pairs of storks have come back to the chimneys of Kelby.")
      _ = try desk.runs(ahead) { desk.files("spool/done").count == 2 }
      try desk.configure("[retention]\n" + setting)
      let isGone = try desk.runs(ahead, seconds: setting.isEmpty ? 3 : 10) {
        desk.files("spool/done").count == 1
      }
      return isGone ? "gone" : "stays"
    },
    KeyCase(
      "retention.free_bytes", "", "free_bytes = 1000000000000000", seen: "taken", "waits"
    ) {
      let desk = try KeyDesk("[retention]\n" + $0)
      try desk.drop("a.txt", copy)
      return try desk.runs { desk.files("spool/inbox").isEmpty } ? "taken" : "waits"
    },
  ]

  private static let fields: [KeyCase] = [
    ("uri", "Eigen"), ("headline", "Eigen"), ("byline", "Eigen"), ("source", "Eigen"),
    ("body", "Eigen. \(copy)"), ("published", "2026-11-22T09:30:00Z"),
    ("updated", "2026-11-22T09:30:00Z"), ("url", "https://harbour.example/eigen"),
    ("language", "en-gb"), ("version", "7"), ("status", "withheld"),
    ("embargo", "2096-11-22T09:30:00Z"),
  ].map { field, value in
    let usual = field == "body" ? "" : #""body":"\#(copy)","#
    return .file(
      "fields.\(field)", "", "\(field) = [\"eigen\"]", "unknown", "read", name: "a.json",
      text: #"{\#(usual)"eigen":"\#(value)"}"#
    ) { desk in
      let found =
        try desk.export().first?[field == "embargo" ? "embargoed" : field].map { "\($0)" } ?? ""
      return found.lowercased().hasPrefix(value.lowercased().prefix(5)) ? "read" : "unknown"
    }
  }

  private static let inboxes: [KeyCase] = [
    KeyCase(
      "inbox.path", "path = \"ROOT/spool/inbox\"", "path = \"ROOT/other\"", seen: "inbox", "other"
    ) {
      let desk = try KeyDesk("[[inbox]]\n\($0)")
      try desk.drop("a.txt", copy)
      try desk.drop("a.txt", copy, into: "other")
      try desk.once()
      return desk.files("other").isEmpty ? "other" : "inbox"
    },
    .file("inbox.mode", "", "mode = \"delete\"", "done", "gone") { desk in
      desk.files("spool/done").isEmpty ? "gone" : "done"
    },
    .file("inbox.source_from", "", "source_from = \"name\"", "wire", "inbox", name: "wire/a.txt") {
      try $0.export().first?["source"] as? String ?? ""
    },
    .file(
      "inbox.source", "source_from = \"name\"", "source_from = \"name\"\nsource = \"harbour\"",
      "inbox", "harbour"
    ) { try $0.export().first?["source"] as? String ?? "" },
    .file("inbox.include", "", "include = [\"*.json\"]", "taken", "waits") {
      $0.files("spool/inbox").isEmpty ? "taken" : "waits"
    },
    .file("inbox.complete", "", "complete = \"marked\"", "taken", "waits") {
      $0.files("spool/inbox").isEmpty ? "taken" : "waits"
    },
    KeyCase("inbox.hold_seconds", "", "hold_seconds = 3600", seen: "taken", "waits") {
      let desk = try KeyDesk("[[inbox]]\npath = \"ROOT/spool/inbox\"\n" + $0)
      let isTaken = try desk.runs {
        let name = desk.inbox.appending(path: "a.txt").path
        // Written in place, once, while it is watched.
        if desk.files("state").contains("desk.json"), desk.files("spool/done").isEmpty,
          access(name, F_OK) != 0
        {
          // Not there: then it is seen not to be taken.
          try? copy.write(toFile: name, atomically: false, encoding: .utf8)
        }
        return !desk.files("spool/done").isEmpty
      }
      return isTaken ? "taken" : "waits"
    },
    .file("inbox.ignore", "", "ignore = [\"a.*\"]", "taken", "waits") {
      $0.files("spool/inbox").isEmpty ? "taken" : "waits"
    },
  ]

  private static func longFileIsOvertaken(_ setting: String) throws -> Bool {
    let desk = try KeyDesk(setting)
    try desk.drop("0.txt", String(repeating: copy, count: 1300))
    pause(milliseconds: 20)
    for number in 1...40 { try desk.drop("\(number).txt", "\(copy) \(number)") }
    try desk.once()
    let first = try desk.export().first?["deposit"] as? [String: Any]
    return first?["name"] as? String != "0.txt"
  }

  /// 4 MiB of one text, packed.
  private static func packed(_ toml: String) throws -> String {
    let desk = try KeyDesk(toml)
    let plain = desk.root.appending(path: "p.txt")
    try String(repeating: copy, count: 1600).write(to: plain, atomically: false, encoding: .utf8)
    let gzip = try Running([plain.path], program: "/bin/gzip").end(within: .seconds(30))
    try #require(gzip.code == 0)
    try check(rename(plain.path + ".gz", desk.inbox.appending(path: "p.txt.gz").path))
    try desk.once()
    return try desk.reason()
  }

  /// What becomes of a file in done/ or failed/ within a week.
  private static func swept(
    _ key: String, _ changed: String, _ folder: String, file: String, text: String
  )
    -> KeyCase
  {
    KeyCase(key, "", changed, seen: "stays", "gone") { setting in
      let desk = try KeyDesk()
      try desk.drop(file, text)
      try desk.once()
      try #require(!desk.files("spool/" + folder).isEmpty)
      try desk.configure("[retention]\n" + setting)
      let isGone = try desk.runs(BentKernel.clock(daysAhead: 7), seconds: setting.isEmpty ? 3 : 10)
      {
        desk.files("spool/" + folder).isEmpty
      }
      return isGone ? "gone" : "stays"
    }
  }
}
