import Glibc
import Logging
import NewsLinux
import NewsModel
import NewsPipeline

/// The way to an open desk, for a daemon: while storage keeps it from opening (a full disk, another
/// program's lock, a mount that comes late), it is up and degraded, touches no inbox, and tries again
/// every few seconds. So relief is noticed by itself, and the journal has one line, not some for each
/// restart by systemd.
struct OpeningDesk {
  static let pauseSeconds: UInt32 = 4

  let log: Logger
  let notifier: ServiceNotifier
  /// What keeps the desk from being open, as a constant; nil when nothing has yet.
  private var code: String?

  init(log: Logger, notifier: ServiceNotifier) {
    self.log = log
    self.notifier = notifier
  }

  /// Throws: what does not pass by itself: a wrong configuration, a newer database, a damaged one.
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

  /// One line for as long as the code is the same.
  private mutating func note(_ error: CommandError) {
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
