import NewsMatching
import NewsModel
import Testing

/// What one paper prints again and again, in other towns and around other news.
@Suite("Short items and boxes")
struct TownTests {
  private func decisions(_ texts: [String]) throws -> [CopyDecision] {
    let desk = try Desk()
    return try texts.map { try desk.admit($0) }
  }

  @Test(
    "short items of two towns are no copies, whether their figures are written in digits or in words",
    arguments: [
      [
        "Two people died and nine were taken to hospital after a fire in a block of flats in Orm early on Thursday, the fire "
          + "service said. Sixty men fought the blaze for four hours. The cause is being looked into.",
        "One person died and six were taken to hospital after a fire in a hostel in Kelby early on Thursday, the fire "
          + "service said. Forty men fought the blaze for three hours. The cause is being looked into.",
      ],
      [
        "八日凌晨三时许，清江市东河区一家化工厂发生爆炸，造成四人死亡、十二人受伤。消防部门出动三十辆消防车，明火于上午七时被扑灭。企业负责人已被控制，事故原因正在调查。",
        "八日凌晨一时许，柳坪市北山区一家食品厂发生火灾，造成两人死亡、五人受伤。消防部门出动十二辆消防车，明火于清晨五时被扑灭。企业负责人已被控制，事故原因正在调查。",
      ],
      [
        "The third round of talks between the ferrymen and the line in Skerry ended without a result. Both sides said that "
          + "they would meet again next week. Ferries run as usual until then.",
        "The fourth round of talks between the ferrymen and the line in Skerry ended without a result. Both sides said that "
          + "they would meet again next week. Ferries run as usual until then.",
      ],
      [
        "В деревне Сосновка ночью сгорел дачный дом, погибших нет. Третий пожар за неделю расследуют дознаватели. "
          + "Жителей просят не оставлять печи без присмотра.",
        "В деревне Ольховка ночью сгорел дачный дом, погибших нет. Второй пожар за неделю расследуют дознаватели. "
          + "Жителей просят не оставлять печи без присмотра.",
      ],
      [
        "Police in Orm ask for witnesses after a burglary at a house on Monday night. Rings and cash were taken while the "
          + "owners were away. Anyone who saw something is asked to call the station.",
        "Police in Kelby ask for witnesses after a burglary at a house on Monday night. Rings and cash were taken while the "
          + "owners were away. Anyone who saw something is asked to call the station.",
      ],
    ])
  func towns(texts: [String]) throws {
    let decisions = try decisions(texts)
    #expect(decisions.allSatisfy { $0.verdict == .original }, "\(decisions)")
  }

  @Test(
    "a box makes no copies of what stands around it: at the head, in the middle, at the end",
    arguments: 0..<3)
  func boxes(place: Int) throws {
    let box = """
      You read the free edition of the Ferry Gazette. Subscribers have the archive of 40 years, the crosswords of Ada \
      Brandt and the letters from Orm, Kelby, Tarrow and Skerry. Support reporters for as little as two crowns a week, \
      and cancel whenever you like. Sign in here with your name and number.
      """
    let items = [
      [
        "Masons climb the lighthouse",
        "In Hatch End the lighthouse is shut because plaster crumbles under its gallery.",
        "Builders of the cathedral workshop replace stones until autumn, which the province pays.",
      ],
      [
        "Farmer finds swimming cow",
        "A farmer of Sandnes found his best cow on a skerry, where she had swum at low water.",
        "Neighbours brought her home by barge; she gave milk the same evening and seemed pleased.",
      ],
      [
        "Choir sings for rain",
        "Forty singers stood on the dry meadow behind the mill and tried every hymn they knew.",
        "Clouds came on Sunday, though meteorologists had announced them before anyone sang.",
      ],
    ]
    let decisions = try decisions(
      items.map { item in
        [
          [item[0], box, item[1], item[2]], [item[0], item[1], box, item[2]],
          [item[0], item[1], item[2], box],
        ][place].joined(separator: "\n\n")
      })
    #expect(decisions.allSatisfy { $0.verdict == .original && $0.united.isEmpty }, "\(decisions)")
  }
  @Test("the same short item with the same figures is a copy, wherever it is cut")
  func sameItem() throws {
    let decisions = try decisions([
      "Two people died and nine were taken to hospital after a fire in a block of flats in Orm early on Thursday, the "
        + "fire service said. Sixty men fought the blaze for four hours. The cause is being looked into.",
      "Two people died and nine were taken to hospital after a fire in a block of flats in Orm early on Thursday, the "
        + "fire service said. Sixty men fought the blaze.",
    ])
    #expect(decisions[1].of == 1)
  }
}
