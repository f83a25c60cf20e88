//! `cargo xtask bench web`: how soon the site answers, what it needs at rest, how fast its pages are, and
//! whether signing in starves the others.
//!
//! The program serves a demonstration of its own in a temporary folder. Clients speak over connections that
//! stay open, each from an address of its own as behind a proxy, on the same cores as the program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// What `cargo xtask bench web` accepts.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Seconds of each load.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Clients at once.
    #[arg(long, default_value_t = 16)]
    clients: usize,
}

/// Promised: milliseconds until the first answer, megabytes at rest.
const START_MS: u128 = 500;
const IDLE_MB: u64 = 80;

/// Promised of a page: answers a second, and milliseconds that one in twenty takes at most.
const PER_SECOND: f64 = 3_000.0;
const P95_MS: f64 = 10.0;

/// Measures and prints.
///
/// # Errors
///
/// Where the program cannot be built, or does not serve.
pub fn run(args: &Args) -> Result<()> {
    let program = super::program()?;
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("demo");
    let made = Instant::now();
    let status = Command::new(&program)
        .args(["demo", "--no-serve", "--data"])
        .arg(&data)
        .stdout(Stdio::null())
        .status()?;
    ensure!(status.success(), "gongkai demo failed");
    println!("demonstration made in {:.2} s", made.elapsed().as_secs_f64());
    let served = Served::start(&program, &data)?;
    println!(
        "first answer after {} ms   promised {START_MS} ms   {:.1}x",
        served.first_answer.as_millis(),
        START_MS as f64 / served.first_answer.as_millis().max(1) as f64
    );
    std::thread::sleep(Duration::from_secs(3));
    println!("memory at rest {} MB   promised {IDLE_MB} MB", served.memory()? / 1024);
    for path in ["/", "/sign-in", "/permissions", "/api/v1/organisations", "/health/live"] {
        let load = load(served.address, path, args.clients, args.seconds);
        println!(
            "{path:<24} {:>7.0}/s ({:.2}x of {PER_SECOND:.0})   p50 {:.2} ms   p95 {:.2} ms (promised {P95_MS:.0})   {} other than 200",
            load.per_second,
            load.per_second / PER_SECOND,
            load.p50,
            load.p95,
            load.failed
        );
    }
    let alone = load(served.address, "/sign-in", 4, args.seconds);
    let stop = AtomicBool::new(false);
    let (beside, sign_ins) = std::thread::scope(|scope| {
        let signing: Vec<_> = (0..args.clients)
            .map(|n| {
                scope.spawn({
                    let stop = &stop;
                    move || sign_in(served.address, n, stop)
                })
            })
            .collect();
        let beside = load(served.address, "/sign-in", 4, args.seconds);
        stop.store(true, Ordering::SeqCst);
        (beside, signing.into_iter().filter_map(|it| it.join().ok()).sum::<u64>())
    });
    println!(
        "pages beside {} sign-ins by {} clients: {:.0}/s, p95 {:.2} ms; alone {:.0}/s, p95 {:.2} ms",
        sign_ins, args.clients, beside.per_second, beside.p95, alone.per_second, alone.p95
    );
    println!("memory after the loads {} MB", served.memory()? / 1024);
    Ok(())
}

/// The program, serving until dropped.
struct Served {
    child: Child,
    address: SocketAddr,
    first_answer: Duration,
}

impl Served {
    fn start(program: &Path, data: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = Instant::now();
        let child = Command::new(program)
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .env("GONGKAI__WEB__TRUSTED_PROXIES", "127.0.0.1")
            .env("GONGKAI__LOG__LEVEL", "warn")
            .stderr(Stdio::null())
            .spawn()?;
        let mut served = Self { child, address, first_answer: Duration::ZERO };
        loop {
            if let Ok(mut client) = Client::connect(address, 0)
                && client.get("/health/ready").is_ok_and(|status| status == 200)
            {
                served.first_answer = begun.elapsed();
                return Ok(served);
            }
            ensure!(begun.elapsed() < Duration::from_secs(20), "no answer within 20 s");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kilobytes that are really in memory.
    fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|it| it.split_whitespace().next());
        kilobytes.context("VmRSS")?.parse().context("VmRSS")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a load came to.
struct Load {
    per_second: f64,
    p50: f64,
    p95: f64,
    failed: usize,
}

fn load(address: SocketAddr, path: &str, clients: usize, seconds: u64) -> Load {
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let mut times: Vec<(Duration, u16)> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..clients)
            .map(|client| scope.spawn(move || one_client(address, path, client, until)))
            .collect();
        all.into_iter().filter_map(|it| it.join().ok()).flatten().collect()
    });
    let took = begun.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |part: usize| {
        times.get(times.len() * part / 100).map_or(0.0, |it| it.0.as_secs_f64() * 1_000.0)
    };
    Load {
        per_second: times.len() as f64 / took,
        p50: at(50),
        p95: at(95),
        failed: times.iter().filter(|it| it.1 != 200).count(),
    }
}

