//! The password of a demo: random, easy to type, kept where its owner alone reads it.

use std::path::Path;

use anyhow::Result;
use law::Lang;
use store::{read_secret, write_secret};
use zeroize::Zeroizing;

use crate::clock;
use crate::told::told;

/// The file with the password. It is also what a demo is recognised by.
pub const FILE: &str = "demo-password.txt";

/// 32 letters and digits of which no two look alike, so that each byte gives one fairly.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters in all: 80 bits.
const LENGTH: usize = 16;

/// Letters between two hyphens.
const GROUP: usize = 4;

/// Makes a password and writes it into the folder of a demo.
pub fn make(folder: &Path, lang: Lang) -> Result<Zeroizing<String>> {
    let password = of(&clock::edge().bytes());
    let text = Zeroizing::new(format!("{}\n", *password));
    write_secret(&folder.join(FILE), text.as_bytes(), false).map_err(|error| told(&error, lang))?;
    Ok(password)
}

/// Reads the password of a demo.
pub fn read(folder: &Path, lang: Lang) -> Result<Zeroizing<String>> {
    let text = read_secret(&folder.join(FILE)).map_err(|error| told(&error, lang))?;
    Ok(Zeroizing::new(text.trim().to_owned()))
}

fn of(random: &[u8; LENGTH]) -> Zeroizing<String> {
    let mut password = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % GROUP == 0 {
            password.push('-');
        }
        password.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_four_groups_and_can_stand() {
        let password = of(&[0, 1, 2, 250, 77, 31, 32, 33, 90, 14, 201, 8, 63, 64, 129, 255]);
        assert_eq!(password.as_str(), "012t-dz01-te98-z01z");
        assert_eq!(signin::passwords::strength(&password, &["yanshi.jia", "演示用户甲"]), Ok(()));
    }
}
