import Glibc
import NewsBytes

/// One line of an answer.
enum OutputLine {
  case json(JSONValue)
  case text(String)
}

/// Lines to stdout, gathered to 256 KiB a write. A reader that has gone (`| head`) ends the program
/// quietly, as it does every other filter.
struct LineOutput {
  private var bytes: [UInt8] = []

  mutating func write(_ line: OutputLine) throws {
    switch line {
    case .json(let value): try write(value)
    case .text(let text):
      bytes += text.utf8
      bytes.append(0x0A)
    }
  }

  mutating func write(_ value: JSONValue) throws {
    value.write(to: &bytes)
    bytes.append(0x0A)
    if bytes.count >= 256 << 10 { try flush() }
  }

  mutating func write(_ line: String) throws {
    bytes += line.utf8
    bytes.append(0x0A)
    if bytes.count >= 256 << 10 { try flush() }
  }

  /// Nobody can read what is written: who waits for news would wait for ever.
  static var isReaderGone: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&output, 1, 0) > 0 && output.revents & Int16(POLLERR) != 0
  }

  mutating func flush() throws {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw ExitStatus.success }
        throw CommandError(.failure, "cannot write the answer: \(String(cString: strerror(errno)))")
      }
      offset += count
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
