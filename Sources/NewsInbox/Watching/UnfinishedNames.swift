import NewsLinux
import NewsModel

/// Files of which an unfinished one lies beside them: aria2 and lftp write `x.txt` itself and keep `x.txt.aria2`
/// there until it is whole, Firefox puts an empty `x.txt` beside its `x.txt.part`. Such a file is not complete,
/// though nobody has it open when its download was interrupted.
struct UnfinishedNames: Sendable {
  /// What of a download nobody goes on with holds its file up no longer. aria2 writes its control file every 60 s
  /// (`--auto-save-interval`), lftp every 10 s (`pget:save-status`), the others as often as bytes come.
  static let longestNanoseconds: Int64 = 300_000_000_000
  /// Of more, all are forgotten: the next scan tells of those that are still there.
  static let limit = 65_536

  /// The name beside a file, by the file.
  private var beside: [InboxFile: FileName] = [:]

  /// A name that is left alone was seen: remembered when it is some file's name and a suffix of unfinished ones.
  mutating func note(_ file: InboxFile) {
    guard let name = file.name.finished else { return }
    if beside.count >= Self.limit { beside.removeAll() }
    beside[InboxFile(inbox: file.inbox, name: name)] = file.name
  }

  /// What lies beside a file and has changed in the last minutes.
  ///
  /// - Parameters:
  ///   - file: One that would be complete.
  ///   - root: Its inbox.
  ///   - now: The wall clock tells how old the other one is.
  /// - Returns: Nil for nearly every file, without a look at the disk.
  mutating func beside(_ file: InboxFile, in root: Folder, now: Moment) -> FileName? {
    guard let other = beside[file] else { return nil }
    // What cannot be looked at holds nothing up.
    if let facts = (try? root.facts(of: other.bytes)) ?? nil, facts.kind == .regular,
      abs(now.wallNanoseconds &- facts.changedNanoseconds) < Self.longestNanoseconds
    {
      return other
    }
    beside[file] = nil
    return nil
  }
}
