import NewsModel
import NewsStore

/// The files of a day in stretches of half an hour: how many waited at once, and how long.
struct FileDay: Sendable {
  /// The most that had been found and had no outcome, in each stretch; oldest first.
  let waiting: [Int]
  /// From found to outcome, in milliseconds: of 95 in 100 files that ended in the stretch at most so much; 0 where
  /// none did.
  let slowest: [Int]

  static let stretches = 48
  static let stretch: Int64 = 1_800_000

  /// - Parameters:
  ///   - passages: of files that were found in the day or wait, in any order.
  ///   - now: where the day ends.
  init(_ passages: [StoreReader.Passage], now: Timestamp) {
    let start = now.milliseconds - Int64(Self.stretches) * Self.stretch
    var changes: [(time: Int64, step: Int)] = []
    var durations = [[Int64]](repeating: [], count: Self.stretches)
    for passage in passages {
      let (found, ended) = (passage.found.milliseconds, passage.ended?.milliseconds)
      // A clock that was set back ends files before they were found.
      changes.append((found, 1))
      guard let ended else { continue }
      changes.append((max(found, ended), -1))
      if let index = Self.index(of: ended, start) { durations[index].append(max(0, ended - found)) }
    }
    // What is found the moment another one ends waits beside it.
    changes.sort { $0.time != $1.time ? $0.time < $1.time : $0.step > $1.step }
    waiting = Self.mostWaiting(changes, start)
    slowest = durations.map { times in
      let rank = Int((0.95 * Double(times.count)).rounded(.up))
      return times.isEmpty ? 0 : Int(times.sorted()[max(rank, 1) - 1])
    }
  }

  private static func mostWaiting(_ changes: [(time: Int64, step: Int)], _ start: Int64) -> [Int] {
    var most = [Int](repeating: 0, count: stretches)
    let before = changes.prefix { $0.time < start }
    var (waits, next) = (before.reduce(0) { $0 + $1.step }, before.count)
    for index in most.indices {
      most[index] = waits
      let end = start + Int64(index + 1) * stretch
      while next < changes.count, changes[next].time < end {
        waits += changes[next].step
        most[index] = max(most[index], waits)
        next += 1
      }
    }
    return most
  }

  /// Nil for a moment outside the day.
  private static func index(of time: Int64, _ start: Int64) -> Int? {
    let index = (time - start) / stretch
    return time >= start && index < stretches ? Int(index) : nil
  }
}
