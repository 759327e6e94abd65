/// The two forms in which metrics are told.
///
/// - OpenMetrics 1.0, https://prometheus.io/docs/specs/om/open_metrics_spec: a
///   family is named without `_total`, `_info`; `# EOF` is the last line.
/// - The text form 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats: a family has its
///   samples' name, no kind is called `info`, and no line says the unit.
///
/// Lines end in one line feed in both, the last one too.
extension DeskStatus.Metrics {
  package enum Form: String, CaseIterable, Sendable {
    case openmetrics
    case prometheus

    /// The media type of an answer.
    package var contentType: String {
      switch self {
      case .openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
      case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
      }
    }
  }

  /// - Parameter form: which of the two.
  /// - Returns: every metric of which something is known.
  package func text(_ form: Form) -> String {
    var out = ""
    for family in families {
      family.metric.writeHead(form, to: &out)
      for sample in family.samples { family.metric.write(sample, to: &out) }
    }
    return form == .openmetrics ? out + "# EOF\n" : out
  }
}

extension DeskStatus.Metric {
  fileprivate func writeHead(_ form: DeskStatus.Metrics.Form, to out: inout String) {
    switch form {
    case .openmetrics:
      out += "# TYPE \(name) \(kind.rawValue)\n"
      if let unit { out += "# UNIT \(name) \(unit)\n" }
      out += "# HELP \(name) \(help)\n"
    case .prometheus:
      out += "# HELP \(sampleName) \(help)\n"
      out += "# TYPE \(sampleName) \((kind == .info ? .gauge : kind).rawValue)\n"
    }
  }

  fileprivate func write(_ sample: Sample, to out: inout String) {
    out += sampleName
    for (index, label) in sample.labels.enumerated() {
      out += index == 0 ? "{" : ","
      out += label.name + "=\""
      label.writeValue(to: &out)
      out += "\""
    }
    if !sample.labels.isEmpty { out += "}" }
    out += " " + sample.value.text + "\n"
  }
}

extension DeskStatus.Metric.Label {
  /// Both forms know the same three escapes, and take every other character as it is.
  fileprivate func writeValue(to out: inout String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}
