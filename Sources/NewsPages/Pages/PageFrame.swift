import NewsModel

/// What every page has around its content: the head, the way past the navigation, the masthead, the foot.
struct PageFrame {
  let title: String
  /// The page of the navigation that this one is, or lies below.
  var section: Section?
  /// A feed of what the page shows, with its name.
  var feed: (address: Address, title: String)?
  /// It says when something has come.
  var isLive = false

  enum Section: String, CaseIterable {
    case now = "Now"
    case search = "Search"
    case files = "Files"
    case health = "Health"

    var address: Address {
      switch self {
      case .now: .front
      case .search: .search(SearchWish(words: ""))
      case .files: .files(FilesWish())
      case .health: .health
      }
    }
  }

  /// - Parameters:
  ///   - status: of HTTP.
  ///   - content: with the page's one heading of the first order.
  /// - Returns: a whole document.
  func answer(status: Int = 200, @MarkupBuilder content: () -> Markup) -> Answer {
    let page = HTML.html(.named("lang", "en")) {
      head
      HTML.body {
        HTML.a(.link(Self.main), .style(.skip)) { "Skip to the content" }
        masthead
        HTML.main(.id(Self.main)) { content() }
        foot
      }
    }
    return Answer(.html, page.following("<!DOCTYPE html>\n") + [0x0A], status: status)
  }

  private static let main = ElementID("content")

  private var head: Markup {
    HTML.head {
      HTML.meta(.named("charset", "utf-8"))
      HTML.title { title + " · Wiredesk" }
      HTML.meta(
        .named("name", "viewport"), .named("content", "width=device-width, initial-scale=1"))
      HTML.meta(.named("name", "color-scheme"), .named("content", "light dark"))
      HTML.link(.named("rel", "stylesheet"), .link(.asset(.style)))
      HTML.link(.named("rel", "icon"), .named("type", "image/svg+xml"), .link(.asset(.icon)))
      if isLive { HTML.script(.script, .mark("defer")) }
      if let feed {
        HTML.link(
          .named("rel", "alternate"), .named("type", "application/atom+xml"),
          .named("title", feed.title), .link(feed.address))
      }
    }
  }

  private var masthead: Markup {
    HTML.header(.style(.masthead)) {
      HTML.a(.link(.front), .style(.name)) { "Wiredesk" }
      HTML.nav(.label("Pages")) {
        HTML.ul {
          for section in Section.allCases {
            HTML.li {
              HTML.a(
                all: [.link(section.address)]
                  + (section == self.section ? [.named("aria-current", "page")] : [])
              ) { section.rawValue }
            }
          }
        }
      }
    }
  }

  private var foot: Markup {
    HTML.footer(.style(.foot)) {
      HTML.p {
        "Wiredesk shows what came in; it changes nothing."
        if let feed {
          " "
          HTML.a(.link(feed.address)) { "Feed of this page" }
          "."
        }
      }
    }
  }
}
