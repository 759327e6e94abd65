import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import NewsPages
import NewsStore
import ServiceLifecycle

/// Tells browsers that something has come, as server-sent events: a number, and nothing of what it was.
/// Source: https://html.spec.whatwg.org/#server-sent-events.
final class LiveStream: Sendable {
  private let desk: DeskStore
  private let threads: NIOThreadPool
  /// Browsers at once; more are turned away, and ask again by themselves.
  let places = FreePlaces(128)
  private static let pause = Duration.seconds(2)
  /// A connection that is gone shows at the next word.
  private static let silence = 10
  /// Proxies and browsers that sleep: then the page asks anew.
  private static let longest = 900

  init(desk: DeskStore, threads: NIOThreadPool) {
    self.desk = desk
    self.threads = threads
  }

  /// Until something has come, the browser goes, the program stops or half an hour is over.
  ///
  /// - Parameter number: the last event that the page has seen; nil: what is there now is known.
  /// - Returns: what is sent.
  func body(after number: Int64?) -> ResponseBody {
    ResponseBody { writer in
      try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
      let now = try await self.last()
      let first = number ?? now
      for turn in 1...Self.longest where !Task.isShuttingDownGracefully {
        if turn > 1 || now == first { try await Task.sleep(for: Self.pause) }
        let last = try await self.last()
        if last != first {
          try await writer.write(ByteBuffer(string: "data: \(last)\n\n"))
          break
        }
        if turn % Self.silence == 0 { try await writer.write(ByteBuffer(string: ":\n\n")) }
      }
      try await writer.finish(nil)
    }
  }

  private func last() async throws -> Int64 {
    try await threads.runIfActive { [desk] in try desk.store().eventNumber(before: 0) }
  }
}
