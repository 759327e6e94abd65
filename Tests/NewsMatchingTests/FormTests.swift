import NewsMatching
import NewsModel
import Testing

/// Texts that share their words and report different things, from the first two of their kind on.
@Suite("Forms and footers")
struct FormTests {
  private func decisions(_ texts: [String]) throws -> [CopyDecision] {
    let desk = try Desk()
    return try texts.map { try desk.admit($0) }
  }

  private func expectOriginals(_ texts: [String], _ rule: String) throws {
    let decisions = try decisions(texts)
    #expect(decisions.allSatisfy { $0.verdict == .original && $0.united.isEmpty })
    #expect(Set(decisions.map(\.group)).count == texts.count)
    let rules = decisions.flatMap(\.links).filter { $0.relation == .templateSibling }.map(\.rule)
    #expect(rules.contains(rule), "\(rules)")
  }

  @Test("three sheds that burn in three villages are three events")
  func fires() throws {
    let texts = [("Kelby", "Monday", 14), ("Orsett", "Friday", 9), ("Hatch End", "Sunday", 31)].map
    {
      """
      Shed burns down near \($0)
      A shed burned down near \($0) early on \($1). The fire brigade sent \($2) men and women. \
      Nobody was hurt, and it is not known how the fire began.
      """
    }
    try expectOriginals(texts, "template.short-form")
  }

  @Test("obituaries of two people are no copies, though they are worded alike")
  func obituaries() throws {
    let texts = [("Ada Brandt", 81, "Monday", "Luke"), ("Ivo Kessel", 74, "Thursday", "Anne")].map {
      """
      \($0)
      \($0), who was \($1) years old, has died at home after a short illness. The service will be held \
      on \($2) at the chapel of St \($3), and the family asks for no flowers but for gifts to the hospice.
      """
    }
    try expectOriginals(texts, "template.short-form")
  }

  @Test(
    "two items in one form of a script without capitals are no copies",
    arguments: [
      [
        "清江一仓库起火 一人受伤\n九日凌晨，清江市东河镇一座仓库起火，一名看守被送往医院。消防人员赶到现场，大火在天亮前被扑灭。起火原因正在调查，周边居民未受影响。",
        "柳坪一学校屋顶坍塌 三人受伤\n九日清早，柳坪县北山乡一所学校屋顶坍塌，三名工人被送往医院。消防人员赶到现场，通道在中午前被清理。坍塌原因正在调查，周边居民未受影响。",
      ],
      [
        "नंदगाँव में गोदाम में आग, दो घायल\nनंदगाँव में बुधवार सुबह अनाज के एक गोदाम में आग लग गई, जिसमें दो मजदूर घायल हो गए। पुलिस ने बताया कि जांच के आदेश दिए गए हैं और घायलों को अस्पताल भेजा गया है।",
        "सोनपुरी में बस पलटी, चार घायल\nसोनपुरी में बुधवार रात यात्रियों की एक बस पलट गई, जिसमें चार सवार घायल हो गए। पुलिस ने बताया कि जांच के आदेश दिए गए हैं और घायलों को अस्पताल भेजा गया है।",
      ],
      [
        "강림 가구공장 화재, 2명 사망\n15일 오전 8시께 강림시 동해면의 한 가구공장에서 화재가 발생해 2명이 숨지고 3명이 다쳤다고 소방당국이 밝혔다. "
          + "불은 세 시간 만에 꺼졌다. 경찰은 사고 원인을 조사하고 있다.",
        "남포 화학공장 폭발, 4명 사망\n15일 오전 9시께 남포 국가산업단지의 한 화학공장에서 폭발 사고가 발생해 4명이 숨지고 7명이 다쳤다고 소방당국이 밝혔다. "
          + "불은 두 시간 만에 꺼졌다. 경찰은 사고 원인을 조사하고 있다.",
      ],
      [
        "नंदगाँव में निर्माणाधीन पुल गिरा, तीन मजदूरों की मौत\nनंदगाँव में शुक्रवार सुबह नदी पर बन रहे पुल का एक बड़ा हिस्सा गिर गया, जिसमें तीन मजदूरों "
          + "की मौत हो गई और आठ घायल हो गए। पुलिस ने बताया कि मलबे में कुछ लोगों के दबे होने की आशंका है। मुख्यमंत्री ने जांच के आदेश दिए हैं और मृतकों के "
          + "परिजनों को सहायता देने की घोषणा की।",
        "सोनपुरी में पत्थर खदान धंसी, दो कामगारों की जान गई\nसोनपुरी के पास बुधवार रात एक पत्थर खदान अचानक धंस गई, जिसमें दो मजदूरों "
          + "की मौत हो गई और आठ घायल हो गए। पुलिस ने बताया कि मलबे में कुछ लोगों के दबे होने की आशंका है। मुख्यमंत्री ने जांच के आदेश दिए हैं और मृतकों के "
          + "परिजनों को सहायता देने की घोषणा की।",
      ],
    ])
  func caseless(texts: [String]) throws {
    let decisions = try decisions(texts)
    #expect(decisions.allSatisfy { $0.verdict == .original }, "\(decisions)")
  }

