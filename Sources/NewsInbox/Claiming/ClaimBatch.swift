import Glibc
import NewsLinux
import NewsModel
import Synchronization

/// One folder in claim/, `INBOX@TIME-NUMBER`, with up to 1,000 files under their own names and
/// sub-folders: recovery knows from the path where a file came from and how it is called.
///
/// It is removed when its last file has left.
package final class ClaimBatch: Sendable {
  /// Files a batch takes: what one transaction stores at most (docs/deposits.md, step 7).
  package static let limit = 1_000
  /// Counts the folders made. A name is given once: a folder that a file was put back from is gone at
  /// once, and when a new one took its name within the millisecond, the store closed that one instead.
  private static let made = Atomic<UInt64>(0)

  private struct State {
    /// Every path that ever had a place here, and whether its file is still in it. A name is taken
    /// once: the store knows a deposit by its batch and name, and a second file of that name,
    /// dropped when the first has left, is another deposit.
    var places: [[UInt8]: Bool] = [:]
    var live = 0
    /// It takes no file any more.
    var isClosed = false
    var isRemoved = false
    var folders: Set<[UInt8]> = []
    /// The sub-folder used last: files come in runs.
    var last: (path: [UInt8], folder: Folder)?
  }

  package let name: [UInt8]
  private let claim: Folder
  /// Of its spool.
  let work: ClaimsInWork
  private let folder: Folder
  private let state: Guarded<State>

  /// Makes a new folder in claim/, of a name that no other had.
  ///
  /// - Throws: never EEXIST: then it takes the next number.
  convenience init(in spool: Spool, inbox: String) throws(SystemError) {
    let time = Timestamp.now().milliseconds
    while true {
      let number = Self.made.add(1, ordering: .relaxed).oldValue
      let name = Array("\(inbox)@\(String(max(0, time), radix: 16))-\(number)".utf8)
      guard try spool.claim.makeFolder(name) else { continue }
      do throws(SystemError) {
        try self.init(existing: name, in: spool, files: [], folders: [])
      } catch {
        // What cannot be removed either, `IdleClaims` removes.
        _ = try? spool.claim.removeFolder(name)
        throw error
      }
      return
    }
  }

  /// A folder that an earlier run left. Parameters files and folders: all in it, as paths below it.
  init(
    existing name: [UInt8], in spool: Spool, files: [[UInt8]], folders: Set<[UInt8]>
  ) throws(SystemError) {
    self.name = name
    claim = spool.claim
    work = spool.work
    folder = try claim.folder(name)
    let places = Dictionary(files.map { ($0, true) }, uniquingKeysWith: { first, _ in first })
    state = Guarded(State(places: places, live: places.count, folders: folders))
    work.add(self)
  }

  /// A file that lies in it has its place, whatever became of that before.
  func keep(_ file: FileName) {
    state.withLock { state in
      if state.places.updateValue(true, forKey: file.bytes) != true { state.live += 1 }
    }
  }

  /// The name of the inbox it was made for; nil when it is not one of our names.
  package static func inboxName(of batch: [UInt8]) -> String? {
    guard let at = batch.lastIndex(of: UInt8(ascii: "@")), at > 0 else { return nil }
    return String(validating: batch[..<at], as: UTF8.self)
  }

  /// Reserves a file's place and opens the folder for it.
  ///
  /// - Returns: nil when the batch is full or removed, or has had a file of this path.
  func reserve(_ file: FileName) throws(SystemError) -> Folder? {
    try state.withLock { state throws(SystemError) -> Folder? in
      guard !state.isClosed, state.places.count < Self.limit, state.places[file.bytes] == nil
      else { return nil }
      let target = try open(file.folder.bytes, &state)
      state.places[file.bytes] = true
      state.live += 1
      return target
    }
  }

  private func open(_ path: [UInt8], _ state: inout State) throws(SystemError) -> Folder {
    if path.isEmpty { return folder }
    if let last = state.last, last.path == path { return last.folder }
    // Known before they are made: an error may leave some of them there.
    var above = FileName(bytes: path)
    while !above.bytes.isEmpty {
      state.folders.insert(above.bytes)
      above = above.folder
    }
    let opened = try folder.makeFolders(path, durably: false)
    state.last = (path, opened)
    return opened
  }

  /// The folder of a file that is in this batch.
  func folder(_ subfolder: [UInt8]) throws(SystemError) -> Folder {
    try state.withLock { state throws(SystemError) in try open(subfolder, &state) }
  }

  /// True once its folder is gone: no file is in it, and none will be.
  package var isRemoved: Bool { state.withLock { $0.isRemoved } }

  /// A file has left, or never came; told once more, nothing changes.
  func release(_ file: FileName) {
    state.withLock { state in
      guard state.places.updateValue(false, forKey: file.bytes) == true else { return }
      state.live -= 1
    }
  }

  /// Removes the folders when no file is left; after an error it may be asked again. A new claim then
  /// opens another batch.
  func removeIfEmpty() throws(SystemError) {
    try state.withLock { state throws(SystemError) in
      guard state.live <= 0, !state.isRemoved else { return }
      state.isClosed = true
      state.last = nil
      do throws(SystemError) {
        try remove(&state)
      } catch {
        // A disk's error may pass at once; else `IdleClaims` comes back to it.
        try remove(&state)
      }
    }
  }

  private func remove(_ state: inout State) throws(SystemError) {
    for path in state.folders.sorted(by: { $0.count > $1.count }) {
      try Self.removeFolder(path, in: folder)
      state.folders.remove(path)
    }
    try Self.removeFolder(name, in: claim)
    state.isRemoved = true
  }

  /// One that was never made, could not be, or that a person has removed, is no error.
  private static func removeFolder(_ name: [UInt8], in folder: Folder) throws(SystemError) {
    do throws(SystemError) {
      try folder.removeFolder(name)
    } catch {
      guard [ENOENT, ENAMETOOLONG].contains(error.number) else { throw error }
    }
  }
}
