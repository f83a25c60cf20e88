//! Radicals that stand for the characters they look like.
//!
//! A font has one glyph for the character 一 and the radical ⼀, and several programs that print to
//! PDF name the glyph by the radical. People search and compare by the character.

/// U+2F00 to U+2FD5 as characters, in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋\
    弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石\
    示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長\
    門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of U+2E80 to U+2EF3 that are characters of their own, each followed by its character.
const SUPPLEMENT: &str = "\
    ⺅亻⺉刂⺊卜⺏尢⺘扌⺙攵⺜日⺝月⺟母⺠民⺡氵⺣灬⺨犭⺩王⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺳网⺵网⺶羊⺷羊⺹耂⺻聿⺼肉⺽臼\
    ⺾艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠\
    ⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// Returns the character that a radical stands for, and any other character as it is.
pub(super) fn unify(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' => nth(u32::from(c) - 0x2f00).unwrap_or(c),
        '\u{2e80}'..='\u{2ef3}' => supplement(c).unwrap_or(c),
        _ => c,
    }
}

fn nth(index: u32) -> Option<char> {
    KANGXI.chars().nth(usize::try_from(index).ok()?)
}

fn supplement(c: char) -> Option<char> {
    let mut rest = SUPPLEMENT.chars();
    while let (Some(radical), Some(character)) = (rest.next(), rest.next()) {
        if radical == c {
            return Some(character);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters() {
        let unified: String = "⼀、⾏政⺠⻔⻚龠⿕A".chars().map(unify).collect();

        assert_eq!(unified, "一、行政民门页龠龠A");
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
    }
}
