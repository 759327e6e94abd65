import NewsAnswers
package import NewsInbox
import NewsLinux
package import NewsModel
package import NewsStore

/// Failed files once more: `wiredesk retry`, in the daemon or, when none runs, in the command itself.
package struct FailedFiles: Sendable {
  /// What became of one file or record in failed/.
  package struct Returned: Sendable {
    /// Its path below failed/.
    package var path: FileName
    /// Where it is now: its path below this inbox. Nil when it was not put back.
    package var inbox: String?
    package var name: FileName?
    /// Why it was not.
    package var cause: String?
    /// Nothing in failed/ has this name.
    package var isUnknown = false
    /// It is gone for good.
    package var isDropped = false
  }

  private let inboxes: [Inbox]
  private let store: StoreReader
  private let failed: PuttingBack

  package init(inboxes: [Inbox], spoolPath: [UInt8], store: StoreReader) throws {
    self.inboxes = inboxes
    self.store = store
    failed = try PuttingBack(spoolPath: spoolPath)
  }

  /// Puts them back into their inboxes.
  ///
  /// - Parameter names: Paths below failed/, or names as they were below the inbox; none for everything.
  /// - Returns: One for each file, and one for each name that nothing has.
  /// - Throws: When failed/ cannot be read.
  package func putBack(_ names: [FileName]) throws -> [Returned] {
    let all = try failed.all()
    if names.isEmpty { return all.map(putBack) }
    return Self.meant(by: names, among: all, manyOfAName: true, putBack)
  }

  /// Removes them for good, and records who did.
  ///
  /// - Parameters:
  ///   - names: Paths below failed/, or names as they were below the inbox.
  ///   - user: Who asks, as a login's name.
  ///   - time: Now.
  /// - Returns: One for each file, and one for each name that nothing has.
  /// - Throws: When failed/ cannot be read.
  package func drop(_ names: [FileName], by user: String, at time: Timestamp) throws -> [Returned] {
    Self.meant(by: names, among: try failed.all(), manyOfAName: false) { file in
      do throws(InboxError) {
        try failed.drop(file, by: user, at: time)
        return Returned(path: file.path, isDropped: true)
      } catch {
        return Returned(path: file.path, cause: "\(error.code): \(error.message)")
      }
    }
  }

  /// A path that is there is meant alone, though others came under that name as well. Each file once. With
  /// `manyOfAName` a name that no path is may mean several files; else it is asked which.
  private static func meant(
    by names: [FileName], among all: [PuttingBack.Failed], manyOfAName: Bool,
    _ body: (PuttingBack.Failed) -> Returned
  ) -> [Returned] {
    var done: Set<FileName> = []
    return names.flatMap { name -> [Returned] in
      let own = all.filter { $0.path == name }
      let meant = own.isEmpty ? all.filter { $0.name == name } : own
      if meant.isEmpty {
        return [
          Returned(
            path: name, cause: "there is nothing of this name in failed/", isUnknown: true)
        ]
      }
      if meant.count > 1, !manyOfAName {
        let paths = meant.map { quoted($0.path.text) }.joined(separator: ", ")
        return [Returned(path: name, cause: "several came under this name: name one of \(paths)")]
      }
      return meant.filter { done.insert($0.path).inserted }.map(body)
    }
  }

  private func putBack(_ file: PuttingBack.Failed) -> Returned {
    guard file.isThere else {
      return Returned(
        path: file.path,
        cause:
          "it is still where it was dropped (leave mode): change it there to have it read again")
    }
    let deposit = deposit(of: file)
    guard let inbox = inbox(of: deposit) else {
      return Returned(
        path: file.path, cause: "its inbox is unknown: give the file to `wiredesk ingest`")
    }
    do {
      let hash = deposit?.deposit.content?.hex ?? "again"
      let name = try failed.put(file, into: inbox, hash: hash)
      return Returned(path: file.path, inbox: inbox.pathText, name: name)
    } catch {
      return Returned(path: file.path, cause: "\(error.code): \(error.message)")
    }
  }

  /// The deposit that failed; a record `NAME~4` belongs to the one called `NAME`.
  private func deposit(of file: PuttingBack.Failed) -> DepositRow? {
    // Without an answer the first inbox stands in.
    if let own = (try? store.deposits(named: file.name, limit: 1))?.first { return own }
    guard let mark = file.name.bytes.lastIndex(of: UInt8(ascii: "~")), mark > 0 else { return nil }
    let container = FileName(bytes: file.name.bytes[..<mark])
    return (try? store.deposits(named: container, limit: 1))?.first
  }

  /// The one that it came from; where the desk was moved, the only one of the same name; else the first from which
  /// files are taken.
  private func inbox(of deposit: DepositRow?) -> Inbox? {
    if let own = inboxes.first(where: { $0.pathText == deposit?.deposit.inbox }) { return own }
    let name = deposit.map { FileName($0.deposit.inbox).last }
    let alike = inboxes.filter { FileName(bytes: $0.path).last == name }
    if alike.count == 1 { return alike[0] }
    return inboxes.first { $0.mode != .leave } ?? inboxes.first
  }
}
