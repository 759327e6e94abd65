import Glibc
import NewsBytes
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

/// What a deposit gave beside the articles that were forgotten: its file had to go, and from this a rebuild has
/// the others. `<spool>/order/rest/ID.jsonl`, also when nothing is left: then the deposit is known to be whole.
///
/// Format: one object a line: `{"article": …}`, `{"rejected": {…}}`, and last `{"unchanged": 3}`.
struct RestOfDeposit: Equatable {
  var articles: [Article] = []
  var rejections: [RejectionRow] = []
  var unchanged = 0

  init() {}

  /// As the database has it.
  init(_ record: DepositRow, in store: StoreReader) throws(StoreFailure) {
    articles = try store.articles(of: record.id, limit: .max).filter { $0.forgotten == nil }
      .map(\.article)
    rejections = try store.rejections(of: record.id)
    unchanged = record.counts.unchanged
  }

  /// Durable when it returns.
  func write(of deposit: DepositID, in spool: Folder) throws(SystemError) {
    _ = try spool.makeFolder(OrderLog.folderName)
    let order = try spool.folder(OrderLog.folderName)
    let path = OrderLog.Forgotten.restPath(of: deposit)
    if try order.makeFolder(path.folder.last.bytes) { try order.sync() }
    let folder = try order.folder(path.folder.last.bytes)
    let name = path.last.bytes
    let temporary = name + [0x7E]
    // Left by a death in between, or not there.
    try? folder.unlink(temporary)
    let file = try folder.createFile(temporary)
    try file.write(bytes)
    try file.sync()
    if try folder.facts(of: name) == nil {
      try folder.rename(temporary, to: folder, as: name)
    } else {
      try folder.replace(name, by: temporary)
    }
    try folder.sync()
  }

  /// Nil where there is none, or none that can be read.
  static func read(of deposit: DepositID, in spool: Folder) -> RestOfDeposit? {
    guard
      let bytes = try? spool.openForReading(OrderLog.Forgotten.restPath(of: deposit).bytes)
        .contents(
          limitBytes: .max)
    else { return nil }
    var rest = RestOfDeposit()
    for line in bytes.split(separator: 0x0A) {
      guard let json = JSONValue(json: Array(line)), rest.take(json) else { return nil }
    }
    return rest
  }

  private var bytes: [UInt8] {
    var out: [UInt8] = []
    func add(_ key: String, _ value: JSONValue) {
      JSONValue.object([(key, value)]).write(to: &out)
      out.append(0x0A)
    }
    for article in articles { add("article", article.line) }
    for row in rejections {
      add(
        "rejected",
        .object([
          ("ordinal", .init(row.ordinal)), ("locator", .string(row.locator)),
          ("code", .string(row.code)), ("message", .string(row.message)),
          ("limit", .init(row.limit)),
        ]))
    }
    if unchanged > 0 { add("unchanged", .init(unchanged)) }
    return out
  }

  /// False for what is no line of it.
  private mutating func take(_ json: JSONValue) -> Bool {
    if let value = json["article"], let article = Article(line: value) {
      articles.append(article)
    } else if let value = json["rejected"], let ordinal = value["ordinal"]?.integer,
      let code = value["code"]?.string, let message = value["message"]?.string
    {
      rejections.append(
        RejectionRow(
          ordinal: Int(ordinal), locator: value["locator"]?.string ?? "", code: code,
          message: message, limit: value["limit"]?.string))
    } else if let count = json["unchanged"]?.integer {
      unchanged = Int(count)
    } else {
      return false
    }
    return true
  }
}
