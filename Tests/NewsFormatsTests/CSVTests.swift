import NewsModel
import Testing

@testable import NewsFormats

/// Tables: a header row, then an article a row.
@Suite("Tables")
struct CSVTests {
  private static let rain = "Rain fell on the harbour all night, and the quays stood under water."
  private static let wind = "Wind broke two masts in the outer harbour before the morning came."

  @Test("the header names fields as JSON does, in letters of any case")
  func fields() throws {
    let table = """
      GUID,Headline,Text,Date,URL,Publisher,Author,Lang,Shoe Size
      a1,Rain,\(Self.rain),2026-11-24T06:00:00Z,https://a.example/1,Harbour Wire,Ann Lee,en,43
      """
    let comma = Self.rain.contains(",")
    let decoded = decode(
      table.replacing(Self.rain, with: comma ? "\"\(Self.rain)\"" : Self.rain), as: "a.csv")
    #expect(decoded.format == "csv")
    #expect(decoded.isContainer)
    let article = try #require(decoded.articles.first)
    #expect(article.uri == "a1")
    #expect(article.headline == "Rain")
    #expect(article.body == Self.rain)
    #expect(article.published == Timestamp(rfc3339: "2026-11-24T06:00:00Z"))
    #expect(article.url == "https://a.example/1")
    #expect(article.source == "Harbour Wire")
    #expect(article.byline == "Ann Lee")
    #expect(article.language == "en")
    #expect(article.format == "csv")
    #expect(article.locator == "a.csv › line 2")
  }

  @Test("names of the configuration's own fill a field before the usual ones")
  func ownNames() throws {
    let fields = ArticleFieldNames(own: ["body": ["Volltext"]])
    let table = "title;text;volltext\nRain;short;\"\(Self.rain)\"\n"
    let decoder = DepositDecoder(
      name: FileName("a.csv"), bytes: Array(table.utf8), fields: fields, cpuClock: { .zero })
    guard case .article(let article, _)? = try decoder.next() else {
      Issue.record("no article")
      return
    }
    #expect(article.body == Self.rain)
  }

