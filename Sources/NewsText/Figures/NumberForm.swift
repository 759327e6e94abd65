/// The digits of a number as it is written, of any script, and the marks between them.
struct NumberForm {
  /// More are no number of a report.
  private static let digitLimit = 18

  private var parts: [[UInt8]] = [[]]
  private var marks: [UInt8] = []

  /// - Parameter bytes: of one number token, UTF-8.
  init(_ bytes: some Collection<UInt8>) {
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let digit = Self.digit(scalar) {
        parts[parts.count - 1].append(digit)
      } else {
        marks.append(UInt8(truncatingIfNeeded: scalar.value))
        parts.append([])
      }
    }
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if (48...57).contains(scalar.value) { return UInt8(scalar.value - 48) }
    guard scalar.properties.generalCategory == .decimalNumber,
      let value = scalar.properties.numericValue
    else { return nil }
    return UInt8(value)
  }

  var digitCount: Int { parts.reduce(0) { $0 + $1.count } }

  /// Three digits that may stand behind a space: 140 000.
  var isGroup: Bool { parts[0].count == 3 && marks.count < 2 }
  /// One to three digits before such a group.
  var mayHaveGroup: Bool { marks.isEmpty && (1...3).contains(parts[0].count) && parts[0][0] != 0 }

  /// With the group behind a space as part of it.
  mutating func add(_ group: NumberForm) {
    parts[0] += group.parts[0]
    parts += group.parts.dropFirst()
    marks += group.marks
  }

  /// - Parameters:
  ///   - decimal: the language's mark before the tenths.
  ///   - hasMultiplier: a word for a million or the like stands behind it; then three digits behind that
  ///     mark are thousandths.
  /// - Returns: nil for a time, a date, a score.
  func value(decimal: UInt8, hasMultiplier: Bool) -> FigureValue? {
    guard digitCount <= Self.digitLimit, parts.allSatisfy({ !$0.isEmpty }),
      !marks.contains(UInt8(ascii: ":"))
    else { return nil }
    guard let last = marks.last else { return Self.value(parts[0], exponent: 0) }
    let isOnlyMark = marks.count == 1
    let grouped = marks.allSatisfy { $0 == last } && areGroups(parts)
    if grouped, parts[0] != [0], !(isOnlyMark && hasMultiplier && last == decimal) {
      return Self.value(Array(parts.joined()), exponent: 0)
    }
    let whole = Array(parts.dropLast())
    guard isOnlyMark || areGroups(whole) && !marks.dropLast().contains(last) else { return nil }
    return Self.value(Array(parts.joined()), exponent: -(parts.last?.count ?? 0))
  }

  /// Thousands, or as India groups them: three digits at the end, two or three before.
  private func areGroups(_ parts: [[UInt8]]) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    return (1...3).contains(first.count) && (parts.count == 1 || last.count == 3)
      && parts.dropFirst().allSatisfy { (2...3).contains($0.count) }
  }

  private static func value(_ digits: [UInt8], exponent: Int) -> FigureValue {
    FigureValue(digits.reduce(0) { $0 * 10 + UInt64($1) }, exponent: exponent)
  }
}
