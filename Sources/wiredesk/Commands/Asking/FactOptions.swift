import ArgumentParser
import NewsStore

/// By what copy is sorted, as its provider says: shown is what all of them hold of.
struct FactOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only of this subject, by its code or name.", valueName: "subject"))
  var subject: String?

  @Option(help: "Only of this genre, by its code or name.")
  var genre: String?

  @Option(
    help:
      "Only about this place: a country's code or name, a town's name in any language, or as its provider says."
  )
  var place: String?

  @Option(help: "Only with this keyword.")
  var keyword: String?

  @Option(help: "Only of this slug.")
  var slug: String?

  @Option(help: "Only of this urgency or more: 1 is the most urgent.")
  var urgency: Int?

  /// Without the place, which `StoreReader.PlaceStories` and `PlaceFilter` know.
  var filter: StoreReader.FactFilter {
    var filter = StoreReader.FactFilter()
    (filter.subject, filter.genre) = (subject, genre)
    (filter.keyword, filter.slug, filter.urgency) = (keyword, slug, urgency)
    return filter
  }
}
