import Dispatch
import Synchronization
import Testing

@testable import NewsDesk

@Suite("The hand-over")
struct HandOverTests {
  @Test("what goes in comes out in its order, in groups of a size")
  func order() {
    let queue = HandOver<Int>(limitCount: 10, limitBytes: 1000)
    for number in 0..<7 { #expect(queue.put(number, bytes: 10)) }
    #expect(queue.take(count: 3, bytes: 1000) == [0, 1, 2])
    #expect(queue.take(count: 10, bytes: 25) == [3, 4])
    #expect(queue.take(count: 10, bytes: 1) == [5])
    #expect(queue.count == 1)
  }

  @Test("an element larger than every limit passes alone")
  func large() {
    let queue = HandOver<Int>(limitCount: 10, limitBytes: 100)
    #expect(queue.put(1, bytes: 5000))
    #expect(queue.take(count: 10, bytes: 100) == [1])
  }

  @Test("who puts into a full one waits, and goes on when there is room")
  func waits() {
    let queue = HandOver<Int>(limitCount: 2, limitBytes: 1000)
    let most = Atomic<Int>(0)
    DispatchQueue.global().async {
      for number in 0..<500 {
        _ = queue.put(number, bytes: 1)
        let count = queue.count
        if count > most.load(ordering: .relaxed) { most.store(count, ordering: .relaxed) }
      }
    }
    var taken: [Int] = []
    while taken.count < 500 { taken += queue.take(count: 1, bytes: 1000) }
    #expect(taken == Array(0..<500))
    #expect(most.load(ordering: .relaxed) <= 2)
  }

  @Test("closing lets the waiting go with false, and keeps what is inside")
  func closes() {
    let queue = HandOver<Int>(limitCount: 1, limitBytes: 1000)
    #expect(queue.put(1, bytes: 1))
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Bool?>(nil)
    DispatchQueue.global().async {
      let put = queue.put(2, bytes: 1)
      result.withLock { $0 = put }
      done.signal()
    }
    queue.close()
    #expect(done.wait(timeout: .now() + 60) == .success)
    #expect(result.withLock { $0 } == false)
    #expect(queue.put(3, bytes: 1) == false)
    #expect(queue.take(count: 9, bytes: 100) == [1])
  }
}
