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

    /// The one that is wanted: OpenMetrics only where it is asked for, and not less than plain text.
    ///
    /// - Parameter accept: the field Accept (RFC 9110, section 12.5.1).
    package init(accepting accept: String?) {
      var wishes: (openMetrics: Double, text: Double) = (0, 0)
      for wish in (accept ?? "").split(separator: ",").map(Wish.init) {
        switch (wish.type, wish.version) {
        case ("application/openmetrics-text", nil), ("application/openmetrics-text", "1.0.0"):
          wishes.openMetrics = max(wishes.openMetrics, wish.quality)
        case ("text/plain", nil), ("text/plain", "0.0.4"), ("text/*", _):
          wishes.text = max(wishes.text, wish.quality)
        default: break
        }
      }
      let isWanted = wishes.openMetrics > 0 && wishes.openMetrics >= wishes.text
      self = isWanted ? .openmetrics : .prometheus
    }

    private struct Wish {
      var type: String
      var version: String?
      var quality = 1.0

      init(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
        type = parts.first ?? ""
        for part in parts.dropFirst() {
          if part.hasPrefix("version=") { version = part.dropFirst(8).filter { $0 != "\"" } }
          if part.hasPrefix("q=") { quality = Double(part.dropFirst(2)) ?? 0 }
        }
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
