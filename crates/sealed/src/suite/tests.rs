//! Known answers: RFC 8998 and NIST for the ciphers, RFC 4231, RFC 5869 and GB/T 32905 for the hashes.

use super::*;

fn bytes(hex: &str) -> Vec<u8> {
    let hex: String = hex.split_whitespace().collect();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn key(hex: &str) -> DerivedKey {
    let mut key = bytes(hex);
    key.resize(KEY_BYTES, 0xEE);
    Zeroizing::new(key.try_into().unwrap())
}

fn check(suite: Suite, key: &DerivedKey, [nonce, associated, plain, sealed]: [&str; 4]) {
    let nonce = bytes(nonce).try_into().unwrap();
    let associated = bytes(associated);
    let mut buffer = bytes(plain);
    suite.encrypt(key, &nonce, &associated, &mut buffer).unwrap();
    assert_eq!(buffer, bytes(sealed));
    suite.decrypt(key, &nonce, &associated, &mut buffer).unwrap();
    assert_eq!(buffer, bytes(plain));
}

#[test]
fn sm4_gcm_gives_the_answer_of_rfc_8998() {
    let vector = [
        "00001234567800000000ABCD",
        "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2",
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
         EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
         D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D
         83DE3541E4C2B58177E065A9BF7B62EC",
    ];
    check(Suite::GuoMi, &key("0123456789ABCDEFFEDCBA9876543210"), vector);
}

#[test]
fn aes_256_gcm_gives_the_answer_of_the_gcm_specification() {
    let vector = [
        "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
         1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
         8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
         76fc6ece0f4e1768cddf8853bb2d551b",
    ];
    let key = key("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    check(Suite::International, &key, vector);
}

#[test]
fn hmac_sha_256_gives_a_known_answer() {
    // RFC 4231, case 2, whose key is shorter than ours: HMAC fills keys with zeros, so ours ends in them.
    let mut short = [0; KEY_BYTES];
    short[..4].copy_from_slice(b"Jefe");
    let hash = Suite::International.mac(&Zeroizing::new(short), b"what do ya want for nothing?");
    let answer = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(hash.to_vec(), bytes(answer));
}

#[test]
fn sm3_gives_the_answer_of_its_standard_and_hmac_is_built_from_it() {
    use sm3::Digest;

    let answer = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assert_eq!(Sm3::digest(b"abc").to_vec(), bytes(answer));

    // HMAC written out: H(key ⊕ opad ‖ H(key ⊕ ipad ‖ message)).
    let mut padded = [0; 64];
    padded[..KEY_BYTES].fill(0x11);
    let with = |pad: u8, rest: &[u8]| Sm3::digest([&padded.map(|it| it ^ pad), rest].concat());
    let expected = with(0x5C, &with(0x36, b"message"));
    let hash = Suite::GuoMi.mac(&Zeroizing::new([0x11; KEY_BYTES]), b"message");
    assert_eq!(hash.to_vec(), expected.to_vec());
}

#[test]
fn keys_are_derived_as_rfc_5869_says() {
    for suite in Suite::ALL {
        let salt = {
            let mut padded = [0; KEY_BYTES];
            padded[..SALT.len()].copy_from_slice(SALT);
            Zeroizing::new(padded)
        };
        let extracted = Zeroizing::new(suite.mac(&salt, &[0x22; KEY_BYTES]));
        let expanded = suite.mac(&extracted, b"purpose\x01");
        assert_eq!(*suite.derive(&[0x22; KEY_BYTES], b"purpose"), expanded, "{suite:?}");
    }
}

#[test]
fn names_are_found_again() {
    for suite in Suite::ALL {
        assert_eq!(Suite::from_name(suite.name()), Some(suite));
    }
    assert_eq!(Suite::from_name("none"), None);
}
