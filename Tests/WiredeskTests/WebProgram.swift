import Foundation
import Glibc
import TestSupport

/// The real reading room on a desk, and what a browser would hear from it.
final class WebProgram {
  /// `WIREDESK_WEB_PROGRAM`, else what lies in .build: release before debug. Nil when there is none.
  static let path: String? = {
    if let given = ProcessInfo.processInfo.environment["WIREDESK_WEB_PROGRAM"] { return given }
    let built = ["release", "debug"].map {
      Repository.root.appending(path: ".build/\($0)/wiredesk-web").path
    }
    return built.first { access($0, X_OK) == 0 }
  }()

  let running: Running
  /// As long as it is read, it is there.
  private let desk: Desk
  private let address: Address

  enum Address {
    case port(UInt16)
    case unix(String)
  }

  /// Listens on a free port of this machine, or on a socket file.
  init(_ desk: Desk, unix: String? = nil, _ more: [String] = [], wrapper: [String] = []) throws {
    self.desk = desk
    running = try Running(
      ["--state", desk.state.path, "--listen", unix.map { "unix:\($0)" } ?? "127.0.0.1:0"] + more,
      wrapper: wrapper, program: Self.path)
    let running = running
    let port = try eventually("wiredesk-web listens: \(running.errors)") { () -> UInt16? in
      if let ended = running.poll() { throw ProgramError.endedEarly(ended) }
      // The second is what hands sockets over: it starts the program for the first connection.
      guard ["listens on", "Listening on"].contains(where: running.errors.contains) else {
        return nil
      }
      let digits = running.errors.split(separator: "(port ").dropFirst().first ?? ""
      return UInt16(digits.prefix { $0.isNumber }) ?? 0
    }
    address = unix.map { .unix($0) } ?? .port(port)
  }

  struct Answered {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  /// One request, and all that comes until the connection ends. `fields` stand beside Host, which is localhost where
  /// they say none.
  func ask(
    _ target: String, method: String = "GET", version: String = "1.1", fields: [String] = [],
    closing: Bool = true
  ) throws -> Answered {
    let host = fields.contains { $0.hasPrefix("Host:") } ? [] : ["Host: localhost"]
    let close = closing ? ["Connection: close"] : []
    let lines = ["\(method) \(target) HTTP/\(version)"] + host + fields + close + ["", ""]
    let text = String(
      decoding: try exchange(Array(lines.joined(separator: "\r\n").utf8)), as: UTF8.self)
    let halves = text.split(
      separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let head = halves[0].split(separator: "\r\n")
    var found: [String: String] = [:]
    for line in head.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      found[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].dropFirst()) : ""
    }
    let status = head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return Answered(
      status: status ?? 0, fields: found, body: halves.count > 1 ? String(halves[1]) : "")
  }

  /// Sends bytes, and gives all that comes back until the other side ends; fails after 20 s of silence.
  func exchange(_ bytes: [UInt8]) throws -> [UInt8] {
    let descriptor = try connected()
    defer { close(descriptor) }
    var time = timeval(tv_sec: 20, tv_usec: 0)
    try check(
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size)))
    try check(bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) })
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try check(
        buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) })
      if count == 0 { return all }
      all += buffer[..<count]
    }
  }

  /// A request whose answer goes on.
  func listen(_ target: String) throws -> Listener {
    let descriptor = try connected()
    let text = "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    try check(
      text.utf8.withContiguousStorageIfAvailable { send(descriptor, $0.baseAddress, $0.count, 0) }
        ?? -1)
    return Listener(descriptor)
  }

  /// What has come so far on one connection.
  final class Listener {
    private let descriptor: Int32
    private var heard: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }

    var text: String { String(decoding: heard, as: UTF8.self) }

    func wait(for words: String) throws {
      _ = try eventually("\(words) in \(String(decoding: heard, as: UTF8.self))") { () -> Bool? in
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
          recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
        }
        if count > 0 { heard += buffer[..<count] }
        return String(decoding: heard, as: UTF8.self).contains(words) ? true : nil
      }
    }
  }

  private func connected() throws -> Int32 {
    switch address {
    case .port(let port):
      let descriptor = try check(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
      var place = sockaddr_in()
      place.sin_family = sa_family_t(AF_INET)
      place.sin_port = port.bigEndian
      place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      try connect(descriptor, &place)
      return descriptor
    case .unix(let path):
      let descriptor = try check(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
      var place = sockaddr_un()
      place.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.utf8) }
      try connect(descriptor, &place)
      return descriptor
    }
  }

  private func connect<Place>(_ descriptor: Int32, _ place: inout Place) throws {
    try check(
      withUnsafePointer(to: &place) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
        }
      })
  }
}
