import GRDB
import Synchronization

/// Read-only connections, opened when asked for and kept for the next reader.
///
/// Each reader has a connection of its own while it reads, so a long export never holds up a short
/// question, and a question asked while streaming another's rows cannot wait for itself.
final class ReaderPool: Sendable {
  /// Connections kept open between reads; each holds up to 2 MiB of cache.
  static let kept = 3

  private let file: DatabaseFile
  private let idle = Mutex<[DatabaseQueue]>([])

  /// Told when a page or a row is damaged, or could not be read; gives what is to be thrown.
  private let onDamage: @Sendable (StoreFailure) -> StoreFailure

  init(
    file: DatabaseFile, onDamage: @escaping @Sendable (StoreFailure) -> StoreFailure = { $0 }
  ) {
    self.file = file
    self.onDamage = onDamage
  }

  /// Runs `body` on one snapshot of the database.
  func read<T>(_ body: (Database) throws -> T) throws(StoreFailure) -> T {
    try withConnection { try $0.read(body) }
  }

  /// For a single statement, which is a snapshot by itself: spares BEGIN and COMMIT.
  func readOne<T>(_ body: (Database) throws -> T) throws(StoreFailure) -> T {
    try withConnection { try $0.unsafeRead(body) }
  }

  /// As `read`, for a caller's closure whose own errors are thrown on unchanged. Without `isSnapshot` each
  /// statement is a snapshot by itself, which spares BEGIN and COMMIT.
  func stream<T>(isSnapshot: Bool = true, _ body: (Database) throws -> T) throws -> T {
    var foreign: (any Error)?
    func kept(_ db: Database) throws -> T? {
      do {
        return try body(db)
      } catch let error as DatabaseError {
        throw error
      } catch {
        foreign = error
        return nil
      }
    }
    let result = isSnapshot ? try read(kept) : try readOne(kept)
    if let foreign { throw foreign }
    guard let result else { throw StoreFailure(.statement, "a read returned nothing") }
    return result
  }

  /// A connection of the caller's own, not from the pool; the caller closes it.
  func connection() throws -> DatabaseQueue { try file.openReader() }

  private func withConnection<T>(_ body: (DatabaseQueue) throws -> T) throws(StoreFailure) -> T {
    do throws(StoreFailure) {
      return try StoreFailure.mapping { try borrowing(body) }
    } catch {
      throw error.reason == .corrupt ? onDamage(error) : error
    }
  }

  private func borrowing<T>(_ body: (DatabaseQueue) throws -> T) throws -> T {
    let queue = try idle.withLock { $0.popLast() } ?? file.openReader()
    do {
      let result = try body(queue)
      giveBack(queue)
      return result
    } catch {
      // One that met an error is not used again: an I/O error may be the connection's own.
      // Closing it can report nothing that matters more than that error.
      try? queue.close()
      throw error
    }
  }

  private func giveBack(_ queue: DatabaseQueue) {
    let full = idle.withLock { list in
      if list.count < Self.kept { list.append(queue) }
      return list.count >= Self.kept && list.last !== queue
    }
    // Read-only and idle: nothing is lost when closing fails.
    if full { try? queue.close() }
  }

  func close() throws {
    let queues = idle.withLock { list in
      let all = list
      list = []
      return all
    }
    for queue in queues { try queue.close() }
  }
}
