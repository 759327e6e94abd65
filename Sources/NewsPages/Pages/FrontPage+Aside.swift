import NewsAnswers
import NewsModel
import NewsStore

/// What stands beside the stories: what comes in, from whom, in which languages, about which places.
extension FrontPage {
  private static let namedLanguages = 12

  var aside: Markup {
    HTML.aside(.label("What comes in")) {
      arrivalsSection
      sourcesSection
      languagesSection
      placesSection
    }
  }

  private var arrivalsSection: Markup {
    let heading = ElementID("arrivals")
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Arrivals in 24 hours" }
      if arrived == 0 {
        HTML.p(.style(.quiet)) { "Nothing has come in this time." }
      } else {
        BarChart(numbers: arrivals, words: arrivalWords).markup
        HTML.p(.style(.meta)) { busiest }
      }
    }
  }

  private var arrivalWords: String {
    "Articles of each half an hour, oldest first. \(busiest)"
  }

  private var busiest: String {
    guard let most = arrivals.max(), let index = arrivals.firstIndex(of: most) else { return "" }
    let ago = Int64(arrivals.count - index) * 1_800_000
    let start = Timestamp(milliseconds: now.milliseconds - ago)
    return "Busiest: \(most.grouped) in the half hour from \(TimeWords(start).clock)."
  }

  private var sourcesSection: Markup {
    let heading = ElementID("sources")
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Sources" }
      HTML.table(.style(.sources)) {
        HTML.thead {
          HTML.tr {
            HTML.th(.named("scope", "col")) { "Source" }
            HTML.th(.named("scope", "col")) { "Articles" }
            HTML.th(.named("scope", "col")) { "Last" }
          }
        }
        HTML.tbody {
          for source in sources { row(source) }
        }
      }
      HTML.p(.style(.meta)) { "Of the newest \(Self.looked.grouped) articles." }
    }
  }

  private func row(_ source: StoreReader.SourceArrivals) -> Markup {
    HTML.tr {
      HTML.th(.named("scope", "row")) {
        HTML.a(.link(.now(only { $0.source = source.source }))) { HTML.bdi { source.source } }
      }
      HTML.td { source.articles.grouped }
      HTML.td { TimeWords(source.last).element(source.last.age(at: now)) }
    }
  }

  private var languagesSection: Markup {
    let heading = ElementID("languages")
    if languages.isEmpty { return Markup() }
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Languages" }
      HTML.ul(.style(.choices)) {
        for one in languages.prefix(Self.namedLanguages) {
          HTML.li {
            if let language = one.language {
              HTML.a(.link(.now(only { $0.language = language }))) { language }
            } else {
              "unknown"
            }
            " \(one.articles.grouped)"
          }
        }
      }
    }
  }

  /// Of the stories that are listed.
  private var placesSection: Markup {
    let heading = ElementID("places")
    if places.isEmpty { return Markup() }
    return HTML.section(.labelled(by: heading)) {
      HTML.h2(.id(heading)) { "Places" }
      HTML.ul(.style(.choices)) {
        for place in places {
          HTML.li { HTML.a(.link(.now(only { $0.place = place }))) { place } }
        }
      }
    }
  }

  private func only(_ change: (inout FrontWish) -> Void) -> FrontWish {
    var wish = FrontWish()
    change(&wish)
    return wish
  }
}
