import Glibc

/// Asks again until there is an answer. A test waits for what it expects, never for a while.
///
/// The deadline is generous on purpose: it only turns a hang into a failure.
func eventually<Value>(
  within deadline: Duration = .seconds(60), _ what: @autoclosure () -> String,
  _ answer: () throws -> Value?
) throws -> Value {
  let clock = ContinuousClock()
  let end = clock.now + deadline
  while true {
    let asked = clock.now
    if let value = try answer() { return value }
    guard clock.now < end else { throw ProgramError.notInTime(what()) }
    // A question that costs much must not starve what it waits for.
    let cost = (clock.now - asked) / Duration.milliseconds(1)
    pause(milliseconds: 5 + Int32(min(1000, 4 * cost)))
  }
}

func eventually(
  within deadline: Duration = .seconds(60), _ what: @autoclosure () -> String,
  isTrue condition: () throws -> Bool
) throws {
  _ = try eventually(within: deadline, what()) { try condition() ? true : nil }
}

/// Lets others run: between two questions, and before a kill at a random moment.
func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }
