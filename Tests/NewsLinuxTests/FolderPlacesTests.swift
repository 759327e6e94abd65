import NewsLinux
import TestSupport
import Testing

@Suite("Places in a folder")
struct FolderPlacesTests {
  @Test("others see the place that each holds now, and none of one that has gone")
  func places() throws {
    let test = try TemporaryFolder()
    let path = Array(test.path.utf8)
    let looking = try Folder.open(path)
    #expect(looking.heldPlaces() == [])
    let first = try Folder.open(path)
    try first.holdPlace(0)
    #expect(looking.heldPlaces() == [0])
    try first.holdPlace(1_796_040_000_000_123)
    do {
      let second = try Folder.open(path)
      for place in [5, 9, 7] as [Int64] { try second.holdPlace(place) }
      let third = try Folder.open(path)
      try third.holdPlace(7)
      #expect(looking.heldPlaces() == [7, 1_796_040_000_000_123])
      // Its own it does not count.
      #expect(second.heldPlaces() == [7, 1_796_040_000_000_123])
      withExtendedLifetime((second, third)) {}
    }
    // A child that another test is just starting has a copy of their descriptors until its exec(2).
    #expect(eventually { looking.heldPlaces() == [1_796_040_000_000_123] })
    withExtendedLifetime(first) {}
  }

  @Test("a file has the time of its birth, and nothing has none")
  func birth() throws {
    let test = try TemporaryFolder()
    let born = Folder.birthNanoseconds(of: test.path)
    #expect(abs(Moment.now().wallNanoseconds - born) < 600_000_000_000)
    #expect(Folder.birthNanoseconds(of: test.path + "/none") == 0)
  }
}
