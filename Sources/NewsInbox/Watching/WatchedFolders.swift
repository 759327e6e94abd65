import Glibc
import NewsLinux

/// A folder of an inbox: which inbox, and the path below it; empty for the inbox itself.
struct FolderPlace: Hashable, Sendable {
  var inbox: Int
  var path: [UInt8]

  func child(_ name: [UInt8]) -> [UInt8] { path.isEmpty ? name : path + [0x2F] + name }

  func isAtOrBelow(_ other: FolderPlace) -> Bool {
    inbox == other.inbox
      && (path == other.path || other.path.isEmpty
        || path.starts(with: other.path + [0x2F]))
  }
}

/// Which inotify watch belongs to which folder. A watch hangs on the inode: a renamed folder keeps
/// it, so that the same watch may turn up at another place.
struct WatchedFolders: Sendable {
  private let inotify: Inotify?
  private var placeOfWatch: [Int32: FolderPlace] = [:]
  private var watchOfPlace: [FolderPlace: Int32] = [:]

  /// - Parameter inotify: nil when there is none to be had; then nothing is ever watched.
  init(_ inotify: Inotify?) { self.inotify = inotify }

  var count: Int { placeOfWatch.count }

  func place(of watch: Int32) -> FolderPlace? { placeOfWatch[watch] }

  /// Watches an open folder and notes where it is. To be called *before* the folder is scanned.
  ///
  /// - Throws: ENOSPC when no watches are left; EMFILE when there is no inotify at all.
  mutating func watch(_ folder: Folder, at place: FolderPlace) throws(SystemError) {
    guard let inotify else { throw SystemError(call: "inotify_init1", number: EMFILE) }
    let watch = try inotify.add(folder)
    if let old = placeOfWatch[watch], old != place, watchOfPlace[old] == watch {
      watchOfPlace[old] = nil
    }
    if let other = watchOfPlace[place], other != watch {
      // Another folder has taken this name.
      inotify.remove(other)
      placeOfWatch[other] = nil
    }
    placeOfWatch[watch] = place
    watchOfPlace[place] = watch
  }

  /// The kernel removed a watch by itself.
  mutating func forget(_ watch: Int32) {
    guard let place = placeOfWatch.removeValue(forKey: watch) else { return }
    if watchOfPlace[place] == watch { watchOfPlace[place] = nil }
  }

  /// Ends the watches of a folder and all below it: it is gone, or elsewhere. O(watches).
  mutating func drop(_ place: FolderPlace) {
    for (watch, watched) in placeOfWatch where watched.isAtOrBelow(place) {
      inotify?.remove(watch)
      forget(watch)
    }
  }
}
