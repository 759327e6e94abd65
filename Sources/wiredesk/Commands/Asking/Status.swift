import ArgumentParser
import Foundation
import NewsBytes
import NewsLinux
import NewsModel
import NewsStore

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether the daemon is running, what it has stored, and what is waiting and why.",
    discussion: "Exit 69 while the running daemon is degraded.")

  @OptionGroup var options: StateOptions

  func run() throws {
    var process = try holder()
    let live = askDaemon()
    // One that waits for its storage does not hold the lock yet.
    if live != nil { process.isRunning = true }
    let damage = StoreReader.knownDamage(in: options.folder)
    var known: (account: DeskAccount, behind: Int64)?
    var problem = damage.map { "the database is damaged: \($0); `wiredesk rebuild` restores it" }
    do {
      known = try look()
    } catch let error as CommandError where live != nil || damage != nil {
      // The daemon's own word, or the note of damage, says more than nothing.
      problem = problem ?? error.message
    }
    if options.json {
      print(
        JSONValue.object([
          ("state", .string(options.folder)), ("running", .bool(process.isRunning)),
          ("process", .init(process.number.map { Int64($0) })),
          ("problem", .init(problem)), ("account", known?.account.json ?? .null),
          ("search_behind", .init(known?.behind)), ("live", live.map { .raw($0.text) } ?? .null),
        ]).text)
    } else {
      let who = process.number.map { " (process \($0))" } ?? ""
      print(
        process.isRunning
          ? "running\(who) on \(options.folder)" : "not running on \(options.folder)")
      if let problem { print("DEGRADED: " + escaped(problem, limitBytes: 400)) }
      if let known {
        print(known.account.text)
        if known.behind > 0 {
          print("the search index is \(counted(known.behind, "article")) behind")
        }
      }
      live?.lines.forEach { print($0) }
    }
    if live?.isDegraded == true || problem != nil { throw ExitStatus.unavailable }
  }

  private func look() throws -> (account: DeskAccount, behind: Int64) {
    let store = try options.store()
    return try asking {
      (try DeskAccount(state: options.folder, store: store), try searchBehind(store))
    }
  }

  private func holder() throws -> (isRunning: Bool, number: Int32?) {
    do {
      switch try StateLock.holder(in: Folder.open(Array(options.folder.utf8))) {
      case .nobody: return (false, nil)
      case .process(let number): return (true, number)
      }
    } catch {
      throw CommandError(.unavailable, "cannot examine the lock: \(error)")
    }
  }

  /// Nil when the daemon does not answer: then what the database says must do.
  private func askDaemon() -> LiveAnswer? {
    let recorded = (try? DeskRecord.read(in: options.folder))?.control
    // One that still waits for its storage has left no record, or the last run's stands there: of a
    // service, or of a folder that has been moved since.
    let usual = Array("\(options.folder)/control.sock".utf8)
    for path in [recorded, usual == recorded ? nil : usual].compactMap(\.self) {
      let answer = try? ControlSocket.ask("status", at: path, seconds: 2)
      if let live = answer.flatMap(LiveAnswer.init) { return live }
    }
    return nil
  }

  private func searchBehind(_ store: StoreReader) throws -> Int64 {
    let last = try store.lastArticleID().rawValue
    // Without an index everything is behind.
    guard let index = try? SearchIndex(folder: options.folder, store: store, access: .reader) else {
      return last
    }
    return last - (try index.watermark().rawValue)
  }
}

/// The daemon's own words (`LiveStatus`), read back.
struct LiveAnswer {
  private struct Fields: Decodable {
    struct Condition: Decodable { var subject, code, reason, since: String }
    struct Waiting: Decodable {
      var name: String
      var ageSeconds: Int
      var cause: String
    }
    struct LeftAlone: Decodable { var name, kind: String }
    var uptimeSeconds: Int
    var filesPerSecond: Double
    var inWork: Int
    var overflows: Int
    var memoryBytes: Int?
    var conditions: [Condition]
    var waiting: [Waiting]
    var leftAlone: Int
    var leftAloneNames: [LeftAlone]
  }
  let text: String
  private let fields: Fields

  /// Nil when it is not an answer of this version.
  init?(_ text: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let fields = try? decoder.decode(Fields.self, from: Data(text.utf8)) else { return nil }
    self.text = text
    self.fields = fields
  }

  /// Why a file of this name waits; nil when it is not among the first that do.
  func cause(of name: String) -> String? {
    fields.waiting.first { $0.name == name }.map { "\($0.cause), for \($0.ageSeconds) s" }
  }

  var isDegraded: Bool { !fields.conditions.isEmpty }

  var lines: [String] {
    var lines = [
      "up \(fields.uptimeSeconds) s, \(Int(fields.filesPerSecond.rounded())) files/s, "
        + "\(fields.inWork) in work, \((fields.memoryBytes ?? 0) >> 20) MiB"
    ]
    if fields.overflows > 0 {
      lines[0] += ", \(counted(fields.overflows, "overflow")) of the event queue"
    }
    for condition in fields.conditions {
      lines.append(
        "DEGRADED since \(condition.since): \(condition.subject) (\(condition.code)): "
          + escaped(condition.reason, limitBytes: 300))
    }
    for file in fields.waiting {
      lines.append("waiting \(file.ageSeconds) s: \(quoted(file.name)), \(file.cause)")
    }
    for entry in fields.leftAloneNames {
      lines.append("left alone: \(quoted(entry.name)), a \(entry.kind)")
    }
    return lines
  }
}
