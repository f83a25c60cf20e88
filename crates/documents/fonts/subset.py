"""Makes the faces of this folder from their published originals; needs fonttools.

Originals: NotoSerifSC 400 and 700, NotoSansSC 500 (npm @expo-google-fonts, 0.4.3, OFL-1.1) and
LXGWWenKai-Regular 1.250 (OFL-1.1), in the folder given. Subsets of a face may not carry its
reserved names, so they are renamed.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont


def letters(encoding):
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode(encoding)))
            except (UnicodeDecodeError, TypeError):
                pass
    return found


RANGES = [(0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2040), (0x2190, 0x219A), (0x2460, 0x2474),
          (0x25A0, 0x25D0), (0x3000, 0x3030), (0xFF01, 0xFF5F)]
SIGNS = {letter for start, stop in RANGES for letter in range(start, stop)}
SIGNS |= {0x2212, 0xD7, 0xF7, 0x20AC, 0xA5, 0xFFE5, 0x2030, 0x2713, 0x2717, 0x26A0, 0x2605, 0x2606,
          0x2150, 0x2264, 0x2265, 0x2260, 0x3B1, 0x3B2, 0x33A1, 0x33A5}
NAMES = set(map(ord, "镕喆堃昇珺祎頔婳琎翀淼焱垚犇骉赟璟璠瑀珮晞烨煜燊"))
COMMON = SIGNS | letters("gb2312") | NAMES
FACES = [
    ("NotoSerifSC_400Regular.ttf", "gongkai-song.ttf", "Gongkai Song", COMMON | letters("gbk")),
    ("NotoSerifSC_700Bold.ttf", "gongkai-biaosong.ttf", "Gongkai Biaosong", COMMON),
    ("NotoSansSC_500Medium.ttf", "gongkai-hei.ttf", "Gongkai Hei", COMMON),
    ("LXGWWenKai-Regular.ttf", "gongkai-kai.ttf", "Gongkai Kai", COMMON),
]
DROPPED = ["DSIG", "GPOS", "GSUB", "GDEF", "VORG", "BASE", "vhea", "vmtx", "HVAR", "STAT"]


def make(source, target, family, wanted):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += DROPPED
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    names = font["name"]
    legal = [it for it in names.names
             if it.nameID in (0, 13, 14) and (it.platformID, it.langID) == (3, 0x409)]
    names.names = legal
    post_script = family.replace(" ", "") + "-Regular"
    for name, text in [(1, family), (2, "Regular"), (3, "gongkai;" + post_script), (4, family),
                       (5, "Version 1.0; subset"), (6, post_script)]:
        names.setName(text, name, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    font.recalcTimestamp = False
    font.save(target)


if __name__ == "__main__":
    originals = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).parent
    for source, target, family, wanted in FACES:
        make(originals / source, here / target, family, wanted)
