/// Which stories are listed, to be chosen by who looks at them.
struct FrontForm {
  let wish: FrontWish

  var markup: Markup {
    // Folded away until somebody wants it: most look at the whole desk.
    HTML.details(all: [.style(.folded)] + (wish.words == nil ? [] : [.mark("open")])) {
      HTML.summary { "Which stories" }
      HTML.form(.action(.front), .named("role", "search"), .style(.form), .label("Which stories")) {
        field("place", "Place", wish.place)
        field("language", "Language", wish.language)
        field("source", "Source", wish.source)
        HTML.p {
          HTML.label(.named("for", "first")) { "First" }
          HTML.select(.id(ElementID("first")), .named("name", "first")) {
            option("", "the newest", isChosen: !wish.isMostTold)
            option(FrontWish.mostTold, "by most sources today", isChosen: wish.isMostTold)
          }
        }
        HTML.button(.named("type", "submit")) { "List" }
      }
    }
  }

  private func option(_ value: String, _ title: String, isChosen: Bool) -> Markup {
    HTML.option(all: [.named("value", value)] + (isChosen ? [.mark("selected")] : [])) { title }
  }

  private func field(_ name: StaticString, _ title: String, _ value: String?) -> Markup {
    let place = ElementID(name)
    return HTML.p {
      HTML.label(.named("for", place.text)) { title }
      HTML.input(
        .id(place), .named("name", place.text), .named("type", "text"),
        .named("value", value ?? ""))
    }
  }
}
