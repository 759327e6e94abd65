/// The bounded hand-over from the decode workers to the store queue: first in, first out, limited
/// by count and by bytes. Whoever puts waits while it is full, so memory stays bounded however much
/// is dropped (P8); the workers' waiting in turn stops the watch from handing out files.
final class HandOver<Element: Sendable>: Sendable {
  private struct Contents {
    var elements: [(element: Element, bytes: Int)] = []
    var bytes = 0
    var isOpen = true
  }
  private let contents = Monitor(Contents())
  private let limitCount: Int
  private let limitBytes: Int

  init(limitCount: Int, limitBytes: Int) {
    self.limitCount = limitCount
    self.limitBytes = limitBytes
  }

  /// Waits for room, then puts. One element larger than the whole limit is let in when nothing else is
  /// there.
  ///
  /// - Returns: False when the hand-over is closed; nothing was put then.
  func put(_ element: Element, bytes: Int) -> Bool {
    let isPut = contents.wait { contents -> Bool? in
      guard contents.isOpen else { return false }
      let isFull =
        contents.elements.count >= limitCount
        || (contents.bytes + bytes > limitBytes && !contents.elements.isEmpty)
      if isFull { return nil }
      contents.elements.append((element, bytes))
      contents.bytes += bytes
      return true
    }
    return isPut ?? false
  }

  /// Everything up to the limits of one transaction, oldest first; empty when nothing is there.
  func take(count: Int, bytes: Int) -> [Element] {
    contents.change { contents in
      var number = 0
      var sum = 0
      for entry in contents.elements {
        if number == count || (sum + entry.bytes > bytes && number > 0) { break }
        number += 1
        sum += entry.bytes
      }
      let taken = contents.elements[..<number].map(\.element)
      contents.elements.removeFirst(number)
      contents.bytes -= sum
      return taken
    }
  }

  /// Lets every waiting putter go with `false`; what is inside can still be taken.
  func close() { contents.change { $0.isOpen = false } }

  var count: Int { contents.read { $0.elements.count } }
}
