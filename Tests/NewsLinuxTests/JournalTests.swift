import Dispatch
import Glibc
import Logging
import Testing

@testable import NewsLinux

@Suite("Journal")
struct JournalTests {
  private func record(
    _ message: Logger.Message, _ metadata: Logger.Metadata, level: Logger.Level = .warning
  ) -> JournalRecord {
    var handler = JournalHandler(identifier: "wiredesk", usesJournal: true)
    handler[metadataKey: "inbox"] = "desk"
    return handler.record(
      of: LogEvent(
        level: level, message: message, metadata: metadata, source: "test", file: "", function: "",
        line: 0))
  }

  @Test("metadata become fields of ours, the message identifier stays systemd's")
  func fields() {
    let fields = record("2 articles from 'a.txt'", ["message-id": "0123", "deposit-name": "a.txt"])
      .journalFields(identifier: "wiredesk")
    #expect(
      fields == [
        "MESSAGE=2 articles from 'a.txt'", "PRIORITY=4", "SYSLOG_IDENTIFIER=wiredesk",
        "WIREDESK_DEPOSIT_NAME=a.txt", "WIREDESK_INBOX=desk", "MESSAGE_ID=0123",
      ])
  }

  @Test(
    "levels are those of syslog",
    arguments: [
      (.critical, 2), (.error, 3), (.warning, 4), (.notice, 5), (.info, 6), (.debug, 7),
      (.trace, 7),
    ] as [(Logger.Level, Int)])
  func levels(level: Logger.Level, priority: Int) {
    #expect(record("x", [:], level: level).priority == priority)
  }

  @Test("neither a line, nor a priority, nor a field can be forged")
  func forging() {
    let record = record(
      "took 'a\n<3>forged'\u{1B}[31m\u{202E}",
      ["name": "x\nPRIORITY=0", "a key\n=": "two words"])
    #expect(
      record.line
        == "warning: took 'a\\u{a}<3>forged'\\u{1b}[31m\\u{202e} a key\\u{a}==\"two words\""
        + " inbox=desk name=x\\u{a}PRIORITY=0")
    let fields = record.journalFields(identifier: "wiredesk")
    #expect(fields.allSatisfy { !$0.contains("\n") })
    #expect(fields.contains("WIREDESK_A_KEY__=two words"))
    #expect(fields.count { $0.hasPrefix("PRIORITY=") } == 1)
  }

  @Test("a value is cut at 512 characters")
  func cut() {
    let value = String(repeating: "é", count: 600)
    let field = record("x", ["name": "\(value)"]).fields.first { $0.key == "name" }
    #expect(field?.value == String(repeating: "é", count: 512) + "…")
  }

  @Test(
    "a field name is one that journald takes",
    arguments: ["", "ä-9", String(repeating: "k", count: 99)])
  func keys(key: String) {
    let name = JournalRecord.journalKey(key)
    #expect(name.utf8.count <= 64)
    #expect(name.hasPrefix("WIREDESK_"))
    #expect(name.utf8.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8.contains($0) })
  }
}

@Suite("Heartbeat")
struct HeartbeatTests {
  @Test("idle is alive; busy for too long without a beat is stuck; a beat helps")
  func stuck() {
    let heartbeat = Heartbeat()
    heartbeat.beat("store", now: 0)
    heartbeat.beat("watch", now: 5)
    #expect(heartbeat.stuckStage(now: 10, limit: 10) == nil)
    #expect(heartbeat.stuckStage(now: 20, limit: 10)?.name == "store")
    #expect(heartbeat.stuckStage(now: 20, limit: 10)?.nanoseconds == 20)
    heartbeat.rest("store")
    #expect(heartbeat.stuckStage(now: 20, limit: 10)?.name == "watch")
    heartbeat.beat("watch", now: 19)
    #expect(heartbeat.stuckStage(now: 20, limit: 10) == nil)
  }
}

@Suite("ServiceNotifier")
struct ServiceNotifierTests {
  @Test("systemd gets the messages in order, and a status cannot hold another assignment")
  func messages() throws {
    let test = try TemporaryFolder()
    let path = test.path + "/notify"
    let receiver = Descriptor(
      owning: try systemCall("socket") {
        socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      })
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try systemCall("bind") {
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(receiver.raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    setenv("NOTIFY_SOCKET", path, 1)
    defer { unsetenv("NOTIFY_SOCKET") }
    let notifier = ServiceNotifier()
    notifier.ready(status: "watching 1 inbox\nMAINPID=1")
    notifier.reloading()
    notifier.alive()
    notifier.extendTimeout(by: .milliseconds(2500))
    notifier.stopping(status: "stopping")
    #expect(notifier.flush(within: .seconds(10)))
    var texts: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(receiver.raw, &buffer, buffer.count, 0)
      if count < 0 { break }
      texts.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    #expect(texts.count == 5)
    #expect(texts.first == "READY=1\nSTATUS=watching 1 inbox\\u{a}MAINPID=1")
    #expect(texts[1].hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(
      texts.dropFirst(2) == [
        "WATCHDOG=1", "EXTEND_TIMEOUT_USEC=2500000\nWATCHDOG=1",
        "STOPPING=1\nSTATUS=stopping",
      ])
  }
}
