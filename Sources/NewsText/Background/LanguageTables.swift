import Synchronization

/// What is read from the shipped data once for each language, when an article in it first comes, and
/// then shared by all workers. Nothing is read for tags that are no language's: any two or three letters
/// may stand in a copy, and a table of each would be kept for ever.
final class LanguageTables<Table: Sendable>: Sendable {
  private let tables = Mutex<[TermLanguage: Table]>([:])
  private let none: Table
  private let read: @Sendable (TermLanguage) -> Table

  /// - Parameters:
  ///   - none: the table of all other languages.
  ///   - read: reads the table of one.
  init(none: Table, _ read: @escaping @Sendable (TermLanguage) -> Table) {
    self.none = none
    self.read = read
  }

  /// Languages that have one by now.
  var count: Int { tables.withLock(\.count) }

  /// The first call for a language reads; others wait for it.
  subscript(language: TermLanguage) -> Table {
    guard language.isListed else { return none }
    return tables.withLock { tables in
      if let known = tables[language] { return known }
      let table = read(language)
      tables[language] = table
      return table
    }
  }
}
