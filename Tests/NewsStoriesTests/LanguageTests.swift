import NewsModel
import NewsStories
import NewsText
import Testing

/// Texts written for these tests; events, people and places in them are invented.
@Suite("Stories in other languages")
struct LanguageTests {
  /// Two accounts of one event, and another event of the same kind.
  private static let reports: [String: [String]] = [
    "de": [
      """
      Fähre läuft vor Tarrow Head auf Felsen
      Die Autofähre „Marisol“ ist am Dienstag in dichtem Nebel vor Tarrow Head auf ein Riff gelaufen.
      Seenotretter brachten alle 214 Fahrgäste an Land. Die Reederei Norrland teilte mit, der Rumpf sei
      unter dem Maschinenraum aufgerissen. Die Küstenwache legte Ölsperren aus, weil Diesel aus einem
      Tank läuft. Kapitänin Edda Holm sagte den Ermittlern, das Radar sei kurz zuvor ausgefallen.
      """,
      """
      Alle Reisenden der „Marisol“ gerettet
      Nach dem Unglück der Fähre „Marisol“ sind mehr als zweihundert Menschen in Sicherheit. Das Schiff
      der Norrland hatte sich bei Nebel am Tarrow Head vorbeigetastet, als das Radar versagte und der
      Rumpf auf dem Riff aufsetzte. Taucher untersuchen das Leck, Ölsperren halten den Diesel zurück.
      Ermittler wollen Kapitänin Holm befragen.
      """,
      """
      Frachtkahn sinkt nach Stoß gegen Brückenpfeiler
      Bei Olmstedt ist in der Nacht zum Donnerstag ein mit Gerste beladener Frachtkahn gegen einen Pfeiler
      der Eisenbahnbrücke getrieben und gesunken. Die beiden Matrosen schwammen ans Ufer. Die Bahn stoppte
      alle Züge, bis das Mauerwerk geprüft ist. Ein Kran soll das Wrack in der nächsten Woche heben.
      """,
    ],
    "fr": [
      """
      Un ferry s'échoue au large de Tarrow Head
      Le ferry « Marisol » a heurté des rochers mardi matin dans un épais brouillard au large de Tarrow
      Head. Les sauveteurs en mer ont évacué les 214 passagers avant midi. La compagnie Norrland indique
      que la coque est déchirée sous la salle des machines. Les garde-côtes ont posé des barrages flottants
      pour retenir le gazole. La commandante Edda Holm affirme que le radar venait de tomber en panne.
      """,
      """
      « Marisol » : passagers sains et saufs après le naufrage
      Plus de deux cents personnes ont été ramenées à terre par les sauveteurs après l'échouement du ferry
      « Marisol », dont le radar a cessé de fonctionner près de Tarrow Head. Des barrages entourent le
      navire, d'où s'échappe du gazole, et des plongeurs examinent la coque. Norrland remboursera les
      billets ; les enquêteurs entendront la commandante Holm.
      """,
      """
      Une péniche coule après avoir percuté un pont
      Une péniche chargée d'orge a coulé mercredi soir à Olmeux après avoir dérivé contre une pile du pont
      ferroviaire. Les deux mariniers ont gagné la berge à la nage. La circulation des trains est
      interrompue le temps d'examiner la maçonnerie. Une grue remontera l'épave la semaine prochaine.
      """,
    ],
    "es": [
      """
      Un transbordador encalla frente a Tarrow Head
      El transbordador «Marisol» chocó el martes contra unas rocas en medio de una niebla espesa frente a
      Tarrow Head. Los equipos de salvamento evacuaron a los 214 pasajeros antes del mediodía. La naviera
      Norrland informó de que el casco se abrió bajo la sala de máquinas. La guardia costera tendió barreras
      para contener el gasóleo. La capitana Edda Holm declaró que el radar había fallado minutos antes.
      """,
      """
      A salvo los pasajeros del «Marisol»
      Más de doscientas personas llegaron a tierra en botes de salvamento tras el accidente del «Marisol»,
      cuyo radar dejó de funcionar cuando el transbordador pasaba ante Tarrow Head entre la niebla. Los
      buzos revisan el casco y unas barreras frenan el gasóleo. Norrland devolverá el importe de los
      billetes, y los investigadores interrogarán a la capitana Holm.
      """,
      """
      Se hunde una barcaza tras golpear el pilar de un puente
      Una barcaza cargada de cebada se hundió el miércoles por la noche en Olmedilla al chocar contra un
      pilar del puente ferroviario. Los dos marineros nadaron hasta la orilla. Los trenes no circularán
      hasta que se revise la estructura. Una grúa levantará los restos la semana que viene.
      """,
    ],
    "ru": [
      """
      Паром сел на мель у мыса Тарроу
      Автомобильный паром «Марисоль» во вторник в густом тумане налетел на скалы у мыса Тарроу. Спасатели
      сняли с борта всех 214 пассажиров. Судоходная компания «Норрланд» сообщила, что корпус пробит под
      машинным отделением. Береговая охрана поставила боны, чтобы задержать дизельное топливо. Капитан Эдда
      Хольм рассказала следователям, что за несколько минут до аварии отказал радар.
      """,
      """
      Пассажиры «Марисоль» спасены после аварии в тумане
      Более двухсот человек доставили на берег катера спасателей после аварии парома «Марисоль», у которого
      возле мыса Тарроу отказал радар. Водолазы осматривают пробитый корпус, вокруг судна стоят боны.
      «Норрланд» вернёт деньги за билеты, следователи допросят капитана Хольм.
      """,
      """
      Баржа затонула после удара об опору моста
      Баржа с грузом ячменя затонула в ночь на четверг у Ольмска: её снесло на опору железнодорожного моста.
      Оба матроса доплыли до берега. Движение поездов остановлено, пока инженеры не проверят кладку. Обломки
      поднимут краном на следующей неделе.
      """,
    ],
  ]

  @Test(
    "two accounts of one event join in an empty database, another event of its kind does not",
    arguments: ["de", "es", "fr", "ru"])
  func joins(language: String) throws {
    let texts = try #require(Self.reports[language])
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1]] {
      var wire = Wire()
      let decisions = try order.map { try wire.admit(texts[$0]).decision }
      let found = Dictionary(uniqueKeysWithValues: zip(order, decisions))
      #expect(found[0]?.story == found[1]?.story, "\(decisions.map(\.score))")
      #expect(found[2]?.story != found[0]?.story)
      #expect((found[2]?.score ?? 9) < 3, "they are not even near")
    }
  }

  @Test("one event in four languages is four stories")
  func apart() throws {
    var wire = Wire()
    for (count, language) in ["de", "es", "fr", "ru"].enumerated() {
      let texts = try #require(Self.reports[language])
      let decisions = try [texts[0], texts[1]].map { try wire.admit($0).decision }
      #expect(decisions.map(\.story.rawValue) == [Int64(count) + 1, Int64(count) + 1])
      #expect(decisions[0].next == nil && decisions[0].related.isEmpty)
    }
  }
}
