import Glibc
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// A correction about stories on its way to whoever writes the database: `merge 3 7`, `split 3 12 14`, `unmerge 7`.
///
/// On the control socket it is one line of words; the answer is one JSON object, either
/// `{"story", "text", "undo"}` or `{"code", "message", "exit"}`.
struct CorrectionRequest {
  let correction: Correction

  init(_ correction: Correction) { self.correction = correction }

  /// Nil when the line is no correction.
  init?(line: String) {
    let words = line.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int64($0) }.filter { $0 > 0 }
    guard numbers.count == words.count - 1 else { return nil }
    switch words.first {
    case "merge" where numbers.count == 2:
      correction = .merge(StoryID(rawValue: numbers[0]), StoryID(rawValue: numbers[1]))
    case "split" where numbers.count > 1:
      correction = .split(StoryID(rawValue: numbers[0]), numbers.dropFirst().map(ArticleID.init))
    case "unmerge" where numbers.count == 1:
      correction = .unmerge(StoryID(rawValue: numbers[0]))
    default: return nil
    }
  }

  var line: String {
    switch correction {
    case .merge(let a, let b): "\(correction.word) \(a.rawValue) \(b.rawValue)"
    case .split(let story, let articles):
      "\(correction.word) \(story.rawValue) "
        + articles.map { "\($0.rawValue)" }.joined(separator: " ")
    case .unmerge(let story): "\(correction.word) \(story.rawValue)"
    }
  }

  /// In the daemon: carries it out, in order with the articles that come. The group may read, and may
  /// connect; who writes is one who could without a daemon too (P19).
  func answer(_ current: DeskInForce, user: UInt32) -> String {
    Self.json {
      guard ControlRequest.mayWrite(user) else { throw CorrectionRefusal.notPermitted }
      return try current.ask { try $0.correct(correction, by: Login.name(of: user)) }
    }.text
  }

  /// On the command line: by the running daemon, else by ourselves under the state's lock.
  func carryOut(_ options: StateOptions) throws {
    // Says `absent` where there is no database: a person's correction does not make one.
    _ = try options.store()
    let answer = try Self.isDaemonRunning(options) ? askDaemon(options) : carryOutAlone(options)
    guard case .done(let json, let text) = answer else {
      guard case .refused(let status, let message) = answer else { return }
      throw CommandError(status, message)
    }
    print(options.json ? json : text)
  }

  static func isDaemonRunning(_ options: StateOptions) throws -> Bool {
    do {
      if case .process = try StateLock.holder(in: Folder.open(Array(options.folder.utf8))) {
        return true
      }
      return false
    } catch {
      throw CommandError(.unavailable, "cannot examine the lock: \(error)")
    }
  }

  private func askDaemon(_ options: StateOptions) throws -> CorrectionAnswer {
    guard let record = try? LastRun.read(in: options.folder),
      let text = try? ControlSocket.ask(line, at: record.control),
      let answer = CorrectionAnswer(text)
    else {
      throw CommandError(
        .held, "another process is working on \(options.folder) and does not take corrections")
    }
    return answer
  }

  private func carryOutAlone(_ options: StateOptions) throws -> CorrectionAnswer {
    ProcessState.setPrivateUmask()
    let lock = try OpenDesk.lock(options.folder)
    defer { DeskOwner.settle(options.folder, holding: lock) }
    do {
      let store = try Store(
        folder: options.folder, seed: nil, program: programVersion)
      let now = Timestamp.now()
      let json = Self.json {
        let corrected = try store.correct(correction, by: Login.name(of: getuid()), at: now)
        note(corrected.recorded, in: options.folder, seed: store.reader.seed)
        return corrected
      }
      try store.close()
      return CorrectionAnswer(json.text) ?? .refused(.failure, "no answer")
    } catch {
      throw CommandError(error)
    }
  }

  private func note(_ recorded: RecordedCorrection, in state: String, seed: UInt64) {
    guard let record = try? LastRun.read(in: state) else { return }
    do {
      let log = OrderLog(try Folder.open(record.spool), seed: seed)
      try log.append(recorded, at: recorded.time)
    } catch {
      printError("wiredesk: the correction is not in the order log: \(error)")
    }
  }

  private static func json(_ body: () throws -> CorrectedStories) -> JSONValue {
    do {
      let corrected = try body()
      return .object([
        ("story", .init(corrected.story.rawValue)), ("text", .string(corrected.text)),
        ("undo", .init(corrected.undo)),
      ])
    } catch {
      return json(of: error)
    }
  }

  static func json(of error: any Error) -> JSONValue {
    let failure = error as? any Failure
    let status: ExitStatus =
      switch error {
      case CorrectionRefusal.noStory, CorrectionRefusal.noArticle: .notFound
      case CorrectionRefusal.deskStopped, CorrectionRefusal.stillInWork: .unavailable
      case is CorrectionRefusal: .failure
      default: .unavailable
      }
    return .object([
      ("code", .string(failure?.code ?? "unexpected")),
      ("message", .string(failure?.message ?? "\(error)")), ("exit", .init(Int(status.rawValue))),
    ])
  }
}
