import ArgumentParser
import NewsAnswers
import NewsModel
import NewsStore

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles by their words, newest first.",
    discussion: helpText(
      """
        wiredesk search harbour strike                 both words
        wiredesk search '"harbour strike" rotterdam'   words that stand together
        wiredesk search 'strike (harbour OR port) NOT coal'
        wiredesk search 'headline:strike harb*'        in the headline, and any word
                                                       that begins so
        wiredesk search --forms --lang en robber       robbers, too
        wiredesk search --since today --lang de --story S3 kran

      Accents and case do not count. AND, OR and NOT are in capitals.
      """))

  @Argument(help: "Words; those of several arguments are all looked for.")
  var words: [String]

  @Option(name: .shortAndLong, help: "The largest number to show.")
  var limit = 20

  @Flag(help: "Show the best matches first instead of the newest.")
  var best = false

  @Flag(help: "Other forms of the words, too, by the language of --lang (without it, en).")
  var forms = false

  @Option(help: "Only of this story.")
  var story: StoryNumber?

  @OptionGroup var articles: ArticleOptions

  @OptionGroup var facts: FactOptions

  /// Hits that are asked for their facts.
  private static let sortedLimit = 10_000

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("Give --limit a number of 1 or more.") }
  }

  func run() throws {
    let store = try options.store()
    try asking {
      let index = try SearchIndex.Reader(folder: options.folder)
      var filter = articles.filter
      if let story { filter.story = try store.livingStory(story.id) ?? story.id }
      var wanted = try wanted(index)
      if !filter.isEmpty {
        let none = ArticleID(rawValue: 0)...ArticleID(rawValue: 0)
        wanted.articles = try store.numbers(of: filter) ?? none
      }
      let isSorted = !filter.isEmpty || !facts.filter.isEmpty || facts.place != nil
      let answer = try index.search(
        wanted, ranking: best ? .bestFirst : .newestFirst,
        limit: isSorted ? max(limit, Self.sortedLimit) : limit)
      let found = try placed(store.filtered(answer.ids, by: filter, facts.filter), store)
      try tell(found.prefix(limit), wanted, store)
      try warn(answer, isFound: !found.isEmpty, isSorted: isSorted, store)
    }
  }

  private func wanted(_ index: SearchIndex.Reader) throws -> SearchIndex.Reader.Wanted {
    let typed = words.joined(separator: " ")
    guard forms else { return SearchIndex.Reader.Wanted(typed) }
    let language = articles.lang ?? "en"
    guard let wanted = try SearchIndex.Reader.Wanted(typed, inFormsOf: language, of: index) else {
      throw CommandError(
        .usage, "forms-unknown: nothing is known of the forms of \(quoted(language))")
    }
    return wanted
  }

  /// As many as are shown.
  private func placed(_ ids: [ArticleID], _ store: StoreReader) throws -> [ArticleID] {
    guard let place = facts.place else { return ids }
    let filter = try StoreReader.PlaceFilter(place, in: store)
    var found: [ArticleID] = []
    for id in ids where found.count < limit {
      if let row = try store.article(id), filter.holds(row) { found.append(id) }
    }
    return found
  }

  private func tell(
    _ ids: ArraySlice<ArticleID>, _ wanted: SearchIndex.Reader.Wanted, _ store: StoreReader
  ) throws {
    var output = LineOutput()
    let probe = try SearchIndex.Probe(wanted)
    for id in ids {
      guard let record = try store.article(id) else { continue }
      let line = ArticlePage.Found(record, snippet: try probe.snippet(of: record))
      if options.json { try output.write(line.json) } else { try output.write(line.text) }
    }
    try output.flush()
  }

  private func warn(
    _ answer: SearchIndex.Reader.Answer, isFound: Bool, isSorted: Bool, _ store: StoreReader
  ) throws {
    let behind = try store.lastArticleID().rawValue - answer.indexedThrough.rawValue
    if behind > 0 {
      printError("wiredesk: not indexed yet: the newest \(counted(behind, "article"))")
    }
    if answer.ids.isEmpty, answer.isComplete, !isSorted {
      printError("wiredesk: no article has all these words")
    } else if !isFound, answer.isComplete {
      let looked = counted(answer.ids.count, "article")
      printError("wiredesk: none of the \(looked) with all these words is of what was asked for")
    }
    if isSorted, answer.ids.count == Self.sortedLimit {
      let which = best ? "best" : "newest"
      printError(
        "wiredesk: only the \(which) \(Self.sortedLimit) articles with all these words were looked at"
      )
    }
    if !answer.isComplete { printError("wiredesk: time ran out; there may be more") }
  }
}
