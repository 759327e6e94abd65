import ArgumentParser
import Glibc
import NewsAnswers
import NewsBytes
import NewsStore

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write every article, oldest first, for other programs.",
    discussion: "  wiredesk export --format jsonl > articles.jsonl")

  enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl }

  @Option(help: "jsonl: one JSON object for each article, each on its line.")
  var format: Format = .jsonl

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      var json = ArticleJSON(store: store)
      var output = LineOutput()
      try store.exported { exported in try output.write(json.value(exported)) }
      try output.flush()
    }
  }
}

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
