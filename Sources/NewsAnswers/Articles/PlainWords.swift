import NewsBytes
package import NewsModel

/// Words from outside in a line for people: as they are, but for what could drive a terminal.
package func shown(_ text: String, limitBytes: Int) -> String {
  legible(text, .prose, cut: .bytes(limitBytes))
}

/// `2026-11-22 09:30`, in UTC.
package func minute(_ time: Timestamp) -> String {
  String(time.rfc3339.prefix(16)).replacing("T", with: " ")
}

/// `73 %` of a share from 0 to 1.
func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

extension String {
  /// With one or two decimals: what a person reads.
  package init(decimal value: Double) {
    let hundredths = Int((abs(value) * 100).rounded())
    let fraction = hundredths % 100
    self = "\(value < 0 ? "-" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
