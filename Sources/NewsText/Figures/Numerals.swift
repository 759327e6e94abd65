/// Numbers that are written as words, of all languages together: what stands opposite another one in two texts
/// of one form is another figure (docs/copies.md, step 7).
///
/// Words that are common in another language and mean something else there are left out: `on` is ten in Turkish.
enum Numerals {
  /// - Parameter word: `Token.hash`.
  /// - Returns: nil for what is no numeral. Cost: 30 ns.
  static func value(of word: UInt32) -> UInt16? { values[word] }

  private static let values: [UInt32: UInt16] = {
    var found: [UInt32: UInt16] = [:]
    for (value, words) in words {
      // Through the reader of texts, so that accents and forms count as they do there.
      for token in TokenStream(words).tokens { found[token.hash] = value }
    }
    return found
  }()

  private static let words: [(UInt16, String)] = [
    (
      1,
      "first erste ersten erster erstes premier première primera primero primeiro primeira primo prima eerste "
        + "första første prvni první prvý první pierwszy pierwsza pierwszego первый первая первого первой перший "
        + "первое първи първата birinci ensimmäinen első πρώτη πρώτο πρώτος الأول الأولى पहला पहली पहले one eine "
        + "einer un uno una um uma één ett bir egy jeden jedna jedno jednego один одна одну одного 一 한 एक احد"
    ),
    (
      2,
      "two second zwei zweite zweiten zweiter zweites deux deuxième seconde dos segundo segunda dois duas due "
        + "secondo seconda twee tweede två andra andre dva dvě dve druhý druhá drugi druga dwa dwie dwóch dwoje "
        + "два две двое двух двоих второй вторая второго второе два дві двоє двох другий друга втори втора iki ikinci "
        + "kaksi toinen két kettő második δύο δεύτερη δεύτερο δεύτερος doi două doilea doua dua kedua "
        + "اثنان اثنين شخصان الثاني الثانية دو دوم שני שתי שניים दो दूसरा दूसरी दूसरे দুই দুজন இரண்டு 二 两 兩 貳 두 둘 "
    ),
    (
      3,
      "three third drei dritte dritten dritter drittes trois troisième tres tercero tercera tercer três terceiro "
        + "terceira tre terzo terza drie derde tredje tři tři tri třetí tretí trzy trzej trzeci trzecia trzech troje "
        + "три трое трёх троих третий третья третьего третье троє трьох третій трета трети üç üçüncü kolme kolmas három "
        + "harmadik τρεις τρία τρίτη τρίτο τρίτος trei treilea treia tiga ketiga ثلاثة ثلاث الثالث الثالثة سه سوم "
        + "שלושה שלוש तीन तीसरा तीसरी तीसरे তিন তিনজন மூன்று 三 세 셋"
    ),
    (
      4,
      "four fourth vier vierte vierten vierter quatre quatrième cuatro cuarto cuarta quatro quarto quarta quattro "
        + "vierde fyra fjärde fjerde čtyři čtvrtý štyri štvrtý četiri četvrti cztery czterej czwarty czwarta czterech czworo "
        + "четыре четверо четырёх четвёртый четвертый четвёртая чотири четверо чотирьох четвертий четири четвърти dört "
        + "dördüncü neljä neljäs négy negyedik τέσσερις τέσσερα τέταρτη patru patrulea empat keempat bốn "
        + "أربعة أربع الرابع الرابعة چهار چهارم ארבעה ארבע चार चौथा चौथी চার চারজন நான்கு 四 네 넷"
    ),
    (
      5,
      "five fifth fünf fünfte fünften fünfter cinq cinquième cinco quinto quinta cinque vijf vijfde fem femte pět "
        + "pátý päť pet peti pięć pięciu piąty piąta пять пятеро пяти пятый пятая п'ять п'ятеро п'яти п'ятий пет пети beş "
        + "beşinci viisi viides öt ötödik πέντε πέμπτη cinci cincilea lima kelima năm خمسة خمس الخامس الخامسة پنج پنجم "
        + "חמישה חמש पांच पाँच पांचवां পাঁচ ஐந்து 五 다섯"
    ),
    (
      6,
      "six sixth sechs sechste sechsten sixième seis sexto sexta sesto sesta zes zesde sjätte sjette seks šest šestý "
        + "šesť šesti sześć sześciu szósty шесть шестеро шести шестой шестая шість шестеро шести шостий шест altı altıncı "
        + "kuusi kuudes hatodik έξι έκτη șase enam keenam sáu ستة السادس السادسة شش ששה שש छह छः छठा ছয় ஆறு 六 여섯"
    ),
    (
      7,
      "seven seventh sieben siebte siebten sept septième siete séptimo séptima sete sétimo sette settimo zeven "
        + "zevende sju sjunde syv syvende sedm sedmý sedem siedmy sedmi siedem siedmiu siódmy семь семеро семи седьмой "
        + "сім семеро семи сьомий седем yedi yedinci seitsemän seitsemäs hét hetedik επτά εφτά șapte tujuh ketujuh bảy "
        + "سبعة سبع السابع السابعة هفت שבעה שבע सात सातवां সাত ஏழு 七 일곱"
    ),
    (
      8,
      "eight eighth achte achten huit huitième ocho octavo oito oitavo otto ottavo acht achtste åtta åttonde otte "
        + "ottende åtte åttende osm osmý osem osam osiem ośmiu ósmy восемь восьмеро восьми восьмой вісім восьмий осем "
        + "sekiz sekizinci kahdeksan kahdeksas nyolc nyolcadik οκτώ οχτώ opt delapan kedelapan tám ثمانية ثماني الثامن "
        + "هشت שמונה आठ आठवां আট எட்டு 八 여덟"
    ),
    (
      9,
      "nine ninth neun neunte neunten neuf neuvième nueve noveno nove nono negen negende nio nionde niende devět devátý "
        + "deväť devet dziewięć dziewięciu dziewiąty девять девятеро девяти девятый дев'ять дев'ятий девет dokuz dokuzuncu "
        + "yhdeksän yhdeksäs kilenc kilencedik εννέα εννιά nouă sembilan chín تسعة تسع التاسع نه תשעה תשע नौ নয় ஒன்பது 九 "
        + "아홉"
    ),
    (
      10,
      "ten tenth zehn zehnte zehnten dix dixième diez décimo dez dieci decimo tien tiende tionde deset desátý desať "
        + "dziesięć dziesięciu dziesiąty десять десятеро десяти десятый десять десятий kymmenen tíz tizedik δέκα zece sepuluh "
        + "mười عشرة عشر العاشر ده עשרה עשר दस दसवां দশ பத்து 十 열"
    ),
    (
      11,
      "eleven elf onze undici elva elleve jedenáct jedenásť jedenaest jedenaście одиннадцать одинадцять "
        + "единадесет yksitoista tizenegy έντεκα unsprezece sebelas ग्यारह এগারো"
    ),
    (
      12,
      "twelve zwölf douze doce doze dodici twaalf tolv dvanáct dvanásť dvanaest dwanaście двенадцать дванадцять "
        + "дванадесет kaksitoista tizenkét δώδεκα doisprezece duabelas बारह বারো"
    ),
    (
      13,
      "thirteen dreizehn treize trece treze tredici dertien tretton tretten třináct trinásť trzynaście тринадцать"
    ),
    (
      14,
      "fourteen vierzehn quatorze catorce catorze quattordici veertien fjorton fjorten čtrnáct czternaście"
    ),
    (
      15,
      "fifteen fünfzehn quinze quince quindici vijftien femton femten patnáct pätnásť piętnaście пятнадцать पंद्रह"
    ),
    (
      16,
      "sixteen sechzehn seize dieciséis dezesseis dezasseis sedici zestien sexton seksten šestnáct szesnaście"
    ),
    (
      17,
      "seventeen siebzehn diecisiete dezassete dezessete diciassette zeventien sjutton sytten siedemnaście"
    ),
    (
      18,
      "eighteen achtzehn dieciocho dezoito diciotto achttien arton atten osmnáct osiemnaście восемнадцать"
    ),
    (
      19,
      "nineteen neunzehn diecinueve dezenove dezanove diciannove negentien nitton nitten dziewiętnaście"
    ),
    (
      20,
      "twenty zwanzig vingt veinte vinte venti twintig tjugo tyve tjue dvacet dvadsať dvadeset dwadzieścia двадцать "
        + "двадцять двадесет yirmi kaksikymmentä húsz είκοσι عشرون عشرين बीस 廿"
    ),
    (
      30,
      "thirty dreißig trente treinta trinta trenta dertig trettio tredive tretti třicet trzydzieści тридцать otuz "
        + "kolmekymmentä harminc τριάντα ثلاثون ثلاثين तीस"
    ),
    (
      40,
      "forty vierzig quarante cuarenta quarenta quaranta veertig fyrtio čtyřicet czterdzieści сорок kırk negyven "
        + "أربعون أربعين"
    ),
    (
      50,
      "fifty fünfzig cinquante cincuenta cinquenta cinquanta vijftig femtio padesát pięćdziesiąt пятьдесят elli ötven"
    ),
    (
      60,
      "sixty sechzig soixante sesenta sessenta sessanta zestig sextio šedesát sześćdziesiąt шестьдесят altmış hatvan"
    ),
    (
      70,
      "seventy siebzig setenta settanta zeventig sjuttio sedmdesát siedemdziesiąt семьдесят yetmiş hetven"
    ),
    (
      80,
      "eighty achtzig ochenta oitenta ottanta tachtig åttio osmdesát osiemdziesiąt восемьдесят seksen nyolcvan"
    ),
    (
      90,
      "ninety neunzig noventa novanta negentig nittio devadesát dziewięćdziesiąt девяносто doksan kilencven"
    ),
  ]
}

extension Token {
  /// The number that the word is written for, in any language; nil for what is no numeral. Cost: 30 ns.
  package var numeral: UInt16? { Numerals.value(of: hash) }
}
