package import NewsModel

/// Times as pages write them, in UTC: a server does not know its readers' clocks.
struct TimeWords {
  private let time: Timestamp
  init(_ time: Timestamp) { self.time = time }

  /// `09:30`.
  var clock: String {
    let text = time.rfc3339.drop { $0 != "T" }
    return String(text.dropFirst().prefix(5))
  }

  /// `30 Nov 2026`.
  var day: String {
    let date = time.civilDate
    return "\(date.day) \(Self.months[Int(date.month) - 1].prefix(3)) \(date.year)"
  }

  /// `Monday, 30 November 2026`.
  var longDay: String {
    let date = time.civilDate
    // Day 0 was a Thursday.
    let weekday = Int(((time.day % 7) + 7) % 7)
    return
      "\(Self.weekdays[weekday]), \(date.day) \(Self.months[Int(date.month) - 1]) \(date.year)"
  }

  /// `30 Nov 2026, 09:30`.
  var minute: String { day + ", " + clock }

  /// With what machines read.
  func element(_ words: String) -> Markup {
    HTML.time(.named("datetime", time.rfc3339)) { words }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]
}

extension Timestamp {
  /// How long before another moment, in the largest unit that says it: `4 min`, `3 h`, `12 days`.
  func age(at now: Timestamp) -> String {
    let minutes = max(0, now.milliseconds - milliseconds) / 60_000
    return switch minutes {
    case 0: "just now"
    case ..<120: "\(minutes) min ago"
    case ..<(48 * 60): "\(minutes / 60) h ago"
    default: "\(minutes / 1440) days ago"
    }
  }
}

extension BinaryInteger {
  /// `12,345`.
  var grouped: String {
    let digits = String(magnitude)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return self < 0 ? "−" + out : out
  }
}

extension Timestamp {
  /// `Mon, 30 Nov 2026 09:30:00 GMT`. Source: RFC 9110, section 5.6.7.
  package var httpDate: String {
    let words = TimeWords(self)
    let day = words.longDay.prefix(3)
    let date = civilDate
    let number = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    let clock = rfc3339.drop { $0 != "T" }.dropFirst().prefix(8)
    return "\(day), \(number) \(words.day.split(separator: " ")[1]) \(date.year) \(clock) GMT"
  }
}