fn one_client(
    address: SocketAddr,
    path: &str,
    client: usize,
    until: Instant,
) -> Vec<(Duration, u16)> {
    let mut times = Vec::new();
    // A new address every now and then, as many people behind one proxy have.
    for turn in 0.. {
        let Ok(mut connection) = Client::connect(address, client * 250 + turn % 250) else { break };
        for _ in 0..100 {
            if Instant::now() >= until {
                return times;
            }
            let begun = Instant::now();
            let Ok(status) = connection.get(path) else { break };
            times.push((begun.elapsed(), status));
        }
    }
    times
}

/// Tries to sign in, over and over, with wrong passwords of ever new logins.
fn sign_in(address: SocketAddr, client: usize, stop: &AtomicBool) -> u64 {
    let mut tried = 0;
    while !stop.load(Ordering::SeqCst) {
        let Ok(mut connection) = Client::connect(address, 20_000 + client * 250) else { break };
        let Ok((page, cookie)) = connection.page("/sign-in") else { break };
        let Some(token) = page.split("name=\"form_token\" value=\"").nth(1) else { break };
        let token = token.split('"').next().unwrap_or_default().to_owned();
        for _ in 0..10 {
            let login = format!("nobody-{client}-{tried}");
            let body = format!("form_token={token}&login={login}&password=wrong-password");
            if connection.post("/sign-in", &body, &cookie).is_err() {
                break;
            }
            tried += 1;
        }
    }
    tried
}

/// A connection that stays open.
struct Client {
    reader: BufReader<TcpStream>,
    from: String,
    host: SocketAddr,
}

impl Client {
    fn connect(address: SocketAddr, number: usize) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let from = format!("10.{}.{}.{}", number / 65_536 % 256, number / 256 % 256, number % 256);
        Ok(Self { reader: BufReader::new(stream), from, host: address })
    }

    fn get(&mut self, path: &str) -> Result<u16> {
        self.send(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head()))?;
        Ok(self.answer()?.0)
    }

    fn page(&mut self, path: &str) -> Result<(String, String)> {
        self.send(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head()))?;
        let (_, body, cookie) = self.answer()?;
        Ok((String::from_utf8_lossy(&body).into_owned(), cookie))
    }

    fn post(&mut self, path: &str, body: &str, cookie: &str) -> Result<u16> {
        let head = self.head();
        let length = body.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\n{head}cookie: {cookie}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        ))?;
        Ok(self.answer()?.0)
    }

    fn head(&self) -> String {
        format!("host: {}\r\nx-forwarded-for: {}\r\n", self.host, self.from)
    }

    fn send(&mut self, text: &str) -> Result<()> {
        Ok(self.reader.get_mut().write_all(text.as_bytes())?)
    }

    fn answer(&mut self) -> Result<(u16, Vec<u8>, String)> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        let status = line.split(' ').nth(1).context("a status line")?.parse()?;
        let (mut length, mut cookie) = (None, String::new());
        loop {
            line.clear();
            if self.reader.read_line(&mut line)? == 0 {
                bail!("the answer broke off");
            }
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.trim().parse()?),
                "set-cookie" => {
                    let pair = value.trim().split(';').next().unwrap_or_default();
                    cookie = pair.to_owned();
                }
                _ => {}
            }
        }
        let mut body = vec![0; length.context("a length")?];
        self.reader.read_exact(&mut body)?;
        Ok((status, body, cookie))
    }
}