  @Test("a text of such a script that was shortened is a copy still")
  func shortened() throws {
    let whole =
      "清江一仓库起火 一人受伤\n九日凌晨，清江市东河镇一座仓库起火，一名看守被送往医院。消防人员赶到现场，大火在天亮前被扑灭。起火原因正在调查，周边居民未受影响。"
    let part = "清江市东河镇一座仓库起火，一名看守被送往医院。消防人员赶到现场，大火在天亮前被扑灭。起火原因正在调查。"
    #expect(try decisions([whole, part]).last?.of == 1)
  }

  @Test("a short text that another holds word for word is its copy, however common its phrases are")
  func whole() throws {
    let forms = (1...12).map { number in
      """
      Ferry sails again at Quay \(number)
      The ferry from Quay \(number) to the islands sailed again on Monday after \(number + 3) days, and the \
      office of the harbour expects the whole timetable by the weekend. Repairs had cost \(number * 3) \
      million crowns, twice what was planned.
      """
    }
    let decisions = try decisions(forms + [forms[4] + " The pilots have put off their strike."])
    let last = try #require(decisions.last)
    #expect(decisions.dropLast().allSatisfy { $0.verdict == .original })
    #expect(last.verdict == .nearDuplicate && last.of == 5, "\(last)")
  }

  @Test("short texts whose figures all conflict are no copies, though their names agree")
  func figures() throws {
    let texts = [
      (4, 11, "livelier", "more ferries than last year"), (7, 19, "calmer", "fewer guests"),
    ].map {
      """
      Harbour board of Orm reports
      Rasmus Tolk and Ada Brandt of the harbour board of Orm told the Kelby Gazette that traffic to Skerry \
      and Hatch End was \($0.2), with \($0.3). Income of the Orm and Kelby Line changed by \($0.0) percent, \
      and Luke Hegge said it paid \($0.1) percent more for pilots.
      """
    }
    try expectOriginals(texts, "template.numbers")
  }

  private let footer = """
    The Ferry Gazette is printed and published by Ferry Gazette Press. Nothing on this page may be copied \
    without our leave in writing. Our reporters answer letters that are signed, and our desk corrects what \
    was wrong on page two of the next issue. If you want the paper at your door before seven, ask at the \
    counter or leave a message at any hour. Whoever advertises with us is shown the rates before an order \
    is taken. Support from readers keeps this newspaper going, and we thank all who give it.
    """

  @Test("a footer longer than the news makes no copies, not even of the first two above it")
  func footers() throws {
    let news = [
      "Lifeboat tows yacht\nThe lifeboat of Skerry towed a yacht with a broken mast into harbour on "
        + "Tuesday night; its crew of four was cold and unhurt.",
      "Baker wins prize for rye loaf\nMina Holt has won the county's bread prize with a loaf that she "
        + "bakes from rye and old potatoes, twice a week.",
      "Library shut for a month\nPainters and plumbers move into the library of Orm Street until June; "
        + "borrowed books can stay at home so long.",
    ]
    try expectOriginals(news.map { "\($0)\n\n\(footer)" }, "template.other-text")
  }

  @Test("a column's fixed lines make no copies of its issues")
  func columns() throws {
    let texts = [
      "the council decides whether the quay gets a roof before winter",
      "pupils of three schools plant the hedge along the dyke",
      "doctors open their surgery beside the station for everyone",
    ].map {
      """
      Early post: your day in brief
      Dear readers. Today \($0).
      You have read Early post, the letter of the Ferry Gazette. Send it on to somebody who likes it, and \
      write to us with what we missed.
      """
    }
    try expectOriginals(texts, "template.other-text")
  }

  @Test("the same news under the same footer is a copy, under another headline and cut as well")
  func copiesUnderFooters() throws {
    let news = """
      The lifeboat of Skerry towed a yacht with a broken mast into harbour on Tuesday night. Its crew of \
      four was cold and unhurt. The yacht had left Orm at noon and met a squall of force nine off the head.
      """
    let decisions = try decisions([
      "Lifeboat tows yacht\n\(news)\n\n\(footer)",
      "Four saved from broken yacht\n\(news)\n\n\(footer)",
      "Lifeboat tows yacht\n\(news.split(separator: ". ").dropLast().joined(separator: ". ")).\n\(footer)",
    ])
    #expect(decisions[1...].allSatisfy { $0.verdict == .nearDuplicate && $0.group == 1 })
  }

