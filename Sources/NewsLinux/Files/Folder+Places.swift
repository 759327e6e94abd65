import CLinux

/// Places that processes hold in a folder: numbers that others can see, for as long as their holder lives.
///
/// A place is a read lock of one byte of the folder itself (fcntl(2), open file descriptions): nothing is written,
/// whoever may read the folder may hold one, and it goes with its process, however that ends.
extension Folder {
  /// More are not looked for.
  private static let mostPlaces = 1000

  /// Holds a place through this descriptor, in exchange for the one before it.
  ///
  /// - Parameter number: 0 or more.
  /// - Throws: `SystemError` where the file system has no locks.
  package func holdPlace(_ number: Int64) throws(SystemError) {
    try systemCall("fcntl") { linux_hold_byte(descriptor.raw, number) }
  }

  /// The places that are held through other descriptors, ascending; one that several hold stands there once.
  /// Cost: two system calls for each.
  package func heldPlaces() -> [Int64] {
    var found: [Int64] = []
    var ranges = [0..<Int64.max]
    while let range = ranges.popLast(), found.count < Self.mostPlaces {
      if range.isEmpty { continue }
      // The kernel names any of them, not the first.
      let place = linux_held_byte(descriptor.raw, range.lowerBound, Int64(range.count))
      guard range.contains(place) else { continue }
      found.append(place)
      ranges += [range.lowerBound..<place, place + 1..<range.upperBound]
    }
    return found.sorted()
  }

  /// When the file that a path leads to was made, ns since 1970; 0 where the file system does not say.
  package static func birthNanoseconds(of path: String) -> Int64 { linux_birth_nanoseconds(path) }
}
