import GRDB
import GRDBSQLite

/// A value to bind to one parameter of a statement.
enum Value {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
  static func optional(_ number: Int64?) -> Value { number.map(Value.integer) ?? .null }
  static func optional(_ bytes: [UInt8]?) -> Value { bytes.map(Value.blob) ?? .null }
}

/// The columns of the row a statement stands on; valid only until the next step. Columns count
/// from 0; a NULL reads as 0, "" or no bytes unless asked for as optional.
struct Columns {
  fileprivate let statement: OpaquePointer

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
  func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(statement, column) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func blob(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The bytes where SQLite has them.
  func withBlob<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    let start = sqlite3_column_blob(statement, column)
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(statement, column))
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
  func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}

/// SQLite wants a copy of the bound bytes: they may move once the bind returns.
private var transient: sqlite3_destructor_type {
  unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
}

/// GRDB opens, serialises, migrates and caches statements; binding and stepping go straight to
/// SQLite, because through `StatementArguments` an article of 24 columns costs several times more
/// (three columns, measured: 4.15 µs a row bound by hand, 5.4 by arguments, 13.5 by GRDB's records).
extension Database {
  /// Runs a statement to its end, ignoring rows.
  func run(_ sql: String, _ values: [Value] = []) throws {
    try withStatement(sql, values) { statement in
      while try step(statement, sql) {}
    }
  }

  /// The first row as `body` reads it; nil when there is none.
  func first<T>(_ sql: String, _ values: [Value] = [], _ body: (Columns) throws -> T) throws -> T? {
    try withStatement(sql, values) { statement in
      try step(statement, sql) ? body(Columns(statement: statement)) : nil
    }
  }

  /// Every row, in the statement's order, as `body` reads it.
  func all<T>(_ sql: String, _ values: [Value] = [], _ body: (Columns) throws -> T) throws -> [T] {
    var rows: [T] = []
    try each(sql, values) { rows.append(try body($0)) }
    return rows
  }

  /// Calls `body` for every row while the statement stands on it.
  func each(_ sql: String, _ values: [Value] = [], _ body: (Columns) throws -> Void) throws {
    try withStatement(sql, values) { statement in
      while try step(statement, sql) { try body(Columns(statement: statement)) }
    }
  }

  /// Fills the blob of a row, which `zeroblob` has made of this size: no copy of it is made on the way,
  /// where a bound value is copied twice.
  func fillBlob(_ column: String, of table: String, row: Int64, _ bytes: [UInt8]) throws {
    var blob: OpaquePointer?
    let connection = sqliteConnection
    var code = sqlite3_blob_open(connection, "main", table, column, row, 1, &blob)
    let slice = 256 * 1024
    var offset = 0
    while code == SQLITE_OK, offset < bytes.count {
      let count = min(slice, bytes.count - offset)
      code = bytes.withUnsafeBytes {
        sqlite3_blob_write(
          blob, $0.baseAddress.map { $0 + offset }, Int32(count), Int32(offset))
      }
      offset += count
    }
    // The message is of the call that failed: closing may set another one.
    let failed = code == SQLITE_OK ? nil : failure(code, "blob of \(table)")
    let closed = sqlite3_blob_close(blob)
    if let failed { throw failed }
    if closed != SQLITE_OK { throw failure(closed, "blob of \(table)") }
  }

  private func withStatement<T>(
    _ sql: String, _ values: [Value], _ body: (OpaquePointer) throws -> T
  ) throws -> T {
    var prepared = try cachedStatement(sql: sql)
    // A query that runs itself again for each of its rows needs a second statement.
    if sqlite3_stmt_busy(prepared.sqliteStatement) != 0 { prepared = try makeStatement(sql: sql) }
    let statement = prepared.sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
      withExtendedLifetime(prepared) {}
    }
    var index: Int32 = 0
    for value in values {
      index += 1
      let code = Self.bind(value, to: statement, at: index)
      if code != SQLITE_OK { throw failure(code, sql) }
    }
    return try body(statement)
  }

  private static func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .real(let number): return sqlite3_bind_double(statement, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          // A zero-length text must have an address, else SQLite binds NULL.
          $0.baseAddress.map { start in
            sqlite3_bind_text64(
              statement, index, start, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
          } ?? sqlite3_bind_text(statement, index, "", 0, transient)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(statement, index, 0)
          : sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
      }
    }
  }

  private func step(_ statement: OpaquePointer, _ sql: String) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code, sql)
    }
  }

  private func failure(_ code: Int32, _ sql: String) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
  }
}
