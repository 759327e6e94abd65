import Glibc
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// Articles to be forgotten, on their way to whoever writes the database.
///
/// On the control socket it is one line, `forget 12 14`; the answer is one JSON object, a `ForgetAnswer` or
/// `{"code", "message", "exit"}`.
struct ForgetRequest {
  let articles: [ArticleID]

  init(_ articles: [ArticleID]) { self.articles = articles }

  /// Nil when the line is none.
  init?(line: String) {
    let words = line.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int64($0) }.filter { $0 > 0 }
    guard words.first == "forget", !numbers.isEmpty, numbers.count == words.count - 1 else {
      return nil
    }
    articles = numbers.map(ArticleID.init)
  }

  private var line: String {
    "forget " + articles.map { "\($0.rawValue)" }.joined(separator: " ")
  }

  /// In the daemon.
  func answer(_ current: DeskInForce, user: UInt32) -> String {
    do {
      guard ControlRequest.mayWrite(user) else { throw CorrectionRefusal.notPermitted }
      let (report, traces) = try current.ask {
        try $0.forget(articles, by: Login.name(of: user))
      }
      return ForgetAnswer(report, traces).json.text
    } catch {
      return CorrectionRequest.json(of: error).text
    }
  }

  /// On the command line: by the running daemon, else by ourselves under the state's lock.
  func carryOut(_ options: StateOptions) throws {
    let json =
      try CorrectionRequest.isDaemonRunning(options)
      ? askDaemon(options) : carryOutAlone(options.folder)
    if let message = json["message"]?.string, let code = json["code"]?.string {
      let exit = json["exit"]?.integer.flatMap { ExitStatus(rawValue: Int32($0)) }
      throw CommandError(exit ?? .failure, "\(code): \(message)")
    }
    print(options.json ? json.text : json["text"]?.string ?? "")
  }

  private func askDaemon(_ options: StateOptions) throws -> JSONValue {
    // Files that brought an article again are read, which takes its time.
    guard let record = try? LastRun.read(in: options.folder),
      let text = try? ControlSocket.ask(line, at: record.control, seconds: 600),
      let json = JSONValue(json: text), json["text"] != nil || json["message"] != nil
    else {
      throw CommandError(
        .held, "another process is working on \(options.folder) and does not take corrections")
    }
    return json
  }

  private func carryOutAlone(_ state: String) throws -> JSONValue {
    ProcessState.setPrivateUmask()
    let lock = try OpenDesk.lock(state)
    defer { DeskOwner.settle(state, holding: lock) }
    do {
      return try forget(in: state).json
    } catch {
      return CorrectionRequest.json(of: error)
    }
  }

  private func forget(in state: String) throws -> ForgetAnswer {
    let store = try Store(folder: state, seed: nil, program: programVersion)
    let place = try LastRun.spool(of: state, store.reader)
    let (spool, now, user) = (try Folder.open(place), Timestamp.now(), Login.name(of: getuid()))
    let dropped = try FailedPieces(store: store.reader, spool: spool, spoolPath: place).remove(
      holding: articles, by: user, at: now)
    let report = try Forgetting(store: store, log: OrderLog.Forgotten(spool)).forget(
      articles, Article.Tombstone.Forgotten(time: now, user: user, cause: .person))
    let settings = try DeskSettings(workers: 1).readingAlike(in: state)
    var traces = try ForgottenTraces(store: store.reader, spool: spool, settings: settings).clear(
      search: { try Self.makeSearchAnew(state, store.reader) },
      conclude: { try store.concludeForgetting($0, at: now) })
    traces.dropped = dropped
    try store.close()
    return ForgetAnswer(report, traces)
  }

  private static func makeSearchAnew(_ state: String, _ store: StoreReader) throws {
    let search = try SearchIndex(folder: state, store: store)
    try search.recreate(for: store)
    while try search.advance(from: store) > 0 {}
    try search.close()
  }
}
