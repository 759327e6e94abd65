package import NewsBytes
import NewsLinux
package import NewsModel

/// What a running daemon says of itself: it makes the JSON for its control socket, and whoever asks there
/// reads it back.
package struct LiveStatus: Equatable, Sendable {
  /// Something that keeps the daemon from its full service.
  package struct Condition: Equatable, Sendable {
    package var subject, code, reason, since: String

    package init(subject: String, code: String, reason: String, since: Timestamp) {
      self.subject = subject
      self.code = code
      self.reason = reason
      self.since = since.rfc3339
    }
  }
  /// A file in an inbox that is not ready to be claimed, or not claimed yet.
  package struct Waiting: Equatable, Sendable {
    package var name: String
    package var ageSeconds: Int64
    package var cause: String

    package init(name: String, ageSeconds: Int64, cause: String) {
      self.name = name
      self.ageSeconds = ageSeconds
      self.cause = cause
    }
  }
  /// A name in an inbox that is no regular file.
  package struct PassedOver: Equatable, Sendable {
    package var name, kind: String

    package init(name: String, kind: String) {
      self.name = name
      self.kind = kind
    }
  }
  /// A name in an inbox that cannot be taken.
  package struct NotTaken: Equatable, Sendable {
    package var name, inbox, cause: String
    /// A folder, with all that is in it.
    package var isFolder: Bool

    package init(name: String, inbox: String, isFolder: Bool, cause: String) {
      self.name = name
      self.inbox = inbox
      self.isFolder = isFolder
      self.cause = cause
    }
  }
  package var uptimeSeconds: Int64
  package var filesPerSecond = 0.0
  package var inWork: Int64 = 0
  /// Overflows of the kernel's event queue, scans, and watches in force.
  package var overflows: Int64 = 0
  package var scans: Int64 = 0
  package var watches: Int64 = 0
  /// Nil when the kernel does not tell.
  package var memoryBytes: Int64?
  package var peakBytes: Int64?
  package var conditions: [Condition] = []
  /// The first of them only.
  package var waiting: [Waiting] = []
  /// Why the configuration's file is not what is in force; nil when it is.
  package var refusedConfiguration: String?
  /// Files without an outcome, claimed ones among them.
  package var waitingCount: Int64 = 0
  /// What cannot be taken: refused files, and folders that cannot be entered.
  package var notTakenCount: Int64 = 0
  /// The first of them only.
  package var notTaken: [NotTaken] = []
  /// Files and folders whose names are not taken: what systems put beside files, include and ignore.
  package var leftAloneByName: Int64 = 0
  package var passedOverCount: Int64 = 0
  /// The first of them only.
  package var passedOver: [PassedOver] = []

  /// - Parameter uptimeSeconds: since the program began.
  package init(uptimeSeconds: Int64) { self.uptimeSeconds = uptimeSeconds }

  /// Asks a daemon; blocks for 2 s at most.
  ///
  /// - Parameter control: its control socket.
  /// - Returns: nil when none answers there, or one of another version.
  package static func ask(_ control: [UInt8]) -> LiveStatus? {
    (try? ControlSocket.ask("status", at: control, seconds: 2)).flatMap { LiveStatus(json: $0) }
  }

  /// Why a file of this name waits; nil when it is not among the first that do.
  package func cause(of name: String) -> String? {
    waiting.first { $0.name == name }.map { "\($0.cause), for \($0.ageSeconds) s" }
  }

  /// Whole paths of folders that the daemon cannot enter.
  var shutFolders: Set<String> {
    Set(notTaken.filter(\.isFolder).map { "\($0.inbox)/\($0.name)" })
  }

  private var notTakenLines: [String] {
    let lines = notTaken.map { entry in
      let verb = entry.isFolder ? "cannot be entered" : "cannot be taken"
      return "\(verb): \(quoted(entry.name)) in \(quoted(entry.inbox)), \(entry.cause)"
    }
    let rest = Int(notTakenCount) - notTaken.count
    return rest > 0 ? lines + ["and \(rest) more cannot be taken"] : lines
  }

  private var leftAloneLines: [String] {
    let named = passedOver.map { "left alone: \(quoted($0.name)), a \($0.kind)" }
    return named + (Self.leftAloneLine(Int(leftAloneByName)).map { [$0] } ?? [])
  }

  /// Nil for none.
  static func leftAloneLine(_ count: Int) -> String? {
    count > 0 ? "names left alone by rule, include or ignore: \(count)" : nil
  }

  package var isDegraded: Bool { !conditions.isEmpty }

  package var lines: [String] {
    var lines = [
      "up \(uptimeSeconds) s, \(Int(filesPerSecond.rounded())) files/s, "
        + "\(inWork) in work, \((memoryBytes ?? 0) >> 20) MiB"
    ]
    if overflows > 0 { lines[0] += ", \(counted(overflows, "overflow")) of the event queue" }
    for condition in conditions {
      lines.append(
        "DEGRADED since \(condition.since): \(condition.subject) (\(condition.code)): "
          + shown(condition.reason, cells: 300))
    }
    if let refusedConfiguration {
      lines.append(
        "the configuration on disk is not the one in force: \(shown(refusedConfiguration, cells: 300))"
      )
    }
    lines += notTakenLines
    for file in waiting {
      lines.append("waiting \(file.ageSeconds) s: \(quoted(file.name)), \(file.cause)")
    }
    return lines + leftAloneLines
  }
}

