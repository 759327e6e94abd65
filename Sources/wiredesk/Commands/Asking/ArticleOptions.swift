import ArgumentParser
import NewsStore

/// Which articles are meant, by what stands in their rows; of several options all hold.
struct ArticleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only of this time and later (see below).", valueName: "time"))
  var since: GivenTime?

  @Option(help: ArgumentHelp("Only of before this time.", valueName: "time"))
  var until: GivenTime?

  @Option(help: "Only of this source.")
  var source: String?

  @Option(help: ArgumentHelp("Only of this language: pt means pt-br, too.", valueName: "tag"))
  var lang: String?

  var filter: StoreReader.ArticleFilter {
    var filter = StoreReader.ArticleFilter()
    (filter.since, filter.until, filter.source) = (since?.time, until?.time, source)
    filter.language = lang?.lowercased()
    return filter
  }
}
