"""How running text says who does what: the patterns of phrases that :mod:`.prose` reads."""

from __future__ import annotations

from extract import patterns as re

HEADING = re.compile(r"\s*[（(〔【\[][^（）()〔〕【】\[\]]{2,14}[）)〕】\]]\s*")
LEAD_IN = re.compile(r"(?:其中|同时|此外|另外|请|原则上|具体|并|再|但|对于?此|在此基础上)(?:[，,])?")
# Names hold none of these: a list ends before them.
NAMES_END = re.compile(
    r"负责|牵头|会同|协[同助](?=[省市州盟县区旗国各有相自])|参[加与](?=的)|履行|代表(?!团|处|大会)|配合(?!饲料)|应当|按照|根据|应(?!急|用)|需(?!求)|要(?!素)|统筹(?![办局委城])|(?:定期|不定期|跟踪)?(?:(?<!监)督办|承办|主办|举办)(?![室局处公])"
)
EXPLAINS = re.compile(r"负责[^，,。；;]{0,6}解释|解释权|负责对本[^，,。；;]{0,12}解释")
WITH = re.compile(r"(?:会同|会商|联合|商|会|同(?=有关|相关|各|[省市州县区国]))")
SUPERVISES = re.compile(
    r"(?:依法|定期|每(?:半?年|季度|月)|应当|要|将|负责)*对[^，,。]*?(?P<word>审计监督|监督检查|监督和?管理|(?:开展|进行|实施)(?:专项|跟踪|绩效|年度)*(?:审计|督查|督导)|进行监督|实施监督|进行审计|(?:进行|予以|给予)(?:业务)?指导|督导|督查|督办|监督)"
    r"|(?:依法|定期|不定期|适时|应当|要)*(?:组织)?(?:开展|进行|实施|加强)(?:专项|跟踪|全程)*(?:督查|督导|督办|督察|审计监督)+(?:工作|检查)?(?=$|[，,。；;])"
)
OVERSEES = re.compile(r"(?:对[^，,。]*)?(?:进行|开展|实施|跟踪|全程|日常|专项|定期)*(?:审计监督|审计|督查|督导|督办)")
# 本办法由市科技局组织实施并负责解释: the duty before the explaining.
EXPLAINS_TOO = re.compile(
    r"(?P<duty>(?:牵头|组织|具体)[^，,。；;]{0,12}?)[，,、]?并?(?:负责(?:具体)?解释|对[^，,。；;]{0,8}解释)"
)
RANGE = re.compile("职责|分工")
# 按职责分工建立的机制 tells nobody what to do.
DOES_NOT = re.compile("不|可|能|未|已|[一-鿿]{0,3}的")
# 由市科技局, 主管部门为市科技局
BY_WHOM = re.compile("由|(?<=[部门机关构位])(?:为|是)(?=[省市州盟县区旗国])")
# 由市财政局统一管理; 由市政府批准, 由主管部门认定 are steps of a procedure.
BY_THEM = re.compile(
    "(?:统一|共同|分别|具体|联合|分级|归口|定期|负责|全面|统筹|进行|加强|予以|实施|跟踪|全程|日常|专项|依法|组织|按规定)*"
    "(?:(?P<watched>监督|督查|督导|督办|审计|指导)|管理|统筹|推进|推动|协调|调度|抓[好总落])(?![^，,。；;]{0,12}的)"
)
WATCHES = re.compile("(?:全程|跟进|跟踪|依法)*(?:监督|督查|督导|审计)")
RELATED = re.compile("[做抓]好(?:相关|有关|各项)(?:配合|保障)?工作")
# 要加强对拆违工作的监督检查
FIRMLY = re.compile("(?:进一步)?(?:加强|强化)(?=对)")
PLAIN_NAME = re.compile("[一-鿿()（）]{3,14}")
TOWN = re.compile(
    "(?!.*(?:城镇|集镇|乡镇|村镇|建制镇|重点镇|示范镇|[省市县区各]))[一-鿿]{2,6}(?:镇|乡|街道|街办|街道办)(?:办事处|(?:人民)?政府)?"
)
IS = re.compile("[为是](?=[省市州盟县区旗国])")
PARTS = re.compile("[。；;]\\s*\\Z")
BESIDE = re.compile("协[同助]")
GOVERNS = re.compile("政府|管委会|办事处|各[省市州盟县区旗镇乡街]|[区县市镇乡]$")
# Whom an appeal speaks to (各地各部门要抓好落实): it gives nobody a task of their own.
TITLE = re.compile(
    r"(?:作为|担任|为|是)[^，,。；;]{0,30}?(?P<post>牵头(?:责任)?(?:单位|部门)|主责(?:单位|部门)|责任(?:单位|部门|主体)|实施主体|主管部门|配合(?:单位|部门)|协办(?:单位|部门))(?=$|[，,。；;、和与])"
)
VAGUE = re.compile(r"(?:(?:[各省市区县州级直和及、]|有关|相关|其他)*(?:单位|部门|地区|地|方面))+")
APPEALED = re.compile("各?(?:地|地区|部门|单位|方面|级)+")
# 州人民政府主要领导任组长: the person, not the body.
# 区委区政府督查室: the name goes on.
TWO_IN_ONE = re.compile("(?<=委)[省市州县区旗](?:人民)?政府")
DAILY = re.compile("日常(?:工作|事务|管理)[^，,。；;]{0,4}由")
OTHER = re.compile(r"[^，,]{0,12}(?:设在|成立|组建)")
PERSON = re.compile(
    r"(?:主要|分管|主管)?(?:负责人|领导|负责同志)|(?:主要|分管|主管)副?(?:主任|书记)"
    r"|(?:主要|分管|主管)?[正副]?(?:省|市|州|县|区|局|厅|处|部|署|秘书)长|副?主任|副?书记"
)
LEADERS = re.compile(r"等[\d一二三四五六七八九十]+个牵头(?:单位|部门)\Z")
# 省发改委会同省财政厅研究起草了方案: what was done already.
DONE = re.compile(r"(?:起草|制[定订]|印发|出台|召开|举办|下发|编制|开展|形成)了")
# 政府出资人职责 are those of one body; 各自职责 of all.
# 落实农产品质量安全属地管理责任, which governments have for what is in their place.
OWNED = re.compile(
    "对[^，,。；;]{2,24}负(?:总责|(?:主要|主体|首要|领导|属地)责任)|(?:落实|履行|承担|压实|担负)(?:好)?[^，,。；;]{0,20}属地(?:管理|监管|主体|防控|管控)?责任"
)
OFFICE = re.compile(r"(?:代表[^，,。；;]{2,10}|代为)?履行(?!好|各自|相应|本|主体|工作)[^，,。；;]{2,16}?(?:职责|职能)")
TAIL = re.compile(
    r"等(?:[\d一二三四五六七八九十]+个|多个)?(?:牵头|有关|相关|省直|市直|县直|职能|成员|责任|各)*(?:部门|单位)?"
)
# 科技部参与的工作, 牵头负责管理的部门: what somebody does tells which thing is meant. A body that several make up
# (由省工信厅牵头、省财政厅参加的联席会议) gives each a part in it.
ATTRIBUTE = re.compile("的(?![^，,。；;]{0,12}(?:会议|机制|制度|小组|专班))|[^，,。；;]{0,20}的(?:部门|单位|机构)")
