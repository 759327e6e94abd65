import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import NewsLinux
import NewsModel
import NewsPages

/// One request, one answer: checks what may be asked, has the page made by a thread that may wait for the disk,
/// and sends it.
final class RequestAnswering: Sendable {
  /// Known once it listens.
  let site = Guarded<Site?>(nil)
  private let desk: DeskStore
  private let log: Logger
  private let threads: NIOThreadPool
  /// Questions that are answered or wait; more are turned away.
  private let places = FreePlaces(256)
  /// Searches have threads and places of their own: twelve that took two seconds each kept everybody waiting for seven.
  private let searching: NIOThreadPool
  private let searches = FreePlaces(16)
  private let live: LiveStream

  /// As many read at once: SQLite's work is all CPU once the pages are in memory.
  private static let readers = 4
  private static let searchers = 2

  init(desk: DeskStore, log: Logger) {
    self.desk = desk
    self.log = log
    threads = NIOThreadPool(numberOfThreads: Self.readers)
    threads.start()
    searching = NIOThreadPool(numberOfThreads: Self.searchers)
    searching.start()
    live = LiveStream(desk: desk, threads: threads)
  }

  func respond(to request: Request, _ writer: consuming ResponseWriter) async throws {
    let now = Timestamp.now()
    if let stream = stream(for: request) { return try await follow(stream, now, writer) }
    let answer = await answer(to: request, now).unlessKnown(request.headers[.ifNoneMatch])
    var head = head(answer.status, now)
    if let tag = answer.tag { head.headerFields[.eTag] = tag }
    if answer.status == 405 { head.headerFields[.allow] = "GET, HEAD" }
    if [.metrics, .openMetrics].contains(answer.kind) { head.headerFields[.vary] = "Accept" }
    if answer.status == 503 { head.headerFields[.retryAfter] = "5" }
    if request.headers[.connection] == "close" { head.headerFields[.connection] = "close" }
    if answer.status == 304 { return try await writer.writeResponse(head) }
    head.headerFields[.contentType] = answer.kind.rawValue
    head.headerFields[.contentLength] = "\(answer.body.count)"
    if request.method == .head { return try await writer.writeResponse(head) }
    try await writer.write(response: head, body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  private func head(_ status: Int, _ now: Timestamp) -> HTTPResponse {
    var head = HTTPResponse(status: .init(code: status))
    for (name, value) in Answer.fields {
      if let name = HTTPField.Name(name) { head.headerFields[name] = value }
    }
    head.headerFields[.date] = now.httpDate
    return head
  }

  /// Nil for every other question.
  private func stream(for request: Request) -> ResponseBody? {
    guard request.method == .get, let target = request.head.path,
      case .live(let after)? = Address(target: target),
      site.withLock({ $0 })?.isOwn(host: request.head.authority) == true
    else { return nil }
    return live.body(after: after)
  }

  /// The one answer that is not whole before it is sent: it reads a number now and then, and holds nothing open.
  private func follow(
    _ stream: ResponseBody, _ now: Timestamp, _ writer: consuming ResponseWriter
  ) async throws {
    guard live.places.enter() else {
      var head = head(503, now)
      head.headerFields[.contentLength] = "0"
      return try await writer.writeResponse(head)
    }
    defer { live.places.leave() }
    var head = head(200, now)
    head.headerFields[.contentType] = "text/event-stream"
    head.headerFields[.cacheControl] = "no-store"
    try await writer.write(response: head, body: stream)
  }

  private func answer(to request: Request, _ now: Timestamp) async -> Answer {
    guard let site = site.withLock({ $0 }), site.isOwn(host: request.head.authority) else {
      return NoticePage.foreignHost.answer
    }
    guard request.method == .get || request.method == .head else {
      return NoticePage.method.answer
    }
    guard let target = request.head.path, let address = Address(target: target) else {
      return NoticePage.nowhere.answer
    }
    if case .asset(let asset) = address { return ReadingRoom.answer(to: asset) }
    let folder = desk.folder
    let kinds = request.headers[.accept]
    return await made(isSearch: address.isSearch) { [desk] in
      if address == .metrics {
        return try ReadingRoom.metrics(of: folder, accepting: kinds, now: now)
      }
      let room = ReadingRoom(store: try desk.store(), state: folder, site: site)
      return try room.answer(to: address, now: now)
    }
  }

  /// By a thread that may wait, once one is free.
  private func made(
    isSearch: Bool, _ make: @escaping @Sendable () throws -> Answer
  ) async -> Answer {
    let places = isSearch ? searches : places
    guard places.enter() else { return NoticePage.busy.answer }
    defer { places.leave() }
    do {
      return try await (isSearch ? searching : threads).runIfActive(make)
    } catch let failure as any Failure {
      log.warning("\(failure.code): \(failure.message)")
      return NoticePage.unavailable("\(failure.code): \(failure.message)").answer
    } catch {
      log.error("\(error)")
      return NoticePage.failed.answer
    }
  }
}
