/// Why something asked for is not shown.
package enum NoticePage {
  case nowhere
  case method
  case foreignHost
  /// The database cannot be read now; a sentence that says why.
  case unavailable(String)
  /// Too many ask at once.
  case busy
  case failed

  package var answer: Answer {
    PageFrame(title: title).answer(status: status) {
      HTML.h1 { title }
      HTML.p(.style(.lede)) { words }
    }
  }

  private var status: Int {
    switch self {
    case .nowhere: 404
    case .method: 405
    case .foreignHost: 421
    case .unavailable, .busy: 503
    case .failed: 500
    }
  }

  private var title: String {
    switch self {
    case .nowhere: "There is nothing here"
    case .method: "Only reading is possible"
    case .foreignHost: "This is not that host"
    case .unavailable: "The desk cannot be read now"
    case .busy: "Too many ask at once"
    case .failed: "This page could not be made"
    }
  }

  private var words: String {
    switch self {
    case .nowhere:
      "No page, story or article has this address. It may have been forgotten, or never have been."
    case .method: "Pages and feeds are asked for with GET or HEAD; nothing here can be changed."
    case .foreignHost:
      "The request names a host that this reading room is not known by; --host NAME adds one."
    case .unavailable(let sentence): sentence
    case .busy: "Ask again in a moment."
    case .failed: "The log of wiredesk-web says why."
    }
  }
}
