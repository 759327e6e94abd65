import NewsFormats
import NewsLinux
package import NewsModel

/// Decodes a file as a deposit would be, and stores nothing: `wiredesk check`.
package struct Inspection {
  package enum Finding: Sendable {
    case article(Article)
    /// A record, or the whole file.
    case rejected(Rejection)
  }
  let limits: DecodingLimits

  package init(_ settings: DeskSettings) { limits = settings.decodingLimits }

  /// Calls `body` for each article and each rejection, in order.
  ///
  /// Throws: what `body` throws. A file that cannot be read is a rejection (`unreadable`).
  package func inspect(_ file: GivenFile, _ body: (Finding) throws -> Void) throws {
    do {
      let (descriptor, _) = try file.open()
      let bytes = try DepositBytes(descriptor)
      let decoder = DepositDecoder(
        name: file.name, limits: limits,
        cpuClock: { .nanoseconds(Moment.threadCPUNanoseconds()) }
      ) { try bytes.read(into: $0) }
      while let record = try decoder.next() {
        switch record {
        case .article(let article, _): try body(.article(article))
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
