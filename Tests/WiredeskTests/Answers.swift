/// What `account --json` answers.
struct Account: Decodable, Equatable {
  var seen: Int
  var stored: Int
  var unchanged: Int
  var partial: Int
  var failed: Int
  var waiting: Int
  var balanced: Bool
  var articles: Articles

  struct Articles: Decodable, Equatable {
    var original: Int
    var identical: Int
    var nearDuplicate: Int
    var excerpt: Int
    var update: Int
    var earlierVersion: Int
    var unchanged: Int
    var rejected: Int

    enum CodingKeys: String, CodingKey {
      case original, identical, excerpt, update, unchanged, rejected
      case nearDuplicate = "near-duplicate"
      case earlierVersion = "earlier-version"
    }

    /// Articles that entered the store.
    var stored: Int { original + identical + nearDuplicate + excerpt + update + earlierVersion }
  }

  var ended: Int { stored + unchanged + partial + failed }
  /// The equation of promise 4, counted here and not believed.
  var adds: Bool { balanced && seen == ended + waiting }
}

/// The fields of `export --format jsonl` that tests look at.
struct Exported: Decodable {
  var id: Int64
  var uri: String
  var story: Int64
  var verdict: String
  var copyOf: Int64?
  var headline: String
  var body: String
  var format: String
  var deposit: Origin

  struct Origin: Decodable {
    var name: String
    var locator: String
  }

  enum CodingKeys: String, CodingKey {
    case id, uri, story, verdict, headline, body, format, deposit
    case copyOf = "copy_of_id"
  }
}

/// `failed/NAME.reason.json`.
struct Reason: Decodable {
  var name: String
  var code: String
  var message: String
  var locator: String?
}

/// What `explain ID --json` answers about the article's story.
struct Explained: Decodable {
  var id: Int64
  var verdict: String
  var story: Joined

  struct Joined: Decodable {
    var id: Int64
    var reason: String
    var score: Double
    var shared: [Term]
    var next: Next?
  }
  struct Next: Decodable {
    var story: Int64
    var score: Double
    var missing: Double
    var shared: [Term]
  }
  struct Term: Decodable {
    var term: String
    var weight: Double
  }
}

/// One line of `stories --json`.
struct StoryLine: Decodable {
  var id: Int64
  var headline: String
  var articles: Int
  var sources: [String]
}

/// What `status --json` answers, with what the running daemon itself says.
struct Status: Decodable {
  var running: Bool
  var live: Live?

  struct Live: Decodable {
    var overflows: Int
    var waiting: [Waiting]
    var leftAlone: [LeftAlone]

    enum CodingKeys: String, CodingKey {
      case overflows, waiting
      case leftAlone = "left_alone_names"
    }
  }
  struct Waiting: Decodable {
    var name: String
    var cause: String
  }
  struct LeftAlone: Decodable {
    var name: String
    var kind: String
  }
}
