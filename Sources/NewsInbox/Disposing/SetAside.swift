import Glibc
import NewsLinux
package import NewsModel

/// Puts into failed/ what could not be taken, each with its reason beside it. For one queue.
///
/// Order, for every crash: the reason is written under a temporary name and synced with the file; it gets
/// its name; the file is moved. So a file in failed/ always has its reason. A reason without its file is
/// left by a crash in between, and the next attempt replaces it; in leave mode it is all there is.
package struct SetAside: Sendable {
  private let spool: Spool
  package init(_ spool: Spool) { self.spool = spool }

  /// Sets whole files aside. In leave mode the file stays and only its reason is written.
  ///
  /// - Returns: for each its path below failed/ (without `.reason.json`), or the error that kept it
  ///   in claim/.
  /// - Throws: a failed sync; nothing has been moved then.
  package func setAside(
    _ group: [(claimed: ClaimedFile, reason: ReasonFile)]
  ) throws(InboxError) -> [Swift.Result<FileName, InboxError>] {
    guard !group.isEmpty else { return [] }
    let prepared = try prepare(
      group.map { claimed, reason in
        (reason, claimed.place.map { .moved($0, claimed.file.name) } ?? .absent)
      }, besides: group.map(\.claimed.descriptor))
    let results = prepared.map(publish)
    try finish(prepared)
    return results
  }

  /// Sets records of a container aside: their bytes are written beside their reasons. A record that is there
  /// already with the same bytes (replay after a crash) is not written again.
  ///
  /// Parameter name, in each reason: as the record is to be called, below failed/.
  package func setAside(
    records: [(bytes: [UInt8], reason: ReasonFile)]
  ) throws(InboxError) -> [Swift.Result<FileName, InboxError>] {
    guard !records.isEmpty else { return [] }
    let prepared = try prepare(
      records.map { bytes, reason in (reason, .record(bytes)) }, besides: [])
    let results = prepared.map(publish)
    try finish(prepared)
    return results
  }

  /// Writes all and syncs it, with the sources besides; or leaves nothing.
  private func prepare(
    _ group: [(reason: ReasonFile, content: TemporaryReason.Content)], besides: [Descriptor]
  ) throws(InboxError) -> [TemporaryReason] {
    var prepared: [TemporaryReason] = []
    do throws(SystemError) {
      for (reason, content) in group {
        prepared.append(try TemporaryReason(reason, content: content, in: spool))
      }
      let files = prepared.flatMap(\.written) + besides
      try Durability.sync(files, on: spool)
    } catch {
      for reason in prepared { reason.discard() }
      throw .system(error, at: .failed)
    }
    return prepared
  }

  private func publish(_ reason: TemporaryReason) -> Swift.Result<FileName, InboxError> {
    do throws(InboxError) {
      return .success(try reason.publish())
    } catch {
      reason.discard()
      return .failure(error)
    }
  }

  private func finish(_ prepared: [TemporaryReason]) throws(InboxError) {
    try reporting(at: .failed) { () throws(SystemError) in
      var last: Folder?
      for reason in prepared where reason.target.descriptor !== last?.descriptor {
        last = reason.target
        try reason.target.sync()
      }
      for reason in prepared { try reason.batch?.removeIfEmpty() }
    }
  }
}
