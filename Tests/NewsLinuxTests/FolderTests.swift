import Foundation
import NewsLinux
import TestSupport
import Testing

@Suite("Folder")
struct FolderTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("a file is read back, and its facts are those of the disk")
  func files() throws {
    let test = try TemporaryFolder()
    let name: [UInt8] = [0x61, 0x0A, 0xFF]
    try test.folder.createFile(name).write(bytes("text"))
    let file = try test.folder.openForReading(name)
    #expect(try file.contents(limitBytes: 100) == bytes("text"))
    let facts = try file.facts()
    #expect(facts.kind == .regular && facts.sizeBytes == 4)
    #expect(try test.folder.facts(of: name) == facts)
    #expect(try test.folder.facts(of: bytes("none")) == nil)
    #expect(abs(Moment.now().wallNanoseconds - facts.modifiedNanoseconds) < 60_000_000_000)
  }

  @Test("every name of a folder is listed once, also when it is larger than the buffer")
  func listing() throws {
    let test = try TemporaryFolder()
    let names = Set((0..<1500).map { bytes("file-with-a-longish-name-\($0)") })
    for name in names { _ = try test.folder.createFile(name) }
    let entries = try test.folder.entries()
    #expect(entries.count == 1500)
    #expect(Set(entries.map(\.name)) == names)
    #expect(entries.allSatisfy { $0.kind == .regular })
  }

  @Test("opening never leaves the folder, through .., a symlink or a mount")
  func beneath() throws {
    let test = try TemporaryFolder()
    try test.folder.makeFolder(bytes("in"))
    try test.folder.createFile(bytes("out")).write(bytes("secret"))
    symlink("..", test.path + "/in/up")
    symlink("../out", test.path + "/in/link")
    let inside = try test.folder.folder(bytes("in"))
    for (path, number) in [
      ("../out", EXDEV), ("up/out", ELOOP), ("link", ELOOP), ("/etc/hostname", EXDEV),
    ] {
      #expect(throws: SystemError(call: "openat2", number: number, path: bytes(path))) {
        try inside.openForReading(bytes(path))
      }
    }
    #expect(throws: SystemError(call: "openat2", number: EXDEV, path: bytes("proc/stat"))) {
      try Folder.open(bytes("/")).openForReading(bytes("proc/stat"))
    }
  }

  @Test("a rename never replaces what is there")
  func noReplace() throws {
    let test = try TemporaryFolder()
    try test.folder.createFile(bytes("a")).write(bytes("a"))
    try test.folder.createFile(bytes("b")).write(bytes("b"))
    #expect(throws: SystemError(call: "renameat2", number: EEXIST, path: bytes("a"))) {
      try test.folder.rename(bytes("a"), to: test.folder, as: bytes("b"))
    }
    try test.folder.rename(bytes("a"), to: test.folder, as: bytes("c"))
    #expect(try test.folder.facts(of: bytes("a")) == nil)
    #expect(try test.folder.openForReading(bytes("b")).contents(limitBytes: 9) == bytes("b"))
  }

  @Test("a FIFO without a writer opens without waiting")
  func fifo() throws {
    let test = try TemporaryFolder()
    mkfifo(test.path + "/fifo", 0o640)
    #expect(try test.folder.openForReading(bytes("fifo")).facts().kind == .fifo)
  }

  @Test("a path with a NUL is refused instead of cut")
  func nul() throws {
    let test = try TemporaryFolder()
    let path: [UInt8] = [0x61, 0, 0x62]
    #expect(throws: SystemError.self) { try test.folder.createFile(path) }
    #expect(throws: SystemError.self) { try test.folder.facts(of: path) }
    _ = try test.folder.createFile(bytes("a"))
    #expect(throws: SystemError.self) {
      try test.folder.rename(bytes("a"), to: test.folder, as: path)
    }
  }

  @Test("folders are made once and removed only when empty")
  func folders() throws {
    let test = try TemporaryFolder()
    #expect(try test.folder.makeFolder(bytes("d")))
    #expect(try !test.folder.makeFolder(bytes("d")))
    let inner = try test.folder.folder(bytes("d"))
    _ = try inner.createFile(bytes("f"))
    #expect(try !test.folder.removeFolder(bytes("d")))
    try inner.unlink(bytes("f"))
    #expect(try test.folder.removeFolder(bytes("d")))
  }

  @Test("an error names call, number and path, and its words cannot forge a line")
  func description() {
    let error = SystemError(call: "openat2", number: ENOENT, path: bytes("a\n<3>it's\u{1B}[31m"))
    #expect(
      error.description
        == "openat2 'a\\u{a}<3>it\\'s\\u{1b}[31m': No such file or directory (ENOENT)")
    #expect(SystemError(call: "x", number: 4711).description == "x: unknown error (errno 4711)")
  }

  @Test(
    "network file systems are known by their magic numbers",
    arguments: [
      (0xEF53, FileSystemKind.local), (0x6969, .network("nfs")), (0x6573_5546, .network("fuse")),
      (0xFF53_4D42, .network("smb")), (0x0102_1997, .network("9p")), (0x0102_1994, .local),
    ] as [(Int64, FileSystemKind)])
  func kinds(magic: Int64, kind: FileSystemKind) { #expect(FileSystemKind(magic: magic) == kind) }
}

