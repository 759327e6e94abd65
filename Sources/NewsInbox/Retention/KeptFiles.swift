package import NewsLinux
package import NewsModel

/// What lies in done/ and failed/, and what of it the rules no longer keep. Reads folders, removes nothing.
///
/// What is not laid out as we lay it out (another folder in done/, a file without a reason in failed/)
/// is a person's, and never counted or chosen.
package struct KeptFiles: Sendable {
  private let spool: Spool
  /// Bytes by day's folder; a day that is over changes only by us.
  private var bytesOfDay: [FileName: Int64] = [:]

  package init(_ spool: Spool) { self.spool = spool }

  /// The oldest files that a rule no longer keeps, in their order, at most `limit`; empty when
  /// nothing is left to do. Call again after they are removed. `now` is nil when the clock is not
  /// to be believed: then nothing is too old.
  ///
  /// Cost: one fstatat (1.5 µs) a file of the days that are looked at; the first time with a limit
  /// in bytes all of them.
  package mutating func overdue(
    _ folder: KeptFiles.Place, _ rule: RetentionRule, now: Timestamp?, limit: Int
  ) throws(InboxError) -> [KeptFiles.File] {
    do {
      switch folder {
      case .done: return try overdueDays(rule, now: now, limit: limit)
      case .failed: return try overdueFailures(rule, now: now, limit: limit)
      }
    } catch {
      throw .system(error, at: folder == .done ? .done : .failed)
    }
  }

  /// Files were removed: their day is counted anew.
  package mutating func forget(_ files: [KeptFiles.File]) {
    for file in files where file.folder == .done { bytesOfDay[Self.day(of: file.path)] = nil }
  }

  // MARK: done/

  private mutating func overdueDays(
    _ rule: RetentionRule, now: Timestamp?, limit: Int
  ) throws(SystemError) -> [KeptFiles.File] {
    let days = try days()
    var chosen: [KeptFiles.File] = []
    var kept: [FileName] = []
    for day in days {
      guard let age = rule.age, let now, Self.isOver(day, by: age, at: now) else {
        kept.append(day)
        continue
      }
      chosen += try files(of: day)
      if chosen.count >= limit { return Array(chosen.prefix(limit)) }
    }
    guard let bytes = rule.bytes else { return chosen }
    var excess = try total(kept, today: days.last) - bytes
    for day in kept where excess > 0 {
      for file in try files(of: day) where excess > 0 {
        excess -= file.facts.sizeBytes
        chosen.append(file)
        if chosen.count >= limit { return chosen }
      }
    }
    return chosen
  }

  /// The paths `YYYY/MM/DD` that exist, oldest first.
  private func days() throws(SystemError) -> [FileName] {
    var level: [[UInt8]] = [[]]
    for digits in [4, 2, 2] {
      var next: [[UInt8]] = []
      for path in level {
        for entry in try spool.done.folder(path).entries()
        where entry.name.count == digits && entry.name.allSatisfy({ (0x30...0x39).contains($0) }) {
          let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
          if try spool.done.facts(of: below)?.kind == .folder { next.append(below) }
        }
      }
      level = next
    }
    return level.map { FileName(bytes: $0) }.sorted()
  }

  /// A day is over by an age when its last moment is longer ago than that.
  private static func isOver(_ day: FileName, by age: Duration, at now: Timestamp) -> Bool {
    guard let start = Timestamp(rfc3339: day.text.replacing("/", with: "-")) else { return false }
    let over = now.milliseconds - start.milliseconds - 86_400_000
    return over > age.components.seconds * 1000
  }

  private mutating func total(
    _ days: [FileName], today: FileName?
  ) throws(SystemError) -> Int64 {
    var sum: Int64 = 0
    for day in days {
      let bytes: Int64
      if day != today, let known = bytesOfDay[day] {
        bytes = known
      } else {
        bytes = try files(of: day).reduce(0) { $0 + $1.facts.sizeBytes }
        if day != today { bytesOfDay[day] = bytes }
      }
      sum += bytes
    }
    return sum
  }

  private func files(of day: FileName) throws(SystemError) -> [KeptFiles.File] {
    try spool.done.regularFiles(below: day.bytes)
      .map { KeptFiles.File(folder: .done, path: $0.path, facts: $0.facts) }
      .sorted { ($0.since, $0.path) < ($1.since, $1.path) }
  }

  private static func day(of path: FileName) -> FileName { FileName(bytes: path.bytes.prefix(10)) }

  // MARK: failed/

  /// A failed file and its reason go together, the file first: a crash in between leaves a reason alone,
  /// which is chosen like any other.
  private func overdueFailures(
    _ rule: RetentionRule, now: Timestamp?, limit: Int
  ) throws(SystemError) -> [KeptFiles.File] {
    var files: [FileName: FileFacts] = [:]
    for file in try spool.failed.regularFiles(below: []) { files[file.path] = file.facts }
    var pairs: [[KeptFiles.File]] = []
    for (path, facts) in files where path.bytes.hasSuffix(ReasonFile.ending) {
      let reason = KeptFiles.File(folder: .failed, path: path, facts: facts)
      let name = FileName(bytes: path.bytes.dropLast(ReasonFile.ending.count))
      let file = files[name].map { KeptFiles.File(folder: .failed, path: name, facts: $0) }
      pairs.append((file.map { [$0] } ?? []) + [reason])
    }
    pairs.sort { ($0.since, $0[0].path) < ($1.since, $1[0].path) }
    var excess = pairs.joined().reduce(0) { $0 + $1.facts.sizeBytes } - (rule.bytes ?? .max)
    var chosen: [KeptFiles.File] = []
    for pair in pairs {
      let isOld = pair.isOlder(than: rule.age, at: now)
      guard isOld || excess > 0 else { break }
      excess -= pair.reduce(0) { $0 + $1.facts.sizeBytes }
      chosen += pair
      if chosen.count >= limit { break }
    }
    return chosen
  }
}

extension [KeptFiles.File] {
  /// When the reason was written.
  fileprivate var since: Int64 { last?.since ?? 0 }

  fileprivate func isOlder(than age: Duration?, at now: Timestamp?) -> Bool {
    guard let age, let now else { return false }
    return now.milliseconds - since / 1_000_000 > age.components.seconds * 1000
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ ending: [UInt8]) -> Bool {
    count > ending.count && suffix(ending.count).elementsEqual(ending)
  }
}

extension Folder {
  /// All regular files below a folder of this one, with their paths below this one. Folders that are
  /// symlinks or other mounts are not entered.
  package func regularFiles(
    below path: [UInt8]
  ) throws(SystemError) -> [(path: FileName, facts: FileFacts)] {
    var found: [(path: FileName, facts: FileFacts)] = []
    var pending = [path]
    while let path = pending.popLast() {
      let folder = try folder(path)
      for entry in try folder.entries() {
        let below = path.isEmpty ? entry.name : path + [0x2F] + entry.name
        // Gone meanwhile: nothing to keep.
        guard let facts = try folder.facts(of: entry.name) else { continue }
        switch facts.kind {
        case .folder: pending.append(below)
        case .regular: found.append((FileName(bytes: below), facts))
        default: break
        }
      }
    }
    return found
  }
}
