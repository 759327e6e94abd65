import Glibc
package import NewsLinux
package import NewsModel

extension Removal {
  /// `<spool>/retention`: what retention has ever removed, and what it is about to remove. Written durably
  /// before the first file of a round goes, so that every removed file is counted exactly once, whatever
  /// ends the process in between: the next start removes what is left of the round, and does not count it
  /// again.
  ///
  /// Format: records that end in a NUL byte, since a name may hold anything else. First
  /// `swept MILLISECONDS`, the wall time of the last sweep, and `doubted MILLISECONDS`, when the clock began not to
  /// be believed, and `pause MILLISECONDS`, how long a gap between sweeps turned out true; then `done FILES BYTES` and `failed FILES BYTES`, the sums; `through MILLISECONDS AT`, up to which
  /// time of storing done/ was emptied, and when; then one `remove FOLDER DEVICE INODE SIZE PATH` for each file of the
  /// round.
  package struct Ledger: Equatable, Sendable {
    package struct Sum: Equatable, Sendable {
      package var files: Int64 = 0
      package var bytes: Int64 = 0
      package init() {}

      init(files: Int64, bytes: Int64) {
        self.files = files
        self.bytes = bytes
      }
    }
    package static let name = Array("retention".utf8)
    private static let temporary = Array("retention~".utf8)

    /// What was stored up to a time went from done/ by another.
    package struct Emptied: Equatable, Sendable {
      package var through: Timestamp
      package var at: Timestamp
    }
    /// A file's times are of the kernel's coarse clock, which a tick (10 ms at the most, HZ=100) is behind the one
    /// that deposits are stamped with, just before.
    private static let coarseMilliseconds: Int64 = 20
    /// Of the days on which done/ was emptied; of more the oldest are one.
    private static let mostEmptied = 1000

    package var sweptAt: Timestamp?
    /// Nil while the clock is believed.
    package var doubtedAt: Timestamp?
    /// Milliseconds between two sweeps that were doubted and turned out true; 0 before any.
    package var truePause: Int64 = 0
    /// Ascending.
    package private(set) var emptied: [Emptied] = []
    package var sums: [KeptFiles.Place: Sum] = [:]
    package var round: [KeptFiles.File] = []

    package init() {}

    /// When retention removed what was stored then; nil where it did not. The oldest goes first, so that one time
    /// parts what went from what stays.
    package func removed(storedAt time: Timestamp) -> Timestamp? {
      emptied.first { $0.through >= time }?.at
    }

    private mutating func empty(_ files: [KeptFiles.File], at now: Timestamp) {
      guard let last = files.filter({ $0.folder == .done }).map(\.since).max() else { return }
      let through = Timestamp(milliseconds: last / 1_000_000 + Self.coarseMilliseconds)
      guard through > emptied.last?.through ?? Timestamp(milliseconds: .min) else { return }
      if emptied.last?.at.isoDay == now.isoDay { emptied.removeLast() }
      emptied.append(Emptied(through: through, at: now))
      if emptied.count > Self.mostEmptied { emptied.removeFirst() }
    }

    /// Adds files to the round and to the sums.
    package mutating func plan(_ files: [KeptFiles.File], at now: Timestamp) {
      empty(files, at: now)
      for file in files {
        sums[file.folder, default: Sum()].files += 1
        sums[file.folder, default: Sum()].bytes += file.facts.sizeBytes
      }
      round = files
    }

    /// The round is over.
    ///
    /// - Parameter left: what could not be removed, and so is not counted.
    package mutating func finish(left: [KeptFiles.File]) {
      for file in left {
        sums[file.folder, default: Sum()].files -= 1
        sums[file.folder, default: Sum()].bytes -= file.facts.sizeBytes
      }
      round = []
    }

    // MARK: On disk

    /// - Parameter spool: the spool's root.
    /// - Returns: an empty one when there is none.
    /// - Throws: also EBADMSG when the file is not as we write it; it is a person's to look at
    ///   then.
    package static func read(in spool: Folder) throws(SystemError) -> Removal.Ledger {
      let file: Descriptor
      do throws(SystemError) {
        file = try spool.openForReading(name)
      } catch {
        guard error.name == "ENOENT" else { throw error }
        return Removal.Ledger()
      }
      guard let record = Removal.Ledger(bytes: try file.contents(limitBytes: 16 << 20)) else {
        throw SystemError(call: "read", number: EBADMSG, path: name)
      }
      return record
    }

    /// Durable when it returns.
    package func write(in spool: Folder) throws(SystemError) {
      // Left by a death in between, or not there.
      try? spool.unlink(Self.temporary)
      let file = try spool.createFile(Self.temporary)
      try file.write(bytes)
      try file.sync()
      try spool.replace(Self.name, by: Self.temporary)
      try spool.sync()
    }

    var bytes: [UInt8] {
      var out: [UInt8] = []
      func add(_ text: String) { out += Array(text.utf8) + [0] }
      if let sweptAt { add("swept \(sweptAt.milliseconds)") }
      if let doubtedAt { add("doubted \(doubtedAt.milliseconds)") }
      if truePause > 0 { add("pause \(truePause)") }
      for folder in KeptFiles.Place.allCases {
        let sum = sums[folder] ?? Sum()
        add("\(folder.rawValue) \(sum.files) \(sum.bytes)")
      }
      for entry in emptied {
        add("through \(entry.through.milliseconds) \(entry.at.milliseconds)")
      }
      for file in round {
        let facts = file.facts
        out += Array(
          "remove \(file.folder.rawValue) \(facts.device) \(facts.inode) \(facts.sizeBytes) ".utf8)
        out += file.path.bytes + [0]
      }
      return out
    }

    init?(bytes: [UInt8]) {
      for line in bytes.split(separator: 0) {
        let words = line.split(separator: 0x20, maxSplits: 5).map {
          String(decoding: $0, as: UTF8.self)
        }
        switch words.first {
        case "swept", "doubted", "pause", "through":
          guard take(words[0], words.dropFirst().map(Int64.init)) else { return nil }
        case "done", "failed":
          guard words.count == 3, let folder = KeptFiles.Place(rawValue: words[0]),
            let files = Int64(words[1]), let bytes = Int64(words[2])
          else { return nil }
          sums[folder] = Sum(files: files, bytes: bytes)
        case "remove":
          guard words.count == 6, let file = Self.file(words, line) else { return nil }
          round.append(file)
        default: return nil
        }
      }
    }

    /// A record of times.
    ///
    /// - Returns: false for what is not as we write it.
    private mutating func take(_ word: String, _ given: [Int64?]) -> Bool {
      let times = given.compactMap { $0.map { Timestamp(milliseconds: $0) } }
      guard times.count == given.count, times.count == (word == "through" ? 2 : 1) else {
        return false
      }
      switch word {
      case "swept": sweptAt = times[0]
      case "doubted": doubtedAt = times[0]
      case "pause": truePause = times[0].milliseconds
      default: emptied.append(Emptied(through: times[0], at: times[1]))
      }
      return true
    }

    private static func file(_ words: [String], _ line: ArraySlice<UInt8>) -> KeptFiles.File? {
      guard let folder = KeptFiles.Place(rawValue: words[1]), let device = UInt64(words[2]),
        let inode = UInt64(words[3]), let size = Int64(words[4])
      else { return nil }
      // The raw bytes, which need not be text.
      let path = line.dropFirst(words.prefix(5).reduce(0) { $0 + $1.utf8.count + 1 })
      return KeptFiles.File(
        folder: folder, path: FileName(bytes: path),
        facts: FileFacts(
          device: device, inode: inode, sizeBytes: size, modifiedNanoseconds: 0,
          changedNanoseconds: 0))
    }
  }
}
