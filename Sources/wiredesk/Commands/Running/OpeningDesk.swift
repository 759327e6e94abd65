import Glibc
import Logging
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel

/// The way to an open desk, for a daemon: while storage keeps it from opening (a full disk, another
/// program's lock, a mount that comes late), it is up and degraded, touches no inbox, answers `status`,
/// and tries again every few seconds. So relief is noticed by itself, and the journal has one line, not
/// some for each restart by systemd.
struct OpeningDesk {
  static let pauseSeconds: UInt32 = 4

  private let plan: Plan
  private let context: DeskContext
  private let notifier: ServiceNotifier
  private let started = Moment.now().monotonicNanoseconds

  init(_ plan: Plan, log: Logger, notifier: ServiceNotifier) {
    self.plan = plan
    context = DeskContext(log: log)
    self.notifier = notifier
  }

  /// - Throws: what does not pass by itself: a wrong configuration, a newer database, a damaged
  ///   one.
  func open(_ body: () throws -> OpenDesk) throws -> OpenDesk {
    // Made with the first failure: before the lock is ours it may be another daemon's.
    var control: ControlSocket?
    defer { control?.stop() }
    while true {
      do {
        let desk = try body()
        context.resolve(.storage, .storageResumed, "the desk is open again")
        return desk
      } catch let error as CommandError where waits(for: error) {
        note(error)
        control = control ?? listen()
        // A stop ends the process meanwhile (`ServiceSignals`).
        sleep(Self.pauseSeconds)
      }
    }
  }

  /// While it waits the lock is free, and a command may hold it for a moment.
  private func waits(for error: CommandError) -> Bool {
    error.passingCode != nil || (error.status == .held && context.conditions.contains(.storage))
  }

  private func note(_ error: CommandError) {
    if let code = error.passingCode {
      context.degrade(
        .storage, code: code, reason: error.message, .storageDegraded,
        "the desk cannot be opened: \(error.message); no file is touched, trying again")
    }
    let codes = context.conditions.all.map(\.code).joined(separator: ", ")
    notifier.ready(status: "degraded: storage (\(codes))")
  }

  /// Nil when there cannot be one, on a full disk say: STATUS= and the journal tell it then.
  private func listen() -> ControlSocket? {
    let (conditions, started) = (context.conditions, started)
    return try? ControlSocket.listen(at: plan.controlPath) { request in
      guard case .status = ControlRequest(line: request.line) else {
        return "the daemon waits for its storage"
      }
      return LiveStatus(conditions, since: started).json.text
    }
  }
}
