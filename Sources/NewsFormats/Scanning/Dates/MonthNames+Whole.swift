extension MonthNames {
  /// Whole names only, since their beginnings are words and surnames elsewhere (`Helm`, `Tamm`): Finnish, Estonian,
  /// Lithuanian, Latvian, Slovene, Slovak, Serbian, Azerbaijani and Uzbek, Catalan, Galician, Icelandic, Albanian,
  /// Swahili, Malay, Filipino, Basque · Serbian, Macedonian, Belarusian, Kazakh · Hebrew, Persian, Urdu · Thai · Bengali,
  /// Tamil · Armenian, Georgian.
  ///
  /// Source: CLDR 45, the wide names of the Gregorian calendar as dates use them.
  static let wholeOnly = [
    """
    tammikuuta tammikuu jaanuar sausio janvāris janvārī januarja januára januara yanvar gener
    xaneiro janúar janar urtarrilaren urtarrila urtarrilak
    јануар јануара јануари студзеня студзень қаңтар
    ינואר בינואר ژانویه جنوری มกราคม
    জানুয়ারি জানুয়ারী ஜனவரி
    հունվարի იანვარი იანვარს
    """,
    """
    helmikuuta helmikuu veebruar vasario februāris februārī februarja februára februara fevral
    febrer febreiro febrúar shkurt pebrero otsailaren otsaila otsailak
    фебруар фебруара лютага люты ақпан
    פברואר בפברואר فوریه فروری กุมภาพันธ์ กุมภาพันธ
    ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி
    փետրվարի თებერვალი
    """,
    """
    maaliskuuta maaliskuu märts kovo martā marca marta mart marec març machi marso mars martxoaren
    martxoa martxoak
    март марта сакавіка сакавік наурыз
    מרץ במרץ מרס במרס مارچ มีนาคม
    মার্চ மார்ச்
    մարտի მარტი
    """,
    """
    huhtikuuta huhtikuu aprill balandžio aprīlis aprīlī aprila apríla aprel aprili apríl prill
    apirilaren apirila apirilak
    април априла красавіка красавік сәуір
    אפריל באפריל آوریل اپریل เมษายน
    এপ্রিল ஏப்ரல்
    ապրիլի აპრილი
    """,
    """
    toukokuuta toukokuu gegužės maijs maijā mája máj maig maí maiatzaren maiatza maiatzak
    мај маја мая траўня травень мамыр
    מאי במאי مه مئی พฤษภาคม
    মে மே
    մայիսի მაისი
    """,
    """
    kesäkuuta kesäkuu juuni birželio jūnijs jūnijā junija júna juna iyun juny xuño júní qershor
    hunyo ekainaren ekaina ekainak
    јун јуна јуни чэрвеня чэрвень маусым
    יוני ביוני ژوئن جون มิถุนายน
    জুন ஜூன்
    հունիսի ივნისი
    """,
    """
    heinäkuuta heinäkuu juuli liepos jūlijs jūlijā julija júla jula iyul juliol xullo julai júlí
    korrik hulyo uztailaren uztaila uztailak
    јул јула јули ліпеня ліпень шілде
    יולי ביולי ژوئیه جولای جولائی กรกฎาคม
    জুলাই ஜூலை
    հուլիսի ივლისი
    """,
    """
    elokuuta elokuu rugpjūčio augusts augustā avgusta avgust avqust agost agosti ogos ágúst gusht
    abuztuaren abuztua abuztuak
    август августа жніўня жнівень тамыз
    אוגוסט באוגוסט آگوست اوت اگست สิงหาคม
    আগস্ট ஆகஸ்ட்
    օգոստոսի აგვისტო
    """,
    """
    syyskuuta syyskuu rugsėjo septembris septembrī septembra sentabr sentyabr setembre setembro
    septemba shtator setyembre irailaren iraila irailak
    септембар септембра верасня верасень қыркүйек
    ספטמבר בספטמבר سپتامبر ستمبر กันยายน
    সেপ্টেম্বর செப்டம்பர்
    սեպտեմբերի სექტემბერი
    """,
    """
    lokakuuta lokakuu oktoober spalio oktobris oktobrī oktobra októbra oktabr oktyabr oktoba október
    tetor oktubre urriaren urria urriak
    октобар октобра кастрычніка кастрычнік қазан
    אוקטובר באוקטובר اکتبر اکتوبر ตุลาคม
    অক্টোবর அக்டோபர்
    հոկտեմբերի ოქტომბერი
    """,
    """
    marraskuuta marraskuu lapkričio novembris novembrī novembra noyabr novemba nóvember nëntor
    nobyembre azaroaren azaroa azaroak
    новембар новембра лістапада лістапад қараша
    נובמבר בנובמבר نوامبر نومبر พฤศจิกายน
    নভেম্বর நவம்பர்
    նոյեմբերի ნოემბერი
    """,
    """
    joulukuuta joulukuu detsember gruodžio decembris decembrī decembra dekabr decembro desemba
    disember dhjetor disyembre abenduaren abendua abenduak
    децембар децембра снежня снежань декември желтоқсан
    דצמבר בדצמבר دسامبر دسمبر ธันวาคม
    ডিসেম্বর டிசம்பர்
    դեկտեմբերի დეკემბერი
    """,
  ]
}
