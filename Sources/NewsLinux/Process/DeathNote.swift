import CLinux

/// A file that gets one byte `!` at its end when the process dies by its own hand: a trap, a bad
/// access, an abort, the watchdog's among them, and on covered threads a stack that overflows. kill(1),
/// an update or the machine's end leave nothing.
///
/// One a process: the last one made counts. Not seen: the kernel's out-of-memory killer, whose signal
/// nobody can tell from an operator's; `MemoryLimit` comes before it.
package final class DeathNote: Sendable {
  private let file: Descriptor

  /// - Parameter file: open to write, at its end.
  package init(_ file: Descriptor) {
    self.file = file
    linux_note_death(file.raw)
  }

  /// Nothing is written from now on.
  package func end() { linux_note_death(-1) }

  /// The calling thread gets a stack for the handler, for as long as it lives: without one an overflow
  /// of its own stack ends the process before anything can be written. Call it where input is worked
  /// on; 10 ns but for the first time.
  package static func coverThread() {
    // Without memory for it, one kind of death goes unnoticed; nothing else depends on it.
    _ = linux_give_signal_stack()
  }
}
