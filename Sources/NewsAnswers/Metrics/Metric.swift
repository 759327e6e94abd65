import NewsBytes
import NewsModel

extension DeskStatus {
  /// One row of the table of metrics: its name, what it means, and how its values are made of what was measured.
  struct Metric: Sendable {
    enum Kind: String, Sendable {
      case counter
      case gauge
      /// Its value is 1, and its labels say something.
      case info
      /// Quantiles, without a sum.
      case summary
    }

    /// A number, written as it is: no digit is lost on the way through a float.
    enum Value: Equatable, Sendable {
      case integer(Int64)
      /// Thousandths: durations and moments in milliseconds, told in seconds.
      case thousandths(Int64)

      init(_ isTrue: Bool) { self = .integer(isTrue ? 1 : 0) }
    }

    struct Sample: Equatable, Sendable {
      /// Names are ours; values may come from outside.
      var labels: [Label] = []
      var value: Value

      init(_ value: Value, _ labels: Label...) {
        self.value = value
        self.labels = labels
      }
    }

    struct Label: Hashable, Sendable {
      var name: String
      var value: String

      init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    /// Of the family as OpenMetrics names it: without `_total` of a counter and `_info` of an info, and ending in
    /// its unit when it has one.
    let name: String
    let kind: Kind
    /// One sentence without a backslash, a quote or a line feed, so that both forms can have it as it is.
    let help: String
    /// In base units (seconds, bytes), as the last word of the name; nil for what is only counted.
    let unit: String?
    /// No sample for what is not known just now: a zero would look like a fact.
    let samples: @Sendable (Measures) -> [Sample]

    init(
      _ name: String, _ kind: Kind, unit: String? = nil, _ help: String,
      _ samples: @escaping @Sendable (Measures) -> [Sample]
    ) {
      self.name = name
      self.kind = kind
      self.help = help
      self.unit = unit
      self.samples = samples
    }

    /// Of one value; nil is not known.
    init(
      _ name: String, _ kind: Kind, unit: String? = nil, _ help: String,
      one value: @escaping @Sendable (Measures) -> Value?
    ) {
      self.init(name, kind, unit: unit, help) { measures in
        value(measures).map { [Sample($0)] } ?? []
      }
    }

    /// As it stands before the labels.
    var sampleName: String {
      switch kind {
      case .counter: name + "_total"
      case .info: name + "_info"
      case .gauge, .summary: name
      }
    }
  }
}

extension DeskStatus.Metric.Value {
  /// Decimal digits, as both forms read them.
  var text: String {
    switch self {
    case .integer(let value): return String(value)
    case .thousandths(let value):
      let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
      let digits = String(rest)
      let fraction =
        rest == 0 ? "" : "." + String(repeating: "0", count: 3 - digits.count) + digits
      return (value < 0 ? "-" : "") + String(whole) + fraction
    }
  }
}
