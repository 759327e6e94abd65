import ArgumentParser
import Glibc
import Logging
import NewsLinux
import NewsModel
import NewsPages

/// The reading room of a desk: its pages and feeds over HTTP. It reads the desk's database and changes nothing.
@main
struct WiredeskWeb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wiredesk-web",
    abstract: "Show a desk in a browser: its stories, articles and health, and feeds of them.",
    discussion: """
        wiredesk-web --state ~/desk
        wiredesk-web --state ~/desk --listen unix:/run/wiredesk/web.sock --base-url https://news.example

      It reads only, and asks nobody who they are: put a proxy with a password before it where others may
      reach it. Under systemd it takes the socket that it is handed.

      Exit codes: 0 stopped · 2 wrong usage · 69 it cannot listen there.
      """,
    version: ReadingRoom.programVersion)

  @Option(help: "The state folder, which holds wiredesk.db (default: WIREDESK_STATE).")
  var state: String?

  @Option(help: "HOST:PORT or unix:PATH; the first free port for 0 (default: 127.0.0.1:8943).")
  var listen: ListenAddress?

  @Flag(help: "Let --listen name an address that other machines reach, too.")
  var anywhere = false

  @Option(help: "Another name that browsers may call it by; may be given several times.")
  var host: [String] = []

  @Option(
    name: .customLong("base-url"), help: "Its address for readers elsewhere, as feeds give it.")
  var baseURL: String?

  func validate() throws {
    guard folder != nil else {
      throw ValidationError("Say which desk: --state FOLDER, or WIREDESK_STATE.")
    }
    guard anywhere || listen?.isLocal ?? true else {
      throw ValidationError(
        "--listen names an address that other machines reach; say --anywhere if they should.")
    }
    guard Site(base: baseURL ?? "http://localhost", hosts: host) != nil else {
      throw ValidationError("--base-url is http:// or https:// and a host, without a path.")
    }
  }

  private var folder: String? { state ?? getenv("WIREDESK_STATE").map { String(cString: $0) } }

  /// Usage is 2, as with `wiredesk`.
  static func main() async {
    do {
      try await parse().run()
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error) + "\n"
      // Nowhere is left to say that it could not be written.
      _ = Array(text.utf8).withUnsafeBytes { bytes in
        write(code == .success ? STDOUT_FILENO : STDERR_FILENO, bytes.baseAddress, bytes.count)
      }
      Glibc.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }

  func run() async throws {
    LoggingSystem.bootstrap { _ in JournalHandler(identifier: "wiredesk-web") }
    // A socket file is for the owner and the group.
    umask(0o007)
    // A browser that goes away is an error of write(2), and no signal.
    signal(SIGPIPE, SIG_IGN)
    let log = Logger(label: "wiredesk-web")
    let handed = ListeningSocket.handed()
    let sockets = handed.isEmpty ? [.address(listen ?? .standard)] : handed
    let server = WebServer(
      sockets: sockets, desk: DeskStore(folder: folder ?? ""), base: baseURL, hosts: host, log: log)
    do {
      try await server.serve()
    } catch {
      log.error(
        "it cannot listen on \(sockets.map(\.description).joined(separator: ", ")): \(error)")
      Glibc.exit(69)
    }
  }
}

extension ListenAddress: ExpressibleByArgument {}
