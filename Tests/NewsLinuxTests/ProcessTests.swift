import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import NewsLinux

@Suite("Process")
struct ProcessTests {
  @Test(
    "a step apart gives its value, or its error; nobody waits for one that is ended as often as it takes"
  )
  func apart() throws {
    #expect(try runApart(while: { true }, end: {}) { _ in 7 } == 7)
    #expect(throws: SystemError.self) {
      try runApart(while: { true }, end: {}) { _ -> Int in
        throw SystemError(call: "read", number: EIO)
      }
    }
    // A step of several that each must be ended.
    let ends = Atomic<Int>(0)
    let found = try runApart(
      while: { false }, end: { ends.add(1, ordering: .relaxed) }
    ) { isEnded in
      while ends.load(ordering: .relaxed) < 3 || !isEnded() { pause(milliseconds: 1) }
      return 7
    }
    #expect(found == nil && ends.load(ordering: .relaxed) >= 3)
  }

  @Test(
    "who holds a lock on a stretch of a file is read from /proc/locks; who waits for one does not")
  func lockHolders() {
    let text = """
      1: POSIX  ADVISORY  READ 4711 08:02:1234 124 124
      2: POSIX  ADVISORY  WRITE 4712 08:02:1234 120 120
      2: -> POSIX  ADVISORY  WRITE 4713 08:02:1234 124 124
      3: FLOCK  ADVISORY  WRITE 4714 08:02:1234 0 EOF
      4: POSIX  ADVISORY  READ 4715 08:02:9999 124 124
      5: POSIX  ADVISORY  READ -1 08:02:1234 127 127

      """
    #expect(ProcessState.lockHolders(in: text, of: 1234, bytes: 123...127) == [4711])
    #expect(ProcessState.lockHolders(in: "", of: 1234, bytes: 0...9).isEmpty)
  }

  @Test("memory in use is at most its peak, and neither is nothing")
  func memory() throws {
    let memory = try #require(ProcessState.memory())
    #expect(memory.residentBytes > 1 << 20)
    #expect(memory.peakBytes >= memory.residentBytes)
  }

  @Test("the limit of descriptors becomes the hard one")
  func descriptorLimit() throws {
    let limit = try ProcessState.raiseDescriptorLimit()
    #expect(limit >= 1024)
    #expect(try ProcessState.raiseDescriptorLimit() == limit)
  }

  @Test("a signal runs its handler on the queue and ends nothing")
  func signals() throws {
    let seen = Mutex<[Int32]>([])
    let signals = try Signals([SIGUSR1, SIGUSR2], on: DispatchQueue(label: "test.signals")) {
      number in seen.withLock { $0.append(number) }
    }
    // In force at once: by its default SIGUSR1 would end this process.
    kill(getpid(), SIGUSR1)
    kill(getpid(), SIGUSR2)
    #expect(eventually { seen.withLock { Set($0) } == [SIGUSR1, SIGUSR2] })
    withExtendedLifetime(signals) {}
  }
}

@Suite("ControlSocket")
struct ControlSocketTests {
  @Test("a line is answered, with the user who asks; several at once")
  func answers() throws {
    let test = try TemporaryFolder()
    let path = Array((test.path + "/control.sock").utf8)
    let socket = try ControlSocket.listen(at: path) { "\($0.user):" + $0.line.uppercased() }
    #expect(try ControlSocket.ask("status", at: path) == "\(getuid()):STATUS")
    let answers = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { number in
      let answer = try? ControlSocket.ask("n\(number)", at: path)
      answers.withLock { $0.append(answer ?? "none") }
    }
    #expect(answers.withLock { $0.sorted() } == (0..<6).map { "\(getuid()):N\($0)" })
    socket.stop()
    #expect(throws: SystemError.self) { try ControlSocket.ask("status", at: path) }
  }

  @Test("an answer larger than any buffer arrives whole")
  func largeAnswer() throws {
    let test = try TemporaryFolder()
    let path = Array((test.path + "/control.sock").utf8)
    let socket = try ControlSocket.listen(at: path) { _ in String(repeating: "x", count: 3 << 20) }
    #expect(try ControlSocket.ask("all", at: path).utf8.count == 3 << 20)
    withExtendedLifetime(socket) {}
  }

  @Test("a socket file that a crash left is replaced, and others may not connect")
  func stale() throws {
    let test = try TemporaryFolder()
    let path = Array((test.path + "/control.sock").utf8)
    _ = try test.folder.createFile(Array("control.sock".utf8))
    let socket = try ControlSocket.listen(at: path) { $0.line }
    #expect(try ControlSocket.ask("here", at: path) == "here")
    #expect(try test.folder.facts(of: Array("control.sock".utf8))?.permissions == 0o660)
    withExtendedLifetime(socket) {}
  }

  @Test("silent clients hold every place: the next one is told at once, and served when they go")
  func silent() throws {
    let test = try TemporaryFolder()
    let path = Array((test.path + "/control.sock").utf8)
    let socket = try ControlSocket.listen(at: path) { $0.line }
    var clients: [Descriptor] = []
    // On a slow machine the first may have been let go of before the last is there.
    #expect(
      try eventually {
        clients = []
        for _ in 0..<8 { clients.append(try Self.connected(path)) }
        // An empty answer, or a connection that is closed before the request is sent.
        return (try? ControlSocket.ask("here", at: path)) != "here"
      })
    clients = []
    #expect(eventually { (try? ControlSocket.ask("here", at: path)) == "here" })
    withExtendedLifetime(socket) {}
  }

  private static func connected(_ path: [UInt8]) throws -> Descriptor {
    let client = Descriptor(owning: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    try systemCall("connect", path: path) {
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(client.raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    return client
  }

  @Test("a path that is too long for a socket is an error, not cut")
  func longPath() throws {
    let path = [UInt8](repeating: 0x61, count: 200)
    #expect(throws: SystemError(call: "bind", number: ENAMETOOLONG, path: path)) {
      _ = try ControlSocket.listen(at: path) { $0.line }
    }
  }
}
