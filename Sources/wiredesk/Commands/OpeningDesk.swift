import Glibc
import Logging
import NewsLinux
import NewsModel
import NewsPipeline

/// The way to an open desk, for a daemon: while storage or the database keeps it from opening, it is up
/// and degraded, holds no lock, touches no inbox, and tries again every few seconds. So `wiredesk
/// rebuild` works beside it, a relief is noticed by itself, and the journal has one line, not one for
/// each restart.
struct OpeningDesk {
  static let pauseSeconds: UInt32 = 4

  let log: Logger
  let notifier: ServiceNotifier
  /// What keeps the desk from being open, as a constant; nil when nothing has yet.
  private(set) var code: String?

  /// Parameter code: the condition that the last desk ended with, which is in the journal already.
  init(log: Logger, notifier: ServiceNotifier, code: String? = nil) {
    self.log = log
    self.notifier = notifier
    self.code = code
  }

  /// Throws: what nothing but a person's change of configuration or program mends.
  mutating func open(_ body: () throws -> OpenDesk) throws -> OpenDesk {
    while true {
      do {
        let desk = try body()
        if let code {
          log.event(
            .storageResumed, "the database is open again",
            ["code": .string(code), "subject": "storage"])
        }
        return desk
      } catch let error as CommandError
        where error.mayPass || (error.status == .held && code != nil)
      {
        note(error)
        // A stop ends the process meanwhile (`ServiceSignals`).
        sleep(Self.pauseSeconds)
      }
    }
  }

  /// One line for as long as the code is the same. Another process that holds the lock meanwhile is
  /// most likely the help that is waited for.
  private mutating func note(_ error: CommandError) {
    guard error.status != .held else { return }
    let now = String(error.message.prefix { $0 != ":" })
    notifier.ready(status: "degraded: storage (\(now))")
    guard now != code else { return }
    code = now
    log.event(
      .storageDegraded,
      "the database cannot be opened: \(error.message); no file is touched, trying again",
      ["code": .string(now), "subject": "storage"])
  }
}
