import Dispatch
import NewsAnswers
import NewsBytes
import NewsFormats
import NewsLinux
package import NewsModel
import Synchronization

/// Decodes files as deposits would be, and stores nothing: `wiredesk check`.
package struct Inspection: Sendable {
  package enum Finding: Sendable {
    case article(Article)
    /// A record, or the whole file.
    case rejected(Rejection)
  }
  let limits: Limits
  let fields: ArticleFieldNames

  package init(_ settings: DeskSettings) {
    limits = settings.limits
    fields = settings.articleFieldNames
  }

  /// A file over this streams alone; smaller ones are decoded side by side, so many at a time.
  private static let smallBytes: Int64 = 1 << 20
  private static let filesAtATime = 256
  private static let bytesAtATime: Int64 = 8 << 20

  /// Calls `body` for each article and each rejection, in the order of the files; the files are
  /// decoded on all cores. Held in memory: what `bytesAtATime` of files hold.
  ///
  /// - Throws: what `body` throws. A file that cannot be read is a rejection (`unreadable`).
  package func inspect(
    _ files: [GivenFile], _ body: (GivenFile, Finding) throws -> Void
  ) throws {
    var pending: [GivenFile] = []
    var pendingBytes: Int64 = 0
    func inspectPending() throws {
      for (file, findings) in zip(pending, findings(of: pending)) {
        for finding in findings { try body(file, finding) }
      }
      pending = []
      pendingBytes = 0
    }
    for file in files {
      let size = file.sizeBytes
      if size > Self.smallBytes {
        try inspectPending()
        try inspect(file) { try body(file, $0) }
        continue
      }
      pending.append(file)
      pendingBytes += size
      if pending.count == Self.filesAtATime || pendingBytes >= Self.bytesAtATime {
        try inspectPending()
      }
    }
    try inspectPending()
  }

  private func findings(of files: [GivenFile]) -> [[Finding]] {
    let slots = Mutex([[Finding]](repeating: [], count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      var found: [Finding] = []
      // `try?`: only what the closure throws comes out, and it throws nothing.
      try? inspect(files[index]) { found.append($0) }
      let done = found
      slots.withLock { $0[index] = done }
    }
    return slots.withLock { $0 }
  }

  private func inspect(_ file: GivenFile, _ body: (Finding) throws -> Void) throws {
    do {
      let (descriptor, _) = try file.open()
      let bytes = try DepositBytes(descriptor)
      let decoder = DepositDecoder(
        name: file.name, limits: limits, fields: fields, received: .now(),
        cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
      ) { try bytes.read(into: $0) }
      while let record = try decoder.next() {
        switch record {
        case .article(let article, _):
          try body(.article(article.completed()))
        case .rejected(let rejection, _, _): try body(.rejected(rejection))
        }
      }
    } catch let failure as DecodingFailure {
      try body(
        .rejected(failure.rejection ?? Rejection(.unreadable, failure.message)))
    } catch let rejection as Rejection {
      try body(.rejected(rejection))
    } catch let error as SystemError {
      try body(.rejected(Rejection(.unreadable, "\(error)")))
    }
  }
}

extension GivenFile {
  /// As the file system says; 0 for what cannot be opened, which the reading will say.
  package var sizeBytes: Int64 {
    // `try?`: the reading names the fault.
    (try? open())?.facts.sizeBytes ?? 0
  }
}
