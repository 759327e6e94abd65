import NewsAnswers
import NewsModel

/// How the desk is: whether a daemon works on it, what it has taken, what it waits for.
struct HealthPage {
  var status: DeskStatus

  var answer: Answer {
    PageFrame(title: "Health", section: .health).answer {
      HTML.h1 { "Health" }
      HTML.p(.style(.lede)) { verdict }
      HTML.section(.style(.panel), .label("What the desk says of itself")) {
        HTML.ul(.style(.steps)) {
          for line in status.lines { HTML.li { HTML.bdi { line } } }
        }
      }
    }
  }

  private var verdict: String {
    switch status.health {
    case .well: "All is well."
    case .notTaken: "The desk works, and something in an inbox cannot be taken."
    case .stopped: "No daemon works on this desk, and one should."
    case .unavailable: "The desk cannot give its full service."
    }
  }
}
