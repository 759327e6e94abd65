import CLinux
import Dispatch
import Glibc

/// The daemon's ear for its own command line: one request line in, one answer text out, then the
/// connection ends. A unix socket (unix(7)) for the owner and the group.
///
/// A client can hold one of 8 places for at most 5 s of silence or trickling, and 30 s to take its answer;
/// it can send at most 64 KiB. While all places are held the next client reads an empty answer at once.
package final class ControlSocket: Sendable {
  package struct Request: Sendable {
    /// Without its line feed.
    package var line: String
    /// Who asks, as the kernel says.
    package var user: UInt32
  }

  static let places = 8
  static let seconds = 5
  /// For a whole answer, however the client takes it.
  static let answerSeconds = 30
  static let requestBytes = 64 * 1024

  private let listener: Descriptor
  private let source: DispatchSource
  private let queue: DispatchQueue
  private let taken = Guarded(0)
  private let path: [UInt8]
  private let answer: @Sendable (Request) -> String

  /// Listens at once; a socket file that is there is replaced, since the state lock keeps a second
  /// daemon away.
  ///
  /// - Parameters:
  ///   - path: at most 107 bytes.
  ///   - answer: called on a concurrent queue, up to 8 at once.
  /// - Returns: one that takes connections already.
  /// - Throws: ENAMETOOLONG for a longer path; what socket(2), bind(2) and listen(2) say.
  package static func listen(
    at path: [UInt8], answer: @escaping @Sendable (Request) -> String
  ) throws(SystemError) -> ControlSocket {
    let listener = try makeSocket()
    // ENOENT is the usual case; anything else shows at bind.
    _ = try? systemCall("unlink", on: path) { unlink($0) }
    try withAddress(of: path, "bind") { bind(listener.raw, $0, $1) }
    // Who may write to the socket may connect; the umask has taken that from the group.
    try systemCall("chmod", on: path) { chmod($0, 0o660) }
    try systemCall("listen") { Glibc.listen(listener.raw, 16) }
    let flags = try systemCall("fcntl") { fcntl(listener.raw, F_GETFL) }
    try systemCall("fcntl") { fcntl(listener.raw, F_SETFL, flags | O_NONBLOCK) }
    let socket = ControlSocket(listener, path, answer)
    socket.source.activate()
    return socket
  }

  private init(
    _ listener: Descriptor, _ path: [UInt8], _ answer: @escaping @Sendable (Request) -> String
  ) {
    self.listener = listener
    self.path = path
    self.answer = answer
    let queue = DispatchQueue(label: "wiredesk.control", attributes: .concurrent)
    self.queue = queue
    let box = WeakSocket()
    source = DispatchSource.reading(listener.raw, on: queue) { box.socket?.acceptAll() }
    source.setCancelHandler { _ = listener }
    box.socket = self
  }

  deinit { stop() }

  /// Takes no more requests and removes the socket file.
  package func stop() {
    guard !source.isCancelled else { return }
    source.cancel()
    _ = try? systemCall("unlink", on: path) { unlink($0) }
  }

  private func acceptAll() {
    while true {
      let raw = linux_accept(listener.raw)
      guard raw >= 0 else { return }
      let connection = Descriptor(owning: raw)
      let isFree = taken.withLock { taken in
        guard taken < Self.places else { return false }
        taken += 1
        return true
      }
      // Over the limit: closed at once, and the client reads an empty answer.
      guard isFree else { continue }
      queue.async { [self] in
        serve(connection)
        taken.withLock { $0 -= 1 }
      }
    }
  }

  private func serve(_ connection: Descriptor) {
    var user: UInt32 = 0
    do {
      try systemCall("getsockopt") { linux_peer_uid(connection.raw, &user) }
      try Self.limitTime(connection, seconds: Self.seconds)
      let line = try Self.receive(connection, untilLineFeed: true, limitBytes: Self.requestBytes)
      guard let line = String(validating: line, as: UTF8.self), !line.isEmpty else { return }
      try Self.send(Array(answer(Request(line: line, user: user)).utf8), to: connection)
    } catch {
      // The client went away or was too slow: it is the client who finds out.
    }
  }
}

/// The source's block must not own the socket that owns the source.
private final class WeakSocket: Sendable {
  private let held = Guarded<Weak>(Weak())
  private struct Weak: Sendable { weak var socket: ControlSocket? }
  var socket: ControlSocket? {
    get { held.withLock { $0.socket } }
    set { held.withLock { $0.socket = newValue } }
  }
}

extension ControlSocket {
  /// Asks the daemon. Blocks at most `seconds` for each step.
  ///
  /// - Throws: ENOENT or ECONNREFUSED when none runs, EAGAIN when it does not answer in time.
  package static func ask(
    _ request: String, at path: [UInt8], seconds: Int = 30
  ) throws(SystemError) -> String {
    let connection = try makeSocket()
    try limitTime(connection, seconds: seconds)
    try withAddress(of: path, "connect") { connect(connection.raw, $0, $1) }
    try send(Array((request + "\n").utf8), to: connection)
    let answer = try receive(connection, untilLineFeed: false, limitBytes: 64 << 20)
    return String(decoding: answer, as: UTF8.self)
  }

  private static func makeSocket() throws(SystemError) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return Descriptor(owning: try systemCall("socket") { socket(AF_UNIX, kind, 0) })
  }

  private static func limitTime(_ socket: Descriptor, seconds: Int) throws(SystemError) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      try systemCall("setsockopt") { setsockopt(socket.raw, SOL_SOCKET, option, &time, size) }
    }
  }

  private static func withAddress(
    of path: [UInt8], _ call: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(SystemError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.count < MemoryLayout.size(ofValue: address.sun_path), !path.contains(0) else {
      throw SystemError(call: call, number: ENAMETOOLONG, path: path)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    try systemCall(call, path: path) {
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
  }

  /// MSG_NOSIGNAL: a client that hangs up must not kill us even before SIGPIPE is ignored.
  private static func send(_ bytes: [UInt8], to socket: Descriptor) throws(SystemError) {
    let end = Moment.now().monotonicNanoseconds + Int64(answerSeconds) * 1_000_000_000
    var done = 0
    while done < bytes.count {
      if Moment.now().monotonicNanoseconds > end {
        throw SystemError(call: "send", number: ETIMEDOUT)
      }
      done += try systemCall("send") {
        bytes.withUnsafeBytes {
          Glibc.send(
            socket.raw, $0.baseAddress.map { $0 + done }, $0.count - done,
            Int32(MSG_NOSIGNAL))
        }
      }
    }
  }

  /// Reads until the other side ends (or its line does); at most `limitBytes`. A whole line must come
  /// within the time limit, not only its next byte.
  private static func receive(
    _ socket: Descriptor, untilLineFeed: Bool, limitBytes: Int
  ) throws(SystemError) -> [UInt8] {
    let end = Moment.now().monotonicNanoseconds + Int64(seconds) * 1_000_000_000
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while bytes.count < limitBytes {
      let count = try systemCall("recv") {
        buffer.withUnsafeMutableBytes { recv(socket.raw, $0.baseAddress, $0.count, 0) }
      }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard untilLineFeed else { continue }
      if let feed = bytes.firstIndex(of: 0x0A) { return Array(bytes[..<feed]) }
      if Moment.now().monotonicNanoseconds > end {
        throw SystemError(call: "recv", number: ETIMEDOUT)
      }
    }
    return bytes
  }
}
