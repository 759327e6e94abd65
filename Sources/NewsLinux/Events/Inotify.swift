import Glibc

extension Inotify {
  /// One event of inotify(7). Events are hints: they may be missing, merged or late, and the scan is
  /// the truth.
  package struct Event: Hashable, Sendable {
    /// Which watch it belongs to; -1 for an overflow.
    package var watch: Int32
    /// `IN_…` bits.
    package var mask: UInt32
    /// One component, raw; empty when the event is about the watched folder itself.
    package var name: [UInt8]

    package init(watch: Int32, mask: UInt32, name: [UInt8] = []) {
      self.watch = watch
      self.mask = mask
      self.name = name
    }

    /// The kernel's queue was full: any number of events are lost, on any watch.
    package var isOverflow: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
    /// The name is a folder.
    package var isFolder: Bool { mask & UInt32(IN_ISDIR) != 0 }
    /// Renamed to this name, so complete at once (for a file).
    package var isRenamedIn: Bool { mask & UInt32(IN_MOVED_TO) != 0 }
    /// A writer closed it.
    package var isClosed: Bool { mask & UInt32(IN_CLOSE_WRITE) != 0 }
    /// A new name: being written, linked in, or a folder.
    package var isCreated: Bool { mask & UInt32(IN_CREATE) != 0 }
    /// The watched folder itself went elsewhere or away.
    package var isFolderGone: Bool {
      mask & UInt32(IN_MOVE_SELF | IN_DELETE_SELF | IN_UNMOUNT) != 0
    }
    /// The kernel has removed the watch; its number never comes again.
    package var isWatchRemoved: Bool { mask & UInt32(IN_IGNORED) != 0 }
  }
}

/// Parses what one read(2) of an inotify descriptor gave.
///
/// Layout of struct inotify_event: watch 4 bytes, mask 4, cookie 4, name length 4, then the name,
/// filled up with NUL. A record that is cut off ends the parse; the kernel never cuts one.
package func inotifyEvents(in buffer: UnsafeRawBufferPointer) -> [Inotify.Event] {
  var events: [Inotify.Event] = []
  var offset = 0
  let header = 16
  while buffer.count - offset >= header {
    let watch = buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    let mask = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
    let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
    offset += header
    guard length <= buffer.count - offset else { break }
    let raw = UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + length])
    let end = raw.firstIndex(of: 0) ?? raw.count
    events.append(
      Inotify.Event(
        watch: watch, mask: mask, name: Array(UnsafeRawBufferPointer(rebasing: raw[..<end]))))
    offset += length
  }
  return events
}

/// An inotify instance: a queue in the kernel of at most `fs.inotify.max_queued_events` (16,384)
/// events.
package struct Inotify: Sendable {
  package let descriptor: Descriptor

  /// New names, finished writes, renames in, and the folder's own fate. Not: MODIFY and ATTRIB (one
  /// event a write; the facts tell the same), MOVED_FROM and DELETE (our own claims would echo, and
  /// a name that went is noticed when it is looked at).
  package static let mask = UInt32(
    IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

  /// - Throws: EMFILE when the user has no instances left (`fs.inotify.max_user_instances`, 128).
  package init() throws(SystemError) {
    descriptor = Descriptor(
      owning: try systemCall("inotify_init1") {
        inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      })
  }

  /// Watches the very folder that is open, whatever its name means by now.
  ///
  /// - Returns: the watch's number; the same one again when this inode is watched already.
  /// - Throws: ENOSPC when the user has no watches left.
  package func add(_ folder: Folder) throws(SystemError) -> Int32 {
    let path = Array("/proc/self/fd/\(folder.descriptor.raw)".utf8)
    return try systemCall("inotify_add_watch", on: path) {
      inotify_add_watch(descriptor.raw, $0, Self.mask)
    }
  }

  package func remove(_ watch: Int32) {
    // EINVAL: the kernel was quicker, the folder is gone, and that is what was wanted.
    _ = inotify_rm_watch(descriptor.raw, watch)
  }

  /// The events that wait, at most about 64 KiB of them (2,000 short names); empty when none does.
  package func read() throws(SystemError) -> [Inotify.Event] {
    let (events, number) = withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 8) {
      buffer -> ([Inotify.Event], Int32) in
      let count = Glibc.read(descriptor.raw, buffer.baseAddress, buffer.count)
      guard count > 0 else { return ([], count < 0 ? errno : 0) }
      return (inotifyEvents(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])), 0)
    }
    guard number == 0 || number == EAGAIN || number == EINTR else {
      throw SystemError(call: "read", number: number)
    }
    return events
  }
}
