import NewsInbox
import NewsLinux
import NewsModel
import Synchronization

/// Watches the room on the file systems of the state and of the spool, so that Wiredesk leaves some to
/// others. A disk that is full all the same is a storage fault, and survived (P12).
final class DiskRoom: Sendable {
  private let folders: [(path: String, folder: Folder)]
  private let leastBytes: Int64
  private let context: DeskContext
  private let isLow = Atomic<Bool>(false)

  /// `state` is the database's path, `spool` the spool's root; `leastBytes` 0 means no limit.
  init(
    state: String, spool: [UInt8], leastBytes: Int64, _ context: DeskContext
  ) throws(InboxError) {
    self.leastBytes = leastBytes
    self.context = context
    let state = FileName(state).folder
    do {
      folders = try [state, FileName(bytes: spool)].map { path throws(SystemError) in
        (path.text, try Folder.open(path.bytes))
      }
    } catch {
      throw .system(error, at: .spool)
    }
  }

  /// From too little to enough so much more is needed, or a tenth if that is less: one file more or
  /// less does not switch to and fro.
  static let marginBytes: Int64 = 64 << 20

  /// True when there is room. Cost: two fstatvfs, 2 µs.
  func check() -> Bool {
    guard leastBytes > 0 else { return true }
    let wasLow = isLow.load(ordering: .relaxed)
    let limit = wasLow ? leastBytes + min(leastBytes / 10, Self.marginBytes) : leastBytes
    for (path, folder) in folders {
      // What cannot be asked is the storage's fault to tell.
      guard let room = try? FreeSpace(of: folder), room.freeBytes < limit else { continue }
      isLow.store(true, ordering: .relaxed)
      context.degrade(
        .disk, code: "disk-low", reason: "\(room.freeBytes >> 20) MiB are free at \(quoted(path))",
        .diskLow,
        "\(room.freeBytes >> 20) MiB are free at \(quoted(path)), less than the configured"
          + " \(leastBytes >> 20) MiB: no file is taken until there is more; dropped files wait in"
          + " its inbox")
      return false
    }
    isLow.store(false, ordering: .relaxed)
    context.resolve(.disk, .diskRelieved, "there is room again, and the waiting files are taken")
    return true
  }
}
