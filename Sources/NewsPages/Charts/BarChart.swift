/// Numbers of equal stretches of time, as small bars and, for who does not see them, in words.
struct BarChart {
  let numbers: [Int]
  /// What it shows, in a sentence.
  let words: String

  private static let height = 40
  private static let step = 6

  /// Nothing is drawn for nothing.
  var markup: Markup {
    let highest = max(1, numbers.max() ?? 1)
    let width = numbers.count * Self.step
    return HTML.svg(
      .style(.chart), .named("viewBox", "0 0 \(width) \(Self.height)"), .named("role", "img"),
      .label(words), .named("preserveAspectRatio", "none")
    ) {
      for (index, number) in numbers.enumerated() where number > 0 {
        bar(at: index, height: max(1, number * Self.height / highest))
      }
    }
  }

  private func bar(at index: Int, height: Int) -> Markup {
    HTML.rect(
      .named("x", "\(index * Self.step)"), .named("y", "\(Self.height - height)"),
      .named("width", "\(Self.step - 1)"), .named("height", "\(height)"))
  }
}
