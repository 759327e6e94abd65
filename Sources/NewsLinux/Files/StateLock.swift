import CLinux
import Glibc

/// The lock that lets one daemon work on a state directory: an OFD write lock (fcntl(2)) on
/// `wiredesk.lock`, which holds the owner's process number for people. It goes with its owner, however
/// the process ends.
package final class StateLock: Sendable {
  package enum Refusal: Error, Hashable, Sendable {
    /// Another process has it; its number, nil when it cannot be read.
    case held(by: Int32?)
    case system(SystemError)
  }

  package static let name = Array("wiredesk.lock".utf8)
  private let file: Descriptor

  /// - Parameter folder: the state directory.
  /// - Throws: `held` while another process has it.
  package init(in folder: Folder) throws(Refusal) {
    do throws(SystemError) {
      file = Descriptor(
        owning: try systemCall("openat", on: Self.name) {
          openat(folder.descriptor.raw, $0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        })
    } catch {
      throw .system(error)
    }
    do throws(SystemError) {
      try systemCall("fcntl") { linux_lock_whole_file(file.raw) }
    } catch {
      guard error.number == EAGAIN || error.number == EACCES else { throw .system(error) }
      throw .held(by: Self.owner(file))
    }
    do throws(SystemError) {
      try systemCall("ftruncate") { ftruncate(file.raw, 0) }
      try file.write(Array("\(getpid())\n".utf8))
    } catch {
      throw .system(error)
    }
  }

  /// Unlocks, since closing alone does not always: a child that another thread is just starting has a copy
  /// of the descriptor until its exec(2), and the lock lives as long as any copy.
  deinit {
    linux_unlock_whole_file(file.raw)
  }

  /// Whether somebody works on a state directory now, without taking the lock. Reading is enough.
  package enum Holder: Hashable, Sendable {
    case nobody
    /// Its process number, nil when it cannot be read.
    case process(Int32?)
  }

  package static func holder(in folder: Folder) throws(SystemError) -> Holder {
    guard try folder.facts(of: name) != nil else { return .nobody }
    let file = try folder.openForReading(name)
    let isLocked = try systemCall("fcntl") { linux_is_locked(file.raw) }
    return isLocked == 1 ? .process(owner(file)) : .nobody
  }

  private static func owner(_ file: Descriptor) -> Int32? {
    // Without the number the refusal is still right, and says less.
    guard let bytes = try? file.contents(limitBytes: 32) else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
