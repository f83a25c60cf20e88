//! A reader for tests: the real one, and ones that misbehave once they are locked in.
//!
//! Whoever misbehaves and is not stopped answers with a report of having done it, which is no answer.

use std::io::{Read, Write};
use std::process::ExitCode;

use reader::limits::Room;
use reader::{Kind, child};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let said: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match said[..] {
        ["read-one", kind] => match Kind::named(kind) {
            Some(kind) => child::run(kind),
            None => ExitCode::FAILURE,
        },
        ["misbehave", how, _kind] => misbehave(how),
        _ => ExitCode::FAILURE,
    }
}

fn misbehave(how: &str) -> ExitCode {
    let room = Room { processor_seconds: 1, ..Room::default() };
    child::lock_in(&room).expect("this machine has limits");
    match how {
        // What a well-meaning program meets: it is told no and goes on.
        "open" => told(std::fs::File::open("/etc/hostname").map(drop)),
        "write" => told(std::fs::File::create(std::env::temp_dir().join("of-a-reader")).map(drop)),
        "list" => told(std::fs::read_dir("/").map(drop)),
        "thread" => told(std::thread::Builder::new().spawn(|| 1).map(drop)),
        "environment" => told(match std::env::vars_os().count() {
            0 => Ok(()),
            _ => Err(std::io::Error::other("something was handed down")),
        }),
        "limits" => told(limits(&room)),
        // What only somebody means who has taken it over.
        "connect" => told(std::net::TcpStream::connect("127.0.0.1:9").map(drop)),
        "datagram" => told(std::net::UdpSocket::bind("127.0.0.1:0").map(drop)),
        "start" => told(std::process::Command::new("/bin/true").spawn().map(drop)),
        "allocate" => {
            std::hint::black_box(vec![1_u8; 8 << 30]);
            told(Ok(()))
        }
        "loop" => loop {
            std::hint::black_box(1);
        },
        "wait" => loop {
            std::thread::park();
        },
        "print" => loop {
            let _ = std::io::stdout().write_all(&[b'1'; 4096]);
        },
        "panic" => panic!("words of the document"),
        "overflow" => {
            std::hint::black_box(deeper(0));
            told(Ok(()))
        }
        "silent" => ExitCode::SUCCESS,
        "silent-fault" => ExitCode::FAILURE,
        "deaf" => say(br#"{"not_read":"empty"}"#),
        "listens" => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).expect("it is open");
            say(br#"{"not_read":"empty"}"#)
        }
        "garbled" => say(b"{\"read\":{\"schema\":\"gongkai.annual-report/1\""),
        "unknown-field" => say(br#"{"not_read":{"too_slow":{"seconds":1,"more":2}}}"#),
        "other-variant" => say(br#"{"done":1}"#),
        "deep" => say("[".repeat(100_000).as_bytes()),
        _ => ExitCode::FAILURE,
    }
}

/// Whether every limit is what it should be, and cannot be raised again.
fn limits(room: &Room) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 0),
        (Resource::Cpu, room.processor_seconds),
        (Resource::As, room.memory),
    ];
    let set = wanted.into_iter().all(|(it, bound)| getrlimit(it).current == Some(bound));
    let more = Rlimit { current: Some(room.memory), maximum: Some(room.memory) };
    let raised = setrlimit(Resource::As, more).is_ok();
    if set && !raised { Ok(()) } else { Err(std::io::Error::other("a limit is not kept")) }
}

/// Says whether it was done, in the form of an answer that a report cannot have.
fn told(done: std::io::Result<()>) -> ExitCode {
    let word = if done.is_ok() { "encrypted" } else { "empty" };
    say(format!("{{\"not_read\":\"{word}\"}}").as_bytes())
}

fn say(answer: &[u8]) -> ExitCode {
    std::io::stdout().write_all(answer).expect("somebody listens");
    ExitCode::SUCCESS
}

#[expect(unconditional_recursion, reason = "that is what it is for")]
fn deeper(depth: u64) -> u64 {
    let here = std::hint::black_box([depth; 64]);
    deeper(here[0] + 1) + here[1]
}
