import Foundation
import Testing

/// The manual says what the program does: its exit codes, its commands.
@Suite("The manual")
struct ManualTests {
  static func text(_ path: String) throws -> String {
    try String(contentsOf: PromiseTests.root.appending(path: path), encoding: .utf8)
  }

  /// The first cells of the table that follows a heading of docs/manual.md.
  static func firstCells(below heading: String) throws -> [String] {
    let manual = try text("docs/manual.md")
    let start = try #require(manual.range(of: "\n## \(heading)\n"))
    let rows = manual[start.upperBound...].split(separator: "\n").drop { !$0.hasPrefix("|---") }
    return rows.dropFirst().prefix { $0.hasPrefix("|") }.map { row in
      row.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
    }
  }

  /// `case someFailed = 3` of the program's exit codes.
  static func exitCodes() throws -> [String] {
    try text("Sources/wiredesk/Output/ExitStatus.swift").split(separator: "\n").compactMap {
      let words = $0.split(separator: " ")
      return words.first == "case" && words.count == 4 ? String(words[3]) : nil
    }
  }

  @Test("its exit codes are the program's, and so are those of the help")
  func exitCodesAreTold() throws {
    let codes = try Self.exitCodes()
    #expect(codes.count >= 8)
    #expect(try Self.firstCells(below: "Exit codes") == codes)

    let help = try Self.text("Sources/wiredesk/Wiredesk.swift")
    let start = try #require(help.range(of: "Exit codes: "))
    let end = try #require(help[start.upperBound...].range(of: "\"\"\""))
    let told = help[start.upperBound..<end.lowerBound].split(separator: "·").compactMap {
      $0.split { $0.isWhitespace }.first.map(String.init)
    }
    #expect(told == codes)
  }

  @Test("its commands are the program's, each once")
  func commandsAreTold() throws {
    let program = try Self.text("Sources/wiredesk/Wiredesk.swift")
    let start = try #require(program.range(of: "subcommands: ["))
    let end = try #require(program[start.upperBound...].range(of: "]"))
    let types = program[start.upperBound..<end.lowerBound].split { !$0.isLetter }.map(String.init)
      .filter { $0 != "self" }
    let told = try Self.firstCells(below: "Commands").compactMap { cell -> String? in
      let words = cell.split { $0 == "`" || $0 == " " }
      return words.first == "wiredesk" && words.count > 1 ? String(words[1]) : nil
    }
    #expect(types.count >= 15)
    let named = types.map { type in
      type.hasSuffix("Command") ? String(type.dropLast("Command".count)) : type
    }.map { $0.lowercased() }
    #expect(Set(told) == Set(named))
    #expect(told.count == named.count)
  }
}
