import Glibc

/// Where the reading room listens.
enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
  case network(host: String, port: Int)
  case unix(path: String)

  static let standard = ListenAddress.network(host: "127.0.0.1", port: 8943)

  /// `HOST:PORT`, `[::1]:PORT` or `unix:PATH`.
  init?(argument: String) {
    if argument.hasPrefix("unix:") {
      let path = String(argument.dropFirst("unix:".count))
      guard !path.isEmpty else { return nil }
      self = .unix(path: path)
      return
    }
    guard let colon = argument.lastIndex(of: ":"),
      let port = UInt16(argument[argument.index(after: colon)...])
    else { return nil }
    let host = argument[..<colon].drop { $0 == "[" }
    let bare = host.hasSuffix("]") ? host.dropLast() : host
    guard !bare.isEmpty else { return nil }
    self = .network(host: String(bare), port: Int(port))
  }

  /// Only this machine reaches it.
  var isLocal: Bool {
    switch self {
    case .unix: true
    case .network(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  var description: String {
    switch self {
    case .network(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}

/// What is listened on: an address of ours, or a socket that systemd has opened.
enum ListeningSocket: Sendable, CustomStringConvertible {
  case address(ListenAddress)
  case descriptor(Int32)

  /// The sockets that systemd hands over (sd_listen_fds(3)), one for each ListenStream; none when it hands none to
  /// this process.
  static func handed() -> [ListeningSocket] {
    guard let process = number("LISTEN_PID"), process == Int(getpid()),
      let count = number("LISTEN_FDS"), (1...1024).contains(count)
    else { return [] }
    unsetenv("LISTEN_PID")
    unsetenv("LISTEN_FDS")
    return (3..<Int32(3 + count)).map { .descriptor($0) }
  }

  private static func number(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }

  var description: String {
    switch self {
    case .address(let address): "\(address)"
    case .descriptor: "the socket that systemd handed over"
    }
  }
}
