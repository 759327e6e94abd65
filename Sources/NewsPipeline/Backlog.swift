package import NewsInbox
import NewsLinux
import NewsModel
package import NewsStore

/// The waiting part of the account, found by looking: files that are in an inbox or in claim/ and
/// have no outcome yet. Works with the daemon up or down.
package struct Backlog: Sendable, Equatable {
  /// Files in inboxes; in leave mode only those not taken as they are.
  package var inInboxes = 0
  /// Claimed files without an outcome.
  package var claimed = 0

  /// Parameter spoolPath: where claim/ lies.
  package init(inboxes: [Inbox], spoolPath: [UInt8], store: Store) throws {
    for inbox in inboxes {
      for file in Self.files(at: inbox.path, inbox.filter) {
        if try inbox.mode != .leave || !Self.isTaken(file, of: inbox, store) { inInboxes += 1 }
      }
    }
    let known = try Self.ended(in: store)
    for file in Self.files(at: spoolPath + Array("/claim".utf8), NameFilter(ignore: [])) {
      if !known.contains(file.name) { claimed += 1 }
    }
  }

  /// Names without the folder itself. A folder that is gone holds no file.
  private static func files(at path: [UInt8], _ filter: NameFilter) -> [GivenFile] {
    let prefix = FileName(bytes: path).last.bytes.count + 1
    let all = (try? GivenFile.below(Folder.open(path), path, FileName(bytes: path).last, filter))
    return (all ?? []).map {
      GivenFile(path: $0.path, name: FileName(bytes: $0.name.bytes.dropFirst(prefix)))
    }
  }

  private static func isTaken(_ file: GivenFile, of inbox: Inbox, _ store: Store) throws -> Bool {
    guard let left = try store.leftFile(inbox: inbox.pathText, name: file.name) else {
      return false
    }
    let facts = try Folder.open(inbox.path).facts(of: file.name.bytes)
    return facts?.hasSameContent(as: FileFacts(left)) == true
  }

  /// Claimed files that have their outcome and are on their way to done/ or failed/.
  private static func ended(in store: Store) throws -> Set<FileName> {
    var names: Set<FileName> = []
    for batch in try store.openBatches() {
      for record in batch.deposits where record.end != nil {
        names.insert(
          FileName(bytes: Array(batch.name.utf8) + [0x2F] + record.deposit.name.bytes))
      }
    }
    return names
  }
}