  private let clock = """
    The museum of Orm has bought the oldest ferry bell of the coast. It was cast in 1702 and hung in the \
    house of a pilot. The bell cost 61,000 crowns at an auction, and will be rung on the first of June.
    """
  private let dyke = """
    Workers mend the dyke of Kelby before the storms come. The gap is 40 metres wide, and 9,000 tons of \
    clay are brought by barge. Farmers may use the road on top of it from Friday, at their own risk.
    """

  @Test("a digest of two items is a copy of neither, and glues nothing", arguments: 0..<6)
  func digests(order: Int) throws {
    let digest = "News of the coast in short\n\(clock)\n\(dyke)"
    let items = ["Bell comes home\n\(clock)", "Dyke mended\n\(dyke)", digest]
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let desk = try Desk()
    var decided: [Int: CopyDecision] = [:]
    for item in orders[order] { decided[item] = try desk.admit(items[item]) }
    let place = { (item: Int) in
      ArticleID(rawValue: Int64((orders[order].firstIndex(of: item) ?? 0) + 1))
    }
    #expect(desk.group(of: place(0)) != desk.group(of: place(1)))
    #expect(decided.values.allSatisfy { $0.united.isEmpty })
    // One item may be taken for a shorter form of what has only one other item yet; the second is not.
    let last = try #require(decided[orders[order][2]])
    #expect(last.verdict == .original)
    if order == 0 || order == 2 {
      #expect(last.links.count == 2 && last.links.allSatisfy { $0.relation == .contains })
    }
  }

  @Test("pages of one site share their frame, however many capitals stand in it, and are no copies")
  func frame() throws {
    func page(_ headline: String, _ body: String) -> String {
      """
      \(headline)

      Skip to Main Content
      Subscribe | Sign In | Letters | Weather Map
      Home > News > Harbour and Coast
      Share this article on Finchbook, Chirper, Linkup or by Post
      \(body)
      Sign up for the Morning Letter and get the best of the Coast Courier every day in your mailbox.
      Read more: Stories from Orm, Kelby and Tarrow. Trending now: what everyone reads today.
      Follow the Coast Courier on Chirper and Finchbook. Topics: News, Coast, Business. Load comments
      """
    }
    try expectOriginals(
      [
        page(
          "Bonds for a billion",
          """
          Seldria launched two bonds totalling a billion marks, with terms of five and ten years. Interest was \
          fixed below that of older paper, the treasury explained. Dealers expect strong demand abroad.
          """),
        page(
          "Storks return",
          """
          Three pairs of storks built nests above the old tannery, where chimneys stayed warm through winter. \
          Volunteers count eggs with mirrors fastened to broom handles.
          """),
      ], "template.other-text")
  }

  @Test("a text that holds an item beside another one contains it, and is no copy of it")
  func besideAnother() throws {
    let second = """
      In Tarrow the tallest lighthouse is shut until autumn because plaster crumbles under its gallery. \
      Masons of the cathedral workshop will replace 212 stones. Climbers reach a platform at 70 metres. \
      Repairs cost 3.4 million marks, which the province pays. Divers found Roman anchors nearby in 1988.
      """
    let decisions = try decisions([
      "Bell comes home\n\(clock)", "News in short\n\(clock)\n\(second)",
      "Lighthouse shut\n\(second)",
    ])
    #expect(decisions.map(\.verdict) == [.original, .original, .original])
    #expect(decisions[1].links.map(\.relation) == [.contains])
    #expect(RuleWords.isBesideAnother(decisions[1].links[0].rule))
  }
  @Test("a report that holds its own brief and tells more of the same holds no other item")
  func reportAfterItsBrief() throws {
    let brief = """
      The bridge over the Aune carries no lorries from Monday, the county engineer Greta Holm said. Steel \
      plates under the roadway have rusted through on a length of forty metres, and a crack of two hands was \
      found beside the northern pier. Cars and buses may pass at walking pace, one at a time.
      """
    let report = """
      Sandnes cut off for heavy loads
      \(brief)
      Builders put it up in 1961 with money paid by toll, which ended decades ago. Repairs would take until \
      spring, according to Holm, who wants a ferry meanwhile. Hauliers of Sandnes protested loudly on \
      Tuesday: their detour along the Aune valley by Orrestad is 61 kilometres longer, they wrote in an open \
      letter, and costs them 900 crowns every trip.
      """
    let decisions = try decisions([brief, report])
    #expect(decisions[1].verdict == .original && decisions[1].group != 1)
    let link = try #require(decisions[1].links.first)
    #expect(link.relation == .contains && RuleWords.isWithMore(link.rule))
  }
}
