import CLinux
import Glibc

/// The answer to "does anybody write this file?", by fcntl(2) `F_SETLEASE`.
package enum Lease: Hashable, Sendable {
  /// Nobody has it open for writing or mapped writable; held until `release` or close.
  case granted
  /// Somebody has.
  case writerPresent
  /// It cannot be had: another owner's file without CAP_LEASE (EACCES), a file system without
  /// leases (EINVAL), the limit (ENOLCK, EMFILE). Only a quiet time can tell then. The number is errno.
  case unavailable(Int32)

  /// Takes a read lease on a regular file opened for reading. About 1 µs.
  ///
  /// A writer that opens the file while we hold the lease waits in open(2) until we release it, at
  /// most `/proc/sys/fs/lease-break-time` (45 s), and the kernel sends us SIGIO, which by default
  /// kills. The lease is released within milliseconds anyway, so the signal is ignored for the whole
  /// process from the first lease on.
  package static func take(_ file: Descriptor) -> Lease {
    _ = signalIsIgnored
    do {
      try systemCall("fcntl") { linux_lease_read(file.raw) }
      return .granted
    } catch {
      return error.number == EAGAIN ? .writerPresent : .unavailable(error.number)
    }
  }

  /// Gives the lease back before the descriptor closes; no error when there is none.
  package static func release(_ file: Descriptor) { _ = linux_lease_release(file.raw) }

  /// False as soon as a writer waits for the lease, or when there is none.
  package static func isHeld(_ file: Descriptor) -> Bool { linux_lease_is_held(file.raw) == 1 }

  /// Nobody watches SIGIO by a DispatchSource, so SIG_IGN is allowed here (see Signals.swift).
  private static let signalIsIgnored: Bool = {
    signal(SIGIO, SIG_IGN)
    return true
  }()
}
