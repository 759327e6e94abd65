import Glibc
import NewsInbox
import NewsLinux
import NewsModel
import TestSupport
import Testing

/// A way for files to get into an inbox.
struct Way: CustomTestStringConvertible, Sendable {
  var title: String
  var testDescription: String { title }
  /// Gives what must be claimed then, once each.
  var act: @Sendable (TestFolder) throws -> [String]

  init(title: String, act: @escaping @Sendable (TestFolder) throws -> [String]) {
    self.title = title
    self.act = act
  }

  init(_ title: String, _ names: [String], _ act: @escaping @Sendable (TestFolder) throws -> Void) {
    self.init(title: title) { test in
      try act(test)
      return names
    }
  }

  /// A file is complete when nobody has written for 200 ms. A machine so slow that a pause becomes longer has
  /// completed it by that, and the next piece begins another.
  static let pieces = Way(title: "appended in pieces") { test in
    var names: [String] = []
    var last = ContinuousClock.now
    for piece in 1...5 {
      if names.isEmpty || ContinuousClock.now - last > .milliseconds(140) {
        names.append("p\(piece)")
      }
      let path = test.inbox + "/" + (names.last ?? "")
      do {
        let file = try test.open(path, O_WRONLY | O_CREAT | O_APPEND)
        try file.write(Array("\(piece)\n".utf8))
      }
      last = .now
      pause(milliseconds: 30)
    }
    return names
  }

  /// By its path, since a shell's truncate(1) would make the file anew when it was claimed before.
  static let truncated = Way("truncated by its path", ["u"]) { test in
    try test.write("text\n", to: test.inbox + "/u")
    #expect(truncate(test.inbox + "/u", 2) == 0 || errno == ENOENT)
  }

  static func command(_ title: String, _ names: [String], _ script: String) -> Way {
    Way(title, names) { test in
      #expect(shell("PATH=/usr/bin:/bin; cd '\(test.path)' && \(script)") == 0)
    }
  }

  static let all: [Way] = [
    .init("written and closed", ["a"]) { try $0.write("x", to: $0.inbox + "/a") },
    command("copied", ["c"], "echo x >outside/c && cp outside/c inbox/"),
    command(
      "copied with reflink and times", ["c"],
      "echo x >outside/c && cp -p --reflink=auto outside/c inbox/"),
    command("renamed in", ["r"], "echo x >outside/r && mv outside/r inbox/"),
    command(
      "renamed over a name that is being claimed", ["r"],
      "echo x >outside/r && mv -f outside/r inbox/r"),
    command("hard link", ["h"], "echo x >outside/h && ln outside/h inbox/h"),
    .init("nameless file that is linked in", ["tmpfile"]) { test in
      // O_TMPFILE of <asm-generic/fcntl.h> with O_DIRECTORY; Glibc's module hides it.
      let file = try test.open(test.inbox, O_WRONLY | 0o20_000_000 | O_DIRECTORY)
      try file.write(Array("text".utf8))
      try systemCall("linkat") {
        linkat(
          AT_FDCWD, "/proc/self/fd/\(file.raw)", AT_FDCWD, test.inbox + "/tmpfile",
          AT_SYMLINK_FOLLOW)
      }
    },
    pieces,
    command("touched, empty", ["t"], "touch inbox/t"),
    truncated,
    command(
      "rsync's temporary name, then renamed", ["s"],
      "echo x >inbox/.s.Xq2h1A && mv inbox/.s.Xq2h1A inbox/s"),
    command(
      "a folder made and filled at once", ["d/e/f"], "mkdir -p inbox/d/e && echo x >inbox/d/e/f"),
    command(
      "a folder with three files moved in", ["d/1", "d/2", "d/sub/3"],
      "mkdir -p outside/d/sub && for i in 1 2 sub/3; do echo $i >outside/d/$i; done && mv outside/d inbox/"
    ),
    command(
      "an editor's save by rename", ["e"],
      "echo x >inbox/.goutputstream-X && mv inbox/.goutputstream-X inbox/e"),
    command(
      "maildir delivery", ["new/1"],
      "mkdir inbox/new inbox/cur inbox/tmp && echo x >inbox/tmp/1 && mv inbox/tmp/1 inbox/new/1"),
    command(
      "unpacked archive", ["b/1", "b/2"],
      "mkdir outside/b && echo 1 >outside/b/1 && echo 2 >outside/b/2 && tar -C outside -cf x.tar b && tar -C inbox -xf x.tar"
    ),
    command("sparse and huge", ["sparse"], "truncate -s 1T inbox/sparse"),
    command("a name with a leading dash", ["-rf"], "echo x >./inbox/-rf"),
    .init("a name with a line feed and an escape", ["a\n\u{1B}[31mROOT"]) {
      try $0.write("x", to: $0.inbox + "/a\n\u{1B}[31mROOT")
    },
    .init("a name that is not UTF-8", ["\u{FFFD}\u{FFFD}.txt"]) {
      try $0.write("x", to: Array($0.inbox.utf8) + [0x2F, 0xFF, 0xFE] + Array(".txt".utf8))
    },
    .init("a name of 255 bytes", [String(repeating: "n", count: 255)]) {
      try $0.write("x", to: $0.inbox + "/" + String(repeating: "n", count: 255))
    },
  ]
}

@Suite("How a file can arrive")
struct ArrivalWaysTests {
  @Test("each way is found exactly once, by its event", arguments: Way.all)
  func byEvent(way: Way) throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    #expect(desk.startAndSettle())
    try check(way.act(test), desk, test)
  }

  @Test("each way is found exactly once when it came before the start", arguments: Way.all)
  func byScan(way: Way) throws {
    let test = try TestFolder()
    let desk = Desk([test.configured()], spool: try test.spool())
    let names = try way.act(test)
    desk.start()
    try check(names, desk, test)
  }

  private func check(_ names: [String], _ desk: Desk, _ test: TestFolder) throws {
    #expect(desk.settles(with: names.count))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(desk.names == names.sorted())
    #expect(desk.errors.isEmpty)
    #expect(!desk.everOutTwice)
    #expect(try test.files("inbox").isEmpty)
    #expect(try test.files("spool").count == names.count)
  }
}
