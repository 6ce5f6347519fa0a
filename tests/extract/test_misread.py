"""Misread bytes: pages sent through the channel come back, and nothing else changes."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from extract.restore import UNKNOWN, restore
from extract.restore.language import Language
from extract.restore.marks import with_marks
from extract.restore.misread import windows
from extract.restore.states import Found
from tests.damage import Damaged, damage
from tests.damage_elsewhere import damage as damage_elsewhere
from tests.damage_elsewhere import half

# Of the runs that the channel misread, the share that comes back exactly; on sites that damage in other ways too.
# Only ever raised.
FLOOR = 0.97
FLOOR_ELSEWHERE = 0.97
# On sites that take their pages apart at sentence marks, wherever the bytes of these stand.
FLOOR_PARTED = 0.96
# Of the repairs that are said to be as sure as that, the share that is right.
SURE, SURE_FLOOR = 0.95, 0.95


def compare(damaged: Damaged, restored: str) -> tuple[int, int]:
    """Count the misread runs that came back wrong, and the edits outside all runs."""
    wrong: set[int] = set()
    outside = 0
    base = 0
    for line, got in zip(damaged.written.split("\n"), restored.split("\n"), strict=True):
        runs = [(k, a - base, b - base) for k, (a, b) in enumerate(damaged.runs) if base <= a <= base + len(line)]
        for op, i, j, m, n in SequenceMatcher(None, line, got, autojunk=False).get_opcodes():
            swallowed = got[m:n] == UNKNOWN and all(base + k in damaged.unknown for k in range(i, j))
            if op == "equal" or swallowed:
                continue
            hit = {k for k, a, b in runs if i <= b and j >= a}
            wrong |= hit
            outside += not hit
        base += len(line) + 1
    return len(wrong), outside


@pytest.mark.slow
def test_damaged_pages_come_back(digests: list[Path]) -> None:
    runs = wrong = outside = 0
    for seed, path in enumerate([*digests, *digests]):
        damaged = damage(path.read_text(encoding="utf-8"), seed)
        lost, changed = compare(damaged, restore(damaged.page).text)
        runs, wrong, outside = runs + len(damaged.runs), wrong + lost, outside + changed
    assert runs > 100
    assert 1 - wrong / runs >= FLOOR
    assert outside <= runs / 100


@pytest.mark.slow
def test_pages_taken_apart_at_marks_come_back(digests: list[Path]) -> None:
    runs = wrong = outside = 0
    for seed, path in enumerate([*digests, *digests, *digests]):
        damaged = damage(path.read_text(encoding="utf-8"), seed, parted=True)
        lost, changed = compare(damaged, restore(damaged.page).text)
        runs, wrong, outside = runs + len(damaged.runs), wrong + lost, outside + changed
    assert runs > 100
    assert 1 - wrong / runs >= FLOOR_PARTED
    assert outside == 0


@pytest.mark.slow
def test_pages_of_other_sites_come_back(digests: list[Path]) -> None:
    runs = wrong = outside = 0
    for seed, path in enumerate(digests):
        damaged = damage_elsewhere(path.read_text(encoding="utf-8"), seed)
        lost, changed = compare(damaged, half(restore(damaged.page).text))
        runs, wrong, outside = runs + len(damaged.runs), wrong + lost, outside + changed
    assert runs > 100
    assert 1 - wrong / runs >= FLOOR_ELSEWHERE
    assert outside <= runs / 50


@pytest.mark.slow
def test_what_is_said_to_be_sure_is(digests: list[Path]) -> None:
    sure = right = 0
    for seed, path in enumerate(digests, start=50):
        damaged = damage(path.read_text(encoding="utf-8"), seed)
        page = restore(damaged.page)
        edits = [
            (m, n)
            for op, _, _, m, n in SequenceMatcher(None, damaged.written, page.text, autojunk=False).get_opcodes()
            if op != "equal"
        ]
        for repair in page.repairs:
            if repair.why.startswith("misread bytes") and repair.confidence >= SURE:
                sure += 1
                right += not any(m <= repair.place.end and n >= repair.place.start for m, n in edits)
    assert sure > 30
    assert right / sure >= SURE_FLOOR


RUNS = {
    # A paragraph's indent trimmed by one byte; a reading in the middle of a character; a fold across a boundary.
    "indent": ("政策發展環境\n?。ㄒ唬┘訌娊M織領(lǐng)導(dǎo)。建立機制", "政策发展环境\n(一)加强组织领导。建立机制"),
    "reading": ("處理含重金屬?gòu)U水,經(jīng)濟發(fā)展", "处理含重金属废水,经济发展"),
    "told": (
        "產業發展,形成4個超百億產業集群。創新\n?。ㄒ唬┡嘤?個超百億產業集群。發展產業",
        "产业发展,形成4个超百亿产业集群。创新\n(一)培育4个超百亿产业集群。发展产业",
    ),
    "figure": (
        "產業發展,集聚創新\n?。ㄒ唬┡嘤?個產業集群。發展產業",
        "产业发展,集聚创新\n(一)培育□个产业集群。发展产业",
    ),
    # What stands behind every figure tells none.
    "not told": (
        "產業發展,形成4個產業集群。創新\n?。ㄒ唬┡嘤?個產業集群。發展產業",
        "产业发展,形成4个产业集群。创新\n(一)培育□个产业集群。发展产业",
    ),
    # A page without readings, taken apart at its marks wherever their bytes stand: the marks stay.
    "parted": ("發展產業\n各?。▍^、市）要推動產業發展。科技創新", "发展产业\n各省（区、市）要推动产业发展。科技创新"),
    # Letters and figures folded as marks are, and what that leaves without a character not shown; a reading in wide
    # brackets behind a character that was cut, and of which nothing is shown.
    "letters": (
        "建立产业体系橹凳┓桨浮R劳胁翟扒R匝蟹⑽诵摹S行еС挪怠<忧孔橹斓肌M晟普咛逑怠T銮看葱履芰Α@┐蠖酝夂献?",
        "建立产业体系。组织实施方案。依托产业园区。以研发为核心。有效支撑产业。加强组织领导。完善政策体系。增强创新能力。扩大对外合作",
    ),
    "wide reading": (
        "建设（shè）产（chǎn）业园区，发（fā）展环保产（chǎn）业，支持工业母唬╢ù）╟hǎn）业发（fā）展",
        "建设产业园区，发展环保产业，支持工业母机产业发展",
    ),
    # The half of a character and a wide bracket's are no character together, and are not shown, or shown as a hole; the
    # page ends in a cut character.
    "bracket not shown": (
        "建設（shè）產（chǎn）業園區，發（fā）展環保產（chǎn）業。給予一次性▂uán）剟",
        "建设产业园区，发展环保产业。给予一次性奖励",
    ),
    "bracket a hole": (
        "建設（shè）產（chǎn）業園區，發（fā）展環保產（chǎn）業。\n支持一牛╤uāng）?攸c項目，發展產（chǎn）業集群",
        "建设产业园区，发展环保产业。\n支持一批重点项目，发展产业集群",
    ),
    # They are a wide sign, which was folded.
    "bracket a sign": (
        "建设(shè)产(chǎn)业园区,发(fā)展环保产(chǎn)业。对符合条件的#╩ó)垂娑ǜ杞崩С制笠",
        "建设产业园区,发展环保产业。对符合条件的,按规定给予奖励,支持企业",
    ),
    # The letter ǎ and the closing bracket are a sign together that was folded; the bracket's other half leads what follows.
    "bracket folded": (
        "建設（shè）產（chǎn）業園區,完善執法(f\ufffd#┲贫群土⒎\ufffd(f\ufffd#\ufffd,培育龍頭（tóu）企業（yè）",
        "建设产业园区,完善执法制度和立法,培育龙头企业",
    ),
    # Half of an indent waits before a mark, and the other half is gone.
    "indent before": (
        "发展产（chǎn）业（yè）集群，建设环保产（chǎn）业（yè）\n　恫倒ぷ髂柯肌酚∷ⅲ",
        "发展产业集群，建设环保产业\n《产业工作目录》印刷；",
    ),
    # One run alone of a site that folds letters too.
    "letter folded once": (
        "發展產業園區，建設環保產業\n支持符合條件的企業和機構腥肽夸浀钠髽I優先安排。發展產業",
        "发展产业园区，建设环保产业\n支持符合条件的企业和机构。列入目录的企业优先安排。发展产业",
    ),
    # A reading behind the second byte of a character and a letter; a first byte gone before a second one that is a letter.
    "letter crossed": (
        "建設產(chǎn)業(yè)園(yuán)區(qū),歐盟E(jì)MA認證。發(fā)展產業集群",
        "建设产业园区,欧盟EMA认证。发展产业集群",
    ),
    "letter left": (
        "推動(dòng)技術(shù)創(chuàng)新和產(chǎn)業(yè)升級,l(fā)展產業集群",
        "推动技术创新和产业升级,发展产业集群",
    ),
    # Of a page that was edited twice nothing but the reading may be left.
    "only read": ("建設產業園區,推?dòng)產業集群發展", "建设产业园区,推动产业集群发展"),
    # A page that prints its figures narrow prints no wide one.
    "wide figure": (
        "建設（shè）產(chǎn)業園區,集聚創(chuàng)新要素,推動企業上市?xiào)?025年新增10家",
        "建设产业园区,集聚创新要素,推动企业上市,2025年新增10家",
    ),
    # The figures behind it are of the same number, and tell nothing of the one that was swallowed.
    "of a number": (
        "環(huán)保產(chǎn)業,形成1000萬元以上產業基金。門檻由投?dù)?000萬元以上,推動產業發(fā)展",
        "环保产业,形成1000万元以上产业基金。门槛由投入□000万元以上,推动产业发展",
    ),
    "number before the next": (
        "(十)發展產業(yè)\n?。ㄊ┩七M技術(shù)創(chuàng)新\n(十三)建設(shè)園區",
        "(十)发展产业\n(十二)推进技术创新\n(十三)建设园区",
    ),
    "year": ("園區發展現狀?!?024年統計公報》顯示,產業增長", "园区发展现状。《2024年统计公报》显示,产业增长"),
}


@pytest.mark.parametrize("name", RUNS)
def test_each_thing_that_the_channel_does(name: str) -> None:
    damaged, written = RUNS[name]
    page = restore(damaged)
    assert page.text == written
    assert sum(r.why.startswith("misread bytes") for r in page.repairs) == 1
    assert list(page.origin) == sorted(page.origin)
    assert page.origin[-1] < len(damaged)


def test_which_plan_is_meant_the_page_tells() -> None:
    page = "《新材料產(chǎn)業(yè)“{}五”發(fā)展規(guī)劃》指出?!笆濉睍r(shí)期,我國(guó)新材料產(chǎn)業(yè)發(fā)展。"
    for numeral in ("十二", "十三"):
        assert (
            restore(page.format(numeral)).text
            == f"《新材料产业“{numeral}五”发展规划》指出。“{numeral}五”时期,我国新材料产业发展。"
        )


def test_a_comma_put_before_a_mark_that_two_characters_made() -> None:
    # 。“ with a comma before the ！ in the middle of it, on a page that has commas before all its marks.
    page = "推進(jìn)新材料產(chǎn)業(yè)發(fā)展,�,!笆奈濉睍r(shí)期,建成4個(gè)基地,。提高創(chuàng)新能力,、競(jìng)爭(zhēng)力,。擴(kuò)大開放,。"
    assert restore(page).text == "推进新材料产业发展。“十四五”时期,建成4个基地。提高创新能力、竞争力。扩大开放。"


def test_blanks_that_were_shown_as_holes_are_blanks() -> None:
    damaged = "第一章?總則\n一、?總體要求\n二、?重點任務\n三、?保障措施\n建設產業基地?;A設施共享"
    written = "第一章 总则\n一、 总体要求\n二、 重点任务\n三、 保障措施\n建设产业基地。基础设施共享"
    assert restore(damaged).text == written


def test_of_a_row_of_holes_nothing_is_read() -> None:
    damaged = "發展產業會議。??????????\n建設產業基地?;A設施共享"
    assert restore(damaged).text == "发展产业会议。??????????\n建设产业基地。基础设施共享"


def test_what_was_swallowed_is_a_sign_that_the_page_has() -> None:
    damaged = "市工業和?tuō)畔⒒?市發展和改革委員會 市財政局 市科技局\n建設產業基地?;A設施共享"
    written = "市工业和信息化局 市发展和改革委员会 市财政局 市科技局\n建设产业基地。基础设施共享"
    assert restore(damaged).text == written


def test_a_stretch_goes_on_behind_the_reading_at_its_last_sign() -> None:
    source = "重點推進?(jiàn)設先進制造業集群"
    [(start, end, _)] = windows(source, [source.index("?")], 2)
    assert source[start:end] == "推進?(jiàn)設先進制造業"


def test_another_code_is_not_read_as_this_one() -> None:
    other = "加快建设环保装备、节能技术示范基地。支持综合利用项目，推进绿色制造。".encode().decode("gbk", "replace")
    page = restore("建设产业园区，发展环保产业。\n" + other)
    assert not any(repair.why.startswith("misread") for repair in page.repairs)


def test_what_looks_misread_still_is_doubtful() -> None:
    page = restore("?。ǘ┩苿湧萍紕撔潞統籌，建設產業(yè)基地，發(fā)展產業")
    assert [repair.confidence for repair in page.repairs if repair.why == "misread bytes"] == [0.5]


SOUND = {
    "questions": "為什麼發展?因為產業需要!大家都說好。企業怎麼辦?產業園區建設",
    "names": "参加会议的有囧某、靐某，企业负责人介绍了䲜鱼养殖和㛃的来历。",
    "other scripts": "欢迎访问本站。Добро пожаловать! ようこそ。한국어 안내: 산업 정책",
    "a textbook": "妈(mā)妈(ma)骑马(mǎ)。bō pō mō fō，(GDP)、(一)、(BIPV)和(首台套)都是写出来的。",
    "line drawing": "┌──┬──┐\n│产业│集群│\n└──┴──┘",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_text_needs_no_model(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise AssertionError("the language model was asked for")

    monkeypatch.setattr("extract.restore.language.background", refused)
    assert not any(r.why.startswith("misread") for r in restore(SOUND[name]).repairs)


def test_letters_that_stand_alone_stay() -> None:
    sound = "支持企业在A股上市，对获得B轮融资、面向C端用户、推动G端开放、评为D级的，用于T型台。為什麼發展?因為產業需要!"
    assert restore(sound).text == sound.replace("為什麼發展?因為產業", "为什么发展?因为产业")


def test_questions_and_exclamations_stay() -> None:
    sound = "為什麼發展?因為產業需要!大家都說好。企業怎麼辦?產業園區建設"
    assert restore(sound).text == "为什么发展?因为产业需要!大家都说好。企业怎么办?产业园区建设"


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("一是优化布局;二是壮大企?三是培育人才;四是加强服务。", ";"),
        ("支持企?推动创新,优化服务。一是补助;二是奖励。", ","),
    ],
)
def test_a_swallowed_mark_is_what_its_sentence_has(source: str, mark: str) -> None:
    at = source.index("?")
    for guessed in ",;":
        found = Found(f"业{guessed}", (at, at), 9.0, at + 1, -1.0, 0)
        told = with_marks(Language("", False), {",": 0.0, ";": 0.0}, source, found, (0, len(source)))
        assert told.said == f"业{mark}"
        assert (told.margin < found.margin) == (mark != guessed)
