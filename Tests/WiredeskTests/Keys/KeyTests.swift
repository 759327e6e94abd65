import Foundation
import NewsFormats
import Testing

extension RealProgramTests {
  @Suite("Every key of the configuration")
  struct KeyTests {
    @Test("a key that is changed changes what the desk does", arguments: KeyCase.all)
    func changes(key: KeyCase) throws {
      let seen = try [key.look(key.usual), key.look(key.changed)]
      #expect(seen == key.seen)
    }

    @Test("no key of the shipped file is without a case here")
    func complete() throws {
      let shipped = try String(
        contentsOf: Repository.root.appending(path: "etc/wiredesk.toml"), encoding: .utf8)
      var table = ""
      var keys: Set<String> = []
      for line in shipped.split(separator: "\n") {
        let plain = line.hasPrefix("#") ? line.dropFirst() : line
        if plain.hasPrefix("[") {
          table = plain.filter { $0.isLetter } + "."
        } else if let equals = plain.firstIndex(of: "="), plain.first?.isLetter == true {
          keys.insert(table + plain[..<equals].trimmingCharacters(in: .whitespaces))
        }
      }
      // Of [fields] the file shows two as an example.
      keys.formUnion(ArticleFieldNames.fields.map { "fields." + $0 })
      #expect(keys == Set(KeyCase.all.map(\.key)))
      #expect(keys.count == 40)
    }
  }
}
