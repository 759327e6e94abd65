import Glibc
import NewsLinux
import NewsModel
import TestSupport
import Testing

@testable import NewsInbox

@Suite("The order of arrival")
struct OldestFilesTests {
  private func found(_ name: String, _ changed: Int64) -> OldestFiles.Found {
    .init(changed: changed, file: InboxFile(inbox: 0, name: FileName(name)))
  }

  private func givenOut(_ files: inout OldestFiles) -> [String] {
    files.giveOut()
    var names: [String] = []
    while let file = files.next() { names.append(file.name.text) }
    return names
  }

  @Test("files come out oldest first, those of one moment by name", arguments: 1...20)
  func sorted(seed: UInt64) {
    var random = SplitMix(state: seed)
    var files = OldestFiles(limit: 1000)
    var expected: [(Int64, String)] = []
    for number in 0..<200 {
      let changed = Int64(random.below(60)) - 20
      let name = "\(random.below(9))/\(1000 + number)"
      expected.append((changed, name))
      files.add(found(name, changed), now: 0)
    }
    expected.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    #expect(givenOut(&files) == expected.map(\.1))
    #expect(files.rest == nil && files.isEmpty && !files.isGivingOut)
  }

  @Test("of more files than it may hold the oldest are kept, and it says so", arguments: 1...20)
  func cut(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var times = (0..<500).map { Int64($0) }
    for place in times.indices { times.swapAt(place, random.below(times.count)) }
    var files = OldestFiles(limit: 40)
    for time in times {
      files.add(found("\(time)", time), now: 0)
      #expect(files.count < 50)
    }
    let given = givenOut(&files)
    #expect(given.count >= 40)
    // Those that came after the last cut are as old as the others.
    #expect(given == (0..<given.count).map { "\($0)" })
    // The next scan goes on after the last of them.
    let rest = try #require(files.rest)
    #expect(given.contains("\(rest.changed)"))
    var next = OldestFiles(limit: 1000, after: rest)
    for time in times { next.add(found("\(time)", time), now: 0) }
    #expect(givenOut(&next) == (rest.changed + 1..<500).map { "\($0)" })
    #expect(next.rest == nil)
    // And this one may take any again.
    files.add(found("late", 9_999), now: 0)
    #expect(givenOut(&files) == ["late"])
  }

  @Test("how long the first one has waited is known")
  func age() {
    var files = OldestFiles(limit: 2)
    #expect(files.age(now: 50) == 0)
    files.add(found("a", 1), now: 10)
    files.add(found("b", 0), now: 40)
    #expect(files.age(now: 50) == 40)
  }

  @Test(
    "a scan hands out a backlog in the order in which it came, whatever folder it lies in",
    arguments: [(32_768, Int64.max), (7, .max), (1, .max)])
  func backlog(limit: Int, patience: Int64) throws {
    let test = try TestFolder()
    let names = (0..<60).map { "\(["", "b/", "a/", "a/c/"][$0 % 4])\(100 - $0).txt" }
    for folder in ["a", "b", "a/c"] { try test.make(folder: test.inbox + "/" + folder) }
    // Written in another order than they come in.
    for (number, _) in names.enumerated().reversed() {
      try test.write("\(number)", to: test.outside + "/\(number)")
    }
    for (number, name) in names.enumerated() {
      try test.rename(test.outside + "/\(number)", test.inbox + "/" + name)
      // More than the 4 ms that the kernel's file times tell apart.
      pause(milliseconds: 12)
    }
    var limits = InboxWatch.Limits()
    limits.foundFiles = limit
    limits.foundPatience = patience
    let desk = Desk([test.configured()], spool: try test.spool(), limits: limits)
    #expect(desk.startAndSettle())
    #expect(desk.settles(with: names.count))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(desk.claimed.map(\.file.name.text) == names)
    #expect(!desk.everOutTwice && desk.errors.isEmpty)
  }

  @Test("a scan that has no patience hands out what it has, and finds the rest")
  func impatient() throws {
    let test = try TestFolder()
    for number in 0..<400 { try test.write("x", to: test.inbox + "/\(number)") }
    // Old enough to be ready at the first look.
    pause(milliseconds: 300)
    var limits = InboxWatch.Limits()
    limits.foundPatience = -1
    limits.scanSlice = 30
    limits.readyNames = 20
    let desk = Desk([test.configured()], spool: try test.spool(), limits: limits, takes: false)
    desk.start()
    #expect(eventually { desk.watch.counts.ready >= 20 })
    #expect(desk.watch.counts.scannedNames < 400)
    desk.take()
    #expect(desk.settles(with: 400))
    desk.watch.requestScan()
    #expect(eventually { desk.watch.isDrained })
    #expect(Set(desk.names) == Set((0..<400).map { "\($0)" }))
    #expect(!desk.everOutTwice && desk.errors.isEmpty)
  }

  @Test("files that do not settle, more than are remembered, keep no later one from its turn")
  func unsettled() throws {
    let test = try TestFolder()
    for number in 0..<40 {
      let path = test.inbox + "/unsettled-\(number)"
      try test.write("x", to: path)
      // Written in an hour: only watching it for a while could tell that it is at rest.
      var times = [timespec(tv_sec: time(nil) + 3600, tv_nsec: 0), timespec()]
      times[1] = times[0]
      try systemCall("utimensat") { utimensat(AT_FDCWD, path, times, 0) }
    }
    pause(milliseconds: 20)
    for number in 0..<3 { try test.write("x", to: test.inbox + "/good-\(number)") }
    pause(milliseconds: 300)
    var limits = InboxWatch.Limits()
    limits.foundFiles = 4
    limits.waitingNames = 6
    var state = WatchState([test.configured()], timing: Timing(), limits: limits)
    let now = Moment.now()
    for _ in 0..<100 { _ = state.turn(now: now) }
    #expect(
      state.take(99).arrivals.map(\.file.name.text) == (0..<3).map { "good-\($0)" })
    #expect(state.counts.postponed > 0)
  }
}
