import Glibc
import NewsModel

/// Bytes pulled from a source, of which only a piece is held: what readers look at and consume.
///
/// The memory is the window's own and not an array, because libarchive keeps a pointer into it
/// between two calls. Offsets given and taken count from the first byte not yet consumed.
final class ByteWindow {
  /// Fills the buffer; bytes read, 0 at the end of the source.
  typealias Pull = (UnsafeMutableRawBufferPointer) throws(DecodingFailure) -> Int

  /// 64 KiB is below malloc's threshold for mmap: a small file costs no system call for memory.
  static let firstCapacity = 64 << 10
  /// A window that grew for one long document returns to this.
  private static let restingCapacity = 1 << 20

  private var storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private let pull: Pull
  /// Goes on behind damage below; false where nothing follows.
  private let mend: () throws(DecodingFailure) -> Bool
  /// Whether what was pulled last begins a member of what is packed below.
  private let begins: () -> Bool
  /// Where members begin that are held, ascending.
  private var beginnings: [Int] = []
  private(set) var atEnd = false
  /// Why no more can be had; what is held can be read, and who needs more is told the same again.
  private(set) var failure: DecodingFailure?
  /// Something was passed over because it is damaged.
  private(set) var isMended = false
  /// The most memory held at a time.
  private(set) var peakBytes: Int

  init(
    firstCapacity: Int = ByteWindow.firstCapacity,
    mend: @escaping () throws(DecodingFailure) -> Bool = { () throws(DecodingFailure) in false },
    begins: @escaping () -> Bool = { false }, pull: @escaping Pull
  ) {
    storage = Self.memory(firstCapacity)
    peakBytes = firstCapacity
    self.mend = mend
    self.begins = begins
    self.pull = pull
  }
  /// A window that holds all its bytes from the beginning.
  init(bytes: [UInt8]) {
    storage = Self.memory(max(bytes.count, 1))
    storage.copyBytes(from: bytes)
    peakBytes = storage.count
    end = bytes.count
    atEnd = true
    mend = { () throws(DecodingFailure) in false }
    begins = { false }
    pull = { (_) throws(DecodingFailure) -> Int in 0 }
  }
  deinit { free(storage.baseAddress) }

  var count: Int { end - start }
  /// Valid until the next `fill`, not longer.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: storage[start..<end]).assumingMemoryBound(to: UInt8.self)
  }
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count)
    return storage[start + offset]
  }

  func consume(_ count: Int) {
    precondition(count >= 0 && count <= self.count)
    start += count
    if beginnings.isEmpty { return }
    beginnings = beginnings.compactMap { $0 < count ? nil : $0 - count }
  }

  /// Where the next member begins that is packed below, among the bytes held; nil where none does.
  var nextBeginning: Int? { beginnings.first }

  /// Consumes everything and gives the memory back.
  func release() {
    consume(count)
    if storage.count > Self.firstCapacity { move(to: Self.firstCapacity) }
  }

  /// Pulls once; false at the end of the source. Moves the bytes held: pointers become invalid.
  func fill() throws(DecodingFailure) -> Bool {
    if atEnd { return false }
    if let failure { throw failure }
    makeRoom()
    let read: Int
    do { read = try pull(UnsafeMutableRawBufferPointer(rebasing: storage[end...])) } catch {
      failure = error
      throw error
    }
    precondition(read >= 0 && read <= storage.count - end)
    if read == 0 { atEnd = true }
    if read > 0, begins() { beginnings.append(count) }
    end += read
    return read > 0
  }
  /// Pulls until `count` bytes are held or the source ends.
  func fill(atLeast count: Int) throws(DecodingFailure) {
    while self.count < count, try fill() {}
  }

  /// As `fill(atLeast:)`, for a look ahead: what is wrong with the bytes behind those that can be had is told to who
  /// needs more of them.
  func fillHead(atLeast count: Int) throws(DecodingFailure) {
    do { try fill(atLeast: count) } catch {
      if self.count == 0 || error.rejection == nil { throw error }
    }
  }

  /// Behind a `fill` that has thrown, or at the end: what is held is of no use, and the window begins anew where the
  /// next stream below does.
  ///
  /// - Returns: false where there is none.
  /// - Throws: what reading throws.
  func goOnBehindDamage() throws(DecodingFailure) -> Bool {
    guard try mend() else { return false }
    consume(count)
    atEnd = false
    failure = nil
    isMended = true
    return true
  }

  private func makeRoom() {
    if storage.count > Self.restingCapacity, count < Self.firstCapacity {
      move(to: Self.firstCapacity * 4)
    } else if start > 0, storage.count - end < storage.count / 2 {
      // The regions may overlap: copyMemory allows it.
      storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
      end -= start
      start = 0
    }
    // Doubling up to 1 MiB, then half as much again: a 16 MiB document must not cost 32.
    // A transcoder needs room for a whole scalar.
    if storage.count - end < 64 {
      move(to: storage.count + max(storage.count < 1 << 20 ? storage.count : storage.count / 2, 64))
    }
  }

  /// What grows goes on where it is, if it can: a mail of 64 MiB must not stand in memory twice while it is copied.
  private func move(to capacity: Int) {
    if start > 0 {
      storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
      end -= start
      start = 0
    }
    peakBytes = max(peakBytes, capacity)
    if capacity > storage.count, let wider = realloc(storage.baseAddress, capacity) {
      storage = UnsafeMutableRawBufferPointer(start: wider, count: capacity)
      return
    }
    let other = Self.memory(capacity)
    other.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<end]))
    free(storage.baseAddress)
    storage = other
  }

  /// From malloc, whose blocks are aligned to 16 bytes and can grow; without it nothing goes on, as with any value.
  private static func memory(_ count: Int) -> UnsafeMutableRawBufferPointer {
    guard let memory = malloc(count) else { preconditionFailure("no memory for a window") }
    return UnsafeMutableRawBufferPointer(start: memory, count: count)
  }
}
