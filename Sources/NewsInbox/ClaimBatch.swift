import NewsLinux
import NewsModel

/// One folder in claim/, `INBOX@TIME-NUMBER`, with up to 1,000 files under their own names and
/// sub-folders: recovery knows from the path where a file came from and how it is called.
///
/// It is removed when its last file has left.
package final class ClaimBatch: Sendable {
  /// Files a batch takes: the group of one commit (contract, step 7).
  package static let limit = 1_000

  private struct State {
    var taken = 0
    var live = 0
    var isRemoved = false
    var folders: Set<[UInt8]> = []
    /// The sub-folder used last: files come in runs.
    var last: (path: [UInt8], folder: Folder)?
  }

  package let name: [UInt8]
  private let claim: Folder
  private let folder: Folder
  private let state: Guarded<State>

  /// Makes a new folder in claim/. Throws: EEXIST never, it takes the next number.
  convenience init(in claim: Folder, inbox: String) throws(SystemError) {
    let time = Moment.now().wallNanoseconds / 1_000_000
    var number = 0
    while true {
      let name = Array("\(inbox)@\(String(max(0, time), radix: 16))-\(number)".utf8)
      if try claim.makeFolder(name) {
        try self.init(existing: name, in: claim, live: 0, folders: [])
        return
      }
      number += 1
    }
  }

  /// A folder that an earlier run left. Parameter folders: every sub-folder in it.
  init(
    existing name: [UInt8], in claim: Folder, live: Int, folders: Set<[UInt8]>
  ) throws(SystemError) {
    self.name = name
    self.claim = claim
    folder = try claim.folder(name)
    state = Guarded(State(taken: live, live: live, folders: folders))
  }

  /// The name of the inbox it was made for; nil when it is not one of our names.
  package static func inboxName(of batch: [UInt8]) -> String? {
    guard let at = batch.lastIndex(of: UInt8(ascii: "@")), at > 0 else { return nil }
    return String(validating: batch[..<at], as: UTF8.self)
  }

  /// Reserves a place and opens the folder for it. Returns: nil when the batch is full or removed.
  func reserve(_ subfolder: [UInt8]) throws(SystemError) -> Folder? {
    try state.withLock { state throws(SystemError) -> Folder? in
      guard !state.isRemoved, state.taken < Self.limit else { return nil }
      let target = try open(subfolder, &state)
      state.taken += 1
      state.live += 1
      return target
    }
  }

  private func open(_ path: [UInt8], _ state: inout State) throws(SystemError) -> Folder {
    if path.isEmpty { return folder }
    if let last = state.last, last.path == path { return last.folder }
    let opened = try folder.makeFolders(path, durably: false)
    var above = FileName(bytes: path)
    while !above.bytes.isEmpty {
      state.folders.insert(above.bytes)
      above = above.folder
    }
    state.last = (path, opened)
    return opened
  }

  /// The folder of a file that is in this batch.
  func folder(_ subfolder: [UInt8]) throws(SystemError) -> Folder {
    try state.withLock { state throws(SystemError) in try open(subfolder, &state) }
  }

  /// True once its folder is gone: no file is in it, and none will be.
  package var isRemoved: Bool { state.withLock { $0.isRemoved } }

  /// A file has left, or never came.
  func release() { state.withLock { $0.live -= 1 } }

  /// Removes the folders when no file is left. A new claim then opens another batch.
  func removeIfEmpty() throws(SystemError) {
    try state.withLock { state throws(SystemError) in
      guard state.live <= 0, !state.isRemoved else { return }
      state.isRemoved = true
      state.last = nil
      for path in state.folders.sorted(by: { $0.count > $1.count }) {
        try folder.removeFolder(path)
      }
      try claim.removeFolder(name)
    }
  }
}
