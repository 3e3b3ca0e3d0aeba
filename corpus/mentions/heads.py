"""The words names are built on, by language: heads of organisations and programmes, markers of places, positions of people.

Slavic words are lemmas (folded); words of other languages are beginnings of folded words, for they take endings or none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.languages import fold


@dataclass(frozen=True, slots=True)
class Heads:
    """``organisations`` name one with a capital; ``offices`` do so in small letters too, when what follows is a name."""

    organisations: frozenset[str]
    offices: frozenset[str] = frozenset()
    legal_forms: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    city_markers: frozenset[str] = frozenset()
    region_markers: frozenset[str] = frozenset()
    place_markers: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    links: frozenset[str] = field(default=frozenset())
    """Small words that may stand inside a name: of, the, und, și."""


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


HEADS = {
    "ru": Heads(
        organisations=_words(
            "агентство академия администрация акимат альянс ассамблея ассоциация банк библиотека больница бюро ведомство "
            "галерея департамент дирекция дума институт инспекция исполком управа училище федерация фонд холдинг центр "
            "кабинет канцелярия клуб коалиция коллегия комбинат комиссариат комиссия комитет компания конгресс консорциум "
            "концерн корпорация лаборатория лига лицей мастерская миссия министерство минздрав мэрия музей муниципалитет "
            "общество объединение округ организация отдел отделение офис палата парламент партия полиция правительство "
            "представительство предприятие прокуратура рада редакция школа секретариат совет союз суд телеканал театр "
            "университет управление учреждение филиал фабрика фирма завод издательство газета журнал служба сенат сеть "
            "посольство консульство делегация движение гимназия колледж водоканал горсовет мажилис маслихат курултай "
            "жогорку мид мвд мчс минюст минфин минэнерго минобороны минэкономики "
            "собрание архив оркестр экспедиция консерватория филармония заповедник пароходство киностудия дом-музей "
            "парк станция "
            "примэрия хокимият хукумат меджлис ратуша хозяйство бизнес-центр пресс-служба пресс-центр кооператив "
            "электростанция биржа госпиталь патриархия епархия семинария "
            "поликлиника диспансер факультет кафедра обсерватория"
        ),
        offices=_words(
            "министерство посольство мэрия акимат администрация парламент правительство прокуратура представительство "
            "маслихат консульство примэрия горсовет управление департамент университет институт делегация хокимият "
            "мид мвд мчс минюст минфин минэнерго минобороны минэкономики"
        ),
        legal_forms=_words(
            "тоо ооо оао зао ао пао оф оо нпо кгу гкп гу рго чу ип гп мп кск осо оюл тдо ну осоо акб ано гуп фгуп муп ргп ргкп "
            "роо нко кх кфх спк пк"
        ),
        programmes=_words("проект программа инициатива соглашение меморандум стратегия кампания конвенция хартия грант"),
        events=_words("конференция форум семинар саммит конгресс фестиваль выставка конкурс съезд симпозиум"),
        city_markers=_words("г гор город городок поселок пос пгт село с аул кишлак деревня станица столица"),
        region_markers=_words("область край район регион округ обл долина губерния вилоят велаят"),
        place_markers=_words(
            "улица ул проспект пр площадь пл река озеро море гора остров шоссе бульвар микрорайон мкр станция"
        ),
        positions=_words(
            "аким аналитик ассистент атташе бухгалтер вице-министр вице-президент вице-премьер глава депутат директор "
            "докладчик доцент журналист заведующий заместитель инженер инспектор инструктор координатор консул консультант "
            "корреспондент куратор лидер менеджер мэр министр модератор начальник оператор организатор ответственный "
            "председатель президент премьер премьер-министр примар представитель преподаватель пресс-секретарь продюсер "
            "профессор прокурор разработчик редактор ректор руководитель секретарь советник сотрудник спикер специалист "
            "сопредседатель статс-секретарь судья тренер управляющий учитель ученый хоким эксперт энергоменеджер экономист "
            "юрист помощник посол проректор декан методист архитектор эколог основатель учредитель автор переводчик "
            "губернатор сенатор канцлер король лаборант волонтер завуч техник диспетчер член адвокат активист активистка актер "
            "актриса архиепископ астронавт бизнесмен биолог вице-мэр вице-спикер вратарь врач генерал гендиректор главврач "
            "главред дирижер епископ замглавы замминистра защитник историк капитан командир командующий комиссар "
            "композитор космонавт майор митрополит наблюдатель омбудсмен певец певица писатель поэт полковник политик "
            "политолог правозащитник предприниматель психолог режиссер священник солист солистка социолог уполномоченный физик "
            "фотограф художник хореограф чемпион чемпионка экс-президент"
        ),
        titles=_words("господин госпожа г-н г-жа д-р доктор проф профессор академик"),
    ),
    "uk": Heads(
        organisations=_words(
            "агентство агенція академія адміністрація альянс асамблея асоціація банк бібліотека лікарня бюро відомство "
            "відділ відділення департамент дирекція дума інститут інспекція виконком федерація фонд холдинг центр кабінет "
            "канцелярія клуб коаліція колегія комбінат комісія комітет компанія конгрес консорціум концерн корпорація "
            "лабораторія ліга ліцей місія міністерство мерія музей муніципалітет товариство об'єднання округ організація "
            "офіс палата парламент партія поліція уряд представництво підприємство прокуратура рада редакція школа "
            "секретаріат союз спілка суд телеканал театр університет управління установа філія фабрика фірма завод "
            "видавництво газета журнал служба сенат мережа посольство консульство делегація рух гімназія коледж водоканал "
            "збори архів парк станція гімназія електростанція біржа госпіталь єпархія поліклініка факультет кафедра"
        ),
        offices=_words(
            "міністерство посольство мерія адміністрація парламент уряд прокуратура представництво рада управління "
            "департамент університет інститут консульство виконком делегація"
        ),
        legal_forms=_words(
            "тов ват зат ат пат прат го бф кп дп фоп пп осбб сфг фг кнп окп тдв гс нак наек дтго пз мбо гс бо мго вго бф нво"
        ),
        programmes=_words("проект проєкт програма ініціатива угода меморандум стратегія кампанія конвенція хартія грант"),
        events=_words("конференція форум семінар саміт фестиваль виставка конкурс з'їзд симпозіум"),
        city_markers=_words("м місто містечко смт село с селище столиця"),
        region_markers=_words("область край район регіон округ обл"),
        place_markers=_words("вулиця вул проспект просп площа пл річка озеро море гора острів шосе бульвар"),
        positions=_words(
            "голова депутат директор доцент експерт експертка заступник заступниця інженер координатор координаторка "
            "консультант консультантка керівник керівниця лідер лідерка менеджер менеджерка мер міністр міністерка модератор "
            "начальник начальниця представник представниця президент прем'єр прем'єр-міністр прессекретар прес-секретар "
            "професор редактор ректор секретар спеціаліст фахівець спікер співробітник тренер тренерка учитель вчителька "
            "радник радниця журналіст журналістка посол енергоменеджер очільник речник речниця"
        ),
        titles=_words("пан пані д-р доктор проф професор академік"),
    ),
    "en": Heads(
        organisations=_words(
            "academ administration agenc alliance assembl association authorit bank board bureau cabinet center centre chamber "
            "club coalition college commission committee compan congress consortium corporation council court delegation "
            "department directorate division embassy faculty federation foundation fund group hospital inspectorate institut "
            "laborator league library ministry mission municipalit museum network office organisation organization parliament "
            "party partnership prosecutor school secretariat senate service society team theatre trust union universit akimat "
            "railway opera choir orchestra rada park movement observatory archive museum gallery inspectorat tribunal "
            "registry exchange kindergarten clinic polytechnic"
        ),
        legal_forms=_words("ltd llc inc gmbh plc ag corp llp lllp srl sa jsc cjsc ojsc"),
        programmes=_words("covenant programme program project initiative agreement convention charter strategy campaign"),
        events=_words("conference forum seminar summit workshop festival exhibition symposium"),
        city_markers=_words("city town village"),
        region_markers=_words("region oblast province district raion valley"),
        place_markers=_words("street st avenue square river lake sea mountain island road boulevard"),
        positions=_words(
            "head director manager coordinator expert mayor deputy chair minister president specialist secretary officer "
            "leader adviser advisor consultant engineer professor editor representative ambassador spokes trainer assistant "
            "akim chief founder rector dean journalist commissioner councillor nurse doctor singer partner judge lawyer "
            "secretary-general volunteer economist governor teacher architect curator conductor"
        ),
        titles=_words("mr mrs ms miss dr prof professor sir"),
        links=_words("of the and for on to & de del la van von"),
    ),
    "kk": Heads(
        organisations=_words(
            "министрлі әкімді әкімшілі федераци комисси прокуратура соты клуб қоры орталы қауымдасты қор комитет "
            "агенттi агентті университет институт "
            "академия мектеп "
            "басқарма департамент кеңес қоғам бірлесті одақ одағ банк бюро кеңсе ұйым палата партия мұражай театр кітапхана "
            "аурухана колледж лицей гимназия мектебі радио телерадио емхана диспансер инспекция обсерватория альянс лига "
            "ассамблея консулды фонды полиция филармония архив зауыт зауыты стансасы "
            "компания корпорация делегация өкілді елшілі кәсіпорын мәслихат мәжіліс сенат парламент үкімет кеңсес"
        ),
        legal_forms=_words("жшс ақ қб кмм кмк жк рмк шжқ ҰК ққ өк ск тдқ"),
        programmes=_words("жоба бағдарлама бастама келісім меморандум стратегия хартия"),
        events=_words("конференция форум семинар саммит фестиваль көрме байқау"),
        city_markers=_words("қала қалас ауыл ауыл кент"),
        region_markers=_words("облыс аудан өңір аймақ"),
        place_markers=_words("көше даңғыл өзен көл теңіз тау"),
        positions=_words(
            "директор басшы маман сарапшы үйлестіруші әкім менеджер төраға министр президент инженер профессор редактор ректор "
            "хатшы кеңесші өкіл жетекші мұғалім тренер орынбасар координатор эксперт"
        ),
        links=_words("және мен"),
    ),
    "ro": Heads(
        organisations=_words(
            "academi administrați agenți alianț asociați banc biblioteca biroul birou cancelari centr colegi comisi comitet "
            "compani confederați consili curte delegați departament direcți facultat federați fundați guvern inspectorat "
            "fond institut minister muze oficiu organizați parlament partid primări reprezentanț serviciu societat spital "
            "școal uniune uniunea universit ambasad întreprinder rețea"
        ),
        legal_forms=_words("srl sa ao ong îm îs"),
        programmes=_words("proiect program inițiativ acord memorandum strategi campani convenți cart"),
        events=_words("conferinț forum seminar summit atelier festival"),
        city_markers=_words("oraș orașul municipiul mun satul comuna"),
        region_markers=_words("raion raionul regiune regiunea județ"),
        place_markers=_words("strada str bulevardul bd piața râul lacul"),
        positions=_words(
            "director manager coordonator expert primar președint ministru specialist secretar inginer profesor redactor "
            "rector șef reprezentant ambasador consultant consilier"
        ),
        titles=_words("dl dna domnul doamna dr prof"),
        links=_words("de din și al a ale pentru la privind"),
    ),
}

NO_HEADS = Heads(organisations=frozenset())


def heads(language: str) -> Heads:
    """The heads of ``language``; Kazakh's for its Turkic neighbours in Cyrillic, none where nobody wrote them yet."""
    return HEADS.get({"ky": "kk", "be": "ru"}.get(language, language), NO_HEADS)
