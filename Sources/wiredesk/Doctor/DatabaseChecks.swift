import Foundation
import Glibc
import NewsAnswers
import NewsDesk
import NewsLinux
import NewsModel
import NewsStore

/// The database: can it be read, does its account balance, does a daemon work on it.
struct DatabaseChecks {
  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] {
    do {
      let store = try StoreReader(folder: desk.state)
      return try account(store)
        + [newer(store), log(store), times(store), setAside()].compactMap(\.self)
    } catch let failure as StoreFailure {
      return [self.failure(failure)]
    } catch {
      return [Finding("database", .problem, "\(error)")]
    }
  }

  private func account(_ store: StoreReader) throws -> [Finding] {
    let account = try Account(state: desk.state, store: store)
    return [
      account.balances
        ? Finding("database", .ok, "\(store.path) is readable, and its account balances")
        : Finding(
          "database", .problem, "\(store.path): the account does not balance",
          remedy: "wiredesk account; report it with the journal's last lines")
    ]
  }

  private func failure(_ failure: StoreFailure) -> Finding {
    let text = "\(failure.code): \(failure.message)"
    switch failure.reason {
    case .absent:
      return Finding("database", .note, "there is no database yet: the first start creates it")
    case .corrupt:
      return Finding(
        "database", .problem, text,
        remedy:
          "wiredesk verify; if it finds damage, systemctl stop wiredesk, then put a backup in its place or rebuild it from done/"
          + " (manual, Commands)")
    case .newer:
      return Finding(
        "database", .problem, text,
        remedy: "install the newer version of Wiredesk again: this one is older")
    case .unopened where geteuid() != 0:
      return Finding(
        "database", .note, text, remedy: "run it as root, or as a member of the group wiredesk")
    default: return Finding("database", .problem, text)
    }
  }

  /// An older backup was put back.
  private func newer(_ store: StoreReader) -> Finding? {
    // A spool that cannot be looked at was reported by its own check.
    guard let spool = try? Folder.open(Array(desk.spool.utf8)),
      let sentence = (try? NewerDeposits(spool: spool, store: store))?.sentence
    else { return nil }
    return Finding(
      "database", .problem, sentence, remedy: "wiredesk rebuild --state \(shellQuoted(desk.state))")
  }

  /// Nobody clears it away but a person, and what was forgotten since stands in it.
  private func setAside() -> Finding? {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: desk.state)) ?? [])
      .filter { $0.hasPrefix("before-rebuild-") }.sorted()
    guard let first = names.first else { return nil }
    return Finding(
      "database", .note,
      "\(counted(names.count, "database")) set aside by rebuild, the oldest \(first): what was forgotten may stand there",
      remedy: "when the new one is right: "
        + "rm -r \(names.map { shellQuoted("\(desk.state)/\($0)") }.joined(separator: " "))")
  }

  private func log(_ store: StoreReader) -> Finding? {
    let bytes = store.logBytes
    guard bytes > HeldLog.limitBytes else { return nil }
    let readers = store.logReaders()
    let who = readers.isEmpty ? "some program" : readers.joined(separator: ", ")
    let way =
      readers.isEmpty
      ? "find the program: fuser -v \(shellQuoted(store.path))"
      : "end its transaction, or the program: kill PROCESS"
    return Finding(
      "database", .warning,
      "its write-ahead log has grown to \(bytes >> 20) MiB: \(who) keeps reading it", remedy: way)
  }

  private func times(_ store: StoreReader) throws -> Finding? {
    let newest = try store.article(try store.lastArticleID())?.received
    let ahead = (newest?.milliseconds ?? 0) - Timestamp.now().milliseconds
    guard ahead > 60_000 else { return nil }
    return Finding(
      "clock", .warning,
      "the newest article was received \(ahead / 1000) s in the future: the clock has been set back"
    )
  }
}
