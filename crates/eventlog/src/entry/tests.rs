use proptest::prelude::*;

use super::*;

fn sample() -> Entry {
    Entry {
        id: Uuid::from_u128(0x019c_d6f0_9a40_7000_8000_0000_0000_0001),
        at: At::from_micros(1_773_129_600_123_456).unwrap(),
        agency: Uuid::from_u128(0xa),
        actor: Token::new("officer:0aa").unwrap(),
        action: Token::new("request.registered").unwrap(),
        subject_kind: Token::new("disclosure_request").unwrap(),
        subject_id: Uuid::from_u128(0xbb),
        subject_version: Some(1),
        detail: HashSuite::Sha256.empty(),
    }
}

const GOLDEN: &str = "\
gongkai.log.entry/1
id 019cd6f0-9a40-7000-8000-000000000001
at 2026-03-10T08:00:00.123456Z
agency 00000000-0000-0000-0000-00000000000a
actor officer:0aa
action request.registered
subject-kind disclosure_request
subject-id 00000000-0000-0000-0000-0000000000bb
subject-version 1
detail e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
";

#[test]
fn the_text_of_an_entry_never_changes() {
    assert_eq!(sample().text(), GOLDEN);
    assert_eq!(Entry::parse(GOLDEN), Ok(sample()));
    // (printf '\0'; cat entry.txt) | sha256sum, and the same with openssl dgst -sm3
    let leaf = |suite| sample().leaf_hash(suite).to_string();
    assert_eq!(
        leaf(HashSuite::Sha256),
        "40a93347734c5a263b17d2a94978223282ddff8e04a2396f02b62393f48260f4"
    );
    assert_eq!(
        leaf(HashSuite::Sm3),
        "f8dcb994c54a2746e01466dac1f8aacca835386b0a8dcc709bb2086f719ca61d"
    );
}

#[test]
fn an_entry_that_differs_in_one_field_has_another_hash() {
    let word = |text: &str| Token::new(text).unwrap();
    let changes: [&dyn Fn(&mut Entry); 10] = [
        &|entry| entry.id = Uuid::from_u128(7),
        &|entry| entry.at = At::from_micros(entry.at.micros() + 1).unwrap(),
        &|entry| entry.agency = Uuid::from_u128(7),
        &|entry| entry.actor = word("officer:0ab"),
        &|entry| entry.action = word("request.withdrawn"),
        &|entry| entry.subject_kind = word("letter"),
        &|entry| entry.subject_id = Uuid::from_u128(7),
        &|entry| entry.subject_version = Some(2),
        &|entry| entry.subject_version = None,
        &|entry| entry.detail = HashSuite::Sm3.empty(),
    ];
    for suite in HashSuite::ALL {
        for (number, change) in changes.iter().enumerate() {
            let mut other = sample();
            change(&mut other);
            assert_ne!(other.leaf_hash(suite), sample().leaf_hash(suite), "change {number}");
            assert_eq!(Entry::parse(&other.text()), Ok(other));
        }
    }
}

#[test]
fn only_the_canonical_text_is_read() {
    let check = |from: &str, to: &str, expected| {
        assert_eq!(Entry::parse(&GOLDEN.replacen(from, to, 1)), Err(expected), "{from:?} → {to:?}");
    };
    check("entry/1", "entry/2", EntryError::OtherVersion);
    check("id 019cd6f0-", "id 019CD6F0-", EntryError::NotCanonical);
    check("id 019cd6f0-9a40-", "id 019cd6f09a40", EntryError::Line("id"));
    check(".123456Z", ".123Z", EntryError::Line("at"));
    check("officer:0aa", "Officer", EntryError::Line("actor"));
    check("version 1\n", "version 01\n", EntryError::NotCanonical);
    check("version 1\n", "version +1\n", EntryError::NotCanonical);
    check("version 1\n", "version\n", EntryError::Line("subject-version"));
    check("agency", "Agency", EntryError::Line("agency"));
    check("b855\n", "b855", EntryError::NotCanonical);
    check("b855\n", "b855\n\n", EntryError::NotCanonical);
    check("b855\n", "b855\nmore x\n", EntryError::NotCanonical);
    check("\n", "\r\n", EntryError::OtherVersion);
    assert_eq!(Entry::parse(&"x".repeat(ENTRY_BYTES + 1)), Err(EntryError::TooLarge));
}

#[test]
fn the_largest_entry_is_within_bounds() {
    let longest = Token::new("x".repeat(64)).unwrap();
    let entry = Entry {
        actor: longest.clone(),
        action: longest.clone(),
        subject_kind: longest,
        subject_version: Some(i64::MIN),
        ..sample()
    };
    assert_eq!(Entry::parse(&entry.text()), Ok(entry));
}

fn any_token() -> impl Strategy<Value = Token> {
    "[a-z0-9._:-]{1,64}".prop_map(|text| Token::new(text).unwrap())
}

prop_compose! {
    fn any_entry()(
        ids in any::<[u128; 3]>(),
        micros in 0..253_402_300_799_999_999_i64,
        tokens in [any_token(), any_token(), any_token()],
        subject_version in any::<Option<i64>>(),
        detail in any::<[u8; 32]>(),
    ) -> Entry {
        let [id, agency, subject_id] = ids.map(Uuid::from_u128);
        let [actor, action, subject_kind] = tokens;
        let at = At::from_micros(micros).unwrap();
        let detail = Hash::new(detail);
        Entry { id, at, agency, actor, action, subject_kind, subject_id, subject_version, detail }
    }
}

proptest! {
    #[test]
    fn an_entry_is_read_as_it_is_written(entry in any_entry()) {
        prop_assert_eq!(Entry::parse(&entry.text()), Ok(entry));
    }

    #[test]
    fn a_text_with_one_other_byte_is_another_entry_or_none(
        entry in any_entry(), place in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = entry.text().into_bytes();
        let place = place.index(bytes.len());
        prop_assume!(bytes[place] != byte);
        bytes[place] = byte;
        if let Ok(other) = Entry::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert_ne!(other, entry);
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        if let Ok(entry) = Entry::parse(&text) {
            prop_assert_eq!(entry.text(), text);
        }
    }
}
