/// When to look at what, soonest first: a binary heap.
///
/// An entry is never taken out or moved before its time: whoever pops one asks the owner of the name
/// whether that time still holds.
struct DueQueue: Sendable {
  struct Entry: Sendable {
    var at: Int64
    var file: InboxFile
  }
  private var heap: [Entry] = []

  /// The soonest time, in monotonic nanoseconds.
  var next: Int64? { heap.first?.at }
  var count: Int { heap.count }

  mutating func insert(_ file: InboxFile, at time: Int64) {
    heap.append(Entry(at: time, file: file))
    var index = heap.count - 1
    while index > 0, heap[index].at < heap[(index - 1) / 2].at {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes the soonest entry when its time has come.
  mutating func pop(at now: Int64) -> Entry? {
    guard let first = heap.first, first.at <= now else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      let left = 2 * index + 1
      guard left < heap.count else { return first }
      let right = left + 1
      let child = right < heap.count && heap[right].at < heap[left].at ? right : left
      guard heap[child].at < heap[index].at else { return first }
      heap.swapAt(child, index)
      index = child
    }
  }
}
