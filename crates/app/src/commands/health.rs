//! `gongkai health`: whether a running site can do its work, for whoever looks after it.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, anyhow};
use law::Lang;

use crate::installation::block_on;

/// How long the site may take to answer.
const LIMIT: Duration = Duration::from_secs(5);

/// Arguments of `gongkai health`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai health\n  \
    gongkai health --at 127.0.0.1:8081 && echo ready\n\n\
    退出码 Exit codes: 0 可以提供服务 ready · 2 不能 not ready\n\
    容器和监控用它 For containers and monitoring; it asks /health/ready.")]
pub struct Args {
    /// 网站监听的地址 Where the site listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    at: SocketAddr,
}

/// Asks the site.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let url = format!("http://{}/health/ready", args.at);
    block_on(async {
        let client = reqwest::Client::builder().timeout(LIMIT).no_proxy().build()?;
        let answer = client.get(&url).send().await;
        let answer = answer.map_err(|error| {
            let at = args.at;
            anyhow!(error).context(lang.pick(
                format!("{at} 没有应答，网站没有启动，或者监听别的地址"),
                format!("{at} does not answer: the site is not running, or listens elsewhere"),
            ))
        })?;
        let (is_ready, told) = (answer.status().is_success(), answer.text().await?);
        if is_ready {
            say!("{told}");
            return Ok(ExitCode::SUCCESS);
        }
        Err(anyhow!(lang.pick(
            format!("网站暂时不能提供服务：{told}"),
            format!("the site cannot do its work at present: {told}"),
        )))
    })
}
