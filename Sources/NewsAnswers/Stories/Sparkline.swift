import NewsModel

/// When the articles of a story were written, in one short word for a terminal: `▁▁▂▇▃▁`.
struct Sparkline {
  /// Of equal stretches of time, from the first article to the last.
  let text: String

  private static let cells = 12
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// Nil where there is no course: fewer than four articles, or all at once.
  ///
  /// - Parameter times: of a story's articles, in any order.
  init?(_ times: [Timestamp]) {
    guard times.count >= 4, let first = times.min(), let last = times.max(), first < last else {
      return nil
    }
    var counts = [Int](repeating: 0, count: Self.cells)
    let length = Double(last.milliseconds - first.milliseconds)
    for time in times {
      let share = Double(time.milliseconds - first.milliseconds) / length
      counts[min(Self.cells - 1, Int(share * Double(Self.cells)))] += 1
    }
    let highest = counts.max() ?? 1
    text = String(
      counts.map { Self.blocks[$0 == 0 ? 0 : max(1, $0 * (Self.blocks.count - 1) / highest)] })
  }
}
