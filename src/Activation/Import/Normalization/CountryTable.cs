namespace Activation.Import.Normalization;

/// <summary>
/// ISO 3166-1 and Kosovo's XK: alpha-2, alpha-3, and the country's names in 25 languages (Unicode CLDR), in its own, and as registries and people write them, each
/// as <see cref="CellText.Fold"/> writes it. A table of our own, so that the answer depends on no host's ICU.
/// </summary>
internal static class CountryTable
{
    public const string Lines = """
        AD AND andorra andorre andora ανδορα андорра اندورا אנדורה アントラ 安道尔 安道爾 안도라
        AE ARE emirates uae unitedarabemirates vereinigtearabischeemirate emiratsarabesunis emiratosarabesunidos emiratiarabiuniti emiradosarabesunidos verenigdearabischeemiraten forenadearabemiraten deforenedearabiskeemirater deforentearabiskeemirater arabiemiirikunnat zjednoczoneemiratyarabskie spojenearabskeemiraty egyesultarabemirsegek emiratelearabeunite birlesikarapemirlikleri ηνωμενααραβικαεμιρατα оаэ обʼєднаніарабськіемірати الاماراتالعربيةالمتحدة איחודהאמירויותהערביות アラフ首長国連邦 阿拉伯联合酋长国 阿拉伯聯合大公國 아랍에미리트
        AF AFG afghanistan afganistan afeganistao afganisztan αφγανισταν афганистан афганістан افغانستان אפגניסטן アフカニスタン 阿富汗 아프가니스탄
        AG ATG antiguabarbuda antiguaandbarbuda antiguaundbarbuda antiguaetbarbuda antiguaybarbuda antiguaebarbuda antiguaenbarbuda antiguaochbarbuda antiguaogbarbuda antiguajabarbuda antiguaibarbuda antiguaabarbuda antiguaesbarbuda antiguasibarbuda antiguavebarbuda αντιγκουακαιμπαρμπουντα антигуаибарбуда антигуаібарбуда انتيغواوبربودا אנטיגואהוברבודה アンティクアハーフータ 安提瓜和巴布达 安地卡及巴布達 앤티가바부다
        AI AIA anguilla anguila ανγκουιλα ангилья ангілья انغويلا אנגווילה アンキラ 安圭拉 安奎拉 앵귈라
        AL ALB albania albanien albanie arnavutluk αλβανια албания албанія البانيا אלבניה アルハニア 阿尔巴尼亚 阿爾巴尼亞 알바니아 shqiperia shqiperi
        AM ARM armenia armenien armenie ormenyorszag ermenistan αρμενια армения вірменія ارمينيا ארמניה アルメニア 亚美尼亚 亞美尼亞 아르메니아
        AO AGO angola αγκολα ангола انغولا אנגולה アンコラ 安哥拉 앙골라
        AQ ATA antarctica antarktis antarctique antartida antartide antarktyda antarktida antarktisz antarktika ανταρκτικη антарктида антарктика انتاركتيكا אנטארקטיקה 南極 南极洲 南極洲 남극대륙
        AR ARG argentina argentinien argentine argentinie argentiina argentyna arjantin αργεντινη аргентина الارجنتين ארגנטינה アルセンチン 阿根廷 아르헨티나
        AS ASM americansamoa amerikanischsamoa samoaamericaines samoaamericana samoaamericane amerikaanssamoa amerikanskasamoa amerikansksamoa amerikansamoa samoaamerykanskie americkasamoa amerikaiszamoa amerikansamoasi αμερικανικησαμοα американскоесамоа американськесамоа سامواالامريكية סמואההאמריקנית 米領サモア 美属萨摩亚 美屬薩摩亞 아메리칸사모아
        AT AUT austria osterreich autriche oostenrijk osterrike ostrig itavalta rakousko ausztria avusturya αυστρια австрия австрія النمسا אוסטריה オーストリア 奥地利 奧地利 오스트리아 oesterreich
        AU AUS australia australien australie ausztralia avustralya αυστραλια австралия австралія استراليا אוסטרליה オーストラリア 澳大利亚 澳洲 오스트레일리아
        AW ABW aruba αρουμπα аруба اروبا ארובה アルハ 阿鲁巴 荷屬阿魯巴 아루바
        AX ALA alandislands alandinseln ilesaland islasaland isolealand ilhasaland aland ahvenanmaa wyspyalandzkie alandy alandszigetek insulelealand alandadalari νησοιολαντ аландскиеова аландськіострови جزرالاند אייאולנד オーラント諸島 奥兰群岛 奧蘭群島 올란드제도
        AZ AZE azerbaijan aserbaidschan azerbaidjan azerbaiyan azerbaigian azerbaijao azerbeidzjan azerbajdzjan aserbajdsjan azerbaidzan azerbejdzan azerbajdzan azerbajdzsan azerbaycan αζερμπαιτζαν азербаиджан اذربيجان אזרבייגן アセルハイシャン 阿塞拜疆 亞塞拜然 아제르바이잔
        BA BIH bosnia bosniaherzegovina bosniaandherzegovina bosnienundherzegowina bosnieherzegovine bosniayherzegovina bosniaederzegovina bosniaeherzegovina bosnieenherzegovina bosnienochhercegovina bosnienhercegovina bosniahercegovina bosniajahertsegovina bosniaihercegowina bosnaahercegovina boszniahercegovina bosniasihertegovina bosnahersek βοσνιαερζεγοβινη боснияигерцеговина босніяігерцеговина البوسنةوالهرسك בוסניהוהרצגובינה ホスニアヘルツェコヒナ 波斯尼亚和黑塞哥维那 波士尼亞與赫塞哥維納 보스니아헤르체고비나 bosnaihercegovina
        BB BRB barbados barbade μπαρμπειντος барбадос بربادوس ברבדוס ハルハトス 巴巴多斯 巴貝多 바베이도스
        BD BGD bangladesh bangladesch banglades bangladesz μπανγκλαντες бангладеш بنغلاديش בנגלדש ハンクラテシュ 孟加拉国 孟加拉 방글라데시
        BE BEL belgium belgien belgique belgica belgio belgie belgia belcika βελγιο бельгия бельгія بلجيكا בלגיה ヘルキー 比利时 比利時 벨기에
        BF BFA burkinafaso burquinafaso μπουρκιναφασο буркинафасо буркінафасо بوركينافاسو בורקינהפאסו フルキナファソ 布基纳法索 布吉納法索 부르키나파소
        BG BGR bulgaria bulgarien bulgarie bulgarije bulharsko bulgaristan βουλγαρια болгария болгарія بلغاريا בולגריה フルカリア 保加利亚 保加利亞 불가리아 българия balgariya
        BH BHR bahrain bahrein barein bahrajn bahreyn μπαχρειν бахреин البحرين בחריין ハーレーン 巴林 바레인
        BI BDI burundi μπουρουντι бурунди бурунді بوروندي בורונדי フルンシ 布隆迪 蒲隆地 부룬디
        BJ BEN benin μπενιν бенин бенін بنين בנין ヘナン 贝宁 貝南 베냉
        BL BLM stbarthelemy saintbarthelemy sanbartolome saobartolomeu svatybartolomej αγιοςβαρθολομαιος сенбартелеми сенбартелемі سانبارتليمي סנטברתולומיאו サンハルテルミー 圣巴泰勒米 聖巴瑟米 생바르텔레미
        BM BMU bermuda bermudes bermudas bermudy βερμουδες бермудскиеова бермудськіострови برمودا ברמודה ハミュータ 百慕大 百慕達 버뮤다
        BN BRN bruneidarussalam brunei brunej μπρουνει брунеи بروناي ברוניי フルネイ 文莱 汶萊 브루나이
        BO BOL boliviaplurinationalstateof plurinationalstateofbolivia bolivia bolivien bolivie boliwia bolivya βολιβια боливия болівія بوليفيا בוליביה ホリヒア 玻利维亚 玻利維亞 볼리비아
        BQ BES bonairesinteustatiusandsaba caribbeannetherlands karibischeniederlande paysbascaribeens caribeneerlandes caraibiolandesi paisesbaixoscaribenhos caribischnederland karibiskanederlanderna detidligerenederlandskeantiller karibisknederland karibianalankomaat niderlandykaraibskie karibskenizozemsko hollandkaribterseg insulelecaraibeolandeze karayiphollandasi ολλανδιακαραιβικης бонэирсинтэстатиусисаба карибськінідерланди هولنداالكاريبية האייםהקריבייםההולנדיים オランタ領カリフ 荷属加勒比区 荷蘭加勒比區 네덜란드령카리브 bonaire
        BR BRA brazil brasilien bresil brasil brasile brazilie brasilia brazylia brazilia brezilya βραζιλια бразилия бразилія البرازيل ברזיל フラシル 巴西 브라질
        BS BHS thebahamas bahamas bahama bahamy bahamaszigetek bahamalar μπαχαμες багамы багамськіострови جزرالبهاما אייבהאמה ハハマ 巴哈马 巴哈馬 바하마
        BT BTN bhutan bhoutan butan butao μπουταν бутан بوتان בהוטן フータン 不丹 부탄
        BV BVT bouvetisland bouvetinsel ilebouvet islabouvet isolabouvet ilhabouvet bouveteiland bouveton bouvetoen bouvetoya bouvetnsaari wyspabouveta bouvetuvostrov bouvetsziget insulabouvet bouvetadasi νησοςμπουβε овбуве острівбуве جزيرةبوفيه האיבובה フーヘ島 布韦岛 布威島 부베섬
        BW BWA botswana botsuana botsvana μποτσουανα ботсвана بوتسوانا בוטסואנה ホツワナ 博茨瓦纳 波札那 보츠와나
        BY BLR belarus bielorussie bielorrusia bielorussia bielorrussia valkovenaja bialorus belorusko belarusz λευκορωσια беларусь білорусь بيلاروس בלארוס ヘラルーシ 白俄罗斯 白俄羅斯 벨라루스
        BZ BLZ belize belice μπελιζ белиз беліз بليز בליז ヘリース 伯利兹 貝里斯 벨리즈
        CA CAN canada kanada καναδας канада كندا קנדה カナタ 加拿大 캐나다
        CC CCK cocoskeelingislands cocosislands kokosinseln ilescocos islascocos isolecocoskeeling isolecocos ilhascocoskeeling ilhascocos cocoseilanden kokosoarna cocosoerne kokosoyene kookossaaretkeelingsaaret kookossaaret wyspykokosowe kokosoveostrovy kokuszkeelingszigetek kokuszszigetek insulelecocoskeeling insulelecocos cocoskeelingadalari cocosadalari νησοικοκοςκιλινγκ νησοικοκος кокосовыеова кокосовікілінгострови кокосовіострови جزركوكوسكيلينغ جزركوكوس אייקוקוסקילינג אייקוקוס ココスキーリンク諸島 ココス諸島 科科斯基林群岛 科科斯群岛 科克斯基靈群島 科克斯群島 코코스제도
        CD COD drcongo congothedemocraticrepublicofthe congodemocraticrepublicofthe drc democraticrepublicofthecongo congokinshasa kongokinshasa republicademocraticadelcongo kongo kongondemokraattinentasavalta demokratycznarepublikakonga kongokinsasa κονγκοκινσασα конгокиншаса конгокіншаса الكونغوكينشاسا קונגוקינשאסה コンコ民主共和国キンシャサ コンコ民主共和国 刚果金 刚果 剛果金夏沙 剛果 콩고킨샤사
        CF CAF centralafricanrepublic zentralafrikanischerepublik republiquecentrafricaine republicacentroafricana repubblicacentrafricana centraalafrikaanserepubliek centralafrikanskarepubliken dencentralafrikanskerepublik densentralafrikanskerepublikk keskiafrikantasavalta republikasrodkowoafrykanska stredoafrickarepublika kozepafrikaikoztarsasag republicacentrafricana ortaafrikacumhuriyeti κεντροαφρικανικηδημοκρατια центральноафриканскаяреспублика центральноафриканськареспубліка جمهوريةافريقياالوسطى הרפובליקההמרכזאפריקאית 中央アフリカ共和国 中非共和国 中非共和國 중앙아프리카공화국 centralafricanrep
        CG COG congorepublic congo republicofthecongo congobrazzaville kongobrazzaville republicadocongo kongontasavalta kongobrazavil κονγκομπραζαβιλ конгобраззавиль конгобраззавіль الكونغوبرازافيل קונגוברזאויל コンコ共和国フラサヒル コンコ共和国 刚果布 剛果布拉薩 콩고브라자빌
        CH CHE swissconfederation confoederatiohelvetica schweizerischeeidgenossenschaft switzerland schweiz suisse suiza svizzera suica zwitserland sveits sveitsi szwajcaria svycarsko svajc elvetia isvicre ελβετια швеицария швеицарія سويسرا שווייץ スイス 瑞士 스위스
        CI CIV cotedivoire ivorycoast costadavorio costadomarfim ivoorkust elfenbenskusten elfenbenskysten norsunluurannikko pobrezislonoviny elefantcsontpart ακτηελεφαντοστου котдивуар котдʼівуар ساحلالعاج חוףהשנהב コートシホワール 科特迪瓦 象牙海岸 코트디부아르
        CK COK cookislands cookinseln ilescook islascook isolecook ilhascook cookeilanden cookoarna cookoerne cookoyene cookinsaaret wyspycooka cookovyostrovy cookszigetek insulelecook cookadalari νησοικουκ овакука островикука جزركوك אייקוק クック諸島 库克群岛 庫克群島 쿡제도
        CL CHL chile chili cile sili χιλη чили чилі تشيلي צילה チリ 智利 칠레
        CM CMR cameroon kamerun cameroun camerun camaroes kameroen καμερουν камерун الكاميرون קמרון カメルーン 喀麦隆 喀麥隆 카메룬
        CN CHN mainlandchina peoplesrepublicofchina prc china chine cina kina kiina chiny cin κινα китаи الصين סין 中国 中國 중국
        CO COL colombia kolumbien colombie kolumbia kolumbie columbia kolombiya κολομβια колумбия колумбія كولومبيا קולומביה コロンヒア 哥伦比亚 哥倫比亞 콜롬비아
        CR CRI costarica kostaryka kostarika κοσταρικα костарика كوستاريكا קוסטהריקה コスタリカ 哥斯达黎加 哥斯大黎加 코스타리카
        CU CUB cuba kuba kuuba κουβα куба كوبا קובה キューハ 古巴 쿠바
        CV CPV caboverde capeverde capvert capoverde kaapverdie kapverde kappverde republikazielonegoprzyladka kapverdy zoldfokikoztarsasag capulverde πρασινοακρωτηριο кабоверде الراسالاخضر כףורדה カーホヘルテ 佛得角 維德角 카보베르데
        CW CUW curacao curazao κουρασαο кюрасао كوراساو קוראסאו キュラソー 库拉索 庫拉索 퀴라소
        CX CXR christmasisland weihnachtsinsel ilechristmas isladenavidad isolachristmas ilhachristmas christmaseiland julon juleoen christmasoya joulusaari wyspabozegonarodzenia vanocniostrov karacsonysziget insulachristmas christmasadasi νησοςτωνχριστουγεννων оврождества острівріздва جزيرةكريسماس איחגהמולד クリスマス島 圣诞岛 聖誕島 크리스마스섬
        CY CYP republicofcyprus cyprus zypern chypre chipre cipro cypern kypros cypr kypr ciprus cipru kibris κυπρος кипр кіпр قبرص קפריסין キフロス 塞浦路斯 賽普勒斯 키프로스
        CZ CZE czech czechrepublic czechia tschechien tchequie chequia cechia tchequia tsjechie tjeckien tjekkiet tsjekkia tsekki czechy cesko csehorszag cehia cekya τσεχια чехия чехія التشيك צכיה チェコ 捷克 체코 ceskarepublika czechrep
        DE DEU brd bundesrepublikdeutschland federalrepublicofgermany germany deutschland allemagne alemania germania alemanha duitsland tyskland saksa niemcy nemecko nemetorszag almanya γερμανια германия німеччина المانيا גרמניה トイツ 德国 德國 독일
        DJ DJI djibouti dschibuti yibuti gibuti djibuti dzibuti dzibutsko dzsibuti cibuti τζιμπουτι джибути джибуті جيبوتي גיבוטי シフチ 吉布提 吉布地 지부티
        DK DNK denmark danemark dinamarca danimarca denemarken danmark tanska dania dansko danemarca danimarka δανια дания данія الدانمرك דנמרק テンマーク 丹麦 丹麥 덴마크
        DM DMA dominica dominique dominika ντομινικα доминика домініка دومينيكا דומיניקה トミニカ国 多米尼克 도미니카
        DO DOM dominicanrepublic dominikanischerepublik republiquedominicaine republicadominicana repubblicadominicana dominicaanserepubliek dominikanskarepubliken dendominikanskerepublik dendominikanskerepublikk dominikaaninentasavalta dominikana dominikanskarepublika dominikaikoztarsasag dominikcumhuriyeti δομινικανηδημοκρατια доминиканскаяреспублика домініканськареспубліка جمهوريةالدومينيكان הרפובליקההדומיניקנית トミニカ共和国 多米尼加共和国 多明尼加共和國 도미니카공화국 dominicanrep
        DZ DZA algeria algerien algerie argelia algerije algeriet algieria alzirsko cezayir αλγερια алжир الجزاير אלגיריה アルシェリア 阿尔及利亚 阿爾及利亞 알제리
        EC ECU ecuador equateur equador ekwador ekvador ισημερινος эквадор еквадор الاكوادور אקוודור エクアトル 厄瓜多尔 厄瓜多 에콰도르
        EE EST estonia estland estonie viro estonsko esztorszag estonya εσθονια эстония естонія استونيا אסטוניה エストニア 爱沙尼亚 愛沙尼亞 에스토니아 eesti
        EG EGY egypt agypten egypte egipto egitto egito egypten egypti egipt egyiptom misir αιγυπτος египет єгипет مصر מצרים エシフト 埃及 이집트
        EH ESH westernsahara westsahara saharaoccidental saharaoccidentale saaraocidental westelijkesahara vastsahara vestsahara lansisahara saharazachodnia zapadnisahara nyugatszahara saharaoccidentala batisahra δυτικησαχαρα западнаясахара західнасахара الصحراءالغربية סהרההמערבית 西サハラ 西撒哈拉 서사하라
        ER ERI eritrea erythree eritreia erytrea eritreea eritre ερυθραια эритрея еритрея اريتريا אריתריאה エリトリア 厄立特里亚 厄利垂亞 에리트리아
        ES ESP spain spanien espagne espana spagna espanha spanje spania espanja hiszpania spanelsko spanyolorszag ispanya ισπανια испания іспанія اسبانيا ספרד スヘイン 西班牙 스페인
        ET ETH ethiopia athiopien ethiopie etiopia etiopien etiopie etiyopya αιθιοπια эфиопия ефіопія اثيوبيا אתיופיה エチオヒア 埃塞俄比亚 衣索比亞 에티오피아
        FI FIN finland finnland finlande finlandia suomi finsko finnorszag finlanda finlandiya φινλανδια финляндия фінляндія فنلندا פינלנד フィンラント 芬兰 芬蘭 핀란드
        FJ FJI fiji fidschi fidji fiyi figi fidzi fidzsi φιτζι фиджи фіджі فيجي פיגי フィシー 斐济 斐濟 피지
        FK FLK falklandislandsmalvinas falklandislands falklandinseln ilesmalouines islasmalvinas isolefalkland ilhasmalvinas falklandeilanden falklandsoarna falklandsoerne falklandsoyene falklandinsaaret falklandy falklandskeostrovy falklandszigetek insulelefalkland falklandadalari νησοιφοκλαντ фолклендскиеова фолклендськіострови جزرفوكلاند אייפוקלנד フォークラント諸島 福克兰群岛 福克蘭群島 포클랜드제도
        FM FSM micronesiafederatedstatesof federatedstatesofmicronesia micronesia mikronesien micronesie mikronesiafoderasjonen mikronesia mikronezja mikronesie mikronezia micronezia mikronezya μικρονησια федеративныештатымикронезии мікронезія ميكرونيزيا מיקרונזיה ミクロネシア連邦 密克罗尼西亚 密克羅尼西亞 미크로네시아
        FO FRO faroeislands faroer ilesferoe islasferoe isolefaeroer ilhasfaroe faeroer faroarna faeroerne faeroyene farsaaret wyspyowcze faerskeostrovy feroerszigetek insuleleferoe faroeadalari νησοιφεροες фарерскиеова фарерськіострови جزرفارو אייפארו フェロー諸島 法罗群岛 法羅群島 페로제도
        FR FRA france frankreich francia franca frankrijk frankrike frankrig ranska francja francie franciaorszag franta fransa γαλλια франция франція فرنسا צרפת フランス 法国 法國 프랑스
        GA GAB gabon gabun gabao γκαμπον габон الغابون גבון カホン 加蓬 加彭 가봉
        GB GBR inghilterra inglaterra angleterre grootbrittannie grabretanha granbretagna granbretana grandebretagne grossbritannien unitedkingdomofgreatbritainandnorthernireland northernireland wales scotland england britain greatbritain uk unitedkingdom vereinigteskonigreich royaumeuni reinounido regnounito verenigdkoninkrijk storbritannien storbritannia isobritannia britannia wielkabrytania wlkbryt spojenekralovstvi egyesultkiralysag regatulunit birlesikkrallik ηνωμενοβασιλειο ηβ великобритания британия великабританія المملكةالمتحدة בריטניה イキリス 英国 英國 영국 unitedkingdomgreatbritain
        GD GRD grenada grenade granada γρεναδα гренада غرينادا גרנדה クレナタ 格林纳达 格瑞那達 그레나다
        GE GEO georgia georgien georgie gruzja gruzie gruzia gurcistan γεωργια грузия грузія جورجيا גאורגיה ショーシア 格鲁吉亚 喬治亞 조지아
        GF GUF frenchguiana franzosischguayana guyanefrancaise guayanafrancesa guyanafrancese guianafrancesa fransguyana franskaguyana franskguyana ranskanguayana gujanafrancuska francouzskaguyana franciaguyana guyanafranceza fransizguyanasi γαλλικηγουιανα французскаягвиана французькагвіана غوياناالفرنسية גיאנההצרפתית 仏領キアナ 法属圭亚那 法屬圭亞那 프랑스령기아나
        GG GGY guernsey guernesey γκερνζι гернси гернсі غيرنزي גרנזי カーンシー 根西岛 根息 건지
        GH GHA ghana gana γκανα гана غانا גאנה カーナ 加纳 迦納 가나
        GI GIB gibraltar gibilterra cebelitarik γιβραλταρ гибралтар гібралтар جبلطارق גיברלטר シフラルタル 直布罗陀 直布羅陀 지브롤터
        GL GRL greenland gronland groenland groenlandia gronlanti grenlandia gronsko groenlanda γροιλανδια гренландия гренландія غرينلاند גרינלנד クリーンラント 格陵兰 格陵蘭 그린란드
        GM GMB thegambia gambia gambie gambiya γκαμπια гамбия гамбія غامبيا גמביה カンヒア 冈比亚 甘比亞 감비아
        GN GIN guinea guinee guine gwinea guineea gine γουινεα гвинея гвінея غينيا גינאה キニア 几内亚 幾內亞 기니
        GP GLP guadeloupe guadalupe guadalupa gwadelupa guadelupa γουαδελουπη гваделупа غوادلوب גוואדלופ クアトルーフ 瓜德罗普 瓜地洛普 과들루프
        GQ GNQ equatorialguinea aquatorialguinea guineeequatoriale guineaecuatorial guineaequatoriale guineequatorial equatoriaalguinea ekvatorialguinea aekvatorialguinea paivantasaajanguinea gwinearownikowa rovnikovaguinea egyenlitoiguinea guineeaecuatoriala ekvatorginesi ισημερινηγουινεα экваториальнаягвинея екваторіальнагвінея غينياالاستوايية גינאההמשוונית 赤道キニア 赤道几内亚 赤道幾內亞 적도기니
        GR GRC hellenicrepublic el hellas greece griechenland grece grecia griekenland grekland graekenland kreikka grecja recko gorogorszag yunanistan ελλαδα греция греція اليونان יוון キリシャ 希腊 希臘 그리스
        GS SGS southgeorgiasouthsandwichislands southgeorgiaandsouthsandwichislands sudgeorgienunddiesudlichensandwichinseln georgiedusudetlesilessandwichdusud islasgeorgiadelsurysandwichdelsur georgiadelsudesandwichaustrali ilhasgeorgiadosulesandwichdosul zuidgeorgiaenzuidelijkesandwicheilanden sydgeorgienochsydsandwichoarna southgeorgiaogdesydligesandwichoer sorgeorgiaogsorsandwichoyene etelageorgiajaetelaisetsandwichinsaaret georgiapoludniowaisandwichpoludniowy jiznigeorgieajiznisandwichovyostrovy deligeorgiaesdelisandwichszigetek georgiadesudsiinsulelesandwichdesud guneygeorgiaveguneysandwichadalari νησοινοτιαγεωργιακαινοτιεςσαντουιτς южнаягеоргияиюжныесандвичевыова південнаджорджіятапівденнісандвічевіострови جورجياالجنوبيةوجزرساندويتشالجنوبية גורגיההדרומיתואייסנדוויץהדרומיים サウスショーシアサウスサントウィッチ諸島 南乔治亚和南桑威奇群岛 南喬治亞與南三明治群島 사우스조지아사우스샌드위치제도
        GT GTM guatemala gwatemala γουατεμαλα гватемала غواتيمالا גואטמלה クアテマラ 危地马拉 瓜地馬拉 과테말라
        GU GUM guam γκουαμ гуам غوام גואם クアム 关岛 關島 괌
        GW GNB guineabissau guineebissau guineabisau guinebissau gwineabissau bissauguinea guineeabissau ginebissau γουινεαμπισαου гвинеябисау гвінеябісау غينيابيساو גינאהביסאו キニアヒサウ 几内亚比绍 幾內亞比索 기니비사우
        GY GUY guyana guiana gujana γουιανα гаиана гаяна غيانا גיאנה カイアナ 圭亚那 蓋亞那 가이아나
        HK HKG hongkongsar hongkong hongkongsarchina sonderverwaltungsregionhongkong raschinoisedehongkong raedehongkongchina raedehongkong rasdihongkong hongkongraedachina hongkongsarvanchina sarhongkong hongkongsarkina hongkongkiinanerityishallintoalue srahongkongchiny srahongkong hongkongzaociny hongkongkkt rashongkongchina cinhongkongoib χονγκκονγκεδπκινας χονγκκονγκ гонконгсар гонконг гонконгоаркитаю هونغكونغالصينيةمنطقةاداريةخاصة هونغكونغالصينية هونغكونغ הונגקונגאזורמנהלימיוחדשלסין הונגקונג 中華人民共和国香港特別行政区 香港 中国香港特别行政区 中國香港特別行政區 홍콩중국특별행정구 홍콩
        HM HMD heardmcdonaldislands heardandmcdonaldislands heardundmcdonaldinseln ilesheardetmacdonald islasheardymcdonald isoleheardemcdonald ilhasheardemcdonald heardenmcdonaldeilanden heardonochmcdonaldoarna heardislandogmcdonaldislands heardogmcdonaldoyene heardjamcdonaldinsaaret wyspyheardimcdonalda hearduvostrovamcdonaldovyostrovy heardszigetesmcdonaldszigetek insulaheardsiinsulelemcdonald heardadasivemcdonaldadalari νησοιχερντκαιμακντοναλντ овахердимакдональд островигердімакдоналд جزيرةهيردوجزرماكدونالد אייהרדומקדונלד ハート島マクトナルト諸島 赫德岛和麦克唐纳群岛 赫德島及麥唐納群島 허드맥도널드제도
        HN HND honduras ονδουρα гондурас هندوراس הונדורס ホンシュラス 洪都拉斯 宏都拉斯 온두라스
        HR HRV croatia kroatien croatie croacia croazia kroatie kroatia chorwacja chorvatsko horvatorszag hirvatistan κροατια хорватия хорватія كرواتيا קרואטיה クロアチア 克罗地亚 克羅埃西亞 크로아티아 hrvatska republikahrvatska
        HT HTI haiti αιτη гаити гаіті هايتي האיטי ハイチ 海地 아이티
        HU HUN hungary ungarn hongrie hungria ungheria hongarije ungern unkari wegry madarsko magyarorszag ungaria macaristan ουγγαρια венгрия угорщина هنغاريا הונגריה ハンカリー 匈牙利 헝가리
        ID IDN indonesia indonesien indonesie indonezja indonezia endonezya ινδονησια индонезия індонезія اندونيسيا אינדונזיה イントネシア 印度尼西亚 印尼 인도네시아
        IE IRL eire republicofireland ireland irland irlande irlanda ierland irlanti irlandia irsko irorszag ιρλανδια ирландия ірландія ايرلندا אירלנד アイルラント 爱尔兰 愛爾蘭 아일랜드
        IL ISR israel israele izrael israil ισραηλ израиль ізраіль اسراييل ישראל イスラエル 以色列 이스라엘
        IM IMN isleofman iledeman islademan isoladiman ilhademan man mansaari wyspaman ostrovman mansziget insulaman manadasi νησοςτουμαν овмэн острівмен جزيرةمان האימאן マン島 马恩岛 曼島 맨섬
        IN IND india indien inde intia indie hindistan ινδια индия індія الهند הודו イント 印度 인도 भरत bharat
        IO IOT britishindianoceanterritory britischesterritoriumimindischenozean territoirebritanniquedeloceanindien territoriobritanicodeloceanoindico territoriobritannicodelloceanoindiano territoriobritanicodooceanoindico britsindischeoceaanterritorium brittiskaterritorietiindiskaoceanen detbritisketerritoriumidetindiskeocean detbritisketerritorietiindiahavet brittilainenintianvaltamerenalue brytyjskieterytoriumoceanuindyjskiego britskeindickooceanskeuzemi britindiaioceaniterulet teritoriulbritanicdinoceanulindian britanyahintokyanusutopraklari βρετανικαεδαφηινδικουωκεανου британскаятерриториявиндиискомокеане британськатериторіявіндіиськомуокеані الاقليمالبريطانيفيالمحيطالهندي הטריטוריההבריטיתבאוקיינוסההודי 英領イント洋地域 英属印度洋领地 英屬印度洋領地 영국령인도양지역
        IQ IRQ iraq irak iraque ιρακ ирак ірак العراق עיראק イラク 伊拉克 이라크
        IR IRN islamicrepublicofiran iranislamicrepublicof iran ira ιραν иран іран ايران איראן イラン 伊朗 이란
        IS ISL iceland island islande islandia islanda ijsland islanti izland izlanda ισλανδια исландия ісландія ايسلندا איסלנד アイスラント 冰岛 冰島 아이슬란드
        IT ITA italy italien italie italia wlochy olaszorszag italya ιταλια италия італія ايطاليا איטליה イタリア 意大利 義大利 이탈리아
        JE JEY jersey τζερζι джерси джерсі جيرسي גרזי シャーシー 泽西岛 澤西島 저지
        JM JAM jamaica jamaika jamaique giamaica jamajka τζαμαικα ямаика جامايكا גמייקה シャマイカ 牙买加 牙買加 자메이카
        JO JOR jordan jordanien jordanie jordania giordania jordansko iordania urdun ιορδανια иордания иорданія الاردن ירדן ヨルタン 约旦 約旦 요르단
        JP JPN japan japon giappone japao japani japonia japonsko japonya ιαπωνια япония японія اليابان יפן 日本 일본
        KE KEN kenya kenia quenia kena κενυα кения кенія كينيا קניה ケニア 肯尼亚 肯亞 케냐
        KG KGZ kyrgyzrepublic kyrgyzstan kirgisistan kirghizstan kirguistan kirghizistan quirguistao kirgizie kirgizistan kirgisia kirgistan kirgizisztan kargazstan κιργισταν киргизия киргизстан قيرغيزستان קירגיזסטן キルキス 吉尔吉斯斯坦 吉爾吉斯 키르기스스탄
        KH KHM cambodia kambodscha cambodge camboya cambogia camboja cambodja kambodja kambodsja kambodza kambodzsa cambodgia kambocya καμποτζη камбоджа كمبوديا קמבודיה カンホシア 柬埔寨 캄보디아
        KI KIR kiribati quiribati κιριμπατι кирибати кірибаті كيريباتي קיריבאטי キリハス 基里巴斯 吉里巴斯 키리바시
        KM COM comoros komoren comores comoras comore comoren komorerna comorerne komorene komorit komory comoreszigetek komorlar κομορες коморы комори جزرالقمر קומורו コモロ 科摩罗 葛摩 코모로
        KN KNA stkittsnevis stkittsandnevis saintkittsnevis saintkittsandnevis stkittsundnevis saintkittsundnevis saintchristopheetnieves sancristobalynieves saintkittsenevis saocristovaoenevis saintkittsennevis stkittsochnevis saintkittsognevis saintkittsjanevis saintkittsinevis svatykrystofanevis saintkittsesnevis saintkittssinevis saintkittsvenevis σενκιτςκαινεβις сенткитсиневис сенткітсіневіс سانتكيتسونيفيس סנטקיטסונוויס セントクリストファーネーウィス 圣基茨和尼维斯 聖克里斯多福及尼維斯 세인트키츠네비스
        KP PRK koreanorth koreademocraticpeoplesrepublicof democraticpeoplesrepublicofkorea northkorea nordkorea coreedunord coreadelnorte coreadelnord coreiadonorte noordkorea pohjoiskorea koreapolnocna severnikorea eszakkorea coreeadenord kuzeykore βορειακορεα кндр північнакорея كورياالشمالية קוריאההצפונית 北朝鮮 朝鲜 北韓 북한 dprk
        KR KOR koreasouth korearepublicof republicofkorea korea southkorea sudkorea coreedusud coreadelsur coreadelsud coreiadosul zuidkorea sydkorea sorkorea etelakorea koreapoludniowa jiznikorea delkorea coreeadesud guneykore νοτιακορεα республикакорея південнакорея كورياالجنوبية קוריאההדרומית 韓国 韩国 南韓 대한민국 한국 rok
        KW KWT kuwait koweit koeweit kuwejt kuvajt kuvait kuweit kuveyt κουβειτ кувеит الكويت כווית クウェート 科威特 쿠웨이트
        KY CYM caymanislands kaimaninseln ilescaimans islascaiman isolecayman ilhascayman kaaimaneilanden caymanoarna caymanoerne caymanoyene caymansaaret kajmany kajmanskeostrovy kajmanszigetek insulelecayman caymanadalari νησοικειμαν овакаиман каимановіострови جزركايمان אייקיימן ケイマン諸島 开曼群岛 開曼群島 케이맨제도
        KZ KAZ kazakhstan kasachstan kazajistan kazakistan cazaquistao kazachstan kazakstan kasakhstan kazahsztan kazahstan καζακσταν казахстан كازاخستان קזחסטן カサフスタン 哈萨克斯坦 哈薩克 카자흐스탄
        LA LAO laopdr laopeoplesdemocraticrepublic laos laosz λαος лаос لاوس לאוס ラオス 老挝 寮國 라오스
        LB LBN lebanon libanon liban libano lubnan λιβανος ливан ліван لبنان לבנון レハノン 黎巴嫩 레바논
        LC LCA stlucia saintlucia saintelucie santalucia svatalucie sfantalucia αγιαλουκια сентлюсия сентлюсія سانتلوسيا סנטלוסיה セントルシア 圣卢西亚 聖露西亞 세인트루시아
        LI LIE liechtenstein lichtenstejnsko λιχτενσταιν лихтенштеин ліхтенштеин ليختنشتاين ליכטנשטיין リヒテンシュタイン 列支敦士登 列支敦斯登 리히텐슈타인
        LK LKA srilanka σριλανκα шриланка шріланка سريلانكا סרילנקה スリランカ 斯里兰卡 斯里蘭卡 스리랑카
        LR LBR liberia liberie liberya λιβερια либерия ліберія ليبيريا ליבריה リヘリア 利比里亚 賴比瑞亞 라이베리아
        LS LSO lesotho lesoto λεσοτο лесото ليسوتو לסוטו レソト 莱索托 賴索托 레소토
        LT LTU lithuania litauen lituanie lituania litouwen liettua litwa litva litvania litvanya λιθουανια литва ليتوانيا ליטא リトアニア 立陶宛 리투아니아 lietuva
        LU LUX luxembourg luxemburg luxemburgo lussemburgo luksemburg lucembursko λουξεμβουργο люксембург لوكسمبورغ לוקסמבורג ルクセンフルク 卢森堡 盧森堡 룩셈부르크
        LV LVA latvia lettland lettonie letonia lettonia letland lotwa lotyssko lettorszag letonya λετονια латвия латвія لاتفيا לטביה ラトヒア 拉脱维亚 拉脫維亞 라트비아 latvija
        LY LBY libyanarabjamahiriya libya libyen libye libia libie λιβυη ливия лівія ليبيا לוב リヒア 利比亚 利比亞 리비아
        MA MAR morocco marokko maroc marruecos marocco marrocos marocko maroko fas μαροκο марокко المغرب מרוקו モロッコ 摩洛哥 모로코
        MC MCO monaco monako μονακο монако موناكو מונקו モナコ 摩纳哥 摩納哥 모나코
        MD MDA moldovarepublicof republicofmoldova moldova republikmoldau moldavie moldavia moldavien moldawia moldavsko republicamoldova μολδαβια молдова مولدوفا מולדובה モルトハ 摩尔多瓦 摩爾多瓦 몰도바
        ME MNE montenegro czarnogora cernahora muntenegru karadag μαυροβουνιο черногория чорногорія الجبلالاسود מונטנגרו モンテネクロ 黑山 蒙特內哥羅 몬테네그로 crnagora
        MF MAF saintmartinfrenchpart stmartin saintmartin sanmartin saomartinho svatymartinfrancie svatymartin sfantulmartin αγιοςμαρτινοςγαλλικοτμημα αγιοςμαρτινος сенмартен سانمارتن סןמרטן サンマルタン 法属圣马丁 法屬聖馬丁 생마르탱
        MG MDG madagascar madagaskar madagaszkar μαδαγασκαρη мадагаскар مدغشقر מדגסקר マタカスカル 马达加斯加 馬達加斯加 마다가스카르
        MH MHL marshallislands marshallinseln ilesmarshall islasmarshall isolemarshall ilhasmarshall marshalleilanden marshalloarna marshalloerne marshalloyene marshallinsaaret wyspymarshalla marshallovyostrovy marshallszigetek insulelemarshall marshalladalari νησοιμαρσαλ маршалловыова маршалловіострови جزرمارشال איימרשל マーシャル諸島 马绍尔群岛 馬紹爾群島 마셜제도
        MK MKD macedoniatheformeryugoslavrepublicof formeryugoslavrepublicofmacedonia republicofmacedonia macedonia northmacedonia nordmazedonien macedoinedunord macedoniadelnorte macedoniadelnord macedoniadonorte noordmacedonie nordmakedonien nordmakedonia pohjoismakedonia macedoniapolnocna severnimakedonie eszakmacedonia macedoniadenord kuzeymakedonya βορειαμακεδονια севернаямакедония північнамакедонія مقدونياالشمالية מקדוניההצפונית 北マケトニア 北马其顿 北馬其頓 북마케도니아 makedonija македонија
        ML MLI mali μαλι мали малі مالي מאלי マリ 马里 馬利 말리
        MM MMR myanmar burma myanmarburma myanmarbirmanie myanmarbirmania mianmarbirmania mianmar myanmarbirma mjanmabirma mjanma myanmarbarma μιανμαρβιρμανια μιανμαρ мьянмабирма мьянма мʼянмабірма мʼянма ميانماربورما ميانمار מיאנמרבורמה מיאנמר ミャンマーヒルマ ミャンマー 缅甸 緬甸 미얀마
        MN MNG mongolia mongolei mongolie mongoliet mongolsko mogolistan μογγολια монголия монголія منغوليا מונגוליה モンコル 蒙古 몽골
        MO MAC macausar macao macau macaosarchina sonderverwaltungsregionmacau raschinoisedemacao raedemacaochina raedemacao rasdimacao macauraedachina macausarvanchina macaosar sarmacao macaosarkina macaokiinanerityishallintoalue sramakauchiny sramakau makau macaozaociny makaokkt makao rasmacaochina cinmakaooib μακαοεδπκινας μακαο макаосар макао макаооаркитаю منطقةماكاوالاداريةالخاصة مكاو מקאואזורמנהלימיוחדשלסין מקאו 中華人民共和国マカオ特別行政区 マカオ 中国澳门特别行政区 澳门 中國澳門特別行政區 澳門 마카오중국특별행정구 마카오
        MP MNP northernmarianaislands nordlichemarianen ilesmariannesdunord islasmarianasdelnorte isolemariannesettentrionali ilhasmarianasdonorte noordelijkemarianen nordmarianerna nordmarianerne nordmarianene pohjoismariaanit marianypolnocne severnimariany eszakimarianaszigetek insulelemarianedenord kuzeymarianaadalari νησοιβορειεςμαριανες северныемарианскиеова північнімаріанськіострови جزرمارياناالشمالية איימריאנההצפוניים 北マリアナ諸島 北马里亚纳群岛 北馬利安納群島 북마리아나제도
        MQ MTQ martinique martinica martynika martinik μαρτινικα мартиника мартиніка جزرالمارتينيك מרטיניק マルティニーク 马提尼克 馬丁尼克 마르티니크
        MR MRT mauritania mauretanien mauritanie mauretania moritanya μαυριτανια мавритания мавританія موريتانيا מאוריטניה モーリタニア 毛里塔尼亚 茅利塔尼亞 모리타니
        MS MSR montserrat μονσερατ монтсеррат مونتسرات מונסראט モントセラト 蒙特塞拉特 蒙哲臘 몬트세라트
        MT MLT malta malte μαλτα мальта مالطا מלטה マルタ 马耳他 馬爾他 몰타
        MU MUS mauritius maurice mauricio mauricius μαυρικιος маврикии маврикіи موريشيوس מאוריציוס モーリシャス 毛里求斯 模里西斯 모리셔스
        MV MDV maldives malediven maldivas maldive maldiven maldiverna maldiverne maldivene malediivit malediwy maledivy maldivszigetek maldivler μαλδιβες мальдивы мальдіви جزرالمالديف האייםהמלדיביים モルティフ 马尔代夫 馬爾地夫 몰디브
        MW MWI malawi malaui malavi μαλαουι малави малаві ملاوي מלאווי マラウイ 马拉维 馬拉威 말라위
        MX MEX mexico mexiko mexique messico meksiko meksyk mexic meksika μεξικο мексика المكسيك מקסיקו メキシコ 墨西哥 멕시코 mejico
        MY MYS malaysia malaisie malasia maleisie malesia malezja malajsie malajzia malezya μαλαισια малаизия малаизія ماليزيا מלזיה マレーシア 马来西亚 馬來西亞 말레이시아
        MZ MOZ mozambique mosambik mozambico mocambique mozambik mozambic μοζαμβικη мозамбик мозамбік موزمبيق מוזמביק モサンヒーク 莫桑比克 莫三比克 모잠비크
        NA NAM namibia namibie namibya ναμιμπια намибия намібія ناميبيا נמיביה ナミヒア 纳米比亚 納米比亞 나미비아
        NC NCL newcaledonia neukaledonien nouvellecaledonie nuevacaledonia nuovacaledonia novacaledonia nieuwcaledonie nyakaledonien nykaledonien nycaledonia uusikaledonia nowakaledonia novakaledonie ujkaledonia nouacaledonie yenikaledonya νεακαληδονια новаякаледония новакаледонія كاليدونياالجديدة קלדוניההחדשה ニューカレトニア 新喀里多尼亚 新喀里多尼亞 뉴칼레도니아
        NE NER niger nijer νιγηρας нигер нігер النيجر ניזר ニシェール 尼日尔 尼日 니제르
        NF NFK norfolkisland norfolkinsel ilenorfolk islanorfolk isolanorfolk ilhanorfolk norfolk norfolkon norfolkoya norfolkinsaari norfolksziget insulanorfolk norfolkadasi νησοςνορφολκ овнорфолк острівнорфолк جزيرةنورفولك האינורפוק ノーフォーク島 诺福克岛 諾福克島 노퍽섬
        NG NGA nigeria nigerie nijerya νιγηρια нигерия нігерія نيجيريا ניגריה ナイシェリア 尼日利亚 奈及利亞 나이지리아
        NI NIC nicaragua nikaragua νικαραγουα никарагуа нікарагуа نيكاراغوا ניקרגואה ニカラクア 尼加拉瓜 니카라과
        NL NLD niederlande thenetherlands holland netherlands paysbas paisesbajos paesibassi paisesbaixos nederland nederlanderna nederlandene alankomaat holandia nizozemsko hollandia tariledejos hollanda κατωχωρες нидерланды нідерланди هولندا הולנד オランタ 荷兰 荷蘭 네덜란드
        NO NOR norway norwegen norvege noruega norvegia noorwegen norge norja norwegia norsko norvec νορβηγια норвегия норвегія النرويج נורווגיה ノルウェー 挪威 노르웨이
        NP NPL nepal νεπαλ непал نيبال נפאל ネハール 尼泊尔 尼泊爾 네팔
        NR NRU nauru ναουρου науру ناورو נאורו ナウル 瑙鲁 諾魯 나우루
        NU NIU niue νιουε ниуэ ніуе نيوي ניווה ニウエ 纽埃 紐埃島 니우에
        NZ NZL newzealand neuseeland nouvellezelande nuevazelanda nuovazelanda novazelandia nieuwzeeland nyazeeland uusiseelanti nowazelandia novyzeland ujzeland nouazeelanda yenizelanda νεαζηλανδια новаязеландия новазеландія نيوزيلندا ניוזילנד ニューシーラント 新西兰 紐西蘭 뉴질랜드
        OM OMN oman oma umman ομαν оман عمان עומאן オマーン 阿曼 오만
        PA PAN panama παναμας панама بنما פנמה ハナマ 巴拿马 巴拿馬 파나마
        PE PER peru perou περου перу بيرو פרו ヘルー 秘鲁 秘魯 페루
        PF PYF frenchpolynesia franzosischpolynesien polynesiefrancaise polinesiafrancesa polinesiafrancese franspolynesie franskapolynesien franskpolynesien franskpolynesia ranskanpolynesia polinezjafrancuska francouzskapolynesie franciapolinezia polineziafranceza fransizpolinezyasi γαλλικηπολυνησια французскаяполинезия французькаполінезія بولينيزياالفرنسية פולינזיההצרפתית 仏領ホリネシア 法属波利尼西亚 法屬玻里尼西亞 프랑스령폴리네시아
        PG PNG papuanewguinea papuaneuguinea papouasienouvelleguinee papuanuevaguinea papuanuovaguinea papuanovaguine papoeanieuwguinea papuanyaguinea papuanyguinea papuauusiguinea papuanowagwinea papuanovaguinea papuaujguinea papuanouaguinee papuayenigine παπουανεαγουινεα папуановаягвинея папуановагвінея بابواغينياالجديدة פפואהגינאההחדשה ハフアニューキニア 巴布亚新几内亚 巴布亞紐幾內亞 파푸아뉴기니
        PH PHL thephilippines philippines philippinen filipinas filippine filipijnen filippinerna filippinerne filippinene filippiinit filipiny fulopszigetek filipine filipinler φιλιππινες филиппины філіппіни الفلبين הפיליפינים フィリヒン 菲律宾 菲律賓 필리핀 pilipinas phillipines
        PK PAK pakistan paquistao pakisztan πακισταν пакистан باكستان פקיסטן ハキスタン 巴基斯坦 파키스탄
        PL POL poland polen pologne polonia puola polska polsko lengyelorszag polonya πολωνια польша польща بولندا פולין ホーラント 波兰 波蘭 폴란드
        PM SPM stpierremiquelon stpierreandmiquelon saintpierremiquelon saintpierreandmiquelon stpierreundmiquelon saintpierreundmiquelon saintpierreetmiquelon sanpedroymiquelon saintpierreemiquelon saopedroemiquelao saintpierreenmiquelon stpierreochmiquelon saintpierreogmiquelon saintpierrejamiquelon saintpierreimiquelon saintpierreamiquelon saintpierreesmiquelon saintpierresimiquelon saintpierrevemiquelon σενπιερκαιμικελον сенпьеримикелон сенпʼєрімікелон سانبييرومكويلون סנטפיירומיקלון サンヒエール島ミクロン島 圣皮埃尔和密克隆群岛 聖皮埃與密克隆群島 생피에르미클롱
        PN PCN pitcairnislands pitcairn pitcairninseln ilespitcairn islaspitcairn isolepitcairn ilhaspitcairn pitcairneilanden pitcairnoarna pitcairnoyene pitcairnovyostrovy pitcairnszigetek insulelepitcairn pitcairnadalari νησοιπιτκερν овапиткэрн островипіткерн جزربيتكيرن אייפיטקרן ヒトケアン諸島 皮特凯恩群岛 皮特肯群島 핏케언제도
        PR PRI puertorico portorico portoryko portoriko πουερτορικο пуэрторико пуерторико بورتوريكو פוארטוריקו フエルトリコ 波多黎各 푸에르토리코
        PS PSE occupiedpalestinianterritory palestinianterritoryoccupied palestinestateof stateofpalestine palestine palestinianterritories palastinensischeautonomiegebiete palastina territoirespalestiniens territoriospalestinos palestina territoripalestinesi palestijnsegebieden palestinskaterritorierna depalaestinensiskeomrader palaestina detpalestinskeomradet palestiinalaisalue palestiina terytoriapalestynskie palestyna palestinskauzemi palesztinautonomia palesztina teritoriilepalestiniene filistinbolgeleri filistin παλαιστινιακαεδαφη παλαιστινη палестинскиетерритории палестина палестинськітериторіі الاراضيالفلسطينية فلسطين השטחיםהפלסטיניים פלסטין ハレスチナ自治区 ハレスチナ 巴勒斯坦领土 巴勒斯坦 巴勒斯坦自治區 팔레스타인지구 팔레스타인
        PT PRT portugal portogallo portugali portugalia portugalsko portekiz πορτογαλια португалия португалія البرتغال פורטוגל ホルトカル 葡萄牙 포르투갈
        PW PLW palau palaos παλαου палау بالاو פלאו ハラオ 帕劳 帛琉 팔라우
        PY PRY paraguay paraguai paragwaj παραγουαη парагваи باراغواي פרגוואי ハラクアイ 巴拉圭 파라과이
        QA QAT qatar katar catar καταρ катар قطر קטאר カタール 卡塔尔 卡達 카타르
        RE REU reunion lareunion riunione reuniao ρεινιον реюньон реюньион روينيون ראוניון レユニオン 留尼汪 留尼旺 레위니옹
        RO ROU romania rumanien roumanie rumania romenia roemenie rumaenien rumunia rumunsko romanya ρουμανια румыния румунія رومانيا רומניה ルーマニア 罗马尼亚 羅馬尼亞 루마니아
        RS SRB serbia serbien serbie servia servie srbsko szerbia sirbistan σερβια сербия сербія صربيا סרביה セルヒア 塞尔维亚 塞爾維亞 세르비아 srbija србија
        RU RUS russianfederation russia russland russie rusia rusland ryssland venaja rosja rusko oroszorszag rusya ρωσια россия росія روسيا רוסיה ロシア 俄罗斯 俄羅斯 러시아 россиискаяфедерация рф rossiya rossija
        RW RWA rwanda ruanda ρουαντα руанда رواندا רואנדה ルワンタ 卢旺达 盧安達 르완다
        SA SAU kingdomofsaudiarabia ksa saudiarabia saudiarabien arabiesaoudite arabiasaudi arabiasaudita saoediarabie arabiasaudyjska saudskaarabie szaudarabia suudiarabistan σαουδικηαραβια саудовскаяаравия саудівськааравія المملكةالعربيةالسعودية ערבהסעודית サウシアラヒア 沙特阿拉伯 沙烏地阿拉伯 사우디아라비아
        SB SLB solomonislands salomonen ilessalomon islassalomon isolesalomone ilhassalomao salomonseilanden salomonoarna salomonoerne salomonoyene salomonsaaret wyspysalomona salamounovyostrovy salamonszigetek insulelesolomon solomonadalari νησοισολομωντος соломоновыова соломоновіострови جزرسليمان איישלמה ソロモン諸島 所罗门群岛 索羅門群島 솔로몬제도
        SC SYC seychelles seychellen seicheles seychellerna seychellerne seychellene seychellit seszele seychely seychelleszigetek seyseller σευχελλες сеишельскиеова сеишельськіострови سيشل אייסיישל セーシェル 塞舌尔 塞席爾 세이셸
        SD SDN sudan soudan sudao soedan szudan σουδαν судан السودان סודן スータン 苏丹 蘇丹 수단
        SE SWE sweden schweden suede suecia svezia zweden sverige ruotsi szwecja svedsko svedorszag suedia isvec σουηδια швеция швеція السويد שוודיה スウェーテン 瑞典 스웨덴
        SG SGP singapore singapur singapour singapura szingapur σιγκαπουρη сингапур сінгапур سنغافورة סינגפור シンカホール 新加坡 싱가포르
        SH SHN sainthelenaascensionandtristandacunha sthelena sainthelena saintehelene santaelena santelena santahelena sinthelena wyspaswietejheleny svatahelena szentilona sfantaelena αγιαελενη овсвелены острівсвятоієлени سانتهيلينا סנטהלנה セントヘレナ 圣赫勒拿 聖赫勒拿島 세인트헬레나
        SI SVN slovenia slowenien slovenie eslovenia slovenien slowenia slovinsko szlovenia slovenya σλοβενια словения словенія سلوفينيا סלובניה スロヘニア 斯洛文尼亚 斯洛維尼亞 슬로베니아 slovenija
        SJ SJM svalbardjanmayen svalbardandjanmayen spitzbergenundjanmayen svalbardetjanmayen svalbardyjanmayen svalbardejanmayen spitsbergenenjanmayen svalbardochjanmayen svalbardogjanmayen huippuvuoretjajanmayen svalbardijanmayen spicberkyajanmayen svalbardesjanmayen svalbardsijanmayen svalbardvejanmayen σβαλμπαρντκαιγιανμαγιεν шпицбергениянмаиен шпіцбергентаянмаєн سفالباردوجانماين סבאלברדויאןמאיין スハールハル諸島ヤンマイエン島 斯瓦尔巴和扬马延 挪威屬斯瓦巴及尖棉 스발바르제도얀마웬섬
        SK SVK slovakrepublic slovakia slowakei slovaquie eslovaquia slovacchia slowakije slovakien slovakiet slowacja slovensko szlovakia slovacia slovakya σλοβακια словакия словаччина سلوفاكيا סלובקיה スロハキア 斯洛伐克 슬로바키아
        SL SLE sierraleone sierraleona serraleoa σιεραλεονε сьерралеоне сьєрралеоне سيراليون סיירהלאון シエラレオネ 塞拉利昂 獅子山 시에라리온
        SM SMR sanmarino saintmarin αγιοςμαρινος санмарино سانمارينو סןמרינו サンマリノ 圣马力诺 聖馬利諾 산마리노
        SN SEN senegal szenegal σενεγαλη сенегал السنغال סנגל セネカル 塞内加尔 塞內加爾 세네갈
        SO SOM somalia somalie somalsko szomalia somali σομαλια сомали сомалі الصومال סומליה ソマリア 索马里 索馬利亞 소말리아
        SR SUR suriname surinam σουριναμ суринам سورينام סורינאם スリナム 苏里南 蘇利南 수리남
        SS SSD southsudan sudsudan soudandusud sudandelsur sudaodosul zuidsoedan sydsudan sorsudan etelasudan sudanpoludniowy jiznisudan delszudan sudanuldesud guneysudan νοτιοσουδαν южныисудан південниисудан جنوبالسودان דרוםסודן 南スータン 南苏丹 南蘇丹 남수단
        ST STP saotomeprincipe saotomeandprincipe saotomeundprincipe saotomeetprincipe santotomeyprincipe saotomeeprincipe saotomeenprincipe saotomeochprincipe saotomeogprincipe saotomejaprincipe wyspyswietegotomaszaiksiazeca svatytomasaprincuvostrov saotomeesprincipe saotomesiprincipe saotomeveprincipe σαοτομεκαιπρινσιπε сантомеипринсипи сантомеіпринсіпі ساوتوميوبرينسيبي סאוטומהופרינסיפה サントメフリンシヘ 圣多美和普林西比 聖多美普林西比 상투메프린시페
        SV SLV elsalvador salvador salwador ελσαλβαδορ сальвадор السلفادور אלסלבדור エルサルハトル 萨尔瓦多 薩爾瓦多 엘살바도르
        SX SXM sintmaartendutchpart sintmaarten saintmartinpartieneerlandaise svatymartinnizozemsko αγιοςμαρτινοςολλανδικοτμημα синтмартен сінтмартен سانتمارتن סנטמארטן シントマールテン 荷属圣马丁 荷屬聖馬丁 신트마르턴 stmaarten
        SY SYR syrianarabrepublic syria syrien syrie siria syyria sziria suriye συρια сирия сирія سوريا סוריה シリア 叙利亚 敘利亞 시리아
        SZ SWZ swaziland eswatini esuatini essuatini szvazifold esvatini εσουατινι эсватини есватіні اسواتيني אסוואטיני エスワティニ 斯威士兰 史瓦帝尼 에스와티니
        TC TCA turkscaicosislands turksandcaicosislands turksundcaicosinseln ilesturquesetcaiques islasturcasycaicos isoleturksecaicos ilhasturcasecaicos turksencaicoseilanden turksochcaicosoarna turksogcaicosoerne turksogcaicosoyene turksjacaicossaaret turksicaicos turksacaicos turksescaicosszigetek insuleleturkssicaicos turksvecaicosadalari νησοιτερκςκαικαικος терксикаикос островитерксікаикос جزرتوركسوكايكوس אייטרקסוקייקוס タークスカイコス諸島 特克斯和凯科斯群岛 土克斯及開科斯群島 터크스케이커스제도
        TD TCD chad tschad tchad ciad chade tsjaad tsjad tsad czad cad csad τσαντ чад تشاد צאד チャト 乍得 查德 차드
        TF ATF frenchsouthernterritories franzosischesudundantarktisgebiete terresaustralesfrancaises territoriosaustralesfranceses terreaustralifrancesi territoriosfrancesesdosul fransegebiedenindezuidelijkeindischeoceaan franskasydterritorierna defranskebesiddelseridetsydligeindiskeoceanogantarktis defranskesorterritorier ranskanetelaisetjaantarktisetalueet francuskieterytoriapoludnioweiantarktyczne francouzskajizniuzemi franciadeliteruletek teritoriileaustralesiantarcticefranceze fransizguneytopraklari γαλλικανοτιαεδαφη французскиеюжныетерритории французькіпівденнітериторіі الاقاليمالجنوبيةالفرنسية הטריטוריותהדרומיותשלצרפת 仏領極南諸島 法属南部领地 法屬南部屬地 프랑스령남방지역
        TG TGO togo τογκο того توغو טוגו トーコ 多哥 토고
        TH THA thailand thailande tailandia thailandia thaimaa tajlandia thajsko thaifold thailanda tayland ταιλανδη таиланд таіланд تايلاند תאילנד タイ 泰国 泰國 태국 ประเทศไทย ไทย prathetthai
        TJ TJK tajikistan tadschikistan tadjikistan tayikistan tagikistan tadjiquistao tadzjikistan tadsjikistan tadzikistan tadzykistan tadzsikisztan tacikistan τατζικισταν таджикистан طاجيكستان טגיקיסטן タシキスタン 塔吉克斯坦 塔吉克 타지키스탄
        TK TKL tokelau tokelauoarna τοκελαου токелау توكيلاو טוקלאו トケラウ 托克劳 托克勞群島 토켈라우
        TL TLS timorleste easttimor timororiental timorest oosttimor osttimor itatimor timorwschodni vychodnitimor kelettimor τιμορλεστε восточныитимор тиморлешті تيمورليشتي טימורלסטה 東ティモール 东帝汶 東帝汶 동티모르
        TM TKM turkmenistan turcomenistao turkmenisztan τουρκμενισταν туркменистан туркменістан تركمانستان טורקמניסטן トルクメニスタン 土库曼斯坦 土庫曼 투르크메니스탄
        TN TUN tunisia tunesien tunisie tunez tunesie tunisien tunezja tunisko tunezia tunus τυνησια тунис туніс تونس תוניסיה チュニシア 突尼斯 突尼西亞 튀니지
        TO TON tonga τονγκα тонга تونغا טונגה トンカ 汤加 東加 통가
        TR TUR turkiye turkey turkei turquie turquia turchia turkije turkiet tyrkiet tyrkia turkki turcja turecko torokorszag turcia τουρκια турция туреччина تركيا טורקיה トルコ 土耳其 튀르키예
        TT TTO trinidad trinidadtobago trinidadandtobago trinidadundtobago triniteettobago trinidadytobago trinidadetobago trinidadentobago trinidadochtobago trinidadogtobago trinidadjatobago trynidaditobago trinidadatobago trinidadestobago trinidadsitobago trinidadvetobago τρινινταντκαιτομπαγκο тринидадитобаго тринідадітобаго ترينيدادوتوباغو טרינידדוטובגו トリニタートトハコ 特立尼达和多巴哥 千里達及托巴哥 트리니다드토바고
        TV TUV tuvalu τουβαλου тувалу توفالو טובאלו ツハル 图瓦卢 吐瓦魯 투발루
        TW TWN republicofchina taiwanroc taiwanprovinceofchina taiwan tajwan tchajwan tajvan tayvan ταιβαν таивань تايوان טייוואן 台湾 台灣 대만
        TZ TZA tanzaniaunitedrepublicof unitedrepublicoftanzania tanzania tansania tanzanie tanzanya τανζανια танзания танзанія تنزانيا טנזניה タンサニア 坦桑尼亚 坦尚尼亞 탄자니아
        UA UKR ukraine ucrania ucraina oekraine ukraina ukrajina ukrajna ukrayna ουκρανια украина украіна اوكرانيا אוקראינה ウクライナ 乌克兰 烏克蘭 우크라이나
        UG UGA uganda ouganda oeganda ουγκαντα уганда اوغندا אוגנדה ウカンタ 乌干达 烏干達 우간다
        UM UMI unitedstatesminoroutlyingislands usoutlyingislands amerikanischeuberseeinseln ilesmineureseloigneesdesetatsunis islasmenoresalejadasdeeeuu isoleminoriesternedeglistatiuniti ilhasmenoresdistantesdoseua kleineafgelegeneilandenvandeverenigdestaten usasyttreoar amerikanskeoversoiskeoer usasytreoyer yhdysvaltainerillissaaret dalekiewyspymniejszestanowzjednoczonych mensiodlehleostrovyusa azusalakatlankulbirtokai insuleleindepartatealesua abdkucukhariciadalari απομακρυσμενεςνησιδεςηπα внешниемалыеовасша внешниемалыеова віддаленіостровисша جزرالولاياتالمتحدةالنايية האייםהמרוחקיםהקטניםשלארהב 合衆国領有小離島 美国本土外小岛屿 美國本土外小島嶼 미국령해외제도
        US USA verenigdestatenvanamerika amerika statiunitidamerica vereinigtestaatenvonamerika estadosunidosdaamerica estadosunidosdeamerica etatsunisdamerique eeuu theunitedstates usofa america unitedstatesofamerica unitedstates vereinigtestaaten etatsunis estadosunidos statiuniti eua verenigdestaten yhdysvallat stanyzjednoczone spojenestaty egyesultallamok stateleunitealeamericii sua amerikabirlesikdevletleri abd ηνωμενεςπολιτειες ηπα соединенныештаты сша сполученіштати الولاياتالمتحدة ארצותהברית ארהב アメリカ合衆国 アメリカ 美国 美國 미국
        UY URY uruguay uruguai urugwaj ουρουγουαη уругваи اورغواي אורוגוואי ウルクアイ 乌拉圭 烏拉圭 우루과이
        UZ UZB uzbekistan usbekistan ouzbekistan uzbequistao oezbekistan uzbegisztan ozbekistan ουζμπεκισταν узбекистан اوزبكستان אוזבקיסטן ウスヘキスタン 乌兹别克斯坦 烏茲別克 우즈베키스탄
        VA VAT vatican holyseevaticancitystate holysee vaticancity vatikanstadt etatdelaciteduvatican ciudaddelvaticano cittadelvaticano cidadedovaticano vaticaanstad vatikanstaten vatikaani watykan vatikan statulcetatiivaticanului βατικανο ватикан الفاتيكان הוותיקן ハチカン市国 梵蒂冈 梵蒂岡 바티칸시국
        VC VCT stvincentgrenadines stvincentandgrenadines saintvincentgrenadines saintvincentandgrenadines stvincentunddiegrenadinen saintvincentunddiegrenadinen saintvincentetlesgrenadines sanvicenteylasgranadinas saintvincentegrenadine saovicenteegranadinas saintvincentendegrenadines stvincentochgrenadinerna saintvincentoggrenadinerne stvincentoggrenadinene saintvincentoggrenadinene saintvincentjagrenadiinit saintvincentigrenadyny svatyvincencagrenadiny saintvincentesagrenadineszigetek saintvincentsigrenadinele saintvincentvegrenadinler αγιοςβικεντιοςκαιγρεναδινες сентвинсентигренадины сентвінсентігренадіни سانتفنسنتوجزرغرينادين סנטוינסנטוהגרנדינים セントヒンセント及ひクレナティーン諸島 圣文森特和格林纳丁斯 聖文森及格瑞那丁 세인트빈센트그레나딘
        VE VEN venezuelabolivarianrepublicof bolivarianrepublicofvenezuela venezuela wenezuela βενεζουελα венесуэла венесуела فنزويلا ונצואלה ヘネスエラ 委内瑞拉 委內瑞拉 베네수엘라
        VG VGB virginislandsbritish britishvirginislands britischejungferninseln ilesviergesbritanniques islasvirgenesbritanicas isoleverginibritanniche ilhasvirgensbritanicas britsemaagdeneilanden brittiskajungfruoarna debritiskejomfruoer debritiskejomfruoyene brittilaisetneitsytsaaret brytyjskiewyspydziewicze britskepanenskeostrovy britvirginszigetek insulelevirginebritanice britanyavirjinadalari βρετανικεςπαρθενεςνησοι виргинскиеовавеликобритания виргинскиеова британськівіргінськіострови جزرفيرجنالبريطانية אייהבתולההבריטיים 英領ウァーシン諸島 英属维尔京群岛 英屬維京群島 영국령버진아일랜드 bvi
        VI VIR virginislands usvirginislands virginislandsus amerikanischejungferninseln ilesviergesdesetatsunis islasvirgenesdeeeuu isoleverginiamericane ilhasvirgensamericanas amerikaansemaagdeneilanden amerikanskajungfruoarna deamerikanskejomfruoer deamerikanskejomfruoyene yhdysvaltainneitsytsaaret wyspydziewiczestanowzjednoczonych americkepanenskeostrovy amerikaivirginszigetek insulelevirgineamericane abdvirjinadalari αμερικανικεςπαρθενεςνησοι виргинскиеовасша віргінськіостровисша віргінськіострови جزرفيرجنالامريكية אייהבתולהשלארצותהברית 米領ウァーシン諸島 美属维尔京群岛 美屬維京群島 미국령버진아일랜드 usvi
        VN VNM socialistrepublicofvietnam vietnam vietna wietnam βιετναμ вьетнам вʼєтнам فيتنام וייטנאם ヘトナム 越南 베트남
        VU VUT vanuatu βανουατου вануату فانواتو ונואטו ハヌアツ 瓦努阿图 萬那杜 바누아투
        WF WLF wallisfutuna wallisandfutuna wallisundfutuna wallisetfutuna wallisyfutuna wallisefutuna wallisenfutuna wallisochfutunaoarna wallisogfutuna wallisjafutuna wallisifutuna wallisafutuna wallisesfutuna wallissifutuna wallisvefutuna γουαλιςκαιφουτουνα уоллисифутуна уоллісіфутуна جزروالسوفوتونا אייווליסופוטונה ウォリスフツナ 瓦利斯和富图纳 瓦利斯群島和富圖那群島 왈리스푸투나제도
        WS WSM samoa szamoa σαμοα самоа ساموا סמואה サモア 萨摩亚 薩摩亞 사모아
        XK XKX xkk xks rks kosovo kosowo koszovo kosova κοσσυφοπεδιο косово كوسوفو קוסובו コソホ 科索沃 코소보
        YE YEM yemen jemen iemen υεμενη иемен ємен اليمن תימן イエメン 也门 葉門 예멘
        YT MYT mayotte majotta μαγιοτ маиотта مايوت מאיוט マヨット 马约特 馬約特島 마요트
        ZA ZAF republicofsouthafrica rsa southafrica sudafrika afriquedusud sudafrica africadosul zuidafrika sydafrika sorafrika etelaafrikka republikapoludniowejafryki jihoafrickarepublika delafrikaikoztarsasag africadesud guneyafrika νοτιααφρικη южноафриканскаяреспублика південноафриканськареспубліка جنوبافريقيا דרוםאפריקה 南アフリカ 南非 남아프리카
        ZM ZMB zambia sambia zambie zambiya ζαμπια замбия замбія زامبيا זמביה サンヒア 赞比亚 尚比亞 잠비아
        ZW ZWE zimbabwe simbabwe zimbabue zimbabve ζιμπαμπουε зимбабве зімбабве زيمبابوي זימבבואה シンハフエ 津巴布韦 辛巴威 짐바브웨
        """;
}
