/// Wires that grow in one of their parts.
enum NewsWires {
  static let growers = nitf + newsML + ninjs + texts

  private static let sentence = Grower.sentence
  private static func text(_ count: Int, _ each: (Int) -> String) -> String {
    Grower.text(count, each)
  }

  private static let nitf = [
    Grower("attributes of one tag", "a.xml", 250) { count in
      "<nitf><body\(Grower.attributes(count))><body.content><p>x</p></body.content></body></nitf>"
    },
    Grower("keywords and bylines", "a.xml", 1000) { count in
      let keys = text(count) { "<key-list><keyword key='k\($0)'/></key-list>" }
      let lines = text(count) { "<byline>By Ann \($0)</byline>" }
      return "<nitf><head><docdata>\(keys)</docdata></head><body><body.head>\(lines)</body.head>"
        + "<body.content><p>\(sentence)</p></body.content></body></nitf>"
    },
    Grower("documents one after the other", "a.xml", 200) { count in
      text(count) { _ in
        "<nitf><body><body.content><p>\(sentence)</p></body.content></body></nitf>"
      }
    },
  ]

  private static let newsML = [
    Grower("attributes of one tag", "a.xml", 250) { count in
      "<newsItem guid='a'\(Grower.attributes(count))><contentSet><inlineData>x</inlineData>"
        + "</contentSet></newsItem>"
    },
    // In one tag libxml2 looks through those before each: `tag-attributes` bounds that.
    Grower("namespaces of many tags", "a.xml", 20) { count in
      let spaces = text(250) { " xmlns:a\($0)='u\($0)'" }
      return "<newsItem guid='a'><contentSet><inlineXML>"
        + text(count) { _ in "<p\(spaces)>\(Grower.sentence)</p>" }
        + "</inlineXML></contentSet></newsItem>"
    },
    Grower("subjects, headlines, notes and names", "a.xml", 500) { count in
      let meta = text(count) {
        "<subject qcode='m:\($0)'><name>n</name></subject><headline xml:lang='l\($0)'>h</headline>"
          + "<creator><name>Ann \($0)</name></creator><by>Ben \($0)</by>"
      }
      let notes = text(count) { "<edNote><p>n\($0)</p></edNote>" }
      return "<newsItem guid='a'><itemMeta>\(notes)</itemMeta><contentMeta>\(meta)</contentMeta>"
        + "<contentSet><inlineData>\(sentence)</inlineData></contentSet></newsItem>"
    },
    Grower("contents without a text", "a.xml", 200) { count in
      "<newsItem guid='a'><contentSet>"
        + text(count) { _ in "<inlineXML><nitf><body/></nitf></inlineXML>" }
        + "</contentSet></newsItem>"
    },
    Grower("items of a message", "a.xml", 200) { count in
      "<newsMessage><itemSet>"
        + text(count) {
          "<newsItem guid='g\($0)'><contentSet><inlineData>\(sentence)</inlineData></contentSet></newsItem>"
        } + "</itemSet></newsMessage>"
    },
    Grower("items that are not closed", "a.xml", 800) { count in
      "<NewsML>\(text(count) { "<NewsItem><NewsComponent><Role FormalName='\($0)'/>" })</NewsML>"
    },
    Grower("items in each other and beside each other", "a.xml", 800) { count in
      let inner = text(count) {
        "<NewsItem><NewsComponent><ContentItem><DataContent>\(sentence)\($0)</DataContent></ContentItem>"
          + "</NewsComponent></NewsItem>"
      }
      return "<NewsML><NewsItem><NewsComponent>\(inner)</NewsComponent></NewsItem></NewsML>"
    },
    Grower("components and their lines", "a.xml", 150) { count in
      let lines = text(count) { "<ByLine>Ann \($0)</ByLine><HeadLine>h\($0)</HeadLine>" }
      let parts = text(count) {
        "<NewsComponent><ContentItem><DataContent><p>\(sentence)\($0)</p></DataContent></ContentItem>"
          + "</NewsComponent>"
      }
      return "<NewsML><NewsItem><NewsComponent><NewsLines>\(lines)</NewsLines>\(parts)"
        + "</NewsComponent></NewsItem></NewsML>"
    },
  ]

  private static let ninjs = [
    Grower("bodies, headlines and subjects", "a.json", 500) { count in
      let members = text(count) { "\"body_x\($0)\":\" \",\"headline_x\($0)\":\"h\"," }
      let subjects = text(count) { "{\"name\":\"n\($0)\",\"code\":\"c\"}," }
      return "{\"uri\":\"a\",\"pubstatus\":\"usable\",\"type\":\"text\",\(members)"
        + "\"subject\":[\(subjects){}],\"body_text\":\"\(sentence)\"}"
    },
    Grower("associations with texts of their own", "a.json", 500) { count in
      let items = text(count) {
        "\"a\($0)\":{\"uri\":\"b\",\"type\":\"text\",\"body_text\":\"\(sentence)\"},"
      }
      return
        "{\"uri\":\"a\",\"pubstatus\":\"usable\",\"type\":\"text\",\"body_text\":\"\(sentence)\","
        + "\"associations\":{\(items)\"z\":{}}}"
    },
  ]

  private static let texts = [
    Grower("lines of one message", "a.tst", 2000) { count in
      "\u{16}\u{16}\u{1}W1\nr i BC-A 05-09 1\n\u{2}^BC-A<\n\(text(count) { _ in sentence + "\n" })\u{3}"
    },
    Grower("heads without a text", "a.tst", 3000) { count in
      text(count) { _ in "\u{16}\u{16}\u{1}W1\n" }
        + "r i BC-A 05-09 1\n\u{2}^BC-A<\n\(sentence)\u{3}"
    },
    Grower("messages", "a.txt", 200) { count in
      text(count) { _ in "\u{1}eca0003 3 i 38 dpa\n\u{2}Tide\n\(sentence)\n\u{3}\u{4}" }
    },
    Grower("lines of a head", "a.txt", 2000) { count in
      "\u{1}\(text(count) { _ in "eca0003 3 i 38 dpa\n" })\u{2}\(sentence)\u{3}"
    },
  ]
}
