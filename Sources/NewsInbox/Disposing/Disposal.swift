import Glibc
import NewsLinux
package import NewsModel

/// Moves files whose articles are stored to done/YYYY/MM/DD/SUB-FOLDER/, or removes them in delete mode
/// (docs/deposits.md, step 9). For one queue.
package struct Disposal: Sendable {
  /// A file to dispose of.
  package struct Item: Sendable {
    package var claimed: ClaimedFile
    /// Of its bytes: eight digits of it tell files of one name apart.
    package var digest: ContentDigest
    package init(_ claimed: ClaimedFile, digest: ContentDigest) {
      self.claimed = claimed
      self.digest = digest
    }
  }

  private let spool: Spool
  package init(_ spool: Spool) { self.spool = spool }

  /// Disposes of files after their COMMIT.
  ///
  /// - Parameters:
  ///   - group: whose articles are durable.
  ///   - time: names the day's folder.
  /// - Returns: for each item where it is now, below done/; nil when it was removed or stays (leave
  ///   mode), or the error that kept it in claim/: the next start takes it again, or call again
  ///   with it.
  /// - Throws: a failed sync; then nothing has been moved, or what was moved may not be durable
  ///   yet. Both are safe, since the articles are.
  package func dispose(
    of group: [Item], at time: Timestamp
  ) throws(InboxError) -> [Swift.Result<FileName?, InboxError>] {
    let moving = group.filter { $0.claimed.mode == .move }
    if !moving.isEmpty {
      try reporting(at: .claim) { () throws(SystemError) in
        try Durability.sync(moving.map(\.claimed.descriptor), on: spool)
      }
    }
    var targets = DayFolders(done: spool.done, day: time.isoDay)
    var touched: [Folder] = []
    let results = group.map { item in
      Swift.Result { () throws(InboxError) in try put(item, &targets, &touched) }
    }
    try reporting(at: .done) { () throws(SystemError) in
      try Durability.sync((targets.all + touched).map(\.descriptor), on: spool)
    }
    try removeEmptyBatches(group)
    return results
  }

  private func put(
    _ item: Item, _ targets: inout DayFolders, _ touched: inout [Folder]
  ) throws(InboxError) -> FileName? {
    guard let place = item.claimed.place else { return nil }
    var name: FileName?
    if item.claimed.mode == .delete {
      try reporting(at: .claim) { () throws(SystemError) in try place.folder.unlink(place.name) }
    } else {
      name = try move(item, place, &targets)
    }
    place.batch.release(item.claimed.file.name)
    if !touched.contains(where: { $0.descriptor === place.folder.descriptor }) {
      touched.append(place.folder)
    }
    return name
  }

  private func move(
    _ item: Item, _ place: ClaimedFile.Place, _ targets: inout DayFolders
  ) throws(InboxError) -> FileName {
    let subfolder = item.claimed.file.name.folder.bytes
    let target = try reporting(at: .done) { () throws(SystemError) in
      try targets.folder(for: subfolder)
    }
    for name in FreeNames(place.name, hash: item.digest.hex) {
      do throws(SystemError) {
        try place.folder.rename(place.name, to: target.folder, as: name)
        return FileName(bytes: target.path + [0x2F] + name)
      } catch {
        if error.number != EEXIST { throw .system(error, at: .done) }
      }
    }
    throw .noFreeName(item.claimed.file.name)
  }

  private func removeEmptyBatches(_ group: [Item]) throws(InboxError) {
    var last: ClaimBatch?
    for batch in group.compactMap(\.claimed.place?.batch) where batch !== last {
      last = batch
      try reporting(at: .claim) { () throws(SystemError) in try batch.removeIfEmpty() }
    }
  }
}

/// The folders of one day in done/ that a group needs.
private struct DayFolders {
  let done: Folder
  /// `YYYY/MM/DD`.
  let day: [UInt8]
  private var open: [[UInt8]: Folder] = [:]

  /// `day` is written `YYYY-MM-DD`.
  init(done: Folder, day: String) {
    self.done = done
    self.day = day.utf8.map { $0 == UInt8(ascii: "-") ? 0x2F : $0 }
  }

  var all: [Folder] { Array(open.values) }

  mutating func folder(
    for subfolder: [UInt8]
  ) throws(SystemError) -> (folder: Folder, path: [UInt8]) {
    let path = subfolder.isEmpty ? day : day + [0x2F] + subfolder
    if let folder = open[path] { return (folder, path) }
    let folder = try done.makeFolders(path, durably: true)
    open[path] = folder
    return (folder, path)
  }
}