@Suite("Lease")
struct LeaseTests {
  /// Asks again: a child that another test is just starting has a copy of the writer's descriptor until its
  /// exec(2), and a writer it is as long.
  private func granted(_ reader: borrowing Descriptor) -> Bool {
    eventually { Lease.take(reader) == .granted }
  }

  @Test("a lease is refused while a writer has the file, and granted after")
  func writers() throws {
    let test = try TemporaryFolder()
    var writer: Descriptor? = try test.folder.createFile(Array("a".utf8))
    try writer?.write([1])
    let reader = try test.folder.openForReading(Array("a".utf8))
    #expect(Lease.take(reader) == .writerPresent)
    writer = nil
    #expect(granted(reader))
    #expect(Lease.isHeld(reader))
    Lease.release(reader)
    #expect(!Lease.isHeld(reader))
  }

  @Test("a writer who comes while the lease is held breaks it, and the signal kills nobody")
  func broken() throws {
    let test = try TemporaryFolder()
    _ = try test.folder.createFile(Array("a".utf8))
    let reader = try test.folder.openForReading(Array("a".utf8))
    #expect(granted(reader))
    // O_NONBLOCK: the open is refused instead of waiting, and the break begins.
    #expect(open(test.path + "/a", O_WRONLY | O_NONBLOCK) == -1)
    #expect(errno == EWOULDBLOCK)
    #expect(!Lease.isHeld(reader))
    Lease.release(reader)
    let writer = open(test.path + "/a", O_WRONLY | O_NONBLOCK)
    #expect(writer >= 0)
    close(writer)
  }

  @Test("where no lease can be had the answer says so, with the reason")
  func unavailable() throws {
    // A folder has none on any file system that the tests may find themselves on.
    let test = try TemporaryFolder()
    #expect(Lease.take(test.folder.descriptor) == .unavailable(EINVAL))
  }
}

@Suite("StateLock")
struct StateLockTests {
  @Test("a second lock is refused and knows the holder; it goes with its owner")
  func exclusive() throws {
    let test = try TemporaryFolder()
    #expect(try StateLock.holder(in: test.folder) == .nobody)
    var first: StateLock? = try StateLock(in: test.folder)
    #expect(throws: StateLock.Refusal.held(by: getpid())) { try StateLock(in: test.folder) }
    #expect(try StateLock.holder(in: test.folder) == .process(getpid()))
    #expect(first != nil)
    first = nil
    #expect(try StateLock.holder(in: test.folder) == .nobody)
    _ = try StateLock(in: test.folder)
  }
  @Test(
    "a lock is free once its owner gave it up, while a child that is being started has its descriptor"
  )
  func inherited() throws {
    let test = try TemporaryFolder()
    var lock: StateLock? = try StateLock(in: test.folder)
    // What fork(2) leaves in a child until its exec(2): another descriptor of the same open file.
    let mine = try #require(
      (3..<4096).first { file in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)"))
          == test.path + "/wiredesk.lock"
      })
    let childs = dup(Int32(mine))
    defer { close(childs) }
    #expect(lock != nil)
    lock = nil
    #expect(try StateLock.holder(in: test.folder) == .nobody)
    _ = try StateLock(in: test.folder)
  }
}
