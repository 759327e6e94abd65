import Synchronization

/// What is read from the shipped data once for each language, when an article in it first comes, and
/// then shared by all workers.
final class LanguageTables<Table: Sendable>: Sendable {
  private let tables = Mutex<[TermLanguage: Table]>([:])
  private let read: @Sendable (TermLanguage) -> Table

  init(_ read: @escaping @Sendable (TermLanguage) -> Table) { self.read = read }

  /// The first call for a language reads; others wait for it.
  subscript(language: TermLanguage) -> Table {
    tables.withLock { tables in
      if let known = tables[language] { return known }
      let table = read(language)
      tables[language] = table
      return table
    }
  }
}
