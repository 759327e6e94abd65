package import NewsLinux
package import NewsModel

/// `<spool>/order/YYYY-MM-DD.tsv`: the deposits in the order of their end, a file a day, beside the
/// files themselves. With it done/ suffices to build the database again, article by article in the
/// recorded order, when the database is lost (docs/promises.md, P6 and P13).
///
/// Format: the first line of each file is `wiredesk order 1 SEED`, with the seed of the database's
/// hashes in hexadecimal, which decides which texts are compared; each other line is an `OrderLog.Entry`, or
/// begins with a word: a `RecordedCorrection`, or `Names`.
/// An entry is durable before its file leaves claim/: after a crash in between, the next start writes
/// it again, and the later one counts. Readable for whom the database is (0640).
package final class OrderLog: Sendable {
  package static let folderName = Array("order".utf8)
  static let header = "wiredesk order 1 "

  private let spool: Folder
  private let seed: UInt64
  /// The day whose file is known to be durable in its folder, and that in the spool.
  private let known = Guarded<String?>(nil)

  /// - Parameters:
  ///   - spool: its open folder.
  ///   - seed: the database's; each file's first line says it.
  package init(_ spool: Folder, seed: UInt64) {
    self.spool = spool
    self.seed = seed
  }

  /// Adds entries to the file of the day that `time` is in, durably. Thread-safe.
  package func append(_ entries: [OrderLog.Entry], at time: Timestamp) throws(InboxError) {
    try append(entries.map(\.line), time)
  }

  /// Adds what a person has decided.
  package func append(_ correction: RecordedCorrection, at time: Timestamp) throws(InboxError) {
    try append([correction.line], time)
  }

  /// Adds by which names fields are read from now on.
  package func append(_ names: Names, at time: Timestamp) throws(InboxError) {
    try append([names.line], time)
  }

  private func append(_ all: [[UInt8]], _ time: Timestamp) throws(InboxError) {
    guard !all.isEmpty else { return }
    let lines = all.flatMap { $0 }
    let day = time.isoDay
    try reporting(at: .order) { () throws(SystemError) in
      try known.withLock { (known) throws(SystemError) -> Void in
        _ = try spool.makeFolder(Self.folderName)
        let folder = try spool.folder(Self.folderName)
        // Not kept open: what is open for writing keeps a person from making the disk read-only.
        let (file, isTorn) = try open(day, in: folder)
        if known != day {
          try folder.sync()
          try spool.sync()
        }
        try file.write(isTorn ? [0x0A] + lines : lines)
        try file.sync()
        known = day
      }
    }
  }

  /// The day's file, begun when it is not there. isTorn: the last write ended in the middle of a line.
  private func open(
    _ day: String, in folder: Folder
  ) throws(SystemError) -> (file: Descriptor, isTorn: Bool) {
    let name = Array("\(day).tsv".utf8)
    let file = try folder.openForAppending(name)
    let size = try file.facts().sizeBytes
    if size == 0 {
      try file.write(Array((Self.header + String(seed, radix: 16) + "\n").utf8))
      return (file, false)
    }
    var last: UInt8 = 0
    let reader = try folder.openForReading(name)
    _ = try withUnsafeMutableBytes(of: &last) { buffer throws(SystemError) in
      try reader.read(into: buffer, at: size - 1)
    }
    return (file, last != 0x0A)
  }
}