extension LiveStatus {
  package var json: JSONValue {
    .object([
      ("uptime_seconds", .init(uptimeSeconds)), ("files_per_second", .number(filesPerSecond)),
      ("in_work", .init(inWork)), ("overflows", .init(overflows)), ("scans", .init(scans)),
      ("watches", .init(watches)), ("memory_bytes", .init(memoryBytes)),
      ("peak_bytes", .init(peakBytes)), ("conditions", .array(conditions.map(\.json))),
      ("waiting", .array(waiting.map(\.json))), ("waiting_count", .init(waitingCount)),
      ("refused_configuration", .init(refusedConfiguration)), ("not_taken", .init(notTakenCount)),
      ("not_taken_names", .array(notTaken.map(\.json))),
      ("left_alone_by_name", .init(leftAloneByName)), ("left_alone", .init(passedOverCount)),
      ("left_alone_names", .array(passedOver.map(\.json))),
    ])
  }

  /// Nil for what is no answer of this version.
  package init?(json text: String) {
    guard let json = JSONValue(json: text), let uptime = json["uptime_seconds"]?.integer,
      let pace = json["files_per_second"]?.number, let inWork = json["in_work"]?.integer,
      let conditions = json["conditions"]?.array, let waiting = json["waiting"]?.array,
      let passedOver = json["left_alone_names"]?.array
    else { return nil }
    uptimeSeconds = uptime
    filesPerSecond = pace
    self.inWork = inWork
    overflows = json["overflows"]?.integer ?? 0
    scans = json["scans"]?.integer ?? 0
    watches = json["watches"]?.integer ?? 0
    memoryBytes = json["memory_bytes"]?.integer
    peakBytes = json["peak_bytes"]?.integer
    self.conditions = conditions.compactMap(Condition.init)
    self.waiting = waiting.compactMap(Waiting.init)
    waitingCount = json["waiting_count"]?.integer ?? 0
    refusedConfiguration = json["refused_configuration"]?.string
    notTakenCount = json["not_taken"]?.integer ?? 0
    notTaken = (json["not_taken_names"]?.array ?? []).compactMap(NotTaken.init)
    leftAloneByName = json["left_alone_by_name"]?.integer ?? 0
    passedOverCount = json["left_alone"]?.integer ?? 0
    self.passedOver = passedOver.compactMap(PassedOver.init)
  }
}

extension LiveStatus.Condition {
  fileprivate var json: JSONValue {
    .object([
      ("subject", .string(subject)), ("code", .string(code)), ("reason", .string(reason)),
      ("since", .string(since)),
    ])
  }

  fileprivate init?(_ json: JSONValue) {
    guard let subject = json["subject"]?.string, let code = json["code"]?.string,
      let reason = json["reason"]?.string, let since = json["since"]?.string
    else { return nil }
    (self.subject, self.code, self.reason, self.since) = (subject, code, reason, since)
  }
}

extension LiveStatus.Waiting {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("age_seconds", .init(ageSeconds)), ("cause", .string(cause)),
    ])
  }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let age = json["age_seconds"]?.integer,
      let cause = json["cause"]?.string
    else { return nil }
    self.init(name: name, ageSeconds: age, cause: cause)
  }
}

extension LiveStatus.NotTaken {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("inbox", .string(inbox)),
      ("kind", .string(isFolder ? "folder" : "file")), ("cause", .string(cause)),
    ])
  }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let inbox = json["inbox"]?.string,
      let cause = json["cause"]?.string
    else { return nil }
    self.init(
      name: name, inbox: inbox, isFolder: json["kind"]?.string == "folder", cause: cause)
  }
}

extension LiveStatus.PassedOver {
  fileprivate var json: JSONValue { .object([("name", .string(name)), ("kind", .string(kind))]) }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let kind = json["kind"]?.string else { return nil }
    self.init(name: name, kind: kind)
  }
}
