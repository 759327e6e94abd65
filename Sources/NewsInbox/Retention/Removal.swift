import Glibc
package import NewsLinux
package import NewsModel

/// Removes the files of one round from done/ and failed/, and the days that they leave empty.
package struct Removal: Sendable {
  private let spool: Spool
  /// `YYYY/MM/DD`: disposal may be moving files into its folders just now.
  private let today: [UInt8]

  package init(_ spool: Spool, today: Timestamp) {
    self.spool = spool
    self.today = today.isoDay.utf8.map { $0 == UInt8(ascii: "-") ? 0x2F : $0 }
  }

  /// Durable when it returns, so that a power cut cannot bring back what is counted as removed. A name
  /// that is gone, or stands for another file by now, counts as removed: ours is.
  ///
  /// - Returns: what could not be removed, each with its error.
  package func remove(_ files: [KeptFiles.File]) -> [(file: KeptFiles.File, error: SystemError)] {
    var left: [(file: KeptFiles.File, error: SystemError)] = []
    var touched: [Place: Folder] = [:]
    for file in files {
      do throws(SystemError) {
        try unlink(file, &touched)
      } catch {
        left.append((file, error))
      }
    }
    for (place, folder) in touched {
      do throws(SystemError) {
        try folder.sync()
        try removeEmpty(place)
      } catch {
        // Not known to be durable: they stay in the round, and are looked at again.
        left += files.filter {
          $0.folder == place.folder && $0.path.folder.bytes == place.path
        }.map { ($0, error) }
      }
    }
    return left
  }

  /// Opens its folder, too, when it is not among those `touched`.
  private func unlink(
    _ file: KeptFiles.File, _ touched: inout [Place: Folder]
  ) throws(SystemError) {
    let place = Place(folder: file.folder, path: file.path.folder.bytes)
    if touched[place] == nil { touched[place] = try open(place) }
    guard let parent = touched[place], let facts = try parent.facts(of: file.path.last.bytes),
      facts.isSameFile(as: file.facts)
    else { return }
    try parent.unlink(file.path.last.bytes)
  }

  private struct Place: Hashable {
    var folder: KeptFiles.Place
    var path: [UInt8]
  }

  private func root(_ folder: KeptFiles.Place) -> Folder {
    switch folder {
    case .done: spool.done
    case .failed: spool.failed
    }
  }

  /// Nil when it is gone, and all that was in it.
  private func open(_ place: Place) throws(SystemError) -> Folder? {
    do throws(SystemError) {
      return try root(place.folder).folder(place.path)
    } catch {
      guard error.number == ENOENT || error.number == ENOTDIR else { throw error }
      return nil
    }
  }

  /// The folder and those above it, as far as they are empty; not today's, and not those of failed/,
  /// which are the sources' and few.
  private func removeEmpty(_ place: Place) throws(SystemError) {
    guard place.folder == .done, !place.path.starts(with: today) else { return }
    var path = FileName(bytes: place.path)
    while !path.bytes.isEmpty {
      do throws(SystemError) {
        let above = try root(place.folder).folder(path.folder.bytes)
        guard try above.removeFolder(path.last.bytes) else { return }
        try above.sync()
      } catch {
        // Another one was quicker.
        guard error.number == ENOENT else { throw error }
      }
      path = path.folder
    }
  }
}
