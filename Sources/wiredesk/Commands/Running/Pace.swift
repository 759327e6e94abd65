/// How fast things move, from one look to the next.
struct Pace: Sendable {
  private(set) var filesPerSecond = 0.0
  private var lastEnded = 0
  private var lastTick: Int64
  private var lastLine = ""
  private var lastMove: (ended: Int, at: Int64)
  let started: Int64

  /// - Parameter now: monotonic nanoseconds, here and below.
  init(now: Int64) {
    started = now
    lastTick = now
    lastMove = (0, now)
  }

  mutating func tick(ended: Int, now: Int64) {
    let seconds = Double(now - lastTick) / 1e9
    filesPerSecond = seconds > 0 ? Double(ended - lastEnded) / seconds : 0
    lastEnded = ended
    lastTick = now
  }

  mutating func isNew(_ line: String) -> Bool {
    defer { lastLine = line }
    return line != lastLine
  }

  /// Nanoseconds since a file ended or was in work.
  mutating func idleTime(ended: Int, isMoving: Bool, now: Int64) -> Int64 {
    if ended != lastMove.ended || isMoving { lastMove = (ended, now) }
    return now - lastMove.at
  }
}
