/// Texts written for these tests; events, people and places in them are invented.
enum Samples {
  /// 0 and 1: one event by two writers. 2: another event of the same kind.
  static let reports = [
    """
    Ferry runs aground off Tarrow Head, 214 taken off by lifeboats
    The car ferry Marisol struck rocks in thick fog off Tarrow Head early on Tuesday, and lifeboat
    crews took all 214 passengers from her deck before noon. The operator, Norrland Line, said the
    hull was breached below the engine room. Coastguard officers laid floating booms to hold back
    diesel that was seeping from a fuel tank. Captain Edda Holm told investigators that the radar
    had failed minutes before the ferry struck.
    """,
    """
    Passengers safe after Marisol strikes reef in fog
    Lifeboats brought ashore more than two hundred people from the stranded ferry Marisol, whose
    radar failed as she felt her way round Tarrow Head. Booms were spread against leaking diesel
    while divers looked at the breached hull. Norrland Line promised every passenger a refund;
    investigators will question captain Edda Holm, who was on the bridge when the ferry hit the
    rocks.
    """,
    """
    River barge sinks after collision with bridge pier at Olmstead
    A grain barge went down within minutes when its tow drifted into a pier of the Olmstead railway
    bridge on Wednesday night. The two deckhands swam to the bank. Engineers halted trains until the
    masonry has been examined, and the harbour office closed the lower lock to traffic while a crane
    is brought upstream to raise the wreck and its cargo of barley.
    """,
  ]

  /// Different events in the same countries and capitals.
  static let sameCountries = [
    """
    Japan and South Korea swap tea masters
    Tokyo and Seoul will send potters and tea masters to each other's museums next spring. The
    curators from Japan, South Korea and the United States chose ninety bowls glazed in celadon.
    South Korean kilns lend the oldest; Japanese collectors lend lacquer and scrolls.
    """,
    """
    South Korea beat Japan in extra time
    A header in extra time gave South Korea the cup against Japan before a full stadium in Seoul.
    The goalkeeper from Tokyo was sent off after an hour. Scouts from the United States watched the
    South Korean striker, who limped off with a torn hamstring; Japanese fans applauded him.
    """,
    """
    Typhoon closes airports in Japan and South Korea
    Flights between Tokyo and Seoul were cancelled as a typhoon crossed the strait with gusts of 160
    kilometres an hour. Forecasters in Japan and South Korea warned of landslides. The United States
    moved aircraft inland. South Korean ferries stayed in port; Japanese trains ran slowly.
    """,
    """
    Chip makers in South Korea and Japan raise prices
    Memory chips will cost a tenth more from July, suppliers in South Korea and Japan told buyers.
    Warehouses in the United States are almost empty. Analysts in Seoul and Tokyo expect South
    Korean and Japanese profits to rise and phone makers to pass the increase on.
    """,
  ]
}
