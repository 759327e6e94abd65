import Glibc

/// What a test has waited for in vain.
package struct NotInTime: Error, CustomStringConvertible {
  package let what: String
  package init(what: String) { self.what = what }
  package var description: String { "not in time: \(what)" }
}

/// Asks again until there is an answer. A test waits for what it expects, never for a while.
///
/// The deadline is generous on purpose: it only turns a hang into a failure.
package func eventually<Value>(
  within deadline: Duration = .seconds(60), _ what: @autoclosure () -> String,
  _ answer: () throws -> Value?
) throws -> Value {
  let clock = ContinuousClock()
  let end = clock.now + deadline
  while true {
    let asked = clock.now
    if let value = try answer() { return value }
    guard clock.now < end else { throw NotInTime(what: what()) }
    // A question that costs much must not starve what it waits for.
    let cost = (clock.now - asked) / Duration.milliseconds(1)
    pause(milliseconds: 2 + Int32(min(1000, 4 * cost)))
  }
}

package func eventually(
  within deadline: Duration = .seconds(60), _ what: @autoclosure () -> String,
  isTrue condition: () throws -> Bool
) throws {
  _ = try eventually(within: deadline, what()) { try condition() ? true : nil }
}

/// True as soon as the condition is, false when it is not within a minute.
package func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  let clock = ContinuousClock()
  let end = clock.now + .seconds(60)
  while true {
    if try condition() { return true }
    guard clock.now < end else { return false }
    pause(milliseconds: 2)
  }
}

/// Lets others run: between two questions, and before a kill at a random moment.
package func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }
