import ArgumentParser
import NewsAnswers
import NewsBytes
import NewsModel
import NewsStore

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show two articles side by side: what they share, and what only one has.",
    discussion: helpText(
      """
      Lines that begin with - are in the first article only, with + in the second only. Below them
      the numbers and names that agree or conflict, and how the articles stand to each other.
      """))

  @Argument(help: "An article's number.")
  var first: ArticleID

  @Argument(help: "Another article's number.")
  var second: ArticleID

  @OptionGroup var options: StateOptions

  func run() throws {
    let store = try options.store()
    try asking {
      let difference = try Difference(
        store.legible(first), store.legible(second), in: store)
      if options.json {
        print(difference.json.text)
      } else {
        for line in difference.lines { print(line) }
      }
    }
  }
}

extension StoreReader {
  /// An article that a person has named.
  func named(_ id: ArticleID) throws -> Exported {
    guard let exported = try exported(id) else {
      throw CommandError(.notFound, "there is no article \(id.rawValue)")
    }
    return exported
  }

  /// A story that a person has named.
  func named(_ id: StoryID) throws -> StoryRow {
    guard let story = try story(id) else {
      throw CommandError(.notFound, "there is no story S\(id.rawValue)")
    }
    return story
  }

  /// The same, where it has to have a text.
  func legible(_ id: ArticleID) throws -> Exported {
    let exported = try named(id)
    guard let forgotten = exported.record.forgotten else { return exported }
    throw CommandError(
      .notFound,
      "article \(id.rawValue) has no text: it was forgotten on \(forgotten.time.rfc3339)")
  }
}
