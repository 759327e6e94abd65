import Glibc

extension Descriptor {
  /// The file that this process was started from, for reading; also when another file has its name by now, as after
  /// an upgrade.
  package static func runningProgram() throws(SystemError) -> Descriptor {
    // The kernel's own link: the only name that leads to the file that runs.
    let raw = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError(call: "open", number: errno) }
    return Descriptor(owning: raw)
  }
}
