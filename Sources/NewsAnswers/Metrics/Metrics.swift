package import NewsBytes
import NewsModel

extension DeskStatus {
  /// What an operator's monitor collects of a desk at one moment.
  package struct Metrics: Sendable {
    struct Family: Sendable {
      let metric: Metric
      let samples: [Metric.Sample]
    }
    /// Those of which something is known, in the table's order.
    let families: [Family]

    /// - Parameter measures: what the values are made of.
    package init(_ measures: Measures) {
      families = Metric.table.compactMap { metric in
        let samples = Self.distinct(metric.samples(measures))
        return samples.isEmpty ? nil : Family(metric: metric, samples: samples)
      }
    }

    /// Two samples with the same labels are scraped without an error, and one of them is lost (measured with
    /// Prometheus 2.42): so the second never goes out, whatever names people give their sources.
    private static func distinct(_ samples: [Metric.Sample]) -> [Metric.Sample] {
      var seen: Set<[Metric.Label]> = []
      return samples.filter { seen.insert($0.labels).inserted }
    }

    /// One object a sample.
    package var json: [JSONValue] {
      families.flatMap { family in
        family.samples.map { sample in
          .object([
            ("name", .string(family.metric.sampleName)),
            ("kind", .string(family.metric.kind.rawValue)),
            ("labels", .object(sample.labels.map { ($0.name, .string($0.value)) })),
            ("value", .raw(sample.value.text)),
          ])
        }
      }
    }
  }
}
