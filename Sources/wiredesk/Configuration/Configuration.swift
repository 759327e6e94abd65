import Foundation
import Glibc
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import TOMLKit

/// `wiredesk.toml`, checked. Every key has a default; etc/wiredesk.toml documents them all.
struct Configuration: Equatable {
  var state = "/var/lib/wiredesk"
  var spool = "/var/spool/wiredesk"
  /// Whether the file names one.
  private(set) var namesSpool = false
  var logLevel = "info"
  var desk = DeskSettings(workers: max(1, ProcessInfo.processInfo.activeProcessorCount))
  /// None configured: one inbox, `inbox/` in the spool.
  var inboxes: [InboxEntry] = []

  /// One `[[inbox]]`.
  struct InboxEntry: Equatable {
    var path: String
    var mode = "move"
    var source: String?
    var sourceFromFolder = true
    var include: [String] = []
    var ignore: [String] = []
    var hold = Duration.zero
    var waitsForMark = false
  }

  static let defaultPath = "/etc/wiredesk/wiredesk.toml"

  /// Reads a file; the default one may be absent, one that was asked for may not.
  static func load(_ path: String?) throws -> Configuration {
    let file = path ?? defaultPath
    guard FileManager.default.fileExists(atPath: file) else {
      if path == nil { return Configuration() }
      throw ConfigurationError(
        file: file, problem: "no such file", remedy: "give an existing file to --config")
    }
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw ConfigurationError(
        file: file, problem: "may not be read by this user",
        remedy: "run it as root, or: chmod go+r \(shellQuoted(file))")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(
        file: file, problem: "is not UTF-8 text", remedy: "save it as UTF-8")
    }
    return try Configuration(toml: text, file: file)
  }

  init() {}

  /// `file` is its name, for messages.
  init(toml text: String, file: String) throws {
    let root: TOMLTable
    do { root = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw ConfigurationError(
        file: file, line: error.source.begin.line, problem: error.description,
        remedy: "see TOML 1.0")
    }
    var top = TableReader(root, prefix: "", file: file, lines: KeyLines(text))
    state = try top.string("state") ?? state
    let named = try top.string("spool")
    (spool, namesSpool) = (named ?? spool, named != nil)
    logLevel =
      try top.string("log_level", oneOf: ["err", "warning", "notice", "info", "debug"]) ?? logLevel
    if let workers = try top.integer("workers", in: 0...64), workers > 0 { desk.workers = workers }
    try readTiming(&top)
    if let days = try top.integer("remember_days", in: 0...36_500), days > 0 {
      desk.remember = .seconds(days * 86_400)
    }
    try readLimits(&top)
    try readRetention(&top)
    try readFieldNames(&top)
    for var entry in try top.tables("inbox") { inboxes.append(try Self.inbox(&entry)) }
    try top.refuseUnknown()
  }

  private mutating func readTiming(_ top: inout TableReader) throws {
    if let scan = try top.integer("scan_seconds", in: 1...90).seconds {
      desk.timing.scanInterval = scan
    }
    if let young = try top.integer("young_seconds", in: 0...3600).seconds {
      desk.timing.youth = young
    }
    if let quiet = try top.integer("quiet_milliseconds", in: 0...600_000) {
      desk.timing.quietWithoutLease = .milliseconds(quiet)
    }
  }

  private mutating func readLimits(_ top: inout TableReader) throws {
    guard var table = try top.table("limits") else { return }
    var limits = Limits()
    limits.documentTextBytes =
      try table.integer("document_text_bytes", in: 1024...(1 << 30)) ?? limits.documentTextBytes
    limits.fileBytes = try table.integer("file_bytes", in: 1024...(1 << 50)) ?? limits.fileBytes
    limits.depth = try table.integer("depth", in: 1...4096) ?? limits.depth
    limits.layers = try table.integer("layers", in: 0...8) ?? limits.layers
    limits.ratio = try table.integer("ratio", in: 2...100_000) ?? limits.ratio
    limits.documentCPU =
      try table.integer("document_cpu_seconds", in: 1...900).seconds ?? limits.documentCPU
    try table.refuseUnknown()
    desk.limits = limits
  }

  private mutating func readRetention(_ top: inout TableReader) throws {
    guard var table = try top.table("retention") else { return }
    for folder in KeptFiles.Place.allCases {
      let days = try table.integer("\(folder.rawValue)_days", in: 0...36_500) ?? 0
      let bytes = try table.integer("\(folder.rawValue)_bytes", in: 0...(1 << 60)) ?? 0
      desk.retention[folder] = RetentionRule(
        age: days > 0 ? .seconds(days * 86_400) : nil, bytes: bytes > 0 ? Int64(bytes) : nil)
    }
    let articleDays = try table.integer("article_days", in: 0...36_500) ?? 0
    desk.articleDays = articleDays > 0 ? articleDays : nil
    desk.leastFreeBytes = Int64(try table.integer("free_bytes", in: 0...(1 << 60)) ?? 0)
    try table.refuseUnknown()
  }

  private mutating func readFieldNames(_ top: inout TableReader) throws {
    guard var table = try top.table("fields") else { return }
    for field in DeskSettings.fieldNames {
      guard let names = try table.strings(field) else { continue }
      if let empty = names.firstIndex(of: "") {
        throw table.error(field, "has an empty name (number \(empty + 1))", "remove it")
      }
      desk.ownFieldNames[field] = names
    }
    try table.refuseUnknown()
  }

  private static func inbox(_ table: inout TableReader) throws -> InboxEntry {
    guard let path = try table.string("path") else {
      throw table.error("path", "is missing", "every [[inbox]] names its folder: path = \"/…\"")
    }
    guard path.hasPrefix("/") else {
      throw table.error("path", "is not an absolute path", "start it with /")
    }
    guard mayBeFolder(path) else {
      throw table.error("path", "there is no folder \(path)", "create it, or correct the path")
    }
    var entry = InboxEntry(path: path)
    entry.mode = try table.string("mode", oneOf: ["move", "leave", "delete"]) ?? entry.mode
    entry.source = try table.string("source")
    if let from = try table.string("source_from", oneOf: ["folder", "name"]) {
      entry.sourceFromFolder = from == "folder"
    }
    entry.include = try table.strings("include") ?? []
    entry.ignore = try table.strings("ignore") ?? []
    entry.hold = try table.integer("hold_seconds", in: 0...3600).seconds ?? .zero
    entry.waitsForMark = try table.string("complete", oneOf: ["closed", "marked"]) == "marked"
    try table.refuseUnknown()
    return entry
  }
}

/// False for what is certainly none, which is a mistake. One that cannot be looked at now (a mount that
/// answers with an error) is waited for, as when that happens later.
private func mayBeFolder(_ path: String) -> Bool {
  do {
    _ = try Folder.open(Array(path.utf8))
    return true
  } catch {
    return error.number != ENOENT && error.number != ENOTDIR
  }
}

extension Optional<Int> {
  fileprivate var seconds: Duration? { map { .seconds($0) } }
}
