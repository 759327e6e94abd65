import ArgumentParser
import NewsModel

/// What a person names on the command line: an article by its number (`12`), a story by an `S` and
/// its number (`S3`), as the program itself prints them.
enum ItemNumber: ExpressibleByArgument {
  case article(ArticleID)
  case story(StoryID)

  init?(argument: String) {
    let isStory = argument.hasPrefix("S") || argument.hasPrefix("s")
    guard let number = Int64(isStory ? String(argument.dropFirst()) : argument), number > 0 else {
      return nil
    }
    self =
      isStory
      ? .story(StoryID(rawValue: number)) : .article(ArticleID(rawValue: number))
  }
}

extension ArticleID: ExpressibleByArgument {
  package init?(argument: String) {
    guard let number = Int64(argument), number > 0 else { return nil }
    self.init(rawValue: number)
  }
}

/// A story where nothing else can be meant: `S3` or `3`.
struct StoryNumber: ExpressibleByArgument {
  let id: StoryID

  init?(argument: String) {
    let isMarked = argument.hasPrefix("S") || argument.hasPrefix("s")
    guard let number = Int64(isMarked ? String(argument.dropFirst()) : argument), number > 0 else {
      return nil
    }
    id = StoryID(rawValue: number)
  }
}
