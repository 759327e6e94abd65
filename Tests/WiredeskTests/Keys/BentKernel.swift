import Foundation
import Glibc
import Testing

/// What a test cannot have otherwise: another day, a slower processor, a file system without leases.
/// A library, preloaded into the program, that bends the answers of two calls.
enum BentKernel {
  /// Days by which the program's clock is ahead.
  static func clock(daysAhead: Int) throws -> [String: String] {
    ["LD_PRELOAD": try library.get(), "BENT_SECONDS": "\(daysAhead * 86_400)"]
  }

  /// Every second of a thread's processor time counts so many times.
  static func processorTime(factor: Int) throws -> [String: String] {
    ["LD_PRELOAD": try library.get(), "BENT_FACTOR": "\(factor)"]
  }

  /// No file can be leased, as on a network file system.
  static func noLease() throws -> [String: String] {
    ["LD_PRELOAD": try library.get(), "BENT_LEASE": "1"]
  }

  private static let library = Result { try build() }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdarg.h>
    #include <stdlib.h>
    #include <sys/syscall.h>
    #include <time.h>
    #include <unistd.h>

    static long number(const char *name) {
      const char *text = getenv(name);
      return text ? atol(text) : 0;
    }
    int clock_gettime(clockid_t clock, struct timespec *time) {
      int result = syscall(SYS_clock_gettime, clock, time);
      if (clock == CLOCK_REALTIME) time->tv_sec += number("BENT_SECONDS");
      long factor = number("BENT_FACTOR");
      if (clock == CLOCK_THREAD_CPUTIME_ID && factor) {
        long long all = (time->tv_sec * 1000000000LL + time->tv_nsec) * factor;
        time->tv_sec = all / 1000000000;
        time->tv_nsec = all % 1000000000;
      }
      return result;
    }
    int fcntl64(int file, int command, ...) {
      va_list list;
      va_start(list, command);
      long argument = va_arg(list, long);
      va_end(list);
      if (command == F_SETLEASE && getenv("BENT_LEASE")) {
        errno = EINVAL;
        return -1;
      }
      return syscall(SYS_fcntl, file, command, argument);
    }
    int fcntl(int file, int command, ...) {
      va_list list;
      va_start(list, command);
      long argument = va_arg(list, long);
      va_end(list);
      return fcntl64(file, command, argument);
    }
    """

  private static func build() throws -> String {
    let folder = URL.temporaryDirectory.appending(path: "wiredesk-bent-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = folder.appending(path: "bent.c")
    let library = folder.appending(path: "bent.so").path
    try Self.source.write(to: source, atomically: false, encoding: .utf8)
    let compiler = try Running(
      ["-O1", "-shared", "-fPIC", "-o", library, source.path], program: "/usr/bin/cc"
    ).end(within: .seconds(60))
    try #require(compiler.code == 0, "\(compiler.errors)")
    return library
  }
}
