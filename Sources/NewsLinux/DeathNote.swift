import CLinux

/// A file that gets one byte `!` at its end when the process dies by its own hand: a trap, a bad
/// access, an abort, the watchdog's among them. kill(1), an update or the machine's end leave nothing.
///
/// One a process: the last one made counts. Not seen: a stack overflow (its handler has no stack) and
/// the kernel's out-of-memory killer.
package final class DeathNote: Sendable {
  private let file: Descriptor

  /// Parameter file: open to write, at its end.
  package init(_ file: Descriptor) {
    self.file = file
    linux_note_death(file.raw)
  }

  /// Nothing is written from now on.
  package func end() { linux_note_death(-1) }
}
