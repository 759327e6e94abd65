import ArgumentParser
import NewsLinux
import NewsModel
import NewsStore

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say whether the daemon runs, what it has stored, and what waits.")

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    let (account, search) = try asking {
      (try DeskAccount(state: options.folder, store: store), try behind(store))
    }
    let holder = try? StateLock.holder(in: Folder.open(Array(options.folder.utf8)))
    let process: Int32? = if case .process(let number) = holder { number } else { nil }
    let isRunning = if case .process = holder { true } else { false }
    if options.json {
      print(
        JSONValue.object([
          ("state", .string(options.folder)), ("running", .bool(isRunning)),
          ("process", .init(process.map { Int64($0) })), ("account", account.json),
          ("search_behind", .init(search)),
        ]).text)
      return
    }
    print(isRunning ? "running (process \(process ?? 0))" : "not running", "on \(options.folder)")
    print(account.text)
    if search > 0 { print("the search index is \(search) articles behind") }
  }

  private func behind(_ store: Store) throws -> Int64 {
    let last = try store.lastArticleID().rawValue
    // Without an index everything is behind.
    guard let index = try? SearchIndex(folder: options.folder, store: store, access: .reader) else {
      return last
    }
    return last - (try index.watermark().rawValue)
  }
}
