import NewsBytes
import NewsModel

/// `2026-11-22 09:30Z`, or in the reader's own time (`Screen`).
func minute(_ time: Timestamp) -> String { Screen.current.minute(time) }

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