  @Test(
    "cells stand between commas, semicolons or tabs; rows end as on any system",
    arguments: [",", ";", "\t"], ["\n", "\r\n", "\r"])
  func dialects(separator: String, lineEnd: String) {
    let rows = [
      ["title", "text"], ["One", "\"\(Self.rain)\""], ["Two", "\"\(Self.wind)\""],
    ]
    let table = rows.map { $0.joined(separator: separator) + lineEnd }.joined()
    for name in ["a.csv", "a.tsv", "a.txt", "table"] {
      let decoded = decode(table, as: name)
      #expect(decoded.articles.map(\.body) == [Self.rain, Self.wind], "\(name)")
      #expect(decoded.rejections.isEmpty && decoded.failure == nil)
      #expect(
        decoded.articles.map(\.locator) == ["\(name) › line 2", "\(name) › line 3"])
    }
  }

  @Test("a quoted cell holds separators, doubled quotes and line ends, and lines are counted on")
  func quotes() {
    let table = """
      title,text
      "Rain, again","He said ""no"", and left.

      Then the rain, which had ""stopped"", came back for the night."
        "Spaces" , "around the quotes are none of the cell's, as here in this one"
      Bare "quotes",in a cell without them are characters like any other here
      Lazy,"a quote "inside" a cell that nobody doubled, which goes on for long"
      Last,"the end of it all is here, and it is long enough to be a text"
      """
    let decoded = decode(table, as: "a.csv")
    #expect(decoded.rejections.isEmpty)
    #expect(
      decoded.articles.map(\.headline) == [
        "Rain, again", "Spaces", "Bare \"quotes\"", "Lazy", "Last",
      ])
    #expect(
      decoded.articles.map(\.body) == [
        "He said \"no\", and left.\nThen the rain, which had \"stopped\", came back for the night.",
        "around the quotes are none of the cell's, as here in this one",
        "in a cell without them are characters like any other here",
        "a quote \"inside\" a cell that nobody doubled, which goes on for long",
        "the end of it all is here, and it is long enough to be a text",
      ])
    #expect(
      decoded.articles.map { $0.locator.split(separator: " ").last } == ["2", "5", "6", "7", "8"])
  }

  @Test(
    "a table is read in UTF-16 with and without its mark, in UTF-8 with one, and in other charsets")
  func charsets() {
    let text = "Der Föhn kam über Nacht: Bäume brachen, Dächer flogen, die Fähre blieb im Hafen."
    let table = "title;text\r\nFöhn;\"\(text)\"\r\n"
    let utf16 = table.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let latin = table.unicodeScalars.map { UInt8($0.value) }
    for bytes in [
      [0xFF, 0xFE] + utf16, utf16, [0xEF, 0xBB, 0xBF] + Array(table.utf8), Array(table.utf8), latin,
    ] {
      #expect(decode(bytes, as: "a.csv").articles.map(\.body) == [text])
    }
  }

  @Test("a whole table in another charset is found by all of it, not row by row")
  func charsetOfAll() {
    // "Мост" in KOI8-R in the one row, and prose in the other.
    let short: [UInt8] = [0xED, 0xCF, 0xD3, 0xD4]
    let word: [UInt8] = [0xD0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4]
    let prose = Array(repeatElement(word, count: 40).joined(separator: [0x20]))
    let bytes =
      Array("title,text\n".utf8) + short + [0x2C] + prose + [0x0A] + short + [0x2C] + short
    let decoded = decode(bytes, as: "a.csv")
    #expect(decoded.articles.map(\.headline) == ["Мост", "Мост"])
  }

  @Test("a row with more or fewer cells is rejected, and its line is named; the others go on")
  func columnCounts() {
    let table = """
      id,title,text
      1,One,\(Self.wind)
      2,Two

      3,Three,too,many cells
      4,Four,\(Self.wind),,
      5,"Five
      lines",text of it,more
      6,Six,\(Self.wind)

      """
    let decoded = decode(table, as: "a.csv")
    #expect(decoded.articles.map(\.uri) == ["1", "4", "6"])
    #expect(decoded.rejections.map(\.code) == ["syntax", "syntax", "syntax"])
    #expect(
      decoded.rejections.map(\.locator) == [
        "a.csv › line 3", "a.csv › line 5", "a.csv › line 7",
      ])
    #expect(decoded.rejections.first?.message == "the row has 2 columns, the header 3")
    guard case .rejected(_, let ordinal, let record)? = decoded.records.dropFirst().first else {
      Issue.record("no rejection")
      return
    }
    #expect(ordinal == 1)
    #expect(String(decoding: record, as: UTF8.self) == "2,Two")
  }

  @Test(
    "a table without a header, or without a column for the text, is refused",
    arguments: [
      ("1,2026-11-24,17.4\n2,2026-11-25,16.1\n", "the first row names no field that is known"),
      ("Class Index,Title,Town\n3,Rain,Elvik\n", "no column is known to hold the text"),
      (
        "Class Index,Title,Kropp\n3,Rain,\"\(rain)\"\n",
        "no column is known to hold the text; the longest of the others: 'Kropp' (13 words)"
      ),
    ])
  func noHeader(table: String, words: String) throws {
    let decoded = decode(table, as: "a.csv")
    #expect(decoded.records.isEmpty)
    #expect(decoded.code == "no-text")
    #expect(try #require(decoded.failure).message.hasPrefix(words))
  }

  @Test("a table of nothing but its header holds no text")
  func headerAlone() {
    for table in ["title,text", "title,text\n", "title,text\n\n,\n"] {
      #expect(decode(table, as: "a.csv").code == "no-text")
    }
  }

  @Test("a row that has a headline and no text is an alert, as in JSON")
  func alert() {
    let decoded = decode("title,text\nHarbour closed until noon,\n,\n", as: "a.csv")
    #expect(decoded.articles.map(\.body) == ["Harbour closed until noon"])
    #expect(decoded.records.count == 1)
  }

  @Test("a first column without a name is one, also where a tab is all that shows it")
  func namelessColumn() {
    #expect(decode(",title,text\n0,Rain,\(Self.wind)\n", as: "a.csv").articles.count == 1)
    let tabs = decode("\ttitle\ttext\n0\tRain\t\(Self.wind)\n", as: "a.tsv")
    #expect(tabs.articles.map(\.headline) == ["Rain"])
  }

  @Test("the line that Excel writes above the header says the separator")
  func separatorLine() {
    let decoded = decode("sep=;\r\ntitle;text\r\nRain, wind;\(Self.wind)\r\n", as: "a.csv")
    #expect(decoded.articles.map(\.headline) == ["Rain, wind"])
    #expect(decoded.articles.map(\.locator) == ["a.csv › line 3"])
  }

  @Test(
    "a text is no table for its commas, nor for a first line that lists fields",
    arguments: [
      "Rain, wind and snow\n\nThe text of it, with commas, goes on and on, and on.",
      "title, text and date are what a table has\n\nThis is prose, and not a table at all.",
      "title,text\n\nA headline of two words, and a text below that is no row of it.",
      "Title; Text\nAs the poet said, once; and again; and again; at the sea.", "title,text",
      "body, headline, date, and more, said the printer\nwere the words, he said.",
    ])
  func prose(text: String) {
    #expect(decode(text, as: "a.txt").format == "text")
  }

  @Test("a table cut in its last row ends too early, so that its writer may go on")
  func cut() {
    for table in [
      "title,text,date\nOne,\(Self.wind),2026-11-24\nTwo,the beg",
      "title,text\nOne,\(Self.wind)\nTwo,\"the beginning, and\nno end",
    ] {
      let decoded = decode(table, as: "a.csv")
      #expect(decoded.articles.map(\.headline) == ["One"])
      #expect(decoded.rejections.map(\.code) == ["truncated"])
    }
    #expect(decode("title,\"te", as: "a.csv").code == "truncated")
  }

  @Test("pieces of any size give the same rows, and resuming behind any row gives the rest")
  func piecesAndResuming() throws {
    let rows = (1...40).map { "\($0),\"Row \($0), \"\"so\"\"\",\"\(Self.rain)\n\nand \($0)\"" }
    let table = "id,title,text\r\n" + rows.joined(separator: "\r\n") + "\r\n"
    let whole = decode(table, as: "a.csv")
    #expect(whole.articles.count == 40)
    for piece in [1, 2, 3, 7, 61] {
      #expect(decode(table, as: "a.csv", piece: piece).records == whole.records)
    }
    for done in [1, 17, 39, 40] {
      let decoder = DepositDecoder(name: FileName("a.csv"), bytes: Array(table.utf8)) { .zero }
      #expect(try decoder.skip(records: done) == done)
      var rest: [DecodedRecord] = []
      while let record = try decoder.next() { rest.append(record) }
      #expect(rest == Array(whole.records.dropFirst(done)))
    }
  }
}
